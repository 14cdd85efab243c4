"""Shows the stepper on the canvas, in the list, in the explanation and among the values: one cursor, four pictures."""

from __future__ import annotations

from collections.abc import Mapping

from playground.engine.instruction import Array, Index, Ref
from playground.engine.network import Edge
from playground.engine.quantities import Role
from playground.session.step_rows import VALUES_ALONE, Below
from playground.session.stepper import Stepper
from playground.session.tangents import PassTangents
from playground.ui.block_rows import BlockRows
from playground.ui.block_values import ValueRow
from playground.ui.lying import in_rows
from playground.ui.panels import Panels
from playground.ui.step_desk import current_step
from playground.ui.wire_notes import WireNotes


class StepViews:
    """The panels of the Step workspace as a picture of the stepper."""

    def __init__(self, panels: Panels) -> None:
        self._panels = panels
        self._stepper: Stepper | None = None
        self._notes, self._tangents, self._start = WireNotes(), PassTangents(), ""
        self._rows, self.below = BlockRows(), VALUES_ALONE  # what stands on blocks below their values
        self._active = False
        self.chosen_node: str | None = None  # the block whose values are shown whichever block the step is in

    def select(self, ids: object) -> None:
        """A single selected block is the one whose values are shown; otherwise it is the block of the current step."""
        assert isinstance(ids, frozenset)
        node = next(iter(ids)) if len(ids) == 1 else None
        if node != self.chosen_node:
            self.chosen_node = node
            if self._active:
                self._show_values()

    def activate(self, active: bool) -> None:
        """Show values on the blocks, or the blocks as they are built."""
        self._active = active
        if not active:
            self._panels.canvas.show_values({})
            self._panels.canvas.set_current(None)
        else:
            self.show(self._stepper)

    def show(self, stepper: object) -> None:
        """Bring the four pictures up to date."""
        assert stepper is None or isinstance(stepper, Stepper)
        self._stepper = stepper
        if not self._active:
            return
        self._panels.step_controls.show_stepper(stepper)
        self._panels.steps.show_stepper(stepper)
        self._panels.listing.show_stepper(stepper)
        self._panels.explanation.show_stepper(stepper)
        self._show_values()
        self._panels.links.show_stepper(stepper)
        self._panels.modes.show_stepper(stepper)
        self._show_on_canvas(stepper)
        self._panels.canvas.set_current(None if stepper is None else current_step(stepper))

    def _show_on_canvas(self, stepper: Stepper | None) -> None:
        if stepper is None:
            self._panels.canvas.show_values({})
        else:
            notes = self._notes.of(stepper, self._panels.explanation.trail.place, self._panels.numbers)
            rows = with_tangents(self._rows.of(stepper, self.below), self._tangents.of(stepper, self._start))
            self._panels.canvas.show_values(rows, notes)

    def show_local_derivatives(self, *, wanted: bool) -> None:
        """Put the local derivatives on the wires between layers, too, or take them away."""
        self._notes.wanted = wanted
        self._reframe()

    def show_below(self, *, parameters: bool, gradients: bool) -> None:
        """Put what layers learn, and its gradients, on their blocks below the values, or take them away."""
        self.below = Below(parameters, gradients)
        self._reframe()

    def show_tangents(self, start: object) -> None:
        """Put the derivatives with respect to this node on all blocks; "" takes them away."""
        if start != self._start:
            self._start = str(start)
            self._reframe()

    def show_terms(self, terms: object) -> None:
        """The sum of the step's number is walked: show that number, how far it has been added up, and the last term."""
        if self._stepper is not None and self._panels.explanation.trail.leads_back:
            self._panels.explanation.show_stepper(self._stepper)
        self._panels.explanation.card.show_walk(terms)

    def rewrite(self, _numbers: object) -> None:
        """Numbers are written otherwise from now on, also beside the wires."""
        if self._active:
            self._show_on_canvas(self._stepper)

    def choose_element(self, _index: object) -> None:
        """The user looks at another element of the current result."""
        self._show_values()
        self._show_looked()

    def click_value(self, place: object) -> None:
        """A number on a block was clicked, which selects the block as well: explain it among the block's values."""
        assert isinstance(place, tuple)
        if self._stepper is not None:
            self.chosen_node = place[0]
        self.choose_value(place)

    def choose_value(self, place: object) -> None:
        """A number on a block or among its values was clicked: explain it by the line that wrote it last."""
        assert isinstance(place, tuple)
        node, quantity, index = place
        self._explain(Ref(node, quantity), index)

    def follow(self, place: object) -> None:
        """A number of an explanation was followed to where it came from."""
        assert isinstance(place, tuple)
        self._explain(*place)

    def follow_note(self, edge: object) -> None:
        """The local derivative beside a wire was clicked: explain the number that it makes, or that it is taken of."""
        assert isinstance(edge, Edge)
        place = self._notes.place_of(edge)
        if place is not None:
            self._explain(*place)

    def _explain(self, ref: Ref, index: Index) -> None:
        stepper = self._stepper
        found = None if stepper is None else stepper.producer(ref)
        if stepper is None:
            return
        if found is None:
            self._show_values()
            self._ask_why(stepper, ref, index)
            return
        chosen = as_index(index, found.result.array.shape)
        if found is stepper.current:
            self._panels.explanation.show_stepper(stepper, chosen)
        else:
            self._panels.explanation.look_at(found, chosen)
        self._show_values()
        self._show_looked()

    def _ask_why(self, stepper: Stepper, ref: Ref, index: Index) -> None:
        """What was given, such as a weight, has no line that explains it, but paths to the loss."""
        operand = stepper.program.values.get(ref)
        if operand is not None:
            self._panels.why.ask_openly((stepper, ref, as_index(index, operand.array.shape)))

    def _reframe(self) -> None:
        """Blocks show more or less than before."""
        if self._active:
            self._show_on_canvas(self._stepper)
            self._panels.canvas.keep_framed()

    def _show_looked(self) -> None:
        """Another number is looked at, so that other local derivatives stand on the wires."""
        if self._active and self._notes.wanted:
            self._show_on_canvas(self._stepper)

    def _show_values(self) -> None:
        known = self._stepper is not None and self.chosen_node in self._stepper.network.by_id
        self._panels.values.show_stepper(
            self._stepper, self.chosen_node if known else None, self._panels.explanation.index
        )


def with_tangents(
    rows: Mapping[str, tuple[ValueRow, ...]], tangents: Mapping[str, tuple[str, Array | None]]
) -> Mapping[str, tuple[ValueRow, ...]]:
    """The rows, below which a tangent stands where there is one."""
    if not tangents:
        return rows
    return {node: (*shown, *_tangent_row(tangents.get(node))) for node, shown in rows.items()}


def _tangent_row(tangent: tuple[str, Array | None] | None) -> tuple[ValueRow, ...]:
    if tangent is None:
        return ()
    symbol, array = tangent
    shape = (1, 1) if array is None else array.shape
    values = None if array is None else in_rows(shape).drawn(array)
    return (ValueRow("tangent", symbol, "", Role.FORWARD, values, shape),)


def as_index(place: Index, shape: tuple[int, ...]) -> Index:
    """The place in an array of this shape, given so or as the (row, column) in which it is drawn."""
    return place if len(place) == len(shape) else in_rows(shape).index((place[0], place[1]))
