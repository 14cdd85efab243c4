"""Which parameters a penalty acts on, with which factor. What a penalty does stands in test_update_phase."""

from dataclasses import replace

import pytest

from playground.engine.errors import SettingError
from playground.engine.network import Learning, Network
from playground.engine.operations.dense import Dense
from playground.engine.operations.losses import MeanSquaredError
from playground.engine.parameters import Slot, layout_of
from playground.engine.penalties import Penalties, check_amounts, penalized
from playground.engine.quantities import PARAMETERS
from tests.engine.sample_networks import chain

NETWORK = chain(Dense(2), Dense(1), MeanSquaredError())


def factors(penalties: Penalties, learning: Learning | None = None) -> dict[str, dict[tuple[str, str], float]]:
    """By penalty, the factor of each parameter it acts on; the first layer may learn in its own way."""
    nodes = (replace(node, learning=learning or Learning()) if node.id == "n1" else node for node in NETWORK.nodes)
    network = Network(tuple(nodes), NETWORK.edges)
    found = penalized(network, layout_of(network).slots, penalties)
    return {name: {(slot.node, slot.quantity): each for slot, each in own.items()} for name, own in found.items()}


def test_a_penalty_acts_on_the_weights_of_every_block() -> None:
    both = {("n1", "weights"): 0.1, ("n2", "weights"): 0.1}
    assert factors(Penalties(l2=0.1)) == {"l1": {}, "l2": both, "decay": {}}


def test_a_block_of_its_own_mind_may_have_more_less_or_none() -> None:
    found = factors(Penalties(l1=0.1, l2=0.1), Learning(l1=0.0, l2=0.7, decay=0.2))
    assert found == {
        "l1": {("n2", "weights"): 0.1},
        "l2": {("n1", "weights"): 0.7, ("n2", "weights"): 0.1},
        "decay": {("n1", "weights"): 0.2},
    }


@pytest.mark.parametrize("parameter", PARAMETERS, ids=lambda parameter: parameter.key)
def test_shifts_and_gains_are_left_alone(parameter: object) -> None:
    slot = Slot("n1", parameter.key, (2,), "zeros", 0)
    left_alone = {"bias", "gain", "shift", "slopes"}
    assert bool(penalized(NETWORK, (slot,), Penalties(l2=1.0))["l2"]) == (parameter.key not in left_alone)


@pytest.mark.parametrize("value", [-1.0, float("nan"), float("inf")])
def test_amounts_below_nothing_are_refused(value: float) -> None:
    check_amounts({"l1": 0.0, "clip_norm": 5.0})
    with pytest.raises(SettingError, match=f"clip norm is {value}, expected 0 or more"):
        check_amounts({"l1": 0.0, "clip_norm": value})
