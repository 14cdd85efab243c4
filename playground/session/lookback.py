"""Checks that can wait: what they read is recorded in each update, and looked back upon after many updates at once.

Looking back tells for certain that no pause was due; where one may have been, those updates are to be walked once more
with every check in its place. As long as a few samples or numbers refute a condition, no more are recorded. It knows no
training.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from playground.engine.instruction import Array
from playground.engine.operations.losses import (
    BinaryCrossEntropy,
    HalfSumOfSquares,
    Huber,
    MeanSquaredError,
    SoftmaxCrossEntropy,
    SumOfSquares,
)
from playground.engine.program import Program
from playground.session.breakpoints import Cell
from playground.session.checks import Check
from playground.session.condition_films import SHORT, Filming, Rows, is_length, is_loss, is_mean, size
from playground.session.condition_meaning import Scope
from playground.session.condition_rows import Name, joined, over_rows
from playground.session.condition_syntax import Comparison, Counter, Number, Trend, Value, parts, values
from playground.session.forms import bound, few_refute, refutation
from playground.session.quick_tests import most_squares
from playground.session.recording import Film, Recording

LARGE = 16_384  # bytes from which on an array is rather looked at in place
MORE = 2  # times as many numbers or samples, when few did not do

NEVER_NEGATIVE = (BinaryCrossEntropy, SoftmaxCrossEntropy, MeanSquaredError, HalfSumOfSquares, SumOfSquares, Huber)


@dataclass(frozen=True, eq=False)
class Seen:
    """A check's rows: whether a comparison held, or the numbers of a trend; and which of them are doubtful.

    Where it is of `few` samples a comparison may not have held after all. Comparisons of several programs are not `in
    order`, trends have the numbers of their `updates`.
    """

    found: Array
    doubtful: Array | None = None
    few: bool = False
    in_order: bool = True
    updates: Sequence[int] = ()


class Waiting:
    """A check with the films it is looked back upon by; a length may be that of `squares` of pieces."""

    def __init__(self, check: Check, recording: Recording, squares: Sequence[Array] = ()) -> None:
        condition, scope = check.breakpoint.condition, check.scope
        assert isinstance(condition, Comparison | Trend)
        assert scope is not None
        self.cell, self._tree, self._recording = check.cell, condition, recording
        refutable = few_refute(condition) or _adds_up(condition, scope)
        filming = Filming(condition, scope, recording, check.cell.samples if refutable else None, squares)
        self._squares = _squares(check, filming)
        named = () if self._squares else tuple(values(condition))
        self._rows: dict[Name, Rows] = {name: filming.rows(name) for name in named}
        self._few = filming.few
        if isinstance(condition, Trend):
            recording.number()
        self._refuted = self._refutation()
        self._near, self._least = filming.uncertainty(named)

    @property
    def has_rows(self) -> bool:
        """Whether anything was recorded for it."""
        return len(self._recording) > 0

    def look_back(self) -> Seen:
        """What was recorded since the recording was cleared."""
        if isinstance(self._tree, Trend):
            return Seen(over_rows(self._tree.inner, self._row), updates=self._recording.updates)
        if self._refuted is not None and self._refuted():
            return Seen(np.zeros(len(self._recording), bool))
        if self._squares is not None:
            return Seen(np.ones(len(self._recording), bool), few=True)
        left, right = (over_rows(side, self._row) for side in (self._tree.left, self._tree.right))
        return Seen(joined(self._tree.sign, left, right), self._close(left, right) if self._near else None, self._few)

    def _close(self, one: Array, other: Array) -> Array:
        """Where two numbers may be equal, or the other way round; so is what is no number."""
        close: Array = (one != other) & ~(np.abs(one - other) > self._near * np.abs(one) + self._least)
        return close

    def after(self, seen: Seen) -> Cell | None:
        """What its cell is to remember after these updates; None if a pause may have been due."""
        if isinstance(self._tree, Trend):
            return self._after_trend(self._tree, seen.found.tolist())
        doubtful = seen.doubtful is not None and bool(seen.doubtful.any())
        if seen.few and (doubtful or seen.found.any()):
            self.cell.samples *= MORE
            return None
        if not (self.cell.was_true or doubtful or seen.found.any()):
            return self.cell
        if doubtful or _may_have_risen(self.cell.was_true, seen):
            return None
        after = self.cell.copy()
        after.was_true = bool(seen.found[-1])
        return after

    def _after_trend(self, trend: Trend, numbers: list[float]) -> Cell | None:
        after = self.cell.copy()
        before = numbers[0] if after.previous is None else after.previous
        if self._near and self._close(np.array(numbers), np.array([before, *numbers[:-1]])).any():
            return None
        for number in numbers:
            true = after.counts(number, trend.rises) >= trend.times
            if true and not after.was_true:
                return None
            after.was_true = true
        return after

    def _refutation(self) -> Callable[[], bool] | None:
        if self._squares is not None:
            film, most = self._squares
            return lambda: bool(film.rows.max() < most)
        found = refutation(self._tree)
        if found is None:
            return None
        rows, refuted = self._rows[found[0]], found[1]
        return lambda: refuted(rows())

    def _row(self, name: Name) -> Array:
        return self._rows[name]()


class Lookback:
    """All that waits in one program; values of the update are recorded behind it, all others before it."""

    def __init__(
        self, program: Program, checks: Iterable[Check], first_of_update: int, squares: Sequence[Array] = ()
    ) -> None:
        clock = program.arrays.clock
        self.in_pass, self.in_update = Recording(clock), Recording(clock)
        self.waiting: list[Waiting] = []
        for check in checks:
            if squares and compares_lengths(check):
                self.waiting.append(Waiting(check, self.in_update, squares))
            else:
                late = check.place >= first_of_update
                self.waiting.append(Waiting(check, self.in_update if late else self.in_pass))

    def clear(self) -> None:
        """Begin anew."""
        self.in_pass.clear()
        self.in_update.clear()


def can_wait(check: Check) -> bool:
    """Whether looking back answers a check: it reads values of the program alone, and not too many."""
    condition, scope = check.breakpoint.condition, check.scope
    if scope is None or not isinstance(condition, Comparison | Trend) or _counts(condition):
        return False
    named = tuple(values(condition))
    if any(is_loss(value, scope) for value in named) and not (_is_plain(condition) and is_mean(scope)):
        return False
    if few_refute(condition) or _asks_for_squares(check):
        return True
    recorded = sum(size(name, scope) for name in named if not is_length(name))
    return bool(named) and recorded <= (SHORT if check.is_quick else LARGE)


def compares_lengths(check: Check) -> bool:
    """Whether a check compares the length of the gradient, and reads nothing else."""
    condition = check.breakpoint.condition
    named = tuple(values(condition)) if isinstance(condition, Comparison) else ()
    return bool(named) and all(map(is_length, named))


def settled(looks: Sequence[Lookback]) -> list[tuple[Cell, Cell]] | None:
    """What each cell is to remember after the recorded updates; None if a pause may have been due."""
    together: dict[int, tuple[Waiting, list[Seen]]] = {}
    with np.errstate(all="ignore"):
        for waiting in (one for look in looks for one in look.waiting if one.has_rows):
            together.setdefault(id(waiting.cell), (waiting, []))[1].append(waiting.look_back())
        found = [(waiting.cell, waiting.after(_together(seen))) for waiting, seen in together.values()]
    certain = [(cell, after) for cell, after in found if after is not None]
    return certain if len(certain) == len(found) else None


def _together(seen: Sequence[Seen]) -> Seen:
    """The rows of programs for several batch sizes; those of trends one after another as they were trained."""
    if len(seen) == 1:
        return seen[0]
    updates = [update for one in seen for update in one.updates]
    found = np.concatenate([one.found for one in seen])
    doubtful = [one.doubtful for one in seen if one.doubtful is not None]
    few = any(one.few for one in seen)
    if updates:
        found = found[np.argsort(updates, kind="stable")]
    return Seen(found, np.concatenate(doubtful) if doubtful else None, few, in_order=bool(updates))


def _may_have_risen(was_true: bool, seen: Seen) -> bool:
    """Whether a comparison may have become true."""
    if not seen.in_order:
        return bool(seen.found.any()) and not (was_true and seen.found.all())
    before = np.concatenate(([was_true], seen.found[:-1]))
    return bool((seen.found & ~before).any())


def _squares(check: Check, filming: Filming) -> tuple[Film, float] | None:
    """The sum of squares and what it is below in all updates in which the condition does not hold for certain."""
    found = bound(check.breakpoint.condition)
    if found is None or check.scope is None or not _asks_for_squares(check):
        return None
    return filming.squares(found.value), most_squares(found, check.scope.array(found.value))


def _asks_for_squares(check: Check) -> bool:
    """Whether a large array may be above a limit, and nothing but its sum of squares was asked so far."""
    found = bound(check.breakpoint.condition)
    if found is None or check.scope is None or not check.is_quick or check.cell.samples > 1:
        return False
    return size(found.value, check.scope) > SHORT


def _counts(condition: Comparison | Trend) -> bool:
    return any(isinstance(part, Counter) for part in parts(condition))


def _adds_up(condition: Comparison | Trend, scope: Scope) -> bool:
    """Whether it is `L < c` of a loss that no sample makes less."""
    loss = scope.program.network.loss
    below = isinstance(condition, Comparison) and condition.sign in ("<", "<=") and _is_plain(condition)
    of_loss = below and any(is_loss(name, scope) for name in values(condition))
    return of_loss and loss is not None and isinstance(loss.operation, NEVER_NEGATIVE)


def _is_plain(condition: Comparison | Trend) -> bool:
    """Whether a loss is compared with a number, or followed, as it is."""
    if isinstance(condition, Trend):
        return isinstance(condition.inner, Value)
    return isinstance(condition.left, Value) and isinstance(condition.right, Number)
