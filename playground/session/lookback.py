"""Checks that can wait: what they read is recorded in each update, and looked back upon after many updates at once.

Looking back tells for certain that no pause was due; where one may have been, those updates are to be walked once more
with every check in its place. As long as a few samples refute a condition, no more are recorded. Knows no training.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial

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
from playground.session.batch_losses import BatchLosses, outputs_of
from playground.session.breakpoints import Cell
from playground.session.checks import Check
from playground.session.condition_meaning import Scope
from playground.session.condition_rows import Name, dead_shares, joined, over_rows
from playground.session.condition_syntax import (
    Comparison,
    Counter,
    Measure,
    Number,
    Trend,
    Value,
    parts,
    values,
)
from playground.session.forms import few_refute, refutation
from playground.session.recording import Film, Recording

LARGE = 16_384  # bytes from which on an array is rather looked at in place
SMALL = 640  # bytes up to which recording costs less than the quickest test
SHORT = 256  # the same for gradients whose length is asked for
FEW = 2  # samples that are recorded first where a few may do
MORE = 2  # times as many, when they did not
ROUNDING = 64  # times the precision of a number: as close may be equal when a sum is computed in another order

NEVER_NEGATIVE = (BinaryCrossEntropy, SoftmaxCrossEntropy, MeanSquaredError, HalfSumOfSquares, SumOfSquares, Huber)

Rows = Callable[[], Array]


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
    """A check with the films it is looked back upon by."""

    def __init__(self, check: Check, program: Program, recording: Recording) -> None:
        condition, scope = check.breakpoint.condition, check.scope
        assert isinstance(condition, Comparison | Trend)
        assert scope is not None
        self.cell, self._tree, self._program, self._recording = check.cell, condition, program, recording
        refutable = few_refute(condition) or _adds_up(condition, scope)
        self._samples = FEW * check.cell.samples if refutable else None
        self._few = False
        self._rows: dict[Name, Rows] = {name: self._film(name, scope) for name in values(condition)}
        if isinstance(condition, Trend):
            recording.number()
        self._refuted = self._refutation()
        precision = float(np.finfo(program.features.dtype).eps)
        self._near = precision * max((_rounded(name, condition, scope) for name in values(condition)), default=0)

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
        left, right = (over_rows(side, self._row) for side in (self._tree.left, self._tree.right))
        close = (left != right) & (np.abs(left - right) <= self._near * np.abs(left)) if self._near else None
        return Seen(joined(self._tree.sign, left, right), close, self._few)

    def after(self, seen: Seen) -> Cell | None:
        """What its cell is to remember after these updates; None if a pause may have been due."""
        if isinstance(self._tree, Trend):
            return self._after_trend(self._tree, seen.found.tolist())
        if seen.few and seen.found.any():
            self.cell.samples *= MORE
            return None
        doubtful = seen.doubtful is not None and bool(seen.doubtful.any())
        if not (self.cell.was_true or doubtful or seen.found.any()):
            return self.cell
        if doubtful or _may_have_risen(self.cell.was_true, seen):
            return None
        after = self.cell.copy()
        after.was_true = bool(seen.found[-1])
        return after

    def _after_trend(self, trend: Trend, numbers: list[float]) -> Cell | None:
        after = self.cell.copy()
        for number in numbers:
            if after.previous is not None and 0 < abs(number - after.previous) <= self._near * abs(number):
                return None
            true = after.counts(number, trend.rises) >= trend.times
            if true and not after.was_true:
                return None
            after.was_true = true
        return after

    def _refutation(self) -> Callable[[], bool] | None:
        found = refutation(self._tree)
        if found is None:
            return None
        rows, refuted = self._rows[found[0]], found[1]
        return lambda: refuted(rows())

    def _row(self, name: Name) -> Array:
        return self._rows[name]()

    def _film(self, name: Value | Measure, scope: Scope) -> Rows:
        recording, program = self._recording, self._program
        if isinstance(name, Measure):
            if not _is_length(name):
                return partial(_dead, recording.film(self._cut(scope.activations(name))))
            if isinstance(self._tree, Comparison) and scope.gradients.nbytes <= SHORT:
                return partial(_lengths_of, recording.film(scope.gradients))
            return partial(_lengths, recording.squares(scope.gradients))
        if not _is_loss(name, scope):
            return partial(_rows_of, recording.film(self._cut(scope.array(name))))
        outputs, targets = self._cut(outputs_of(program)), self._cut(program.targets)
        losses = BatchLosses(program.network, len(outputs), program.features.dtype)
        share = 1.0 if losses.adds_up else len(outputs) / program.batch
        return partial(_losses, losses, (recording.film(outputs), recording.film(targets)), share)

    def _cut(self, array: Array) -> Array:
        """As many samples as are to be looked at."""
        if self._samples is None or not array.ndim or len(array) <= self._samples:
            return array
        self._few = True
        return array[: self._samples]


class Lookback:
    """All that waits in one program; values of the update are recorded behind it, all others before it."""

    def __init__(self, program: Program, checks: Iterable[Check], first_of_update: int) -> None:
        clock = program.arrays.clock
        self.in_pass, self.in_update = Recording(clock), Recording(clock)
        self.waiting = [
            Waiting(check, program, self.in_update if check.place >= first_of_update else self.in_pass)
            for check in checks
        ]

    def clear(self) -> None:
        """Begin anew."""
        self.in_pass.clear()
        self.in_update.clear()


def can_wait(check: Check) -> bool:
    """Whether looking back answers a check: it reads values of the program alone, and not too many."""
    condition, scope = check.breakpoint.condition, check.scope
    if scope is None or not isinstance(condition, Comparison | Trend) or _counts(condition):
        return False
    if few_refute(condition):
        return True
    named = tuple(values(condition))
    small = SHORT if any(map(_is_length, named)) else SMALL
    if check.is_quick and (not named or sum(_size(name, scope) for name in named) > small):
        return False
    if any(_is_loss(value, scope) for value in named) and not (_is_plain(condition) and _is_mean(scope)):
        return False
    return bool(named) and sum(_size(name, scope) for name in named if not _is_length(name)) <= LARGE


def settled(looks: Sequence[Lookback]) -> list[tuple[Cell, Cell]] | None:
    """What each cell is to remember after the recorded updates; None if a pause may have been due."""
    together: dict[int, tuple[Waiting, list[Seen]]] = {}
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


def _counts(condition: Comparison | Trend) -> bool:
    return any(isinstance(part, Counter) for part in parts(condition))


def _adds_up(condition: Comparison | Trend, scope: Scope) -> bool:
    """Whether it is `L < c` of a loss that no sample makes less."""
    loss = scope.program.network.loss
    below = isinstance(condition, Comparison) and condition.sign in ("<", "<=") and _is_plain(condition)
    of_loss = below and any(_is_loss(name, scope) for name in values(condition))
    return of_loss and loss is not None and isinstance(loss.operation, NEVER_NEGATIVE)


def _is_plain(condition: Comparison | Trend) -> bool:
    """Whether a loss is compared with a number, or followed, as it is."""
    if isinstance(condition, Trend):
        return isinstance(condition.inner, Value)
    return isinstance(condition.left, Value) and isinstance(condition.right, Number)


def _is_mean(scope: Scope) -> bool:
    """Whether a loss is a sum over samples, or its mean; with weights of classes it is divided by those of a batch."""
    loss = scope.program.network.loss
    return loss is not None and not getattr(loss.operation, "class_weights", ())


def _is_loss(name: Value | Measure, scope: Scope) -> bool:
    return isinstance(name, Value) and scope.refs(name)[0].quantity == "loss"


def _size(name: Value | Measure, scope: Scope) -> int:
    """How many bytes it takes to record a value."""
    if isinstance(name, Value):
        return outputs_of(scope.program).nbytes if _is_loss(name, scope) else scope.array(name).nbytes
    return scope.gradients.nbytes if _is_length(name) else scope.activations(name).nbytes


def _is_length(name: Value | Measure) -> bool:
    return isinstance(name, Measure) and name.name == "gradient norm"


def _rounded(name: Value | Measure, condition: Comparison | Trend, scope: Scope) -> int:
    """How many times the precision of a number a value may be off when it is summed in another order."""
    if _is_loss(name, scope):
        return ROUNDING
    if _is_length(name) and isinstance(condition, Comparison):
        return max(ROUNDING, scope.gradients.size)
    return 0


def _rows_of(film: Film) -> Array:
    return film.rows


def _lengths(film: Film) -> Array:
    found: Array = np.sqrt(film.rows)
    return found


def _lengths_of(film: Film) -> Array:
    rows = film.rows
    found: Array = np.sqrt(np.einsum("ij,ij->i", rows, rows))
    return found


def _dead(film: Film) -> Array:
    rows = film.rows
    if np.count_nonzero(rows) == rows.size:  # as a rule where units are not rectified
        return np.zeros(len(rows))
    return dead_shares(rows)


def _losses(losses: BatchLosses, films: tuple[Film, Film], share: float) -> Array:
    outputs, targets = films
    return losses.of(outputs.rows.reshape(-1, *outputs.shape), targets.rows) * share
