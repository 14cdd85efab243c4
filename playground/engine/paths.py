"""All ways on which one element moves the loss: each path a product of local derivatives, their sum the derivative.

Their number grows without limit, so it is counted along the graph, each edge once, and the paths themselves are found
one by one when asked for, the largest product first. Source of the search: Lawler, Management Science 18, 1972.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property, partial
from heapq import heappop, heappush
from itertools import count
from math import inf, isnan, prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from playground.engine.element_graph import Edges, Element, ElementGraph
from playground.engine.instruction import Array, Instruction, Ref
from playground.engine.probing import Places

Arrays = dict[Ref, NDArray[Any]]  # one number for each element, flat
_EXACT = 2.0**53  # below it a double holds every whole number


@dataclass(frozen=True)
class Path:
    """One way up: the elements from the first to the last, and between each two the local derivative with its line."""

    elements: tuple[Element, ...]
    factors: tuple[float, ...]
    steps: tuple[Instruction, ...]

    @property
    def product(self) -> float:
        """What a small move of the first element does to the last on this way, per unit."""
        return prod(self.factors)


class Paths:
    """The paths from an element to another, by default to the loss; iterating finds them, largest |product| first."""

    def __init__(self, graph: ElementGraph, start: Element, end: Element | None = None) -> None:
        self.graph, self.start, self.end = graph, start, end or graph.loss
        self._above = graph.above(start)

    @cached_property
    def count(self) -> int:
        """How many there are."""
        return int(self._at_start(self._counts))

    @cached_property
    def live(self) -> int:
        """How many of them have no factor 0."""
        return int(self._at_start(self._whole(partial(self._summed, weight=_alive))))

    @cached_property
    def total(self) -> float:
        """The sum of all products: ∂end/∂start, found by visiting each edge once."""
        return float(self._at_start(self._summed(float, _factors)))

    @cached_property
    def size(self) -> float:
        """The sum of all |product|: against it rounding is to be measured, for paths may cancel each other."""
        return float(self._at_start(self._summed(float, _sizes)))

    @cached_property
    def factors(self) -> int:
        """How many factors all paths have together."""
        many = self._counts[self.start.ref].dtype == object
        return int(self._at_start(self._lengths(object) if many else self._whole(self._lengths)))

    @property
    def edges(self) -> int:
        """How many edges lie on them: forward and reverse mode visit each of these once."""
        return sum(int(self.leads_on(edges).sum()) for edges in self._above)

    def __iter__(self) -> Iterator[Path]:
        if self.start == self.end:
            return iter([Path((self.start,), (), ())])
        return _Search(self, self._above).paths() if self.count else iter(())

    @cached_property
    def best(self) -> Arrays:
        """The largest |product| of a path from each element to the end."""
        found = self._begun(float, 1)
        for edges in reversed(self._above):
            with np.errstate(invalid="ignore"):  # 0 · ∞
                np.maximum.at(found[edges.source], edges.rows, _bounds(edges, found))
        return found

    @cached_property
    def _counts(self) -> Arrays:
        return self._whole(partial(self._summed, weight=_ones))

    def leads_on(self, edges: Edges) -> NDArray[np.bool_]:
        """Which of the edges lead to the end."""
        leads: NDArray[np.bool_] = np.asarray(self._counts[edges.target][edges.columns] > 0, bool)
        return leads

    def _summed(self, dtype: type[object], weight: Callable[[Edges], NDArray[Any]]) -> Arrays:
        """For each element the sum, over its edges, of the weight times the sum at the other end; 1 at the end."""
        sums = self._begun(dtype, 1)
        for edges in reversed(self._above):
            with np.errstate(invalid="ignore"):  # 0 · ∞
                np.add.at(sums[edges.source], edges.rows, weight(edges) * sums[edges.target][edges.columns])
        return sums

    def _lengths(self, dtype: type[object]) -> Arrays:
        """For each element how many factors the paths from there have together."""
        lengths = self._begun(dtype, 0)
        for edges in reversed(self._above):
            counts = self._counts[edges.target][edges.columns]
            longer = lengths[edges.target][edges.columns] + (counts if dtype is float else _as_integers(counts))
            np.add.at(lengths[edges.source], edges.rows, longer)
        return lengths

    def _whole(self, counted: Callable[[type[object]], Arrays]) -> Arrays:
        """Whole numbers, exactly: in doubles, which is quick, unless one is too large for that; then Python's own.

        None is negative, so that no sum on the way was larger than its end.
        """
        found = counted(float)
        fits = all(array.max(initial=0.0) < _EXACT for array in found.values())
        return found if fits else counted(object)

    def _begun(self, dtype: type[object], at_end: int) -> Arrays:
        refs = {self.start.ref, self.end.ref, *(edges.target for edges in self._above)}
        arrays = {ref: np.zeros(self.graph.array(ref).size, dtype) for ref in refs}
        arrays[self.end.ref][self.graph.flat(self.end)] = at_end
        return arrays

    def _at_start(self, arrays: Arrays) -> int | float:
        found: int | float = arrays[self.start.ref][self.graph.flat(self.start)]
        return found


def _ones(edges: Edges) -> NDArray[Any]:
    return np.ones(len(edges), np.int64)


def _alive(edges: Edges) -> NDArray[Any]:
    alive: NDArray[np.int64] = (edges.factors != 0).astype(np.int64)
    return alive


def _as_integers(counts: NDArray[Any]) -> NDArray[Any]:
    """Python's own, of any size."""
    return np.array(list(map(int, counts.tolist())), object)


