"""What a condition or a watch means in one program: which arrays it reads and from which instruction on they are there.

A value without a layer stands for each block in turn, so one condition may become several checks. Every number is read
from the program's own buffers, here those of one update. Knows neither training nor the stepper.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from math import nan
from types import EllipsisType

import numpy as np

from playground.engine.history import EpochRecord
from playground.engine.instruction import Array, Phase, Ref
from playground.engine.program import Program
from playground.engine.quantities import QUANTITIES
from playground.session.condition_rows import Name, dead_shares, joined, over_rows
from playground.session.condition_syntax import (
    Comparison,
    Condition,
    Counter,
    Expression,
    Measure,
    Value,
    parts,
    values,
)
from playground.session.condition_tokens import ConditionError

Read = Callable[[], Array]  # a number, or an array where many are meant
Record = Callable[[], EpochRecord | None]  # of the epoch that ended last
START = -1  # the place of what is known before the first instruction

_RECORDED: Mapping[str, str] = {
    "loss": "train_loss",
    "validation loss": "validation_loss",
    "accuracy": "train_accuracy",
    "validation accuracy": "validation_accuracy",
}


@dataclass(frozen=True)
class Scope:
    """Where names are looked up: a program, the last record of its run, the block a free value stands for."""

    program: Program
    record: Record
    block: str = ""

    def refs(self, value: Value | Measure) -> tuple[Ref, ...]:
        """The addresses of a value; for the length of the gradient none, as it is no value of the table."""
        if isinstance(value, Measure):
            return () if value.name == "gradient norm" else (Ref(self._block(value), "activation"),)
        found = tuple(ref for ref in self._addresses(value) if self._is_meant(ref, value))
        if not found:
            raise ConditionError(f"this network has no {_written(value)}", value.column)
        return found[:1]

    def knows(self, value: Value | Measure) -> bool:
        """Whether there is only one such value in the program, as L, so that it needs no block."""
        return isinstance(value, Value) and len(self._addresses(value)) == 1

    def fits(self, value: Value | Measure) -> bool:
        """Whether the block has what a free value asks for; hidden units alone can be called dead."""
        if isinstance(value, Value):
            return any(self._is_meant(ref, value) for ref in self._addresses(value))
        both = all(Ref(self.block, key) in self.program.values for key in ("activation", "pre_activation"))
        loss = self.program.network.loss
        ends = {edge.target for edge in self.program.network.outgoing[self.block]}
        return both and (loss is None or loss.id not in ends)

    def read(self, tree: Expression) -> Read:
        """How to read an expression; `ConditionError` if it names what is not there."""
        names = (part for part in parts(tree) if isinstance(part, Name))
        return partial(_now, tree, {name: self._row(name) for name in names})

    def _row(self, name: Name) -> Callable[[], Array]:
        """How to read the one row of this update."""
        if isinstance(name, Counter):
            return partial(self._counter, name.name)
        if isinstance(name, Value):
            array = self.array(name)
            return partial(_one, array.item) if array.size == 1 else partial(_same, array[None])
        if name.name == "gradient norm":
            return partial(_lengths, self.gradients)
        return partial(dead_shares, self.activations(name)[None])

    @property
    def gradients(self) -> Array:
        """The gradients of all that is trained, one after another."""
        arrays = self.program.arrays
        return arrays.gradients[: arrays.layout.trainable_size]

    def activations(self, measure: Measure) -> Array:
        """The activations of the block whose dead units are counted."""
        return self.program.values[self.refs(measure)[0]].array

    def array(self, value: Value) -> Array:
        """The buffer, or the part of it that is meant; `ConditionError` for an element that is not there."""
        array = self.program.values[self.refs(value)[0]].array
        view: Array = array if value.index is None else array[self.at(value)]  # of one element too, it stays a view
        return view

    def at(self, value: Value) -> EllipsisType | tuple[EllipsisType | int, ...]:
        """Which part of its buffer is meant, as NumPy takes it; `ConditionError` for an element that is not there."""
        operand = self.program.values[self.refs(value)[0]]
        array = operand.array
        if value.index is None:
            return ...
        place = tuple(number - 1 for number in value.index)
        if operand.batched and len(place) == array.ndim - 1:
            place = (0, *place) if len(array) == 1 else place
        rows = array.shape[array.ndim - len(place) :] if operand.batched else array.shape
        if len(place) != len(rows) or any(at >= size for at, size in zip(place, rows, strict=True)):
            shape = " × ".join(map(str, array.shape)) or "one number"
            raise ConditionError(f"{_written(value)} has the shape {shape}", value.column)
        return (..., *place)

    def _block(self, measure: Measure) -> str:
        return self.block if measure.block is None else self._named(measure.block, measure.column)

    def _addresses(self, value: Value) -> tuple[Ref, ...]:
        symbols = ((ref, QUANTITIES[ref.quantity].symbol) for ref in self.program.values if not ref.via)
        return tuple(ref for ref, symbol in symbols if symbol == value.symbol)

    def _is_meant(self, ref: Ref, value: Value) -> bool:
        if value.block is not None:
            return ref.node == self._named(value.block, value.column)
        if value.layer is not None:
            return self.program.network.layers.get(ref.node) == value.layer
        return ref.node == self.block or self.knows(value)

    def _named(self, name: str, column: int) -> str:
        node = next((node for node in self.program.network.nodes if node.name == name), None)
        if node is None:
            raise ConditionError(f"there is no block named “{name}”", column)
        return node.id

    def _counter(self, name: str) -> Array:
        if name in _RECORDED:
            record = self.record()
            value = None if record is None else getattr(record, _RECORDED[name])
            return np.array(nan if value is None else value)
        clock = self.program.arrays.clock
        return np.array(clock.epoch if name == "epoch" else clock.updates)


def scopes(tree: Condition | Expression, program: Program, record: Record) -> Iterator[Scope]:
    """One scope for each block that the free values of a tree can stand for; a plain one if it has none.

    `ConditionError` if no block has them all.
    """
    plain = Scope(program, record)
    free = [value for value in values(tree) if _is_free(value) and not plain.knows(value)]
    if not free:
        yield plain
        return
    candidates = (Scope(program, record, node.id) for node in program.network.order)
    fitting = [scope for scope in candidates if all(scope.fits(value) for value in free)]
    if not fitting:
        raise ConditionError(f"no block has {_written(free[0])}", free[0].column)
    yield from fitting


def place_of(scope: Scope, tree: Condition | Expression) -> int:
    """The index of the instruction after which all that a tree names is there; `START` for counters alone."""
    return max((_place(scope, value) for value in values(tree)), default=START)


def single(read: Read, tree: Expression, column: int) -> Read:
    """The same reading; `ConditionError` if it gives many numbers instead of one."""
    with np.errstate(all="ignore"):
        found = np.size(read())
    if found != 1:
        named = next((_written(value) for value in values(tree)), "this")
        raise ConditionError(f"{named} has {found} numbers here: say max|…|, mean(…), or which one by […]", column)
    return read


def compared(scope: Scope, tree: Comparison) -> Callable[[], bool]:
    """The test of a comparison of two numbers."""
    left, right = (single(scope.read(side), side, tree.column) for side in (tree.left, tree.right))
    return partial(_compared, tree.sign, left, right)


def _is_free(value: Value | Measure) -> bool:
    return value.is_free if isinstance(value, Value) else value.name == "dead units" and value.block is None


def _place(scope: Scope, value: Value | Measure) -> int:
    """Gradients are meant before penalties and clipping, what an update changes after it."""
    instructions = scope.program.instructions
    if isinstance(value, Measure) and value.name == "gradient norm":
        return max((one.index for one in instructions if one.phase is not Phase.UPDATE), default=START)
    ref = scope.refs(value)[0]
    writers = [one for one in instructions if one.result.ref == ref]
    before = [one.index for one in writers if one.phase is not Phase.UPDATE]
    return max(before or [one.index for one in writers], default=START)


def _written(value: Value | Measure) -> str:
    if isinstance(value, Measure):
        return value.name
    layer = "" if value.layer is None else QUANTITIES["activation"].label(value.layer)[1:]
    return f"{value.symbol}{layer}" + (f" of “{value.block}”" if value.block is not None else "")


def _now(tree: Expression, rows: Mapping[Name, Callable[[], Array]]) -> Array:
    """The one row of an expression."""
    found = over_rows(tree, lambda name: rows[name]())
    row: Array = found[0] if found.ndim else found
    return row


def _one(item: Callable[[], float]) -> Array:
    return np.array([item()])


def _same(rows: Array) -> Array:
    return rows


def _lengths(gradients: Array) -> Array:
    found: Array = np.sqrt(np.array([gradients.dot(gradients)]))
    return found


def _compared(sign: str, left: Read, right: Read) -> bool:
    return bool(joined(sign, left(), right()))
