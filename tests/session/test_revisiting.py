"""Going back to any update and forward again, until something takes the place of what came after."""

from __future__ import annotations

from dataclasses import replace

import pytest

from playground.session.revisiting import gone_back_from, stepper_at, walked
from playground.session.state import opened
from playground.session.workbench import Workbench
from tests.session.diagrams import moons
from tests.session.test_workbench import run_a_while


@pytest.fixture
def bench() -> Workbench:
    return Workbench(opened(moons()))


def test_every_update_of_a_run_can_be_walked_again(bench: Workbench) -> None:
    before = bench.state.learned
    bench.run()
    run_a_while(bench)
    bench.pause()
    assert before is not None
    assert bench.state.learned is not None
    line, last = bench.timeline, bench.state.learned.updates
    assert (line.oldest, line.newest) == (0, last)
    assert line.holds(before)
    stepper = stepper_at(bench, last - 1)
    stepper.run_to_end()
    assert stepper.learned().values.tobytes() == bench.state.learned.values.tobytes()
    assert walked(bench, stepper).same_as(bench.state.learned)
    assert line.newest == last


def test_gone_back_the_newest_state_stays_until_something_is_changed(bench: Workbench) -> None:
    for _ in range(6):
        bench.update_once()
    newest = bench.state.learned
    bench.adopt(bench.timeline.at(2))
    assert gone_back_from(bench) is newest
    bench.update_once()
    assert gone_back_from(bench) is None
    assert bench.timeline.newest == 3


def test_adopting_what_is_on_the_timeline_keeps_it_and_anything_else_cuts_it(bench: Workbench) -> None:
    start = bench.state.learned
    for _ in range(4):
        bench.update_once()
    assert start is not None
    bench.adopt(start)
    assert bench.timeline.newest == 4
    other = bench.timeline.at(2)
    bench.adopt(replace(other, values=other.values + 1))
    assert bench.timeline.newest == 2


def test_the_pass_at_the_newest_update_is_the_next_batch(bench: Workbench) -> None:
    bench.update_once()
    stepper = stepper_at(bench, 1)
    stepper.run_to_end()
    learned = walked(bench, stepper)
    bench.adopt(learned)
    assert bench.state.learned is learned
    assert (learned.updates, bench.timeline.newest, bench.timeline.oldest) == (2, 2, 0)
