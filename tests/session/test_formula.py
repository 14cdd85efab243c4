"""A typed formula names its inputs, knows its value and its first error, and becomes a document."""

from __future__ import annotations

import pytest

from playground.data.sources import Written
from playground.engine.operations.numbers import Parameter
from playground.engine.operations.source import Input
from playground.session.formula import Formula, place_of
from playground.session.graph_values import GraphValues
from playground.session.state import opened
from playground.session.workbench import Workbench

NEURON = Formula("ŷ = x*w2 + w1 + w2\nL = (ŷ - y)**2", {"x": 3.0, "y": 17.0, "w1": 6.0, "w2": 2.0})


def test_names_stand_in_order_of_appearance() -> None:
    assert NEURON.names == ("x", "w2", "w1", "y")
    assert NEURON.value == "L = 9.000"


def test_names_that_learn_are_parameters_and_all_others_inputs() -> None:
    diagram = NEURON.with_learned("w1", True).with_learned("w2", True).diagram()
    operations = {node.name: node.operation for node in diagram.network.nodes}
    assert operations["w2"] == Parameter(2.0)
    assert operations["x"] == Input(1)
    assert diagram.data == Written("One point", ("x", "y"), ((3.0, 17.0),))
    assert opened(diagram).is_ready


def test_a_formula_of_parameters_alone_is_ready_too() -> None:
    assert opened(Formula("(w - 3)**2").with_learned("w", True).diagram()).is_ready


def test_numbers_wait_for_their_name_to_come_back() -> None:
    shorter = Formula("x", NEURON.numbers)
    assert shorter.names == ("x",)
    assert Formula("x + w2", shorter.numbers).number("w2") == 2.0


@pytest.mark.parametrize(("text", "place"), [("a + ", 4), ("a + b)", 5), ("c = a\nb = c +* 2", 12), ("", 0)])
def test_an_error_knows_its_place(text: str, place: int) -> None:
    formula = Formula(text)
    assert formula.error is not None
    assert formula.names == ()
    assert formula.value == ""
    found = place_of(formula.error, text)
    assert found is not None
    assert abs(found - place) <= 1


def test_the_value_is_that_of_the_engine() -> None:
    formula = Formula("exp(a)*b", {"a": 0.3, "b": -2.0})
    assert formula.value.endswith("−2.700")
    assert GraphValues.of("exp(a)*b", {"a": 0.3, "b": -2.0}).value == pytest.approx(-2.6997, abs=1e-4)


def test_a_formula_of_parameters_alone_can_be_trained() -> None:
    bench = Workbench(opened(Formula("(w - 3)**2").with_learned("w", True).diagram()))
    bench.update_once()
    assert bench.state.learned is not None
    assert bench.state.learned.values == pytest.approx([1.04])
