"""Planting faults: how a wrong line, a wrong definition or a wrong update gets into the engine for one test.

A fault in a line changes the calls of one quantity of one kind of operation; it sees the line's result and operands, so
that it can compute what a mistaken author would have written.
"""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import partial

import numpy as np
import pytest

from playground.engine import node_site
from playground.engine.instruction import Call, Operand
from playground.engine.operations.operation import Line, WriteLine

Array = np.ndarray
Plant = Callable[[pytest.MonkeyPatch], None]


@dataclass(frozen=True)
class Written:
    """A line as its author wrote it."""

    result: Operand
    line: Line | WriteLine
    calls: tuple[Call, ...]

    @property
    def out(self) -> Array:
        """Where the result goes."""
        return self.result.array

    def __getitem__(self, operand: str) -> Array:
        """The present value of an operand."""
        line = self.line if isinstance(self.line, Line) else self.line()
        return line.operands[operand].array


Change = Callable[[Written], tuple[Call, ...]]


def in_line(kind: str, quantity: str, change: Change) -> Plant:
    """Change the calls of that quantity (`*`: any) wherever an operation of that kind emits it."""
    original = node_site.NodeSite.emit

    def emit(
        site: node_site.NodeSite, result: Operand, line: Line | WriteLine, *calls: Call, optional: bool = False
    ) -> None:
        assert result.ref is not None
        if site.node.operation.kind == kind and quantity in {"*", result.ref.quantity}:
            calls = change(Written(result, line, calls))
        original(site, result, line, *calls, optional=optional)

    return lambda patch: patch.setattr(node_site.NodeSite, "emit", emit)


def lines_emitted(compile_it: Callable[[], object]) -> list[tuple[str, str]]:
    """Kind of operation and quantity of every line that operations emit meanwhile."""
    found: list[tuple[str, str]] = []
    original = node_site.NodeSite.emit

    def emit(
        site: node_site.NodeSite, result: Operand, line: Line | WriteLine, *calls: Call, optional: bool = False
    ) -> None:
        assert result.ref is not None
        found.append((site.node.operation.kind, result.ref.quantity))
        original(site, result, line, *calls, optional=optional)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(node_site.NodeSite, "emit", emit)
        compile_it()
    return found


def patched(target: object, name: str, value: object) -> Plant:
    """Something in the engine replaced."""
    return lambda patch: patch.setattr(target, name, value)


def entry(table: Mapping[str, object], key: str, value: object) -> Plant:
    """An entry of one of the engine's tables replaced."""
    return lambda patch: patch.setitem(table, key, value)  # type: ignore[arg-type]


# What goes wrong with any line


def instead(compute: Callable[[Written], Array]) -> Change:
    """Write this in place of the right result, after the right calls have run, so that helpers are there to read.

    A line that lacks an operand, such as δz = δa of a layer without an activation function, stays right.
    """

    def change(written: Written) -> tuple[Call, ...]:
        def spoil() -> None:
            with suppress(KeyError):
                np.copyto(written.out, compute(written))

        return (*written.calls, spoil)

    return change


def negated(written: Written) -> Array:
    """The wrong sign."""
    return -written.out


def doubled(written: Written) -> Array:
    """A factor too much."""
    return 2 * written.out


def neighbours(written: Written) -> Array:
    """Each row gets its neighbour's."""
    return np.roll(written.out, 1, axis=0)


def reversed_last(written: Written) -> Array:
    """The last axis read backwards."""
    return written.out[..., ::-1].copy()


def swapped_axes(written: Written) -> Array:
    """The numbers of the transpose, in the shape of the original."""
    return written.out.T.copy().reshape(written.out.shape)


def slightly_off(written: Written) -> Array:
    """One part in a hundred million."""
    return written.out * (1 + 1e-8)


def in_single(written: Written) -> Array:
    """Rounded to single precision on the way."""
    return written.out.astype(np.complex64 if np.iscomplexobj(written.out) else np.float32)


def last_forgotten(written: Written) -> Array:
    """The last row is never written."""
    result = written.out.copy()
    result[-1] = 0
    return result


def not_a_number(written: Written) -> Array:
    """One NaN among right numbers."""
    result = written.out.copy()
    result.flat[0] = np.nan
    return result


def nothing(_written: Written) -> tuple[Call, ...]:
    """Nothing is written at all."""
    return ()


def accumulated(written: Written) -> tuple[Call, ...]:
    """Added to what the pass before left there."""
    before = np.zeros_like(written.out)

    def add() -> None:
        np.add(written.out, before, written.out)
        np.copyto(before, written.out)

    return (*written.calls, add)


def stale(written: Written) -> tuple[Call, ...]:
    """What the first pass wrote stays."""
    first: list[Array] = []

    def keep() -> None:
        if not first:
            first.append(written.out.copy())
        np.copyto(written.out, first[0])

    return (*written.calls, keep)


def without(*places: int) -> Change:
    """Some of the calls are forgotten."""
    return lambda written: tuple(call for place, call in enumerate(written.calls) if place not in places)


def with_function(place: int, function: Callable[..., object]) -> Change:
    """One of the calls does something else with its arguments."""

    def change(written: Written) -> tuple[Call, ...]:
        calls = list(written.calls)
        calls[place] = partial(function, *calls[place].args, **calls[place].keywords)  # type: ignore[attr-defined]
        return tuple(calls)

    return change


GENERIC: dict[str, Change] = {
    "the wrong sign": instead(negated),
    "a factor of two": instead(doubled),
    "the neighbour's": instead(neighbours),
    "backwards": instead(reversed_last),
    "one part in a hundred million": instead(slightly_off),
    "single precision": instead(in_single),
    "the last row forgotten": instead(last_forgotten),
    "one NaN": instead(not_a_number),
    "not written": nothing,
    "added to the pass before": accumulated,
    "stale": stale,
}
