"""Any of the last updates can be revisited with the same bits, whichever way the run went; memory is bounded."""

from __future__ import annotations

from dataclasses import replace

import pytest

from playground.engine.learned import Learned
from playground.engine.schedules import PlateauSchedule
from playground.engine.training import Training
from playground.session import timeline as module
from playground.session.pass_samples import one_sample
from playground.session.state import State, opened
from playground.session.stepper import PassStart, Stepper
from playground.session.timeline import Mark, Timeline, pass_after
from tests.session.diagrams import moons


@pytest.fixture
def state() -> State:
    return opened(moons())


def empty(state: State) -> Timeline:
    assert state.data is not None
    assert state.learned is not None
    return Timeline(state.diagram.network, state.data.training, state.learned)


def trained(state: State, timeline: Timeline, updates: int, every: int = 7) -> list[Learned]:
    """Train from the tip on, keep a mark now and then; all states, the first one too."""
    assert state.data is not None
    training = Training(state.diagram.network, state.diagram.training, state.data.training, timeline.tip)
    states, marks = [training.learned()], [Mark(training.learned(), training.settings)]
    for done in range(1, updates + 1):
        training.update()
        states.append(training.learned())
        if done % every == 0 and done < updates:
            marks.append(Mark(states[-1], training.settings))
    timeline.trained(marks[0].updates, marks, states[-1])
    return states


def walk(state: State, timeline: Timeline, sample: int) -> Learned:
    """Walk a pass over one sample from the tip on."""
    start = PassStart(timeline.tip, one_sample(state, sample).samples)
    stepper = Stepper(state.diagram.network, state.diagram.training, start)
    stepper.run_to_end()
    timeline.walked(start, state.diagram.training, stepper.learned())
    return stepper.learned()


def test_every_update_of_a_run_comes_back_bit_for_bit_in_any_order(state: State) -> None:
    timeline = empty(state)
    states = trained(state, timeline, 40)
    assert (timeline.oldest, timeline.newest) == (0, 40)
    for updates in (40, 39, 3, 4, 5, 21, 20, 0, 33, 12):
        assert timeline.at(updates).same_as(states[updates])


def test_the_pass_that_followed_leads_to_the_next_state(state: State) -> None:
    timeline = empty(state)
    states = trained(state, timeline, 23)
    for updates in (0, 4, 5, 11, 22):
        start = timeline.start_of(updates)
        stepper = Stepper(state.diagram.network, state.diagram.training, start)
        stepper.run_to_end()
        assert stepper.learned().values.tobytes() == states[updates + 1].values.tobytes()
        assert stepper.learned().position == states[updates + 1].position


def test_walked_and_trained_updates_stand_in_one_line(state: State) -> None:
    timeline = empty(state)
    first = walk(state, timeline, 3)
    states = trained(state, timeline, 10)
    last = walk(state, timeline, 5)
    assert (timeline.oldest, timeline.newest) == (0, 12)
    assert timeline.at(1).same_as(first)
    assert timeline.at(8).same_as(states[7])
    assert timeline.at(12).same_as(last)
    assert len(timeline.start_of(0).samples) == 1
    assert len(timeline.start_of(4).samples) == 7
    assert len(timeline.start_of(11).samples) == 1


def test_walking_the_same_pass_again_keeps_what_came_after(state: State) -> None:
    timeline = empty(state)
    trained(state, timeline, 20)
    start = timeline.start_of(6)
    stepper = Stepper(state.diagram.network, state.diagram.training, start)
    stepper.run_to_end()
    assert timeline.walked(start, state.diagram.training, stepper.learned()).same_as(timeline.at(7))
    assert timeline.newest == 20


def test_a_pass_that_ends_an_epoch_brings_its_record_back(state: State) -> None:
    timeline = empty(state)
    states = trained(state, timeline, 20)
    start = timeline.start_of(4)
    stepper = Stepper(state.diagram.network, state.diagram.training, start)
    stepper.run_to_end()
    assert stepper.learned().history != states[5].history
    assert timeline.walked(start, state.diagram.training, stepper.learned()).same_as(states[5])


def test_an_epoch_walked_to_its_end_has_its_record_and_is_seen_by_the_schedule(state: State) -> None:
    plateau = PlateauSchedule(patience=0, threshold=0.5)
    settings = replace(state.diagram.training, schedule=plateau)
    assert state.data is not None
    timeline = empty(state)
    plain = Training(state.diagram.network, settings, state.data.training, timeline.tip)
    for _update in range(15):
        start = pass_after(state.data.training.train, timeline.tip, settings)
        stepper = Stepper(state.diagram.network, settings, start)
        stepper.run_to_end()
        timeline.walked(start, settings, stepper.learned())
        plain.update()
        assert timeline.tip.same_as(plain.learned())
    assert len(timeline.tip.history.records) == 3
    assert timeline.at(7).updates == 7


def test_another_pass_or_another_run_takes_the_place_of_what_came_after(state: State) -> None:
    timeline = empty(state)
    states = trained(state, timeline, 20)
    start = PassStart(states[6], one_sample(state, 1).samples)
    stepper = Stepper(state.diagram.network, state.diagram.training, start)
    stepper.run_to_end()
    timeline.walked(start, state.diagram.training, stepper.learned())
    assert (timeline.oldest, timeline.newest) == (0, 7)
    assert timeline.at(6).same_as(states[6])
    assert timeline.at(5).same_as(states[5])
    assert timeline.tip.same_as(stepper.learned())


def test_a_change_by_hand_cuts_off_what_came_after(state: State) -> None:
    timeline = empty(state)
    states = trained(state, timeline, 20)
    other = replace(states[10], values=states[10].values * 2)
    timeline.changed(other)
    assert timeline.newest == 10
    assert timeline.at(10) is other
    assert timeline.at(9).same_as(states[9])
    assert not timeline.holds(states[10])
    assert timeline.holds(other)


def test_other_settings_count_from_where_they_were_made(state: State) -> None:
    timeline = empty(state)
    trained(state, timeline, 9)
    settings = replace(state.diagram.training, batch_size=3)
    other = replace(state, diagram=replace(state.diagram, training=settings))
    states = trained(other, timeline, 9)
    assert timeline.at(15).same_as(states[6])
    assert timeline.settings_at(4) == state.diagram.training
    assert timeline.settings_at(12) == settings
    assert timeline.settings_at(18) is None


def test_memory_is_bounded_and_the_bound_is_told(state: State, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "REMEMBERED_STATES", 3)
    timeline = empty(state)
    states = trained(state, timeline, 40)
    assert timeline.oldest == 21
    assert timeline.at(30).same_as(states[30])
    with pytest.raises(IndexError, match="update 20 is not among 21 to 40"):
        timeline.at(20)
