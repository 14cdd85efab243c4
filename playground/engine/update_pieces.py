"""The pieces in which an update goes over the flat arrays, each small enough to stay in the cache between its calls.

A large gradient that is written in parts is a piece a part: it is computed right before its update, into one array that
all parts share, so that it never leaves the cache. Knows no formula.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import numpy as np

from playground.engine.instruction import Array, Call, Instruction, Part
from playground.engine.optimizer import Cells
from playground.engine.parameters import Slot
from playground.engine.update_cells import UpdateCells

FUSED = 131_072  # parameters of a network: with their gradients more than a core's own cache holds


@dataclass(frozen=True)
class Piece:
    """Cells of some parameters that lie side by side, and the calls that first compute their gradient."""

    cells: Cells
    gradient: tuple[Call, ...] = ()


def in_parts(instructions: Sequence[Instruction], cells: UpdateCells) -> tuple[Instruction, ...]:
    """Those that write the gradient of a parameter that learns, all of it, part by part; none in a small network."""
    if cells.program.arrays.layout.trainable_size < FUSED:
        return ()
    learning = {(slot.node, f"grad_{slot.quantity}") for slot in cells.slots}
    return tuple(
        one
        for one in instructions
        if isinstance(one.calls[0] if one.calls else None, Part) and (one.node, one.quantity.key) in learning
    )


def pieces(cells: UpdateCells, gradients: Sequence[Instruction]) -> tuple[Piece, ...]:
    """All parameters that learn; of `gradients` every part stands right before its update.

    They go from the last to the first: what the pass forward has read last is still in the cache.
    """
    longest = max((_written(call).size for one in gradients for call in one.calls), default=0)
    shared = np.empty(longest, cells.program.arrays.gradients.dtype)
    return tuple(_in_order(cells, gradients, shared))[::-1]


def _in_order(cells: UpdateCells, gradients: Sequence[Instruction], shared: Array) -> Iterator[Piece]:
    layout, start = cells.program.arrays.layout, 0
    by_place = [(layout.slot(one.node, one.quantity.key.removeprefix("grad_")), one.calls) for one in gradients]
    for slot, calls in sorted(by_place, key=_start):
        yield from map(Piece, cells.between(start, slot.start))
        start = slot.start
        for call in calls:
            yield _fresh(cells, start, call, shared)
            start += _written(call).size
    yield from map(Piece, cells.between(start, layout.trainable_size))


def _start(entry: tuple[Slot, tuple[Call, ...]]) -> int:
    return entry[0].start


def _fresh(cells: UpdateCells, start: int, call: Call, shared: Array) -> Piece:
    """The piece whose gradient the call writes, now into the shared array."""
    assert isinstance(call, Part)
    written = _written(call)
    gradient = shared[: written.size]
    block = cells.block(start, start + written.size)
    compute: partial[Any] = partial(call.func, *call.args[:-1], gradient.reshape(written.shape))
    return Piece(replace(block, arrays={**block.arrays, "g": gradient}), (compute,))


def _written(call: Call) -> Array:
    assert isinstance(call, Part)
    written: Array = call.args[-1]
    return written
