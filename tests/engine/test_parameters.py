"""Parameters: one flat array, cut into views; given values are checked, kept values survive edits."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.engine.errors import ParameterError
from playground.engine.network import Network
from playground.engine.operations.activations import Activation
from playground.engine.operations.dense import Dense
from playground.engine.operations.losses import MeanSquaredError
from playground.engine.parameters import (
    ParameterArrays,
    draw,
    initialize,
    kept,
    layout_of,
    with_values,
)
from tests.engine.random_networks import networks
from tests.engine.sample_networks import chain


def small(units: int = 3, initializer: str = "glorot_uniform") -> Network:
    """2 → units → 1."""
    return chain(Dense(units, "tanh", initializer), Dense(1, "identity"), MeanSquaredError())


# Layout


@given(networks())
def test_slots_tile_the_flat_array(network: Network) -> None:
    layout = layout_of(network)
    ends = [0, *(slot.stop for slot in layout.slots)]
    assert [slot.start for slot in layout.slots] == ends[:-1]
    assert layout.size == ends[-1]


@given(networks())
def test_views_write_through_and_do_not_overlap(network: Network) -> None:
    layout = layout_of(network)
    flat = np.full(layout.size, -1.0)
    for number, slot in enumerate(layout.slots):
        assert slot.view(flat).shape == slot.shape
        slot.view(flat)[...] = number
    assert flat.tolist() == [number for number, slot in enumerate(layout.slots) for _ in range(math.prod(slot.shape))]


def test_the_layout_follows_the_network() -> None:
    slots = [(slot.node, slot.quantity, slot.shape, slot.start) for slot in layout_of(small()).slots]
    assert slots == [
        ("n1", "weights", (3, 2), 0),
        ("n1", "bias", (3,), 6),
        ("n2", "weights", (1, 3), 9),
        ("n2", "bias", (1,), 12),
    ]


def test_a_slot_is_found_by_its_place() -> None:
    layout = layout_of(small())
    assert layout.slot("n2", "bias") is layout.slots[3]
    with pytest.raises(KeyError):
        layout.slot("x", "weights")


def test_a_network_that_learns_nothing_has_an_empty_layout() -> None:
    assert layout_of(chain(Activation(), MeanSquaredError())).size == 0


# First values


def test_weights_are_drawn_and_biases_start_at_zero() -> None:
    layout = layout_of(small())
    flat = initialize(layout, 0)
    assert np.all(layout.slot("n1", "weights").view(flat) != 0)
    assert np.all(layout.slot("n1", "bias").view(flat) == 0)


@given(st.integers(0, 2**32 - 1), st.integers(1, 6))
def test_an_added_layer_shifts_no_draw(seed: int, units: int) -> None:
    short, long = small(units), chain(Dense(units), Dense(1, "identity"), Dense(4), MeanSquaredError())
    one, other = layout_of(short), layout_of(long)
    for slot in one.slots:
        there = other.slot(slot.node, slot.quantity)
        assert np.array_equal(slot.view(initialize(one, seed)), there.view(initialize(other, seed)))


def test_layers_alike_begin_differently() -> None:
    layout = layout_of(chain(Dense(2), Dense(2), MeanSquaredError()))
    one, other = (draw(layout.slot(node, "weights"), 0) for node in ("n1", "n2"))
    assert not np.array_equal(one, other)


def test_the_seed_decides() -> None:
    layout = layout_of(small())
    assert np.array_equal(initialize(layout, 1), initialize(layout, 1))
    assert not np.array_equal(initialize(layout, 1), initialize(layout, 2))


# Given values


def test_given_values_are_set_by_name_and_the_rest_stays() -> None:
    network = small()
    layout = layout_of(network)
    before = initialize(layout, 0)
    after = with_values(network, layout, before, {"N1": {"W": [[1, 2], [3, 4], [5, 6.5]]}, "N2": {"b": [7]}})
    assert layout.slot("n1", "weights").view(after).tolist() == [[1, 2], [3, 4], [5, 6.5]]
    assert layout.slot("n2", "bias").view(after).tolist() == [7]
    assert np.array_equal(layout.slot("n2", "weights").view(after), layout.slot("n2", "weights").view(before))
    assert np.array_equal(before, initialize(layout, 0))


@pytest.mark.parametrize(
    ("given_values", "node", "message"),
    [
        ({"N7": {"W": []}}, None, "there is no block named 'N7'; there are X, N1, N2, N3"),
        ({"N1": {"V": []}}, "n1", "N1 has no parameter 'V'; it has W, b"),
        ({"X": {"W": []}}, "x", "X has no parameter 'W'; it has none"),
        ({"N2": {"W": [1, 2, 3]}}, "n2", "W of N2 has shape 3, expected 1 × 3"),
        ({"N2": {"W": 1}}, "n2", "W of N2 has shape a single number, expected 1 × 3"),
        ({"N2": {"b": [math.nan]}}, "n2", "b of N2 holds NaN or infinity"),
        ({"N2": {"b": [-math.inf]}}, "n2", "b of N2 holds NaN or infinity"),
        ({"N2": {"W": [[1], [2, 3]]}}, "n2", "W of N2 is not a table of numbers of shape 1 × 3"),
        ({"N2": {"b": ["1"]}}, "n2", "b of N2 is not a table of numbers of shape 1"),
        ({"N2": {"b": [True]}}, "n2", "b of N2 is not a table of numbers of shape 1"),
        ({"N2": {"b": [None]}}, "n2", "b of N2 is not a table of numbers of shape 1"),
        ({"N2": {"b": [10**400]}}, "n2", "b of N2 is not a table of numbers of shape 1"),
        ({"N2": {"b": {"0": 1}}}, "n2", "b of N2 is not a table of numbers of shape 1"),
    ],
)
def test_given_values_that_do_not_fit_are_refused(
    given_values: dict[str, dict[str, object]], node: str | None, message: str
) -> None:
    network = small()
    layout = layout_of(network)
    with pytest.raises(ParameterError) as caught:
        with_values(network, layout, initialize(layout, 0), given_values)
    assert (str(caught.value), caught.value.node) == (message, node)


def test_parameters_are_called_by_their_symbols_on_the_blackboard() -> None:
    assert {slot.quantity: slot.symbol for slot in layout_of(small()).slots} == {"weights": "W", "bias": "b"}


# Living arrays


def test_living_arrays_are_fresh_copies() -> None:
    layout = layout_of(small())
    values, velocity = initialize(layout, 0), np.ones(layout.size)
    arrays = ParameterArrays.of(layout, values, {"velocity": velocity})
    arrays.values[...] = arrays.moments["velocity"][...] = 5
    assert values[0] != 5
    assert velocity[0] == 1
    assert not arrays.gradients.any()


@pytest.mark.parametrize("dtype", [np.float32, np.float64, np.complex128])
def test_living_arrays_have_the_dtype_that_was_asked_for(dtype: type[np.number]) -> None:
    layout = layout_of(small())
    arrays = ParameterArrays.of(layout, initialize(layout, 0), {"velocity": np.zeros(layout.size)}, dtype)
    assert {arrays.values.dtype, arrays.gradients.dtype, arrays.moments["velocity"].dtype} == {np.dtype(dtype)}


# Kept values


def test_what_kept_its_shape_is_kept_and_the_rest_is_drawn() -> None:
    before, after = layout_of(small(3)), layout_of(small(4))
    values = initialize(before, 0) + 1
    flat, drawn = kept(after, 9, [(before, values)])
    assert [(slot.node, slot.quantity) for slot in drawn] == [("n1", "weights"), ("n1", "bias"), ("n2", "weights")]
    assert after.slot("n2", "bias").view(flat).tolist() == [1]
    assert np.array_equal(after.slot("n1", "weights").view(flat), draw(after.slot("n1", "weights"), 9))


def test_the_first_source_that_has_it_gives_it() -> None:
    narrow, wide = layout_of(small(3)), layout_of(small(4))
    flat, drawn = kept(narrow, 0, [(wide, np.full(wide.size, 1.0)), (narrow, np.full(narrow.size, 2.0))])
    assert drawn == ()
    assert narrow.slot("n2", "bias").view(flat).tolist() == [1]
    assert set(narrow.slot("n1", "weights").view(flat).ravel()) == {2.0}
