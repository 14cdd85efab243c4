"""A view of an array as the NumPy expression a reader would write for it: `W1.T`, `x[:, 2:4]`, `g[0:6].reshape(3, 2)`.

Each expression is tried on the array itself and taken only if it lies on the same memory in the same way, so that it
can be no other view. Knows neither programs nor what the arrays mean.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.lib.stride_tricks import as_strided

from playground.engine.instruction import Array

Made = tuple[str, Array]  # an expression and what it gives
Axis = tuple[int, int]  # length, stride in bytes


def address(array: Array) -> int:
    """Where the first element lies."""
    return int(array.__array_interface__["data"][0])


def lie_alike(one: Array, other: Array) -> bool:
    """Whether two arrays are the same elements of the same memory in the same order of axes."""
    if (one.shape, one.dtype) != (other.shape, other.dtype) or address(one) != address(other):
        return False
    return all(length == 1 or a == b for length, a, b in zip(one.shape, one.strides, other.strides, strict=True))


def view_text(name: str, whole: Array, view: Array) -> str:
    """An expression over `name` (of the C-contiguous array `whole`) for `view`, which must lie inside it."""
    for way in _WAYS:
        for text, made in way(name, whole, view):
            if lie_alike(made, view):
                return text
    return _strided(name, whole, view)


def _itself(name: str, whole: Array, _view: Array) -> Iterator[Made]:
    yield name, whole
    if whole.ndim > 1:
        yield f"{name}.T", whole.T


def _reshaped(name: str, whole: Array, view: Array) -> Iterator[Made]:
    if whole.size == view.size and whole.flags.c_contiguous:
        yield _reshape(name, whole, view)


def _picked(name: str, whole: Array, view: Array) -> Iterator[Made]:
    if whole.dtype == view.dtype:
        yield from _indexed(name, whole, view)


def _picked_and_reshaped(name: str, whole: Array, view: Array) -> Iterator[Made]:
    """Axes of the view that run on into each other taken as one, or split where those of the whole are."""
    if whole.dtype != view.dtype or 0 in view.strides:
        return
    for axes in (_merged(view), _split(whole, _merged(view)), _split(whole, _axes(view))):
        lengths, strides = zip(*axes, strict=True) if axes else ((), ())
        for text, made in _indexed(name, whole, as_strided(view, lengths, strides)):
            reshaped = _reshape(text, made, view)
            if np.shares_memory(reshaped[1], made):
                yield reshaped


def _flattened(name: str, whole: Array, view: Array) -> Iterator[Made]:
    if whole.ndim != 1 and whole.flags.c_contiguous:
        flat = f"{name}.reshape(-1)", whole.reshape(-1)
        yield from _picked(*flat, view)
        yield from _picked_and_reshaped(*flat, view)


_WAYS: tuple[Callable[[str, Array, Array], Iterator[Made]], ...] = (
    _itself,
    _reshaped,
    _picked,
    _picked_and_reshaped,
    _flattened,
)


def _reshape(text: str, array: Array, view: Array) -> Made:
    shape = ", ".join(map(str, view.shape)) or "()"
    return f"{text}.reshape({shape})", array.reshape(view.shape)


@dataclass(frozen=True)
class _Pick:
    """What an index takes along one axis of the whole: one place, or a slice that becomes an axis of the view."""

    start: int
    length: int = 0  # 0: one place
    step: int = 1

    def text(self, whole: int) -> str:
        """As written in brackets, for an axis of that length."""
        if not self.length:
            return str(self.start)
        if (self.start, self.length, self.step) == (0, whole, 1):
            return ":"
        stop = self.start + self.step * (self.length - 1) + (1 if self.step > 0 else -1)
        ends = f"{self.start}:{stop if stop >= 0 else ''}"
        return ends if self.step == 1 else f"{ends}:{self.step}"

    @property
    def index(self) -> int | slice:
        """As NumPy takes it."""
        stop = self.start + self.step * self.length
        return slice(self.start, stop if stop >= 0 else None, self.step) if self.length else self.start


def _indexed(name: str, whole: Array, view: Array) -> Iterator[Made]:
    """`name[…]`, with its axes in another order or repeated if the view has them so."""
    real = [length > 1 and stride != 0 for length, stride in _axes(view)]
    wanted = [axis for axis, is_real in zip(_axes(view), real, strict=True) if is_real]
    picked = _picks(whole, wanted, address(view) - address(whole))
    if picked is None:
        return
    picks, order = picked
    if order == sorted(order):
        made = _bracketed((name, whole), picks, real)
    else:
        made = _turned(_bracketed((name, whole), picks, [True] * len(order)), [sorted(order).index(i) for i in order])
        made = _bracketed(made, [_Pick(0, length) for length in made[1].shape], real)
    yield made if made[1].shape == view.shape else _repeated(made, view)


def _turned(made: Made, order: list[int]) -> Made:
    text, array = made
    return f"{text}.transpose({', '.join(map(str, order))})", array.transpose(order)


def _repeated(made: Made, view: Array) -> Made:
    text, array = made
    return f"np.broadcast_to({text}, {view.shape})", np.broadcast_to(array, view.shape)


def _bracketed(made: Made, picks: list[_Pick], real: list[bool]) -> Made:
    """The index that takes these picks; what is not a real axis of the view is one of length 1."""
    (name, whole), lengths = made, [*made[1].shape]
    entries: list[tuple[str, int | slice | None]] = []
    ahead = list(zip(picks, lengths, strict=True))
    for is_real in real:
        while is_real and not ahead[0][0].length:
            entries.append(_entry(*ahead.pop(0)))
        if not is_real and (not ahead or ahead[0][0].length):
            entries.append(("None", None))
            continue
        pick, length = ahead.pop(0)
        entries.append(_entry(pick if is_real else _Pick(pick.start, 1), length))
    entries += [_entry(*each) for each in ahead]
    return _with_index(name, whole, entries)


def _entry(pick: _Pick, length: int) -> tuple[str, int | slice | None]:
    return pick.text(length), pick.index


def _with_index(name: str, whole: Array, entries: list[tuple[str, int | slice | None]]) -> Made:
    texts, index = [text for text, _index in entries], [index for _text, index in entries]
    if all(isinstance(part, int) for part in index):
        return f"{name}[{', '.join([*texts, '...'])}]", whole[(*index, ...)]
    while texts and texts[-1] == ":":
        texts.pop()
    return (f"{name}[{', '.join(texts)}]" if texts else name), whole[tuple(index)]


def _picks(whole: Array, wanted: list[Axis], offset: int) -> tuple[list[_Pick], list[int]] | None:
    """For each axis of the whole what to take, and for each wanted axis which one it lies along; None if it cannot be.

    Axes of length 1 in the whole are taken at their only place.
    """
    axes = [(length, stride) for length, stride in _axes(whole)]
    lying = [_along(axes, axis) for axis in wanted]
    if None in lying or len(set(lying)) != len(lying):
        return None
    order = [axis for axis in lying if axis is not None]
    picks: list[_Pick] = []
    for place, (length, stride) in enumerate(axes):
        start, offset = (offset // stride, offset % stride) if length > 1 else (0, offset)
        if place in order:
            taken, step = wanted[order.index(place)]
            picks.append(_Pick(start, taken, step // stride))
        else:
            picks.append(_Pick(start))
        if not 0 <= start + max(picks[-1].length - 1, 0) * picks[-1].step < length:
            return None
    return None if offset else (picks, order)


def _along(axes: list[Axis], wanted: Axis) -> int | None:
    """The axis with the longest stride of which the wanted one's is a multiple."""
    fitting = [
        (stride, place)
        for place, (length, stride) in enumerate(axes)
        if length > 1 and 0 < stride <= abs(wanted[1]) and wanted[1] % stride == 0
    ]
    return max(fitting)[1] if fitting else None


