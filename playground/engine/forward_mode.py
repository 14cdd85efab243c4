"""Derivatives of any element by any other, both ways along the same graph.

Forward mode pushes the tangents ∂(everything)/∂(one element) up the edges; reverse mode pulls ∂(one element)/∂
(everything) down by the program's own backward lines. Where both tell the same derivative they agree to rounding.
Source: Griewank and Walther, Evaluating Derivatives, 2008, chapter 3.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from playground.engine.element_graph import GRADIENT, Element, ElementGraph
from playground.engine.instruction import Array, Phase, Ref, run_calls
from playground.engine.program import Program


@dataclass(frozen=True, eq=False)
class Derivatives:
    """One derivative for each element of the arrays that are linked with the element asked about; elsewhere it is 0."""

    arrays: Mapping[Ref, Array]

    def of(self, element: Element) -> float:
        """The derivative that belongs to that element."""
        return float(self.arrays[element.ref][element.index]) if element.ref in self.arrays else 0.0


def tangents(graph: ElementGraph, start: Element) -> Derivatives:
    """∂(every element above)/∂start, the loss among them: forward mode."""
    return linearized(graph, {start: 1.0})


def linearized(graph: ElementGraph, moves: Mapping[Element, float]) -> Derivatives:
    """How far everything above moves, to first order, when several elements move at once, each exactly so far."""
    arrays: dict[Ref, Array] = {}
    for edges in graph.above(*moves):
        below = _tangent(graph, edges.source, arrays)
        _fix(below, edges.source, moves)
        above = _tangent(graph, edges.target, arrays)
        np.add.at(above.reshape(-1), edges.columns, edges.factors * below.reshape(-1)[edges.rows])
    for element in moves:
        _fix(_tangent(graph, element.ref, arrays), element.ref, moves)
    return Derivatives(arrays)


def _tangent(graph: ElementGraph, ref: Ref, arrays: dict[Ref, Array]) -> Array:
    return arrays.setdefault(ref, np.zeros(graph.array(ref).shape))


def _fix(tangent: Array, ref: Ref, moves: Mapping[Element, float]) -> None:
    for element, move in moves.items():
        if element.ref == ref:
            tangent[element.index] = move


def adjoints(graph: ElementGraph, end: Element) -> Derivatives:
    """∂end/∂(every element below), by the backward lines below it with 1 in its place: reverse mode."""
    program = graph.point.program()
    run_calls(program.calls(Phase.FORWARD, Phase.LOSS, optional=True))
    first = _begin(program, graph, end)
    for step in program.instructions:
        if step.phase is Phase.BACKWARD and step.index >= first:
            step.run()
    below = graph.refs[graph.refs.index(end.ref) + 1 :]
    arrays = {ref: program.values[Ref(ref.node, f"{GRADIENT}{ref.quantity}")].array for ref in below}
    itself = np.zeros(graph.array(end.ref).shape)
    itself[end.index] = 1.0
    return Derivatives({end.ref: itself, **arrays})


def _begin(program: Program, graph: ElementGraph, end: Element) -> int:
    """Put 1 in the element's gradient; the index of the backward line to go on with."""
    if end == graph.loss:
        return 0
    gradient = Ref(end.ref.node, f"{GRADIENT}{end.ref.quantity}")
    program.values[gradient].array[end.index] = 1.0
    return 1 + max(step.index for step in program.instructions if step.result.ref == gradient)
