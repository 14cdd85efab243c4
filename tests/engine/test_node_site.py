"""What an operation finds at its place: the same random numbers for the same update, and buffers of the right kind."""

import numpy as np

from playground.engine.construction import Construction
from playground.engine.node_site import NodeSite
from playground.engine.operations.dense import Dense
from playground.engine.operations.losses import MeanSquaredError
from playground.engine.parameters import ParameterArrays, layout_of
from tests.engine.sample_networks import chain, values_for


def site(batch: int = 3) -> NodeSite:
    network = chain(Dense(4), Dense(1, "identity"), MeanSquaredError())
    arrays = ParameterArrays.of(layout_of(network), values_for(network), {}, np.float32)
    return NodeSite(Construction(network, arrays, batch), network.node("n1"))


def normal(stream: np.random.Generator, out: np.ndarray) -> None:
    out[...] = stream.normal(size=out.shape)


def test_draws_belong_to_the_update_and_to_nothing_else() -> None:
    place = site()
    clock = place.program.arrays.clock
    mask, draw = place.draw("mask", normal)
    draw()
    first = mask.array.copy()
    draw()
    assert np.array_equal(mask.array, first)
    clock.updates += 1
    draw()
    assert not np.array_equal(mask.array, first)
    clock.updates -= 1
    draw()
    assert np.array_equal(mask.array, first)
    clock.seed += 1
    draw()
    assert not np.array_equal(mask.array, first)


def test_buffers_have_a_row_a_sample_and_the_precision_of_the_run() -> None:
    place = site()
    assert place.new("pre_activation").array.shape == (3, 4)
    assert place.new("slope", (2, 5)).array.shape == (3, 2, 5)
    assert place.statistic("mean", (4,)).array.shape == (4,)
    assert place.scalar("loss").array.shape == ()
    assert {value.array.dtype for value in place.program.values.values()} == {np.dtype(np.float32)}
