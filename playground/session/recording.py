"""What a run at full speed passes by, kept for a look back: in each update one copy of each array that is asked for.

Writing an array's bytes into a stream is the quickest thing Python does with it, and one call writes them all: no line
of Python runs in an update. Knows nothing of conditions.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, partial
from io import BytesIO
from itertools import repeat, starmap
from math import prod
from operator import attrgetter
from typing import Any

import numpy as np

from playground.engine.instruction import Array, Call
from playground.engine.parameters import Clock

Source = memoryview | Iterator[Any]  # of an array's bytes: always the same ones, or those of the next update


@dataclass(frozen=True, eq=False)
class Film:
    """One array in each update: its source, of what shape and kind it is, and where it lies in a row of bytes."""

    recording: Recording
    source: Source
    shape: tuple[int, ...]
    dtype: np.dtype[Any]
    start: int
    first: Call | None = None  # what computes it, if nobody else does

    @cached_property
    def stop(self) -> int:
        """One past its last byte in a row."""
        return self.start + self.dtype.itemsize * prod(self.shape)

    @property
    def rows(self) -> Array:
        """(updates,) for a single number, else (updates, …); a view, to be dropped before the next update."""
        table = self.recording.table
        if self.stop == self.start:
            return np.empty((len(table), *self.shape), self.dtype)
        return table[:, self.start : self.stop].view(self.dtype).reshape(len(table), *self.shape)


class Recording:
    """Films of one program that are taken at one place of its update."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._stream = BytesIO()  # rewound, never cut: it soon is as long as it needs to be
        self._films: dict[tuple[object, ...], tuple[Array, Film]] = {}  # by what is taken, with what keeps it alive
        self._bytes = 0  # of a row
        self._numbers: list[int] | None = None

    def __len__(self) -> int:
        return self._stream.tell() // max(self._bytes, 1)

    def film(self, array: Array) -> Film:
        """The film of an array."""
        shape = () if array.size == 1 else array.shape
        key = array.__array_interface__["data"][0], array.strides, array.shape, array.dtype
        source = array.data if array.flags.c_contiguous else starmap(array.tobytes, repeat(()))
        return self._filmed(key, array, Film(self, source, shape, array.dtype, self._bytes))

    def squares(self, flat: Array) -> Film:
        """The film of the sum of squares of an array of one axis."""
        number = np.zeros((), flat.dtype)  # one for all updates, as making a new one takes longer than writing it
        film = Film(self, number.data, (), flat.dtype, self._bytes, partial(flat.dot, flat, number))
        return self._filmed((id(flat),), flat, film)

    def _filmed(self, key: tuple[object, ...], array: Array, film: Film) -> Film:
        found = self._films.setdefault(key, (array, film))[1]
        self._bytes = max(self._bytes, found.stop)
        return found

    def number(self) -> None:
        """Note the number of each update too."""
        self._numbers = []

    @property
    def updates(self) -> list[int]:
        """How many updates were done before the one in which a row was taken, of each; only if they are numbered."""
        assert self._numbers is not None
        return self._numbers

    @property
    def table(self) -> Array:
        """All that was taken, (updates, bytes)."""
        rows = len(self)
        return np.frombuffer(self._stream.getbuffer(), np.uint8, rows * self._bytes).reshape(rows, self._bytes)

    def calls(self) -> tuple[Call, ...]:
        """The calls that take all films; none if there are none."""
        if not self._bytes:
            return ()
        films = [film for _array, film in self._films.values()]
        computing = tuple(film.first for film in films if film.first is not None)
        numbered = map(attrgetter("updates"), repeat(self._clock))
        noted = () if self._numbers is None else (map(self._numbers.append, numbered).__next__,)
        return (*computing, _writing(self._stream, [film.source for film in films]), *noted)

    def clear(self) -> None:
        """Forget what was taken."""
        self._stream.seek(0)
        if self._numbers is not None:
            self._numbers.clear()


def _writing(stream: BytesIO, sources: list[Source]) -> Call:
    """One call that writes one row; if all lie still in memory, it has only to be told once where."""
    views = [source for source in sources if isinstance(source, memoryview)]
    if len(views) == len(sources) == 1:
        return partial(stream.write, *views)
    if len(views) == len(sources):
        return partial(stream.writelines, views)
    moving = (repeat(source) if isinstance(source, memoryview) else source for source in sources)
    return map(stream.writelines, zip(*moving, strict=True)).__next__