def _axes(array: Array) -> list[Axis]:
    return list(zip(array.shape, array.strides, strict=True))


def _merged(view: Array) -> list[Axis]:
    merged: list[Axis] = []
    for length, stride in (axis for axis in _axes(view) if axis[0] > 1):
        if merged and merged[-1][1] == stride * length:
            merged[-1] = (merged[-1][0] * length, stride)
        else:
            merged.append((length, stride))
    return merged


def _split(whole: Array, axes: list[Axis]) -> list[Axis]:
    """Axes that run over several of the whole's, cut into these."""
    inner = [(above, one) for above, one in pairwise(_axes(whole)) if above[1] == one[0] * one[1] and one[0] > 1]
    parts: list[Axis] = []
    for length, stride in axes:
        rest: list[Axis] = []
        for (_above, above_stride), (own, own_stride) in reversed(inner):
            if stride == own_stride and length > own and length % own == 0:
                rest.insert(0, (own, stride))
                length, stride = length // own, above_stride
        parts += [(length, stride), *rest]
    return parts


def _strided(name: str, whole: Array, view: Array) -> str:
    offset = (address(view) - address(whole)) // whole.itemsize
    start = f"{name}.reshape(-1)[{offset}:]" if offset else name
    return f"np.lib.stride_tricks.as_strided({start}, {view.shape}, {view.strides})"
