"""What a run at full speed passes by, kept for a look back: in each update one copy of each array that is asked for.

Copying an array into bytes is the quickest thing NumPy does with it. Knows nothing of conditions.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from math import prod
from typing import Any

import numpy as np

from playground.engine.instruction import Array, Call
from playground.engine.parameters import Clock

Take = Callable[[], Any]
AT_ONCE = 4  # films that one call takes


@dataclass(frozen=True, eq=False)
class Film:
    """One array in each update: how it is taken, of what shape and kind it is, and where it lies in a row of bytes."""

    recording: Recording
    take: Take
    shape: tuple[int, ...]
    dtype: np.dtype[Any]
    start: int

    @cached_property
    def stop(self) -> int:
        """One past its last byte in a row."""
        return self.start + self.dtype.itemsize * prod(self.shape)

    @property
    def rows(self) -> Array:
        """(updates,) for a single number, else (updates, …)"""
        table = self.recording.table
        if self.stop == self.start:
            return np.empty((len(table), *self.shape), self.dtype)
        return table[:, self.start : self.stop].view(self.dtype).reshape(len(table), *self.shape)


@dataclass(frozen=True, eq=False)
class Row:
    """How a row is taken: the update is noted, and what was taken is kept."""

    note: Callable[[int], None]
    clock: Clock
    keep: Callable[[Sequence[Any]], None]

    def begun(self, one: Take, other: Take | None = None, third: Take | None = None, last: Take | None = None) -> Call:
        """A call that takes one to four; written out, as a loop would cost twice as much."""
        note, clock, keep = self.note, self.clock, self.keep

        def record_one() -> None:
            note(clock.updates)
            keep((one(),))

        if other is None:
            return record_one

        def record_two() -> None:
            note(clock.updates)
            keep((one(), other()))

        if third is None:
            return record_two

        def record_three() -> None:
            note(clock.updates)
            keep((one(), other(), third()))

        if last is None:
            return record_three

        def record_four() -> None:
            note(clock.updates)
            keep((one(), other(), third(), last()))

        return record_four

    def goes_on(self, takes: Sequence[Take]) -> None:
        """Take more of the same update."""
        self.keep([take() for take in takes])


class Recording:
    """Films of one program that are taken at one place of its update."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.updates: list[int] = []  # done before the update in which a row was taken
        self._kept: list[Any] = []  # of all films in turn: one list costs less than several
        self._films: dict[tuple[object, ...], tuple[Array, Film]] = {}  # by what is taken, with what keeps it alive
        self._bytes = 0  # of a row
        self._table: Array | None = None

    def film(self, array: Array) -> Film:
        """The film of an array."""
        shape = () if array.size == 1 else array.shape
        key = array.__array_interface__["data"][0], array.strides, array.shape, array.dtype
        return self._filmed(key, array, Film(self, array.tobytes, shape, array.dtype, self._bytes))

    def squares(self, flat: Array) -> Film:
        """The film of the sum of squares of an array of one axis."""
        return self._filmed((id(flat),), flat, Film(self, partial(flat.dot, flat), (), flat.dtype, self._bytes))

    def _filmed(self, key: tuple[object, ...], array: Array, film: Film) -> Film:
        found = self._films.setdefault(key, (array, film))[1]
        self._bytes = max(self._bytes, found.stop)
        return found

    @property
    def table(self) -> Array:
        """All that was taken, (updates, bytes)."""
        if self._table is None or len(self._table) != len(self.updates):
            self._table = np.ndarray((len(self.updates), self._bytes), np.uint8, b"".join(self._kept))
        return self._table

    def calls(self) -> tuple[Call, ...]:
        """The calls that take all films; none if there are none."""
        takes = [film.take for _array, film in self._films.values()]
        if not takes:
            return ()
        first, further = takes[:AT_ONCE], takes[AT_ONCE:]
        row = Row(self.updates.append, self._clock, self._kept.extend)
        return (row.begun(*first), *([partial(row.goes_on, further)] if further else []))

    def clear(self) -> None:
        """Forget what was taken."""
        self.updates.clear()
        self._kept.clear()
        self._table = None
