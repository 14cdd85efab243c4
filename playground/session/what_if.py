"""What if one number were another? The loss is computed anew and stands beside the first-order prediction.

Everything happens in programs of its own, so the pass that is being walked stays as it is, until a change of a
parameter or an input is kept. The prediction is ∂L/∂number · Δ: how far the tangent reaches.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import accumulate

import numpy as np

from playground.engine.compiler import CompileOptions
from playground.engine.element_graph import Element, ElementGraph
from playground.engine.errors import ElementError
from playground.engine.forward_mode import linearized
from playground.engine.instruction import Array, Instruction, Phase, Ref
from playground.engine.learned import Learned
from playground.engine.parameters import Slot
from playground.engine.samples import Samples


@dataclass(frozen=True)
class Outcome:
    """The loss before and after the changes, and the change that the gradients predict."""

    before: float
    after: float
    predicted: float

    @property
    def change(self) -> float:
        """The true change of the loss."""
        return self.after - self.before

    @property
    def difference(self) -> float:
        """How far the prediction is off: what curvature adds."""
        return self.change - self.predicted


class WhatIf:
    """Changes of numbers at the point of a graph; none at first."""

    def __init__(self, graph: ElementGraph) -> None:
        self.graph = graph
        self._changes: dict[Element, float] = {}
        self._program = graph.point.program(CompileOptions(backward=False))
        self._forward = tuple(step for step in self._program.instructions if step.phase in (Phase.FORWARD, Phase.LOSS))
        self._run()

    @property
    def changes(self) -> Mapping[Element, float]:
        """The numbers that are changed, with their new values."""
        return dict(self._changes)

    def change(self, element: Element, value: float) -> Outcome:
        """Give a number another value; its own takes the change back. `ElementError` for the loss itself."""
        if element == self.graph.loss:
            raise ElementError("the loss follows from all other numbers, so it cannot be changed", element.ref.node)
        if value == self.graph.value(element):
            self._changes.pop(element, None)
        else:
            self._changes[element] = value
        self._run()
        return self.outcome

    def discard(self) -> Outcome:
        """Take all changes back."""
        self._changes.clear()
        self._run()
        return self.outcome

    @property
    def outcome(self) -> Outcome:
        """What the changes do to the loss."""
        return Outcome(float(self.graph.program.loss), float(self._program.loss), self._predicted())

    def array(self, ref: Ref) -> Array:
        """A value with the changes in force, read-only."""
        view = self._program.values[ref].array.view()
        view.setflags(write=False)
        return view

    @property
    def can_be_kept(self) -> bool:
        """Whether all changes are of parameters and inputs: a value in the middle follows from them."""
        return all(self._slot(element) is not None or self._is_input(element) for element in self._changes)

    def learned(self, learned: Learned) -> Learned:
        """What has been learned, with the changed parameters."""
        values = learned.values.copy()
        for element, value in self._changes.items():
            slot = self._slot(element)
            if slot is not None:
                slot.view(values)[element.index] = value
        return replace(learned, values=values)

    def samples(self) -> Samples:
        """The samples with the changed inputs."""
        samples, columns = self.graph.point.samples, self._columns()
        features = np.array(samples.features, np.float64)
        for element, value in self._changes.items():
            if self._is_input(element):
                sample, column = element.index
                features[sample, columns[element.ref.node] + column] = value
        return Samples(features, samples.targets)

    def _columns(self) -> Mapping[str, int]:
        """The first column of the data that each input takes."""
        network = self.graph.point.network
        widths = [network.shapes[node.id][0] for node in network.inputs]
        return dict(zip((node.id for node in network.inputs), accumulate(widths, initial=0), strict=False))

    def _predicted(self) -> float:
        moves = {element: value - self.graph.value(element) for element, value in self._changes.items()}
        if len(moves) == 1:
            ((element, move),) = moves.items()
            return self.graph.gradient(element) * move
        return linearized(self.graph, moves).of(self.graph.loss)

    def _run(self) -> None:
        """Compute everything anew, and put each changed number in its place as soon as it is there."""
        point = self.graph.point
        np.copyto(self._program.arrays.values, point.values)
        self._program.load(point.samples.features, point.samples.targets)
        computed = {step.result.ref for step in self._forward}
        for element in self._changes:
            if element.ref not in computed:
                self._put(element)
        for step in self._forward:
            step.run()
            self._put_all(step)

    def _put_all(self, step: Instruction) -> None:
        for element in self._changes:
            if element.ref == step.result.ref:
                self._put(element)

    def _put(self, element: Element) -> None:
        self._program.values[element.ref].array[element.index] = self._changes[element]

    def _slot(self, element: Element) -> Slot | None:
        return self.graph.point.layout.by_place.get((element.ref.node, element.ref.quantity))

    def _is_input(self, element: Element) -> bool:
        inputs = {node.id for node in self.graph.program.network.inputs}
        return element.ref.quantity == "activation" and element.ref.node in inputs
