"""The way of a run at full speed is all there, only that points too close to be told apart are left out."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.document import graph_examples as graphs
from playground.engine.optimizers import OPTIMIZERS
from playground.session.breakpoints import Breakpoint, Breakpoints
from playground.session.descent_trail import DescentTrail, spaced
from playground.session.state import State, opened
from playground.session.workbench import Workbench
from tests.session.test_training_thread import wait_for


def neuron() -> State:
    document = graphs.one_neuron()
    return opened(document.diagram, document.learned)


@pytest.mark.parametrize("kind", OPTIMIZERS)
def test_every_point_is_a_state_of_plain_training(kind: str) -> None:
    state = neuron()
    training = replace(state.diagram.training, optimizer=OPTIMIZERS[kind]())
    bench, trail = Workbench(replace(state, diagram=replace(state.diagram, training=training))), DescentTrail()
    along, plain = bench.training(trail), bench.training()
    states = {0: plain.values()}
    for update in range(1, 40):
        plain.update()
        states[update] = plain.values()
    found = []
    for _update in range(39):
        along.update()
        stretch = trail.taken()
        assert stretch is not None
        found += zip(stretch.updates.tolist(), stretch.values.tolist(), strict=True)
    assert dict(found) == {update: values.tolist() for update, values in states.items() if update}
    assert trail.taken() is None
    assert along._arrays.gradients.tobytes() == plain._arrays.gradients.tobytes()  # used up where training does so


@given(st.integers(0, 9), st.integers(2, 400), st.floats(0, 1), st.integers(2, 64))
def test_kept_points_are_few_and_near_all_others(seed: int, points: int, distance: float, most: int) -> None:
    values = np.cumsum(np.random.default_rng(seed).normal(size=(points, 2)), axis=0)
    kept = spaced(values, distance, most)
    length = np.linalg.norm(np.diff(values, axis=0), axis=1).sum()
    assert kept[-1]
    assert kept.sum() <= most + 1
    nearest = np.linalg.norm(values[:, None] - values[kept][None], axis=2).min(axis=1)
    assert nearest.max() <= max(distance, length / most) * (1 + 1e-9)


def test_a_point_that_stands_still_is_one() -> None:
    assert spaced(np.ones((50, 2)), 0.0, 64).sum() == 1


def test_a_run_in_a_thread_delivers_its_way_up_to_a_breakpoint() -> None:
    bench = Workbench(neuron())
    bench.breakpoints = Breakpoints((Breakpoint(None, "L < 0.5"),))
    bench.run()
    assert bench._run is not None
    deliveries = wait_for(bench._run.mailbox, lambda delivery: delivery.finished)
    updates = [update for delivery in deliveries for way in delivery.stretches for update in way.updates.tolist()]
    assert deliveries[-1].stop is not None
    assert updates == sorted(set(updates))
    assert updates[0] == 1
    assert updates[-1] >= deliveries[-1].stop.update - 1
    bench.pause()
