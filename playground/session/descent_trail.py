"""The way of the numbers that learn in a run at full speed: every update is recorded, and few of close points are kept.

It goes along with the checks of breakpoints, if there are any. Knows nothing of surfaces.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from playground.engine.instruction import Array, Call
from playground.engine.program import Program
from playground.engine.training import Probe
from playground.session.condition_meaning import Record
from playground.session.recording import Film, Recording

FINENESS = 500  # points on a way as long as all that was seen is wide
MOST = 64  # points of a stretch


@dataclass(frozen=True, eq=False)
class Stretch:
    """A part of the way, in order: updates done (points,), parameters (points, numbers)."""

    updates: Array
    values: Array


class DescentTrail:
    """Records the parameters behind every update; `probe` is whose calls stand before."""

    def __init__(self, probe: Probe | None = None) -> None:
        self.probe = probe
        self._films: dict[int, tuple[Recording, Film]] = {}  # by batch size
        self._low: Array | None = None
        self._high: Array | None = None

    def calls(self, program: Program, record: Record) -> tuple[Call, ...]:
        """The calls of one update, and one that records what it has led to."""
        calls = program.calls(spending=True) if self.probe is None else self.probe.calls(program, record)
        recording = Recording(program.arrays.clock)
        recording.number()
        self._films[program.batch] = recording, recording.film(program.arrays.values)
        return (*calls, *recording.calls())

    def taken(self) -> Stretch | None:
        """The way since the last time, its points as far apart as can be seen; None if there is none."""
        filled = [(recording, film) for recording, film in self._films.values() if len(recording)]
        if not filled:
            return None
        updates = np.concatenate([recording.updates for recording, _film in filled]) + 1
        values = np.concatenate([film.rows.reshape(len(recording), -1) for recording, film in filled])
        for recording, _film in filled:
            recording.clear()
        order = np.argsort(updates, kind="stable")
        order = order[np.isfinite(values[order]).all(1)]
        return self._thinned(updates[order], values[order].astype(np.float64)) if len(order) else None

    def _thinned(self, updates: Array, values: Array) -> Stretch:
        low, high = values.min(0), values.max(0)
        self._low = low if self._low is None else np.minimum(low, self._low)
        self._high = high if self._high is None else np.maximum(high, self._high)
        chosen = spaced(values, float(np.linalg.norm(self._high - self._low)) / FINENESS, MOST)
        return Stretch(updates[chosen], values[chosen])


def spaced(values: Array, distance: float, most: int) -> Array:
    """Which points to keep, (points,) of bool: the last of each piece of the way so long; at the most so many."""
    way = np.concatenate(([0.0], np.cumsum(np.linalg.norm(np.diff(values, axis=0), axis=1))))
    piece = np.floor(way / max(distance, way[-1] / most, np.finfo(np.float64).tiny))
    return np.append(piece[1:] != piece[:-1], True)
