"""A run at full speed pauses exactly where a walk through every instruction does, whatever is looked back upon."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from playground.engine.errors import DivergenceError
from playground.engine.operations.dense import Dense
from playground.engine.operations.losses import BinaryCrossEntropy, SoftmaxCrossEntropy
from playground.engine.operations.source import Input
from playground.engine.optimizers import SGD, Adam
from playground.engine.training import Training
from playground.session.break_probe import BreakPauseError, BreakProbe, probe_of
from playground.session.breakpoints import Breakpoint, Breakpoints, Memory
from playground.session.checks import START, Setting, Stop, checks_of, stop_at
from playground.session.probed_run import ProbedRun
from playground.session.state import State, opened, trained
from playground.session.stepper import Stepper
from playground.session.timeline import Mark, pass_after
from tests.session.diagrams import chain, moons

SMALL = opened(moons())
DEEP = opened(chain(Input(2), Dense(3, "relu"), Dense(4, "relu"), Dense(2, "identity"), SoftmaxCrossEntropy()))
WIDE = opened(chain(Input(2), Dense(40), Dense(1, "identity"), BinaryCrossEntropy(), samples=30))
LARGE = opened(
    chain(Input(2), Dense(370, "relu"), Dense(370, "relu"), Dense(1, "identity"), BinaryCrossEntropy(), samples=9)
)
MOST = 40  # updates that are walked

FORMS = (
    "max|δz| < {}", "max|δz⁽²⁾| > {}", "max|W⁽¹⁾| > {}", "min|a⁽¹⁾| < {}", "dead units > {}", "gradient norm < {}",
    "gradient norm > {}", "L < {}", "L > {}", "mean(z⁽²⁾) > {}", "‖∂L/∂W⁽¹⁾‖ < {}", "W⁽¹⁾[1,1] - W⁽¹⁾[2,2] > {}",
    "sum|b⁽¹⁾| / 2 > {}", "max|a⁽¹⁾| > {}", "mean|a⁽¹⁾| > {}", "max|δz| > L * {}", "loss < {}",
    "mean|z⁽²⁾| > loss + {}",
)  # fmt: skip
TRENDS = ("L rises {} times", "L falls {} times", "gradient norm falls {} times", "W⁽²⁾[1,1] rises {} times",
          "loss rises {} times", "mean|a⁽¹⁾| falls {} times")  # fmt: skip
LIMITS = ("0.01", "0.1", "0.25", "0.3", "0.5", "0.6", "0.69", "0.8", "1", "2")
CONDITIONS = st.one_of(
    st.builds(str.format, st.sampled_from(FORMS), st.sampled_from(LIMITS)),
    st.builds(str.format, st.sampled_from(TRENDS), st.integers(1, 5).map(str)),
    st.integers(0, MOST).map("update = {}".format),
    st.integers(1, 9).map("epoch = {}".format),
)


def training_over(state: State, probe: BreakProbe | None = None) -> Training:
    assert state.data is not None
    assert state.learned is not None
    return Training(state.diagram.network, state.diagram.training, state.data.training, state.learned, probe)


def breakpoints_of(texts: list[str]) -> Breakpoints:
    return Breakpoints(tuple(Breakpoint(None, text) for text in texts))


def walked_stops(state: State, texts: list[str]) -> list[tuple[int, int]]:
    """(update, cursor) of every pause of a walk through all instructions."""
    assert state.data is not None
    training, memory, stops = training_over(state), Memory(), []
    while training.updates < MOST:
        learned = training.learned()
        start = pass_after(state.data.training.train, learned, training.settings)
        stepper = Stepper(state.diagram.network, state.diagram.training, start)
        stops += [(stop.update, stop.cursor) for stop in stops_of(stepper, texts, memory)]
        training.update()
    return stops


def stops_of(stepper: Stepper, texts: list[str], memory: Memory) -> Iterator[Stop]:
    """Every pause of one update."""
    setting = Setting(stepper.program, memory, lambda: stepper.start.learned.history.last)
    checks = checks_of(breakpoints_of(texts), setting)
    for place in range(START, len(stepper.instructions)):
        if place != START:
            stepper.step()
        yield from (stop_at(check, stepper.program) for check in checks if check.place == place and check.fires())


def run_stops(state: State, texts: list[str]) -> list[tuple[int, int]]:
    """(update, cursor) of every pause of a run at full speed that goes on after each."""
    memory, stops, now = Memory(), [], state
    while True:
        probe = probe_of(breakpoints_of(texts), memory)
        training = training_over(now, probe)
        run = ProbedRun(training, probe)
        stop = paused(run, Mark(training.learned(), training.settings))
        if stop is None or stop.update > MOST:
            return stops
        stops.append((stop.update, stop.cursor))
        assert run.training.updates == stop.update - 1
        now = trained(now, run.training.learned())


def paused(run: ProbedRun, mark: Mark) -> Stop | None:
    try:
        while run.training.updates < MOST:
            run.slice(mark)
        run.settle(mark)
    except BreakPauseError as pause:
        return pause.stop
    return None


@settings(max_examples=15, deadline=None)
@given(
    st.sampled_from((SMALL, DEEP, WIDE)),
    st.lists(CONDITIONS, min_size=1, max_size=3, unique=True),
    st.sampled_from((SGD(0.5), Adam(0.1))),
)
def test_it_pauses_wherever_a_walk_does(state: State, texts: list[str], optimizer: SGD | Adam) -> None:
    diagram = replace(state.diagram, training=replace(state.diagram.training, optimizer=optimizer))
    state = replace(state, diagram=diagram)
    assert run_stops(state, texts) == walked_stops(state, texts)


@pytest.mark.parametrize(
    "text", ["gradient norm < 0.5", "gradient norm falls 2 times", "max|∂L/∂W⁽²⁾| < 0.05", "L < 0.6"]
)
def test_where_large_gradients_come_in_parts_it_pauses_there_too(text: str) -> None:
    stops = run_stops(LARGE, [text])
    assert stops == walked_stops(LARGE, [text])
    assert stops


def test_it_pauses_in_the_state_that_plain_training_reaches() -> None:
    probe = probe_of(breakpoints_of(["L < 0.5"]), Memory())
    run = ProbedRun(training_over(SMALL, probe), probe)
    stop = paused(run, Mark(run.training.learned(), run.training.settings))
    assert stop is not None
    plain = training_over(SMALL)
    while plain.updates < stop.update - 1:
        plain.update()
    assert run.training.learned().same_as(plain.learned())


def test_a_run_that_never_pauses_gives_the_same_bits_and_records() -> None:
    probe = probe_of(
        breakpoints_of(["L < 1e-9", "gradient norm > 1e9", "dead units > 100 %", "max|δz| > 1e9"]), Memory()
    )
    run, plain = ProbedRun(training_over(SMALL, probe), probe, 12), training_over(SMALL)
    mark = Mark(run.training.learned(), run.training.settings)
    passed = [progress for slice_ in iter(lambda: run.slice(mark), None) for progress in slice_]
    list(plain.run(12))
    assert run.training.learned().same_as(plain.learned())
    assert [progress.record for progress in passed if progress.record] == list(plain.learned().history.records)


def test_a_run_that_breaks_down_still_looks_back_first() -> None:
    wild = replace(
        SMALL, diagram=replace(SMALL.diagram, training=replace(SMALL.diagram.training, optimizer=SGD(1e155)))
    )
    probe = probe_of(breakpoints_of(["mean|W⁽¹⁾| > 1000"]), Memory())
    run = ProbedRun(training_over(wild, probe), probe)
    mark = Mark(run.training.learned(), run.training.settings)
    with pytest.raises(BreakPauseError):
        run_out(run, mark)
    silent = probe_of(breakpoints_of(["mean|W⁽¹⁾| < 0"]), Memory())
    run = ProbedRun(training_over(wild, silent), silent)
    with pytest.raises(DivergenceError):
        run_out(run, mark)


def run_out(run: ProbedRun, mark: Mark) -> None:
    while run.slice(mark) is not None:
        pass
