"""The card that spells one element out: its formula in numbers line by line, or the terms that add up to it."""

from __future__ import annotations

from PySide6.QtCore import QMargins, Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QWidget

from playground.session.explanation import Explanation
from playground.session.numbers import exact, format_number
from playground.ui.labels import column, label, restyle
from playground.ui.palette import LIGHT, Theme
from playground.ui.stepper.element_words import element_spoken, element_title
from playground.ui.stepper.phase_looks import PHASE_LOOKS
from playground.ui.stepper.reading import Looked
from playground.ui.stepper.symbol_label import SymbolLabel
from playground.ui.stepper.terms_view import TermsView

LINES = 4
_NO_BREAK = "\N{NO-BREAK SPACE}"
_KEPT_TOGETHER = (" × ", " / ")


class ElementCard(QFrame):
    """One element in numbers."""

    def __init__(self, theme: Theme = LIGHT, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title, self._terms = label(kind="muted"), TermsView(theme)
        self._lines = [(SymbolLabel(15, theme), _number("mono")) for _ in range(LINES)]
        self._total_name, self._total = SymbolLabel(16, theme), _number("number")
        self._scroll = _scrolled(self._terms)
        layout = column(self, spacing=8, margins=QMargins(16, 10, 16, 12))
        layout.addWidget(self._title)
        self._grid = self._lines_and_total()
        layout.addLayout(self._grid, 1)

    def show_element(self, looked: Looked) -> None:
        """Spell out the chosen element of an instruction that has run."""
        instruction, explanation = looked.instruction, looked.explanation
        node = looked.stepper.network.node(instruction.node)
        title = element_title(instruction, explanation.index, feature=not node.operation.ports)
        summed = len(explanation.terms) > 1
        self._title.setText(f"{title} · the sum of {len(explanation.terms)} terms" if summed else title)
        restyle(self, kind=PHASE_LOOKS[instruction.phase].note)
        self._show_lines(explanation, () if summed else explanation.lines[:-1])
        self._show_terms(explanation if summed else None)
        alone = summed or len(explanation.lines) < 2
        self._total_name.show_text(f"{explanation.element} =" if alone else "=")
        self._total.setText(format_number(explanation.value))
        self._total.setToolTip(exact(explanation.value))
        self._announce(element_spoken(node.name, instruction, title, explanation.value))

    def set_theme(self, theme: Theme) -> None:
        """Repaint in another theme."""
        self._terms.set_theme(theme)
        for name in (self._total_name, *(name for name, _text in self._lines)):
            name.set_theme(theme)

    def _show_lines(self, explanation: Explanation, lines: tuple[str, ...]) -> None:
        """The lines before the value itself, which stands below them."""
        for place, (name, text) in enumerate(self._lines):
            shown = place < len(lines)
            name.setVisible(shown)
            text.setVisible(shown)
            if shown:
                name.show_text(f"{explanation.element} =" if place == 0 else "=")
                text.setText(_unbroken(lines[place]))

    def _show_terms(self, explanation: Explanation | None) -> None:
        self._scroll.setVisible(explanation is not None)
        self._grid.setRowStretch(LINES, 0 if explanation is None else 100)
        if explanation is not None:
            self._terms.show_terms(explanation.terms)
            self._scroll.setMaximumHeight(self._terms.height() + 2)
            self._scroll.verticalScrollBar().setValue(0)

    def _announce(self, words: str) -> None:
        self.setAccessibleName(words)
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.NameChanged))

    def _lines_and_total(self) -> QGridLayout:
        """Names right, numbers left of a common edge; the terms of a sum across both."""
        grid, right = QGridLayout(), Qt.AlignmentFlag.AlignRight
        grid.setHorizontalSpacing(6)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        grid.setRowStretch(LINES + 2, 1)
        for place, (name, text) in enumerate(self._lines):
            grid.addWidget(name, place, 0, right | Qt.AlignmentFlag.AlignTop)
            grid.addWidget(text, place, 1, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self._scroll, LINES, 0, 1, 2)
        grid.addWidget(self._total_name, LINES + 1, 0, right | Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(self._total, LINES + 1, 1)
        return grid


def _number(kind: str) -> QLabel:
    made = label(kind=kind, wrap=kind == "mono")
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made


def _scrolled(view: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(view)
    return area


def _unbroken(line: str) -> str:
    """The line with breaks only at its sums."""
    for sign in _KEPT_TOGETHER:
        line = line.replace(sign, sign.replace(" ", _NO_BREAK))
    return line
