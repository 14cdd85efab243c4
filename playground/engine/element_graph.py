"""The network as a graph of single numbers: every element of a value is a node, every local derivative an edge.

An edge leads from an element to one that it moves directly, towards the loss, and carries ∂target/∂source, taken from
the backward line that multiplies by it. Wires and shares in a parameter are no nodes of their own. Knows nothing of
paths.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from playground.engine.errors import ElementError
from playground.engine.evaluation_point import EvaluationPoint
from playground.engine.instruction import Array, Index, Instruction, Operand, Phase, Ref, run_calls
from playground.engine.local_jacobian import Jacobian, jacobian_of
from playground.engine.probing import Places

GRADIENT = "grad_"
_PARTS = ("contribution", "share_")


@dataclass(frozen=True)
class Element:
    """One number: the address of a value (`activation`, `pre_activation`, `weights` …) and its place in the array."""

    ref: Ref
    index: Index


@dataclass(frozen=True, eq=False)
class Edges:
    """Edges from one array to another that one backward line makes: flat places at both ends, and ∂target/∂source."""

    source: Ref
    target: Ref
    rows: Places
    columns: Places
    factors: Array
    step: Instruction

    def __len__(self) -> int:
        return self.rows.size

    def chosen(self, which: NDArray[np.bool_]) -> Edges:
        """Some of them."""
        return replace(self, rows=self.rows[which], columns=self.columns[which], factors=self.factors[which])


@dataclass(frozen=True)
class Link:
    """One edge as it is explained: downstream = upstream × local."""

    source: Element
    target: Element
    local: float
    upstream: float
    step: Instruction

    @property
    def downstream(self) -> float:
        """What this edge adds to ∂L/∂source."""
        return self.local * self.upstream


class ElementGraph:
    """The graph at one point; the program in it has run forward and backward and is not to be run again."""

    def __init__(self, point: EvaluationPoint) -> None:
        self.point = point
        self.program = point.program()
        run_calls(self.program.calls(optional=True))
        loss = self.program.network.loss
        assert loss is not None
        self.loss = Element(Ref(loss.id, "loss"), ())
        self._steps = _backward_steps(self.program.instructions)
        self._jacobians: dict[Ref, Jacobian] = {}

    @cached_property
    def refs(self) -> tuple[Ref, ...]:
        """All arrays whose elements are nodes, the loss first, each after those that it moves."""
        gradients = (ref for ref in self._steps if ref.quantity.startswith(GRADIENT))
        return (self.loss.ref, *(Ref(ref.node, ref.quantity.removeprefix(GRADIENT)) for ref in gradients))

    def array(self, ref: Ref) -> Array:
        """The values; the program's own."""
        return self.program.values[ref].array

    def gradients(self, ref: Ref) -> Array:
        """∂L/∂(the values) as backpropagation found them; the program's own."""
        return np.ones(()) if ref == self.loss.ref else self.program.values[_gradient(ref)].array

    def element(self, ref: Ref, index: Index) -> Element:
        """That element; `ElementError` if there is none or no gradient leads to it."""
        if ref not in self.refs:
            raise ElementError(f"no gradient leads to {ref.quantity} of the block {ref.node!r}", ref.node)
        shape = self.array(ref).shape
        if len(index) != len(shape) or not all(0 <= at < size for at, size in zip(index, shape, strict=True)):
            raise ElementError(f"found the index {index}, expected one within the shape {shape}", ref.node)
        return Element(ref, index)

    def value(self, element: Element) -> float:
        """Its value."""
        return float(self.array(element.ref)[element.index])

    def gradient(self, element: Element) -> float:
        """∂L/∂element as backpropagation found it."""
        return float(self.gradients(element.ref)[element.index])

    def flat(self, element: Element) -> int:
        """Its place in the array laid out flat."""
        return int(np.ravel_multi_index(element.index, self.array(element.ref).shape)) if element.index else 0

    def at(self, ref: Ref, place: int) -> Element:
        """The element at a flat place."""
        return Element(ref, tuple(map(int, np.unravel_index(place, self.array(ref).shape))))

    def edges(self, ref: Ref, places: Places | None = None) -> tuple[Edges, ...]:
        """The edges towards the loss that begin at these places of an array, by default at all."""
        if ref == self.loss.ref:
            return ()
        chosen = np.arange(self.array(ref).size) if places is None else places
        return tuple(edges for step in self._parts(ref) for edges in self._edges(ref, chosen, step) if len(edges))

    def links(self, element: Element) -> tuple[Link, ...]:
        """The edges of one element, each with the gradient that arrives along it."""
        found = self.edges(element.ref, np.array([self.flat(element)]))
        return tuple(link for edges in found for link in self._links(element, edges))

    def above(self, *starts: Element) -> tuple[Edges, ...]:
        """All edges on the ways from these elements to the loss, none before those that lead to its source."""
        reached: dict[Ref, NDArray[np.bool_]] = {}
        for start in starts:
            reached.setdefault(start.ref, self._mask(start.ref))[self.flat(start)] = True
        found: list[Edges] = []
        for ref in reversed(self.refs):
            for edges in self.edges(ref, np.flatnonzero(reached[ref])) if ref in reached else ():
                reached.setdefault(edges.target, self._mask(edges.target))[edges.columns] = True
                found.append(edges)
        return tuple(found)

    def _links(self, element: Element, edges: Edges) -> Iterator[Link]:
        upstream = self.gradients(edges.target).ravel()
        for column, factor in zip(edges.columns.tolist(), edges.factors.tolist(), strict=True):
            yield Link(element, self.at(edges.target, column), factor, float(upstream[column]), edges.step)

    def _parts(self, ref: Ref) -> tuple[Instruction, ...]:
        """The lines that make an array's gradient: its own, or those whose results it adds up."""
        step = self._steps[_gradient(ref)]
        parts = [operand.ref for operand in step.operands.values() if _is_part(operand)]
        whole = bool(parts) and len(parts) == len(step.operands)
        return tuple(self._steps[part] for part in parts if part is not None) if whole else (step,)

    def _mask(self, ref: Ref) -> NDArray[np.bool_]:
        return np.zeros(self.array(ref).size, bool)

    def _edges(self, ref: Ref, places: Places, step: Instruction) -> Iterator[Edges]:
        upstream = {
            name: operand
            for name, operand in step.operands.items()
            if operand.ref in self._steps and operand.ref != step.result.ref
        }
        if step.via == self.loss.ref.node:
            factors = step.result.array.ravel()[places]
            yield Edges(ref, self.loss.ref, places, np.zeros(places.size, np.intp), factors, step)
        elif upstream:
            for entry in self._jacobian(step, upstream).entries(places):
                target = Ref(entry.upstream.node, entry.upstream.quantity.removeprefix(GRADIENT))
                yield Edges(ref, target, places[entry.rows], entry.columns, entry.factors, step)

    def _jacobian(self, step: Instruction, upstream: Mapping[str, Operand]) -> Jacobian:
        assert step.result.ref is not None
        if step.result.ref not in self._jacobians:
            self._jacobians[step.result.ref] = jacobian_of(step, upstream)
        return self._jacobians[step.result.ref]


def _gradient(ref: Ref) -> Ref:
    return Ref(ref.node, f"{GRADIENT}{ref.quantity}")


def _backward_steps(steps: tuple[Instruction, ...]) -> dict[Ref, Instruction]:
    """The backward lines by what they write, in order."""
    return {step.result.ref: step for step in steps if step.phase is Phase.BACKWARD and step.result.ref is not None}


def _is_part(operand: Operand) -> bool:
    return operand.ref is not None and operand.ref.quantity.startswith(_PARTS)
