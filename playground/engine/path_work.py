"""What each way of finding all gradients costs in multiplications: path by path, forward mode, reverse mode.

Path by path multiplies anew what many paths share; forward mode visits the edges above a parameter once, but for every
parameter again; reverse mode visits every edge once for all of them. Source: Griewank and Walther, chapter 3.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from playground.engine.element_graph import Edges, ElementGraph
from playground.engine.instruction import Ref

Arrays = dict[Ref, NDArray[Any]]  # one number for each element, flat


@dataclass(frozen=True)
class Work:
    """Multiplications by the three ways for the gradients of so many `numbers`, with the paths and edges there are."""

    numbers: int
    paths: int
    edges: int
    by_paths: int
    by_forward_mode: int
    by_reverse_mode: int


def whole_work(graph: ElementGraph) -> Work:
    """The work for the gradients of all parameters, or of the inputs where nothing is learned; no path is walked."""
    wanted = _wanted(graph)
    leading = [edges for ref in graph.refs for edges in graph.edges(ref)]
    needed = list(_needed(graph, leading, wanted))
    counts, lengths = _counted(graph, needed)
    sweeps = _sweeps(graph, needed, wanted)
    paths, factors = (sum(int(array[ref].sum()) for ref in wanted) for array in (counts, lengths))
    edges = sum(map(len, needed))
    return Work(sum(graph.array(ref).size for ref in wanted), paths, edges, factors - paths, sweeps, edges)


def _wanted(graph: ElementGraph) -> set[Ref]:
    inputs = {Ref(node.id, "activation") for node in graph.point.network.inputs}
    return ({Ref(slot.node, slot.quantity) for slot in graph.point.layout.slots} & set(graph.refs)) or inputs


def _needed(graph: ElementGraph, edges: list[Edges], wanted: set[Ref]) -> Iterator[Edges]:
    """The edges on ways from them: reverse mode leaves all other gradients alone."""
    reached = {ref: np.full(graph.array(ref).size, ref in wanted) for ref in graph.refs}
    kept: list[Edges] = []
    for found in reversed(edges):
        chosen = reached[found.source][found.rows]
        reached[found.target][found.columns[chosen]] = True
        kept.append(found.chosen(chosen))
    return reversed(kept)


def _counted(graph: ElementGraph, edges: list[Edges]) -> tuple[Arrays, Arrays]:
    """How many paths lead from each element to the loss, and how many factors these have together."""
    counts, lengths = ({ref: np.zeros(graph.array(ref).size, object) for ref in graph.refs} for _ in range(2))
    counts[graph.loss.ref][0] = 1
    for found in edges:
        above = counts[found.target][found.columns]
        np.add.at(counts[found.source], found.rows, above)
        np.add.at(lengths[found.source], found.rows, above + lengths[found.target][found.columns])
    return counts, lengths


def _sweeps(graph: ElementGraph, edges: list[Edges], wanted: set[Ref]) -> int:
    """The edges above each of them, added up over all. A set of elements is a number, an element a bit."""
    inner = [ref for ref in graph.refs if ref not in wanted]
    starts = dict(zip(inner, np.cumsum([0, *(graph.array(ref).size for ref in inner)]).tolist(), strict=False))
    above = {ref: np.zeros(graph.array(ref).size, object) for ref in graph.refs}
    leaving = {ref: np.zeros(graph.array(ref).size, int) for ref in graph.refs}
    own = {ref: np.array([1 << (start + at) for at in range(above[ref].size)], object) for ref, start in starts.items()}
    for found in edges:
        moved = above[found.target][found.columns] | own[found.target][found.columns]
        np.bitwise_or.at(above[found.source], found.rows, moved)
        np.add.at(leaving[found.source], found.rows, 1)
    degrees = np.concatenate([leaving[ref] for ref in inner])
    known: dict[int, int] = {0: 0}
    return sum(
        int(leaving[ref].sum()) + sum(_edges_of(reached, degrees, known) for reached in above[ref].tolist())
        for ref in wanted
    )


def _edges_of(elements: int, degrees: NDArray[np.int_], known: dict[int, int]) -> int:
    """How many edges leave a set of elements."""
    if elements not in known:
        bits = np.frombuffer(elements.to_bytes(-(-elements.bit_length() // 8), "little"), np.uint8)
        places = np.flatnonzero(np.unpackbits(bits, bitorder="little"))
        known[elements] = int(degrees[places].sum())
    return known[elements]