def _factors(edges: Edges) -> Array:
    return edges.factors


def _sizes(edges: Edges) -> Array:
    return np.abs(edges.factors)


def _bounds(edges: Edges, best: Arrays) -> Array:
    """The largest |product| behind each edge, itself included."""
    with np.errstate(all="ignore"):
        return np.abs(edges.factors) * best[edges.target][edges.columns]


@dataclass(frozen=True)
class _Way:
    """One edge, taken."""

    target: tuple[Ref, int]
    factor: float
    bound: float
    step: Instruction


@dataclass(frozen=True, eq=False)
class _Fan:
    """The edges that leave the elements of one array, by element, the most promising first."""

    parts: tuple[Edges, ...]
    part: Places
    place: Places  # within the part
    rows: Places
    bounds: Array

    @classmethod
    def of(cls, paths: Paths, parts: tuple[Edges, ...]) -> _Fan:
        """Those that lead to the end. A bound that is NaN counts as the largest."""
        kept = [np.flatnonzero(paths.leads_on(edges)) for edges in parts]
        bounds = np.concatenate([_bounds(edges, paths.best)[at] for edges, at in zip(parts, kept, strict=True)])
        rows = np.concatenate([edges.rows[at] for edges, at in zip(parts, kept, strict=True)])
        bounds[np.isnan(bounds)] = inf
        order = np.lexsort((-bounds, rows))
        part = np.repeat(np.arange(len(parts)), [at.size for at in kept])
        return cls(parts, part[order], np.concatenate(kept)[order], rows[order], bounds[order])

    def way(self, element: int, rank: int) -> _Way | None:
        """The edge of that rank from the element at a flat place; None beyond the last."""
        at = int(np.searchsorted(self.rows, element)) + rank
        if at >= self.rows.size or self.rows[at] != element:
            return None
        edges, place = self.parts[self.part[at]], self.place[at]
        end = edges.target, int(edges.columns[place])
        return _Way(end, float(edges.factors[place]), float(self.bounds[at]), edges.step)


Trail = tuple["Trail | None", _Way]  # the ways taken so far, the last one outermost


@dataclass(frozen=True)
class _Turning:
    """Where a path leaves those found before: after `trail`, from `node`, by its edge of that rank."""

    trail: Trail | None
    product: float
    node: tuple[Ref, int]
    rank: int


class _Search:
    """Finds the paths in order: what follows a turning is the best there is, and every node on it is a turning."""

    def __init__(self, paths: Paths, above: tuple[Edges, ...]) -> None:
        self._paths = paths
        self._above = above
        self._fans: dict[Ref, _Fan] = {}
        self._end = paths.end.ref, paths.graph.flat(paths.end)
        self._numbers = count()
        self._waiting: list[tuple[float, int, _Turning]] = []
        self._add(_Turning(None, 1.0, (paths.start.ref, paths.graph.flat(paths.start)), 0))

    def paths(self) -> Iterator[Path]:
        """One after the other, each the best of those that are left."""
        while self._waiting:
            yield self._path(self._followed(heappop(self._waiting)[-1]))

    def _followed(self, turning: _Turning) -> Trail | None:
        """All ways of the best path from a turning on."""
        trail, product, node, rank = turning.trail, turning.product, turning.node, turning.rank
        while node != self._end:
            self._add(_Turning(trail, product, node, rank + 1))
            way = self._fan(node[0]).way(node[1], rank)
            assert way is not None
            trail, product, node, rank = (trail, way), product * way.factor, way.target, 0
        return trail

    def _add(self, turning: _Turning) -> None:
        way = self._fan(turning.node[0]).way(turning.node[1], turning.rank)
        if way is not None:
            size = abs(turning.product) * way.bound
            heappush(self._waiting, (-inf if isnan(size) else -size, next(self._numbers), turning))

    def _fan(self, ref: Ref) -> _Fan:
        if ref not in self._fans:
            self._fans[ref] = _Fan.of(self._paths, tuple(edges for edges in self._above if edges.source == ref))
        return self._fans[ref]

    def _path(self, trail: Trail | None) -> Path:
        ways: list[_Way] = []
        while trail is not None:
            trail, way = trail
            ways.append(way)
        ways.reverse()
        graph = self._paths.graph
        elements = (self._paths.start, *(graph.at(*way.target) for way in ways))
        return Path(elements, tuple(way.factor for way in ways), tuple(way.step for way in ways))
