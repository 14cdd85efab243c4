"""What was learned is frozen, compares bit by bit, and survives edits as far as its parameters do."""

from dataclasses import replace

import numpy as np
import pytest

from playground.engine.descent import Descent
from playground.engine.history import EpochRecord, History
from playground.engine.learned import Learned, adapted, fresh
from playground.engine.network import Network
from playground.engine.operations.dense import Dense
from playground.engine.operations.losses import MeanSquaredError
from playground.engine.optimizers import SGD, Momentum
from playground.engine.parameters import initialize, layout_of
from tests.engine.sample_networks import chain, diamond_network


def small(units: int = 3, initializer: str = "glorot_uniform", *, bias: bool = True) -> Network:
    """2 → units → 1."""
    return chain(Dense(units, "tanh", initializer, bias), Dense(1, "identity"), MeanSquaredError())


def trained(network: Network, value: float = 1.0) -> Learned:
    """As if after three epochs and a bit; each number different."""
    layout = layout_of(network)
    numbers = np.arange(layout.size) + value
    history = History(tuple(EpochRecord(epoch, 1 / epoch) for epoch in (1, 2, 3)))
    return Learned(layout, numbers, {"velocity": -numbers}, 3, 10, 42, history)


def part(learned: Learned, node: str, quantity: str, flat: np.ndarray | None = None) -> np.ndarray:
    """One parameter, or one parameter's part of another flat array."""
    return learned.layout.slot(node, quantity).view(learned.values if flat is None else flat)


def test_a_fresh_state_has_first_values_and_has_seen_nothing() -> None:
    learned = fresh(small(), 7)
    assert np.array_equal(learned.values, initialize(layout_of(small()), 7))
    assert (learned.epoch, learned.position, learned.updates, learned.moments) == (0, 0, 0, {})
    assert learned.history == History()


def test_what_was_learned_cannot_be_changed() -> None:
    learned = trained(small())
    for array in (learned.values, learned.moments["velocity"]):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 1


def test_states_are_the_same_if_every_bit_is() -> None:
    one = trained(small())
    assert one.same_as(trained(small()))
    for other in (
        trained(small(), 1 + 1e-15),
        replace(one, epoch=4),
        replace(one, position=0),
        replace(one, updates=43),
        replace(one, moments={}),
        replace(one, moments={"velocity": one.values}),
        replace(one, history=History()),
    ):
        assert not one.same_as(other)


def test_minus_zero_is_another_bit() -> None:
    layout = layout_of(small())
    assert not Learned(layout, np.zeros(layout.size)).same_as(Learned(layout, -np.zeros(layout.size)))


def test_an_optimizer_gets_the_state_it_knows_and_zeros_for_the_rest() -> None:
    learned = trained(small())
    assert learned.moments_for(Descent(SGD())) == {}
    assert learned.moments_for(Descent(Momentum()))["velocity"] is learned.moments["velocity"]
    assert not replace(learned, moments={}).moments_for(Descent(Momentum()))["velocity"].any()


# Edits


def test_an_edit_that_leaves_the_parameters_alone_leaves_the_run_alone() -> None:
    before = trained(small())
    assert adapted(small(), 0, before) is before
    other_activation = chain(Dense(3, "relu"), Dense(1, "identity"), MeanSquaredError())
    assert adapted(other_activation, 0, before) is before


def test_another_initializer_is_for_the_next_run() -> None:
    before = trained(small())
    after = adapted(small(initializer="he_normal"), 0, before)
    assert after.layout == layout_of(small(initializer="he_normal"))
    assert np.array_equal(after.values, before.values)
    assert np.array_equal(after.moments["velocity"], before.moments["velocity"])
    assert (after.epoch, after.position, after.updates, after.history) == (3, 10, 42, before.history)


def test_parameters_in_another_order_are_the_same_parameters() -> None:
    network = diamond_network()
    one, two, *rest = (network.node(id) for id in ("a", "b", "x", "c", "o", "l"))
    first, second = Network((one, two, *rest), network.edges), Network((two, one, *rest), network.edges)
    before = trained(first)
    after = adapted(second, 0, before)
    assert [slot.node for slot in after.layout.slots][:4] == ["b", "b", "a", "a"]
    for slot in after.layout.slots:
        assert np.array_equal(part(after, slot.node, slot.quantity), part(before, slot.node, slot.quantity))
        velocity = part(after, slot.node, slot.quantity, after.moments["velocity"])
        assert np.array_equal(velocity, -part(before, slot.node, slot.quantity))
    assert (after.epoch, after.position, after.updates, after.history) == (3, 10, 42, before.history)


def test_a_layer_that_changed_its_size_begins_anew_and_the_others_go_on() -> None:
    before = trained(small(3))
    after = adapted(small(4), 5, before)
    assert np.array_equal(part(after, "n2", "bias"), part(before, "n2", "bias"))
    assert np.array_equal(part(after, "n1", "weights"), part(fresh(small(4), 5), "n1", "weights"))
    assert (after.epoch, after.updates, after.moments, after.history) == (0, 0, {}, History())


def test_a_bias_that_went_ends_the_run_and_leaves_the_weights() -> None:
    before = trained(small())
    after = adapted(small(bias=False), 0, before)
    assert np.array_equal(part(after, "n1", "weights"), part(before, "n1", "weights"))
    assert after.epoch == 0


def test_undoing_an_edit_brings_everything_back() -> None:
    before = trained(small(3))
    edited = adapted(small(4), 5, before)
    assert adapted(small(3), 5, edited, (before,)) is before


def test_undoing_after_more_training_keeps_what_is_newer() -> None:
    old = trained(small(3))
    newer = trained(small(4), value=100)
    back = adapted(small(3), 5, newer, (old,))
    assert np.array_equal(part(back, "n2", "bias"), part(newer, "n2", "bias"))
    assert np.array_equal(part(back, "n1", "weights"), part(old, "n1", "weights"))
    assert back.epoch == 0


def test_of_several_earlier_states_the_newest_gives_what_is_missing() -> None:
    first, second = trained(small(3), 1), trained(small(3), 50)
    back = adapted(small(3), 5, trained(small(4), 100), (second, first))
    assert np.array_equal(part(back, "n1", "weights"), part(second, "n1", "weights"))
