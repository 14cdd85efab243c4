"""Walking random masks and running statistics: the bits of training over any road, whoever evaluates in between."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from playground.data.sources import Generated
from playground.document.diagram import Diagram
from playground.document.edits import add_block, connect, set_training
from playground.engine.evaluation import Evaluator
from playground.engine.learned import Learned
from playground.engine.operations.dense import Dense
from playground.engine.operations.dropout import Dropout
from playground.engine.operations.losses import BinaryCrossEntropy
from playground.engine.operations.normalization import BatchNormalization, LayerNormalization
from playground.engine.operations.source import Input
from playground.engine.optimizers import Adam, Optimizer
from playground.engine.parameters import ParameterArrays
from playground.engine.settings import TrainingSettings
from playground.engine.training import Training
from playground.session.pass_samples import next_batch
from playground.session.predictions import Predictor
from playground.session.state import State, opened, trained
from playground.session.stepper import PassStart, Stepper

BLOCKS = (
    *(Input(2), Dense(6, "tanh"), BatchNormalization(), Dropout(0.3)),
    *(Dense(4, "tanh"), LayerNormalization(), Dense(1, "identity"), BinaryCrossEntropy()),
)


def started(optimizer: Optimizer | None = None) -> State:
    """Thirty moons, 24 of them to train on, in batches of 7: the last of an epoch has three."""
    diagram = Diagram(data=Generated("moons", 30, 0.1, 0))
    for operation in BLOCKS:
        diagram = add_block(diagram, operation)
        nodes = diagram.network.nodes
        if len(nodes) > 1:
            diagram = connect(diagram, nodes[-2].id, nodes[-1].id, 0)
    return opened(set_training(diagram, TrainingSettings(optimizer or Adam(0.05), 7, 3)))


START = started()


def training(state: State) -> Training:
    """A run from where the state stands."""
    assert state.data is not None
    assert state.learned is not None
    return Training(state.diagram.network, state.diagram.training, state.data.training, state.learned)


def updated(state: State, updates: int) -> Learned:
    """So many updates later."""
    run = training(state)
    for _ in range(updates):
        run.update()
    return run.learned()


def walking(state: State) -> Stepper:
    """A stepper at the start of the batch that training would take next."""
    assert state.data is not None
    assert state.learned is not None
    chosen = next_batch(state)
    start = PassStart(state.learned, chosen.samples, chosen.place, len(state.data.training.train))
    return Stepper(state.diagram.network, state.diagram.training, start)


def go_on(walked: Stepper) -> None:
    """To the start of the next batch."""
    walked.run_to_end()
    chosen = next_batch(trained(START, walked.learned()))
    walked.next_pass(chosen.samples, chosen.place)


def same_numbers(one: Learned, other: Learned) -> bool:
    """Whether parameters, statistics, the optimizer's state and the place agree in every bit."""
    moments = [
        {name: np.asarray(moment).tobytes() for name, moment in learned.moments.items()} for learned in (one, other)
    ]
    places = [(learned.epoch, learned.position, learned.updates) for learned in (one, other)]
    return one.values.tobytes() == other.values.tobytes() and moments[0] == moments[1] and places[0] == places[1]


def test_walking_two_epochs_gives_the_bits_of_training() -> None:
    walked = walking(START)
    for update in range(1, 9):
        walked.run_to_end()
        assert same_numbers(walked.learned(), updated(START, update)), update
        go_on(walked)


@settings(deadline=None, max_examples=20)
@given(st.lists(st.integers(-60, 60), max_size=8))
def test_steps_back_and_forth_across_passes_change_no_bit(moves: list[int]) -> None:
    walked = walking(START)
    go_on(walked)
    for move in moves:
        for _ in range(abs(move)):
            if move < 0:
                walked.back()
            elif not walked.step():
                go_on(walked)
    walked.run_to_end()
    assert same_numbers(walked.learned(), updated(START, walked.learned().updates))


def test_a_step_back_over_the_renewal_of_statistics_restores_them() -> None:
    walked = walking(START)
    node = next(node for node in START.diagram.network.nodes if isinstance(node.operation, BatchNormalization))
    renewals = [step for step in walked.instructions if step.quantity.key.startswith("running")]
    assert [(step.node, step.quantity.key) for step in renewals] == [
        (node.id, "running_mean"),
        (node.id, "running_variance"),
    ]
    for step in renewals:
        walked.run_to(step.index)
        before = step.result.array.copy()
        walked.step()
        assert not np.array_equal(step.result.array, before)
        walked.back()
        assert np.array_equal(step.result.array, before)


def test_a_pass_drops_the_same_values_whenever_it_is_walked_and_the_next_one_others() -> None:
    walked = walking(START)
    mask = next(step.result for step in walked.instructions if step.quantity.key == "mask")
    walked.run_to_end()
    first = mask.array.copy()
    walked.run_to(0)
    walked.run_to_end()
    assert np.array_equal(mask.array, first)
    go_on(walked)
    walked.run_to_end()
    again = next(step.result for step in walked.instructions if step.quantity.key == "mask")
    assert not np.array_equal(again.array, first)


# Looking is free


def test_evaluating_and_drawing_maps_in_between_changes_no_bit() -> None:
    looked_at, left_alone = training(START), training(START)
    for _ in range(9):
        looked_at.update()
        left_alone.update()
        look(trained(START, looked_at.learned()))
        assert looked_at.learned().same_as(left_alone.learned())


def look(state: State) -> None:
    """All that reads a network: scores, a report, the decision map, another batch walked half."""
    assert state.data is not None
    assert state.learned is not None
    data, learned = state.data.training, state.learned
    evaluator = Evaluator(state.diagram.network, ParameterArrays.of(learned.layout, learned.values, {}))
    evaluator.report(data.train, data.classes)
    evaluator.score(data.validation, data.classes)
    assert Predictor(state).plane(learned.values) is not None
    walking(state).run_to(20)


def test_evaluation_says_the_same_for_a_sample_alone_and_among_others() -> None:
    state = trained(START, updated(START, 6))
    assert state.data is not None
    assert state.learned is not None
    features = state.data.training.train.features
    arrays = ParameterArrays.of(state.learned.layout, state.learned.values, {})
    evaluator = Evaluator(state.diagram.network, arrays)
    together = evaluator.predict(features)
    alone = np.concatenate([evaluator.predict(features[row : row + 1]) for row in range(len(features))])
    assert np.allclose(together, alone, rtol=1e-13)
    assert np.array_equal(evaluator.predict(features), together)


def test_evaluation_leaves_the_running_statistics_alone() -> None:
    state = trained(START, updated(START, 6))
    assert state.data is not None
    assert state.learned is not None
    arrays = ParameterArrays.of(state.learned.layout, state.learned.values, {})
    Evaluator(state.diagram.network, arrays).score(state.data.training.train, 2)
    assert np.array_equal(arrays.values, state.learned.values)


@pytest.mark.parametrize("updates", [3, 4, 6])
def test_going_on_from_what_was_learned_gives_the_bits_of_an_unbroken_run(updates: int) -> None:
    stopped = trained(START, updated(START, updates))
    assert updated(stopped, 5).same_as(updated(START, updates + 5))
