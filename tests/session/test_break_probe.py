"""Breakpoints at full speed: the run ends before the update in which one is hit, and the stop names the instruction."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from playground.engine.errors import DivergenceError
from playground.engine.instruction import Ref
from playground.engine.optimizers import SGD
from playground.engine.training import Training
from playground.session.break_probe import BreakPauseError, BreakProbe, probe_of
from playground.session.breakpoints import Breakpoint, Breakpoints, Memory
from playground.session.checks import Stop
from playground.session.pass_samples import next_batch
from playground.session.state import State, opened, trained
from playground.session.stepper import PassStart, Stepper
from tests.session.diagrams import moons


@pytest.fixture
def state() -> State:
    return opened(moons())


def training_over(state: State, probe: BreakProbe | None = None) -> Training:
    assert state.data is not None
    assert state.learned is not None
    return Training(state.diagram.network, state.diagram.training, state.data.training, state.learned, probe)


def run_into(state: State, *texts: str, epochs: int = 200) -> tuple[Training, Stop]:
    """Train with every check in its place until a condition is met."""
    probe = BreakProbe(Breakpoints(tuple(Breakpoint(None, text) for text in texts)), Memory(), exact=True)
    training = training_over(state, probe)
    with pytest.raises(BreakPauseError) as caught:
        list(training.run(epochs))
    return training, caught.value.stop


def walked_to(state: State, training: Training, stop: Stop) -> Stepper:
    """Step opened at that very instruction with that batch."""
    at = trained(state, training.learned())
    chosen = next_batch(at)
    assert at.learned is not None
    stepper = Stepper(
        state.diagram.network, state.diagram.training, PassStart(at.learned, chosen.samples, chosen.place)
    )
    stepper.run_to(stop.cursor)
    return stepper


def test_the_stop_is_the_very_instruction_and_the_first_update_in_which_it_holds(state: State) -> None:
    training, stop = run_into(state, "max|z⁽²⁾| > 2")
    walked = walked_to(state, training, stop)
    assert walked.current is not None
    assert walked.current.symbol == "z⁽²⁾"
    assert np.abs(walked.current.result.array).max() > 2
    plain = training_over(state)
    while plain.updates < training.updates:
        assert plain.update()
    assert plain.learned().same_as(training.learned())  # the same bits as without breakpoints
    assert stop.update == training.updates + 1
    assert stop.reason == "max|z⁽²⁾| > 2"


def test_a_gradients_condition_reads_it_before_the_update(state: State) -> None:
    training, stop = run_into(state, "gradient norm < 0.2")
    walked = walked_to(state, training, stop)
    assert np.linalg.norm(walked.program.arrays.gradients) < 0.2


def test_a_parameters_condition_holds_right_after_its_update(state: State) -> None:
    training, stop = run_into(state, "max|W⁽²⁾| > 1.5")
    walked = walked_to(state, training, stop)
    assert walked.current is not None
    assert walked.current.symbol == "W⁽²⁾"
    assert np.abs(walked.current.result.array).max() > 1.5


def test_the_loss_of_the_batch_is_computed_for_those_who_ask(state: State) -> None:
    training, stop = run_into(state, "L < 0.2")
    walked = walked_to(state, training, stop)
    assert float(walked.program.loss) < 0.2
    assert walked.current is not None
    assert walked.current.symbol == "L"


@pytest.mark.parametrize(("text", "updates"), [("update = 100", 100), ("epoch = 4", 20)])
def test_counters_pause_between_two_updates(state: State, text: str, updates: int) -> None:
    training, stop = run_into(state, text)
    assert (training.updates, stop.cursor) == (updates, 0)


def test_the_loss_of_the_curve_is_that_of_the_epochs(state: State) -> None:
    training, stop = run_into(state, "loss < 0.3")
    records = training.learned().history.records
    assert records[-1].train_loss < 0.3 <= min(record.train_loss for record in records[:-1])
    assert (stop.cursor, training.position) == (0, 0)


def test_three_rises_of_the_loss_in_a_row(state: State) -> None:
    wild = replace(state, diagram=replace(state.diagram, training=replace(state.diagram.training, optimizer=SGD(3.0))))
    training, _stop = run_into(wild, "loss rises 2 times")
    first, second, third = (record.train_loss for record in training.learned().history.records[-3:])
    assert first < second < third


def test_a_run_that_goes_on_is_not_stopped_by_what_stays_true(state: State) -> None:
    memory = Memory()
    probe = probe_of(Breakpoints((Breakpoint(None, "epoch > 3"),)), memory)
    training = training_over(state, probe)
    with pytest.raises(BreakPauseError):
        list(training.run(10))
    resumed = training_over(trained(state, training.learned()), probe)
    assert len(list(resumed.run(5))) >= 5


def test_a_place_stops_in_the_first_update(state: State) -> None:
    probe = probe_of(Breakpoints().toggled(Ref("n2", "grad_weights")), Memory())
    training = training_over(state, probe)
    with pytest.raises(BreakPauseError) as caught:
        training.update()
    walked = walked_to(state, training, caught.value.stop)
    assert walked.current is not None
    assert walked.current.symbol == "∂L/∂W⁽¹⁾"
    assert training.updates == 0


def test_without_breakpoints_there_is_no_probe_and_off_is_off() -> None:
    assert probe_of(Breakpoints(), Memory()) is None
    assert probe_of(Breakpoints((Breakpoint(None, "nan", False),)), Memory()) is None


def test_nan_is_found_by_training_itself(state: State) -> None:
    wild = replace(
        state, diagram=replace(state.diagram, training=replace(state.diagram.training, optimizer=SGD(1e300)))
    )
    probe = probe_of(Breakpoints((Breakpoint(None, "nan"),)), Memory())
    assert probe is not None
    training = training_over(wild, probe)
    with pytest.raises(DivergenceError) as caught:
        list(training.run(10))
    stop = probe.on_divergence(caught.value)
    assert stop is not None
    assert stop.reason == "nan"
    assert stop.update >= training.updates + 1


def test_all_that_is_checked_changes_no_bit(state: State) -> None:
    texts = ("max|δz| < 1e-300", "dead units > 99 %", "L > 1e9", "max(δa⁽⁰⁾) > 1e9", "gradient norm > 1e9")
    probe = probe_of(Breakpoints(tuple(Breakpoint(None, text) for text in texts)), Memory())
    watched, plain = training_over(state, probe), training_over(state)
    list(watched.run(20))
    list(plain.run(20))
    assert watched.learned().same_as(plain.learned())
