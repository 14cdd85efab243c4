"""The proof of one gradient: the same derivative found without backpropagation, in as many ways as there are.

On request every gradient is checked, a little at a time, so that the window stays free.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import isfinite

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from playground.engine.element_graph import Element, ElementGraph
from playground.engine.numerical_derivatives import Method
from playground.session.element_names import named
from playground.session.numbers import format_number
from playground.session.proof import Proof, Prover, error_text, kink_note
from playground.session.proof_map import ProofMap
from playground.ui.labels import column, label, link, row
from playground.ui.palette import Theme
from playground.ui.why.error_map import ErrorMap
from playground.ui.why.number_lines import NumberLines
from playground.ui.why.sweep_plot import SweepPlot, best_step

_PORTION, _PAUSE = 0.008, 25  # seconds of checking at a time, milliseconds from one time to the next
_DIGITS = 10
_KEY = "Green: both agree to 10⁻¹⁶. Red: they differ by 10⁻⁴ or more. Click a number to go to it."
_BEST_WORDS: Mapping[Method, str] = {
    Method.COMPLEX_STEP: "complex step",
    Method.DIFFERENCES: "extrapolated differences",
}


class ProofPage(QWidget):
    """Shows the witnesses of one gradient, the sweep over ε and the map over all parameters."""

    followed = Signal(object)  # Element

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._prover: Prover | None = None
        self._map: ProofMap | None = None
        self.lines, self.note = NumberLines(), label(kind="muted", wrap=True)
        self.best, self.key = label(kind="caption", wrap=True), label(_KEY, kind="caption", wrap=True)
        self.plot, self.map = SweepPlot(theme), ErrorMap(theme)
        self.check, self.worst, self.found = link("Check all gradients"), link("Go to the largest"), label(wrap=True)
        self._timer = QTimer(self, interval=_PAUSE)
        self._timer.timeout.connect(self._go_on)
        self.check.clicked.connect(self._toggle)
        self.worst.clicked.connect(self._follow_worst)
        self.map.clicked.connect(self.followed)
        self._lay_out()

    @property
    def spoken(self) -> str:
        """What each witness says, for ears."""
        return "; ".join((*self.lines.spoken(), *filter(None, (self.note.text(),))))

    def show_element(self, graph: ElementGraph, element: Element) -> None:
        """Prove the gradient of an element."""
        if self._prover is None or self._prover.graph is not graph:
            self._prover = Prover(graph)
            self._forget_map()
        proof, sweep = self._prover.prove(element), self._prover.sweep(element)
        self.lines.show_lines(witnesses(proof))
        notes = (proof.incomparable, "" if proof.kink is None else kink_note(graph, proof.kink))
        self.note.setText(" ".join(filter(None, notes)))
        self.note.setVisible(any(notes))
        self.plot.show_sweep(sweep)
        self.best.setText(best_step(sweep))

    def set_theme(self, theme: Theme) -> None:
        """Repaint in another theme."""
        self.plot.set_theme(theme)
        self.map.set_theme(theme)

    def stop(self) -> None:
        """Check no further until asked again."""
        self._timer.stop()
        self.check.setText("Check all gradients" if self._map is None else "Check on")

    def _toggle(self) -> None:
        if self._timer.isActive():
            self.stop()
        elif self._prover is not None:
            self._map = self._map or ProofMap(self._prover.graph)
            self._timer.start()
            self.check.setText("Pause")

    def _go_on(self) -> None:
        if self._map is None or not self.isVisible():
            self.stop()
            return
        more = self._map.advance(_PORTION)
        self.map.show_errors(self._map.graph, self._map.errors)
        self.found.setText(progress(self._map))
        for part in (self.worst, self.key):
            part.show()
        if not more:
            self.stop()
            self.check.hide()

    def _forget_map(self) -> None:
        self._map = None
        self.stop()
        self.check.show()
        for part in (self.worst, self.key):
            part.hide()
        self.found.clear()
        self.map.show_errors(None, {})

    def _follow_worst(self) -> None:
        if self._map is not None and self._map.worst is not None:
            self.followed.emit(self._map.worst)

    def _lay_out(self) -> None:
        inside, area, links = QWidget(), QScrollArea(), row(spacing=12)
        layout = column(inside, spacing=8)
        links.addWidget(self.check)
        links.addWidget(self.worst)
        links.addStretch(1)
        for part in (self.lines, self.note, self.plot, self.best):
            layout.addWidget(part)
        layout.addLayout(links)
        for below in (self.found, self.key, self.map):
            layout.addWidget(below)
        layout.addStretch(1)
        for later in (self.worst, self.key):
            later.hide()
        area.setAccessibleName("Proof, to scroll")
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        column(self).addWidget(area)


def witnesses(proof: Proof) -> list[tuple[str, str, str]]:
    """The ways to the derivative, what each says, and how far it is from backpropagation."""
    step = format_number(proof.step, 1)
    best, central = ("", "") if proof.incomparable else map(error_text, (proof.relative_error, proof.central_error))
    return [
        ("backpropagation", format_number(proof.gradient, _DIGITS), ""),
        (_BEST_WORDS[proof.method], format_number(proof.best, _DIGITS), best),
        (f"central difference, ε = {step}", format_number(proof.central, _DIGITS), central),
        (f"forward difference, ε = {step}", format_number(proof.forward, _DIGITS), ""),
    ]


def progress(checked: ProofMap) -> str:
    """How far the check is, and the largest error so far."""
    worst = checked.worst
    done = f"{checked.done:,} of {checked.total:,} gradients checked"
    if worst is None:
        return f"{done}."
    error, place = float(checked.errors[worst.ref][worst.index]), named(checked.graph, worst).text
    if not isfinite(error):
        return f"{done}; at {place} the gradient or the derivative beside it is no finite number."
    return f"{done}; the largest relative error is {format_number(error, 2)}, at {place}."
