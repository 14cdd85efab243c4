"""The check of every gradient at once, as maps: for each parameter an array of relative errors, filled bit by bit.

Thousands of passes take their time, so the work is done in portions: whoever shows the maps says how long each may
take. What is not checked yet is NaN; where a derivative is NaN the error is infinite.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import inf, isnan
from time import perf_counter

import numpy as np

from playground.engine.element_graph import Element, ElementGraph
from playground.engine.gradient_check import FLOORS, relative_error
from playground.engine.instruction import Array, Ref
from playground.session.proof import Prover


class ProofMap:
    """Relative errors between backpropagation and the best independent derivative, parameter by parameter."""

    def __init__(self, graph: ElementGraph) -> None:
        self.graph = graph
        self._prover = Prover(graph)
        refs = [Ref(slot.node, slot.quantity) for slot in graph.point.layout.slots]
        self._errors = {ref: np.full(graph.array(ref).shape, np.nan) for ref in refs if ref in graph.refs}
        self._elements = self._each()
        self.done = 0

    @property
    def total(self) -> int:
        """How many gradients there are to check."""
        return sum(errors.size for errors in self._errors.values())

    @property
    def errors(self) -> Mapping[Ref, Array]:
        """The relative errors found so far, in each parameter's shape."""
        return self._errors

    @property
    def worst(self) -> Element | None:
        """The element of the largest error so far; None before the first."""
        if not self.done:
            return None
        places = {ref: int(np.nan_to_num(errors, nan=-1.0).argmax()) for ref, errors in self._errors.items()}
        ref = max(places, key=lambda ref: np.nan_to_num(self._errors[ref].flat[places[ref]], nan=-1.0))
        return self.graph.at(ref, places[ref])

    def advance(self, seconds: float) -> bool:
        """Check on for about so long, at least one gradient; False when all are checked."""
        end = perf_counter() + seconds
        for element in self._elements:
            self._check(element)
            if perf_counter() >= end:
                break
        return self.done < self.total

    def _each(self) -> Iterator[Element]:
        for ref, errors in self._errors.items():
            yield from (self.graph.at(ref, place) for place in range(errors.size))

    def _check(self, element: Element) -> None:
        floor = FLOORS[self._prover.method(element.ref)] * self._prover.scale
        error = float(relative_error(self.graph.gradient(element), self._prover.derivative(element), floor))
        self._errors[element.ref][element.index] = inf if isnan(error) else error
        self.done += 1
