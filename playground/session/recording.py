"""What a run at full speed passes by, kept for a look back: in each update one copy of each array that is asked for.

Copying an array into bytes is the quickest thing NumPy does with it. Knows nothing of conditions.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import numpy as np

from playground.engine.instruction import Array, Call
from playground.engine.parameters import Clock


@dataclass(eq=False)
class Film:
    """One array in each update: how it is taken, what was taken, and how that is read."""

    take: Callable[[], Any]
    read: Callable[[list[Any]], Array]
    kept: list[Any] = field(default_factory=list)

    @property
    def rows(self) -> Array:
        """(updates,) for a single number, else (updates, …)"""
        return self.read(self.kept)


class Recording:
    """Films of one program that are taken at one place of its update."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.updates: list[int] = []  # done before the update in which a row was taken
        self._films: dict[int, tuple[Array, Film]] = {}  # by the array's identity, with what keeps it alive

    def film(self, array: Array) -> Film:
        """The film of an array."""
        return self._filmed(array, _film_of(array))

    def squares(self, flat: Array) -> Film:
        """The film of the sum of squares of an array of one axis."""
        return self._filmed(flat, Film(partial(flat.dot, flat), _numbers))

    def _filmed(self, array: Array, film: Film) -> Film:
        return self._films.setdefault(id(array), (array, film))[1]

    def calls(self) -> tuple[Call, ...]:
        """The call that takes all films; none if there are none."""
        pairs = tuple((film.kept.append, film.take) for _array, film in self._films.values())
        note, clock = self.updates.append, self._clock
        if not pairs:
            return ()

        def record() -> None:
            note(clock.updates)
            for keep, take in pairs:
                keep(take())

        return (record,)

    def clear(self) -> None:
        """Forget what was taken."""
        self.updates.clear()
        for _array, film in self._films.values():
            film.kept.clear()


def _film_of(array: Array) -> Film:
    if array.size == 1:
        return Film(array.item, _numbers)
    shape, dtype = array.shape, array.dtype
    return Film(array.tobytes, lambda kept: np.ndarray((len(kept), *shape), dtype, b"".join(kept)))


def _numbers(kept: list[Any]) -> Array:
    return np.fromiter(kept, np.float64, len(kept))
