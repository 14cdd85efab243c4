"""Breakpoints as values: set, switched, taken away and told in words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from playground.engine.instruction import Ref
from playground.engine.network import Network
from playground.engine.operations.activations import Activation
from playground.session.breakpoints import Breakpoint, Breakpoints
from playground.session.condition_tokens import ConditionError
from tests.session.walked_nets import NETS

Z = Ref("hidden 1", "pre_activation")


def test_a_toggled_place_is_set_and_taken_away() -> None:
    once = Breakpoints().toggled(Z)
    assert once.places == {Z}
    assert once.toggled(Z) == Breakpoints()


def test_conditions_are_added_switched_and_removed() -> None:
    found = Breakpoints().added("epoch = 40").added("max|δz⁽¹⁾| < 1", Z)
    assert [one.text for one in found] == ["epoch = 40", "max|δz⁽¹⁾| < 1"]
    off = found.switched(0, False)
    assert [one.text for one in off.active] == ["max|δz⁽¹⁾| < 1"]
    assert len(found.without(1)) == 1
    with pytest.raises(ConditionError, match="column 1"):
        found.added("when it is bad")


def test_a_breakpoint_is_told_in_words() -> None:
    network = NETS["2-3-2 softmax"]
    assert Breakpoint(Z).described(network) == "z⁽¹⁾ of Hidden 1"
    assert Breakpoint(Ref("output", ""), "epoch = 4").described(network) == "Output when epoch = 4"
    assert Breakpoint(None, "nan").described(network) == "nan"


def test_those_at_blocks_that_are_gone_are_dropped() -> None:
    assert len(Breakpoints().toggled(Z).toggled(Ref("gone", "")).within(NETS["2-3-2 softmax"])) == 1


def test_conditions_and_places_at_a_block_of_the_same_id_name_and_kind_go_along_into_another_document() -> None:
    before = NETS["2-3-2 softmax"]
    set_ = Breakpoints().toggled(Z).toggled(Ref("output", "weights")).added("epoch = 40")
    assert set_.carried(before, before) == set_
    renamed = replace(before.node("hidden 1"), name="First")
    after = replace(before, nodes=tuple(renamed if node.id == "hidden 1" else node for node in before.nodes))
    assert set_.carried(before, after) == Breakpoints().toggled(Ref("output", "weights")).added("epoch = 40")
    other = replace(before.node("output"), operation=Activation("relu"))
    after = replace(before, nodes=tuple(other if node.id == "output" else node for node in before.nodes))
    assert set_.carried(before, after) == Breakpoints().toggled(Z).added("epoch = 40")
    assert set_.carried(before, Network()) == Breakpoints().added("epoch = 40")
