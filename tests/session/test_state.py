"""The state after opening and editing: what is reloaded, what is kept, what comes back."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from playground.data.sources import Generated
from playground.document.diagram import Diagram
from playground.document.edits import delete, move, set_operation
from playground.engine.learned import Learned
from playground.engine.operations.dense import Dense
from playground.engine.settings import TrainingSettings
from playground.session.state import edited, opened, reset, trained
from tests.session.diagrams import moons


def with_marks(learned: Learned) -> Learned:
    """The same layout with values nobody would draw."""
    return Learned(learned.layout, np.arange(float(learned.layout.size)), epoch=3, updates=18)


def test_a_complete_diagram_is_ready_and_an_empty_one_says_what_is_missing() -> None:
    assert opened(moons()).is_ready
    empty = opened(Diagram())
    assert not empty.is_ready
    assert any("no Input" in problem.message for problem in empty.problems)


def test_moving_a_block_keeps_the_very_objects() -> None:
    state = opened(moons())
    after = edited(state, move(state.diagram, {"n2": (50.0, 60.0)}))
    assert after.learned is state.learned
    assert after.prepared is state.prepared


def test_changing_the_units_keeps_every_parameter_that_still_fits() -> None:
    state = opened(moons())
    assert state.learned is not None
    state = trained(state, with_marks(state.learned))
    after = edited(state, set_operation(state.diagram, "n3", Dense(2, activation="identity")))
    assert after.learned is not None
    kept = after.learned.layout.slot("n2", "weights").view(after.learned.values)
    np.testing.assert_array_equal(kept, np.arange(8.0).reshape(4, 2))
    assert after.learned.updates == 0


def test_undoing_a_deletion_brings_back_what_was_learned() -> None:
    state = opened(moons())
    assert state.learned is not None
    marked = with_marks(state.learned)
    state = trained(state, marked)
    broken = edited(state, delete(state.diagram, frozenset({"n2"})))
    assert broken.learned is None
    restored = edited(broken, state.diagram)
    assert restored.learned is not None
    assert restored.learned.same_as(marked)


def test_undoing_a_change_of_units_brings_back_what_was_learned() -> None:
    state = opened(moons())
    assert state.learned is not None
    marked = with_marks(state.learned)
    state = trained(state, marked)
    wider = edited(state, set_operation(state.diagram, "n2", Dense(9)))
    restored = edited(wider, state.diagram)
    assert restored.learned is not None
    assert restored.learned.same_as(marked)


def test_bad_data_is_a_problem_of_the_block_where_they_enter_not_an_exception() -> None:
    state = edited(opened(moons()), replace(moons(), data=Generated("moons", 1)))
    assert not state.is_ready
    assert state.problems[0].message == state.data_error != ""
    assert state.problems[0].node == moons().network.inputs[0].id


def test_a_batch_larger_than_the_training_part_opens_but_does_not_run() -> None:
    state = opened(replace(moons(), training=TrainingSettings(batch_size=33)))
    assert state.learned is not None
    assert not state.is_ready
    (problem,) = state.problems
    assert problem.fix is not None
    assert edited(state, problem.fix.apply(state.diagram)).is_ready


def test_data_that_do_not_fit_leave_nothing_to_train_on() -> None:
    state = edited(opened(moons()), replace(moons(), data=Generated("blobs", 60)))
    assert state.data is None
    assert any(problem.fix is not None for problem in state.problems)


def test_reset_draws_the_same_first_parameters_again() -> None:
    state = opened(moons())
    assert state.learned is not None
    again = reset(trained(state, with_marks(state.learned)))
    assert again.learned is not None
    assert again.learned.same_as(state.learned)


def test_learning_keeps_the_very_data_and_an_edit_makes_them_anew() -> None:
    state = opened(moons())
    assert state.is_ready
    assert state.learned is not None
    after = trained(state, with_marks(state.learned))
    assert after.data is state.data
    assert after.problems is state.problems
    unfinished = edited(after, delete(after.diagram, frozenset({"n2"})))
    assert unfinished.problems
    assert unfinished.data is None
    other = edited(after, replace(after.diagram, data=Generated("moons", 40)))
    assert other.data is not None
    assert other.data is not after.data
