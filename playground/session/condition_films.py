"""How what a condition names is recorded and read back: as it is, as a sum of squares, or as what L is made of.

Knows nothing of what a condition says of its numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Protocol

import numpy as np

from playground.engine.instruction import Array
from playground.engine.operations.loss import Loss
from playground.engine.operations.losses import SoftmaxCrossEntropy
from playground.engine.program import Program
from playground.session.batch_losses import BatchLosses, Surprises, answer_of, outputs_of
from playground.session.condition_meaning import Scope
from playground.session.condition_rows import dead_shares
from playground.session.condition_syntax import Comparison, Measure, Trend, Value
from playground.session.forms import limit_of
from playground.session.recording import Film, Recording

SHORT = 2_048  # bytes up to which recording numbers costs less than the sum of their squares
SAMPLES = 2  # that are recorded first where a few may do
NUMBERS = 16  # the same for numbers one by one
ROUNDING = 64  # times the precision of a number: as close may be equal when a sum is computed in another order
SMALL_SHARE = 0.01  # of a limit by which a loss may be off without being looked at again and again
STEP = 1e-6  # by how much losses that follow one another differ, as a rule

Rows = Callable[[], Array]


class Filming:
    """Makes the films of what one condition names; of large values only `few` times a few numbers or samples.

    `squares` are the sums of squares of the gradient's pieces, where it is not there as a whole.
    """

    def __init__(
        self,
        condition: Comparison | Trend,
        scope: Scope,
        recording: Recording,
        few: int | None = None,
        squares: Sequence[Array] = (),
    ) -> None:
        self._scope, self._recording, self._times, self._squares = scope, recording, few, squares
        self._compared = isinstance(condition, Comparison)
        self._surprises = _has_surprises(condition, scope)
        self.few = False  # whether anything was cut

    def rows(self, name: Value | Measure) -> Rows:
        """How to read the rows of a name."""
        if isinstance(name, Value):
            if is_loss(name, self._scope):
                return self._losses(self._scope.program)
            return partial(_as_they_are, self._recording.film(self._some(self._scope.array(name))))
        if not is_length(name):
            return partial(_dead, self._recording.film(self._cut(self._scope.activations(name))))
        gradients = self._scope.gradients
        if self._squares:
            return partial(_lengths_in_pieces, [self._recording.film(one) for one in self._squares])
        if self._compared and gradients.nbytes <= SHORT:
            return partial(_lengths_of, self._recording.film(gradients))
        return partial(_lengths, self._recording.squares(gradients))

    def squares(self, value: Value) -> Film:
        """The film of the sum of squares of a value's numbers."""
        return self._recording.squares(self._scope.array(value).reshape(-1))

    def uncertainty(self, named: Iterable[Value | Measure]) -> tuple[float, float]:
        """How far numbers that are read back may be off: as a part of their size, and at the least."""
        scope, near, least = self._scope, 0, 0
        for name in named:
            if is_loss(name, scope):
                near, least = max(near, ROUNDING), ROUNDING * _terms(scope.program) if self._surprises else 0
            elif is_length(name) and self._compared:
                near = max(near, ROUNDING, scope.gradients.size)
        return near * _precision(scope), least * _precision(scope)

    def _losses(self, program: Program) -> Rows:
        if self._surprises:
            said, truth = self._both(program.value("probabilities"), answer_of(program))
            return partial(_losses, Surprises(program), (said, truth), 1.0)
        said, truth = self._both(outputs_of(program), program.targets)
        samples = said.shape[0] if said.shape else 1
        losses = BatchLosses(program.network, samples, program.features.dtype)
        return partial(_losses, losses, (said, truth), 1.0 if losses.adds_up else samples / program.batch)

    def _both(self, said: Array, truth: Array) -> tuple[Film, Film]:
        return self._recording.film(self._cut(said)), self._recording.film(self._cut(truth))

    def _some(self, array: Array) -> Array:
        """As many numbers as are to be looked at, one after another."""
        whole = self._times is None or not array.flags.c_contiguous
        return array if whole else self._first(array.reshape(-1), NUMBERS)

    def _cut(self, array: Array) -> Array:
        """As many samples as are to be looked at."""
        return self._first(array, SAMPLES)

    def _first(self, array: Array, few: int) -> Array:
        if self._times is None or not array.ndim or len(array) <= few * self._times:
            return array
        self.few = True
        return array[: few * self._times]


def size(name: Value | Measure, scope: Scope) -> int:
    """How many bytes it takes to record a value."""
    if isinstance(name, Value):
        return outputs_of(scope.program).nbytes if is_loss(name, scope) else scope.array(name).nbytes
    return scope.gradients.nbytes if is_length(name) else scope.activations(name).nbytes


def is_loss(name: Value | Measure, scope: Scope) -> bool:
    """Whether it is L of the batch."""
    return isinstance(name, Value) and scope.refs(name)[0].quantity == "loss"


def is_length(name: Value | Measure) -> bool:
    """Whether it is the length of the gradient."""
    return isinstance(name, Measure) and name.name == "gradient norm"


def is_mean(scope: Scope) -> bool:
    """Whether a loss is a sum over samples, or its mean; with weights of classes it is divided by those of a batch."""
    loss = scope.program.network.loss
    return loss is not None and not getattr(loss.operation, "class_weights", ())


def _has_surprises(condition: Comparison | Trend, scope: Scope) -> bool:
    """Whether L is −Σ y ln p of probabilities that are computed in every update, near enough for this condition."""
    loss = scope.program.network.loss
    if loss is None or not isinstance(loss.operation, SoftmaxCrossEntropy) or loss.operation.class_weights:
        return False
    limit = limit_of(condition.right) if isinstance(condition, Comparison) else STEP
    off = ROUNDING * _terms(scope.program) * _precision(scope)
    return limit is not None and off <= SMALL_SHARE * abs(limit)


def _precision(scope: Scope) -> float:
    return float(np.finfo(scope.program.features.dtype).eps)


def _terms(program: Program) -> int:
    """How many samples are added up, not averaged."""
    loss = program.network.loss
    assert loss is not None
    assert isinstance(loss.operation, Loss)
    return program.batch if loss.operation.reduction == "sum" else 1


class _Losses(Protocol):
    """What makes losses of what was said and what was true."""

    def of(self, said: Array, truth: Array, /) -> Array:
        """(updates, samples, …) each: (updates,)"""


def _as_they_are(film: Film) -> Array:
    return film.rows


def _lengths(film: Film) -> Array:
    found: Array = np.sqrt(film.rows)
    return found


def _lengths_in_pieces(films: Sequence[Film]) -> Array:
    found: Array = np.sqrt(np.add.reduce([film.rows for film in films]))
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


def _losses(losses: _Losses, films: tuple[Film, Film], share: float) -> Array:
    said, truth = films
    return losses.of(said.rows.reshape(-1, *said.shape), truth.rows) * share
