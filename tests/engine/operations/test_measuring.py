"""Statistics over chosen axes: which axes, how many values, how a statistic is read at each of them."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from playground.engine.construction import Construction
from playground.engine.instruction import run_calls
from playground.engine.node_site import NodeSite
from playground.engine.operations.measuring import Measure
from playground.engine.operations.normalization import LayerNormalization
from playground.engine.parameters import ParameterArrays, initialize, layout_of
from tests.engine.samples_shapes import row

SHAPES = st.lists(st.integers(1, 4), min_size=1, max_size=4).map(tuple)
KEPT = st.sets(st.sampled_from("nabc")).map("".join)


def drawn(shape: tuple[int, ...]) -> np.ndarray:
    """Values of a batch."""
    return np.random.default_rng(len(shape)).normal(size=shape)


@given(SHAPES, KEPT)
def test_the_mean_keeps_the_chosen_axes_and_is_read_at_every_value(shape: tuple[int, ...], kept: str) -> None:
    values, network = drawn(shape), row(2, LayerNormalization())
    arrays = ParameterArrays.of(layout_of(network), initialize(layout_of(network), 0), {})
    site = NodeSite(Construction(network, arrays, 1), network.node("n1"))
    measure = Measure.of(values, kept)
    mean = site.statistic("mean", measure.kept_shape)
    run_calls(measure.mean_calls(site, values, mean.array))
    expected = values.mean(axis=measure.over, keepdims=True)
    assert np.allclose(measure.spread(mean.array), expected, rtol=1e-13, atol=1e-14)
    shown = measure.shown(mean)
    assert np.array_equal(shown.array, np.broadcast_to(measure.spread(mean.array), shape))
    assert (shown.label, shown.ref, shown.batched) == (mean.label, mean.ref, True)


@given(SHAPES, KEPT)
def test_kept_and_measured_values_make_up_the_whole(shape: tuple[int, ...], kept: str) -> None:
    measure = Measure.of(drawn(shape), kept)
    assert measure.count * int(np.prod(measure.kept_shape)) == int(np.prod(shape))
    assert len(measure.over) + len(measure.kept_shape) == len(shape)


def test_an_image_that_keeps_its_channels_is_measured_over_samples_and_pixels() -> None:
    measure = Measure.of(np.zeros((8, 3, 5, 6)), "a")
    assert (measure.letters, measure.over, measure.count) == ("nabc", (0, 2, 3), 8 * 5 * 6)
    assert measure.factor("x").axes == "nabc"


def test_a_shown_statistic_follows_the_buffer() -> None:
    measure = Measure.of(np.zeros((2, 3)), "a")
    network = row(3, LayerNormalization())
    arrays = ParameterArrays.of(layout_of(network), initialize(layout_of(network), 0), {})
    mean = NodeSite(Construction(network, arrays, 2), network.node("n1")).statistic("mean", (3,))
    shown = measure.shown(mean)
    mean.array[...] = 1, 2, 3
    assert shown.array.tolist() == [[1, 2, 3], [1, 2, 3]]
