"""What can wait is recorded, and a look back concludes nothing where a pause may have been due."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from playground.engine.instruction import Phase, run_calls
from playground.engine.operations.dense import Dense
from playground.engine.operations.losses import SoftmaxCrossEntropy
from playground.engine.operations.source import Input
from playground.session.breakpoints import Breakpoint, Cell, Memory
from playground.session.checks import Check, Setting, checks_of
from playground.session.lookback import Lookback, can_wait, settled
from playground.session.stepper import Stepper
from tests.session.walked_nets import NETS, chain, stepper


def checks(walked: Stepper, text: str) -> tuple[Check, ...]:
    return checks_of([Breakpoint(None, text)], Setting(walked.program, Memory(), lambda: None))


@pytest.mark.parametrize(
    "text",
    [
        "min W⁽¹⁾ < 2",
        "mean|a⁽¹⁾| > 2",
        "dead units < 50 %",
        "gradient norm falls 9 times",
        "L < 1",
        "L rises 3 times",
        "max|δz| < 1",
        "gradient norm > 1",
        "max|a⁽¹⁾| > 5",
        "dead units > 50 %",
    ],
)
def test_values_of_an_update_can_wait(text: str) -> None:
    assert all(can_wait(check) for check in checks(stepper(NETS["2-3-2 softmax"], 4), text))


@pytest.mark.parametrize("text", ["epoch = 4", "update = 4", "loss < 1", "L / 2 < 1", "max|L| < 1", "max|z| > loss"])
def test_counters_and_losses_in_expressions_cannot(text: str) -> None:
    assert not any(can_wait(check) for check in checks(stepper(NETS["2-3-2 softmax"], 4), text))


def after(text: str, rows: Sequence[float], cell: Cell | None = None) -> Cell | None:
    """What is remembered after W₁,₁ had these values."""
    walked = stepper(NETS["2-3-2 softmax"], 4)
    (check,) = checks(walked, text)
    check.cell.become(cell or Cell())
    update = sum(one.phase is not Phase.UPDATE for one in walked.instructions)
    look, weights = Lookback(walked.program, [check], update), walked.program.value("weights", "hidden 1")
    calls = look.in_update.calls()
    for number in rows:
        weights[0, 0] = number
        run_calls(calls)
    found = settled([look])
    if found is None:
        return None
    ((own, remembered),) = found
    assert own is check.cell
    return remembered


def test_a_comparison_that_stays_as_it_was_is_settled() -> None:
    assert after("W⁽¹⁾[1,1] > 5", [1, 2, 3]) == Cell()
    assert after("W⁽¹⁾[1,1] > 5", [6, 7, 8], Cell(was_true=True)) == Cell(was_true=True)
    assert after("W⁽¹⁾[1,1] > 5", [6, 7, 1], Cell(was_true=True)) == Cell()


def test_one_that_becomes_true_is_not() -> None:
    assert after("W⁽¹⁾[1,1] > 5", [1, 6, 3]) is None
    assert after("W⁽¹⁾[1,1] > 5", [6, 2, 6], Cell(was_true=True)) is None


def test_trends_are_counted_on() -> None:
    assert after("W⁽¹⁾[1,1] rises 3 times", [1, 2, 3]) == Cell(previous=3, count=2)
    assert after("W⁽¹⁾[1,1] rises 3 times", [4], Cell(previous=3, count=2)) is None
    assert after("W⁽¹⁾[1,1] rises 3 times", [4, 5], Cell(True, 3, 3)) == Cell(True, 5, 5)


WIDE = chain(Input(2), Dense(100), Dense(2, "identity"), SoftmaxCrossEntropy())


def test_nothing_recorded_changes_nothing() -> None:
    walked = stepper(NETS["2-3-2 softmax"], 4)
    assert settled([Lookback(walked.program, checks(walked, "L < 1"), 99)]) == []


def after_batches_of(text: str, held: Sequence[tuple[int, bool]], was_true: bool) -> Cell | None:
    """What is remembered after W₁,₁ was above 5 and larger each time, or not, in updates of these batch sizes."""
    memory = Memory()
    looks = {}
    for batch in (2, 4):
        walked = stepper(NETS["2-3-2 softmax"], batch)
        (check,) = checks_of([Breakpoint(None, text)], Setting(walked.program, memory, lambda: None))
        check.cell.was_true = was_true
        look = Lookback(walked.program, [check], check.place)
        looks[batch] = look, look.in_update.calls(), walked.program
    for update, (batch, holds) in enumerate(held):
        _look, calls, program = looks[batch]
        program.arrays.clock.updates = update
        program.value("weights", "hidden 1")[0, 0] = 6 + update if holds else 1
        run_calls(calls)
    found = settled([look for look, _calls, _program in looks.values()])
    return found[0][1] if found else None


def test_two_batch_sizes_settle_what_holds_always_or_never() -> None:
    text = "W⁽¹⁾[1,1] > 5"
    assert after_batches_of(text, [(4, False), (4, False), (2, False)], was_true=False) == Cell()
    assert after_batches_of(text, [(4, False), (4, False), (2, False)], was_true=True) == Cell()
    assert after_batches_of(text, [(4, True), (4, True), (2, True)], was_true=True) == Cell(was_true=True)
    assert after_batches_of(text, [(4, True), (2, True)], was_true=False) is None
    assert after_batches_of(text, [(4, False), (2, True), (4, False)], was_true=True) is None


def test_trends_go_on_from_one_batch_size_to_the_other() -> None:
    rising = [(4, True), (2, True), (4, True)]
    assert after_batches_of("W⁽¹⁾[1,1] rises 3 times", rising, was_true=False) == Cell(previous=8, count=2)
    assert after_batches_of("W⁽¹⁾[1,1] rises 2 times", rising, was_true=False) is None


def test_a_large_array_below_a_limit_is_asked_for_its_squares_alone() -> None:
    walked = stepper(WIDE, 4)
    (check,) = checks(walked, "max|z⁽¹⁾| > 5")
    numbers, look = walked.program.value("pre_activation", "hidden 1"), Lookback(walked.program, [check], 99)
    calls = look.in_pass.calls()
    for size in (0.1, 0.2):
        numbers[...] = size
        run_calls(calls)
    assert look.in_pass.table.shape == (2, 8)
    assert settled([look]) == [(check.cell, Cell())]
    numbers[...] = 4  # the sum of their squares is above, none of them is
    run_calls(calls)
    assert settled([look]) is None
    assert not can_wait(check)  # from now on it is tested in its place
