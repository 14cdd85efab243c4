"""The axes of a sample, counted without the batch: 0 is the first, −1 the last.

Letters for the terms of any rank, checks of a chosen axis, and the words of their errors. Knows no operation.
"""

from __future__ import annotations

from playground.engine.errors import SettingError, ShapeError
from playground.engine.instruction import Array
from playground.engine.operations.operation import Shape, shape_text

MAX_AXES = 6
_LETTERS = "nabcdef"


def axis_letters(array: Array) -> str:
    """One letter for each axis of a batch of samples, `n` for the samples: (N, 2, 3) → `nab`."""
    return _LETTERS[: array.ndim]


def check_axis(axis: int) -> None:
    """Raise `SettingError` unless some sample can have that axis."""
    if not -MAX_AXES <= axis < MAX_AXES:
        raise SettingError(f"has the axis {axis}, expected {-MAX_AXES} to {MAX_AXES - 1}")


def counted_axis(axis: int, shape: Shape) -> int:
    """The axis counted from the first, 0; `ShapeError` if values of that shape have none."""
    if not -len(shape) <= axis < len(shape):
        last = len(shape) - 1
        known = f"axes 0 to {last}" if last else "the axis 0 alone"
        raise ShapeError(f"works along axis {axis}, but values of shape {shape_text(shape)} arrive, which have {known}")
    return axis % len(shape)


def part_text(axis: int, part: slice) -> str:
    """A part of an axis as a formula writes it, places counted from one: axis 1, places 2 and 3 → `[:, 3 … 4]`."""
    return f"[{':, ' * axis}{part.start + 1} … {part.stop}]"


def part_of(array: Array, axis: int, part: slice) -> Array:
    """That part of an axis of every sample in a batch, a view."""
    return array[(slice(None), *(slice(None),) * axis, part)]
