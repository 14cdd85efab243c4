"""What stands beside the wires while a pass is walked: always in a computational graph, on request between layers."""

from __future__ import annotations

from collections.abc import Mapping

from playground.engine.network import Edge
from playground.session.number_style import NumberStyle
from playground.session.stepper import Stepper
from playground.session.wire_derivatives import Place, WireDerivative, WireDerivatives
from playground.session.wire_links import WireLinks
from playground.ui.block_values import WireNote


class WireNotes:
    """Local derivatives and what they make of the gradient; between layers once they are `wanted`."""

    def __init__(self) -> None:
        self.wanted = False
        self._graph, self._layers = WireDerivatives(), WireLinks()
        self._written: dict[WireDerivative, WireNote] = {}

    def of(self, stepper: Stepper, place: Place | None, numbers: NumberStyle) -> Mapping[Edge, WireNote]:
        """The notes; `place` is the number that is explained, whose entries of the matrices are told."""
        wires = self._graph.of(stepper, numbers)
        if self.wanted:
            wires = (*wires, *self._layers.of(stepper, place, numbers))
        written = self._written  # what is told again is the same note, so that nobody has to compare it
        self._written = {wire: written.get(wire) or wire_note(wire) for wire in wires}
        return {wire.edge: note for wire, note in self._written.items()}

    def place_of(self, edge: Edge) -> Place | None:
        """The number that explains what was told of a wire last; None where nothing was."""
        return next((wire.explained_by for wire in self._written if wire.edge == edge), None)


def wire_note(wire: WireDerivative) -> WireNote:
    """What stands beside a wire."""
    return WireNote(wire.text(), wire.arrival(), wide=wire.matrix is not None, tell=wire.sentence)
