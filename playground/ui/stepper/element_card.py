"""The card that spells one element out: its formula in numbers line by line, or the terms that add up to it."""

from __future__ import annotations

from PySide6.QtCore import QMargins, QRect, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QWidget

from playground.engine.instruction import Instruction
from playground.session.explanation import Explanation, FactorShown
from playground.session.number_style import AS_USUAL
from playground.session.term_cursor import TermCursor
from playground.ui.announcing import Voice
from playground.ui.labels import column, restyle, row, show_only_if
from playground.ui.painted_label import NumberLabel, PaintedLabel, PaintedLines
from playground.ui.palette import LIGHT, Theme
from playground.ui.phase_looks import PHASE_LOOKS
from playground.ui.stepper.element_words import element_spoken, element_title, term_spoken
from playground.ui.stepper.lines_view import GAP, Line, LinesView
from playground.ui.stepper.reading import Looked
from playground.ui.stepper.symbol_label import SymbolLabel
from playground.ui.stepper.term_row import ROW
from playground.ui.stepper.terms_view import TermsView

_LARGE = 13  # characters of a number that is shown large; longer ones would not fit
_SIDES, _SCROLL_BAR = 16, 10
_INTO, _ON, _OVER = "F11: term by term", "F11: on, Shift+F11: out", "F11: on"


class ElementCard(QFrame):
    """One element in numbers, no taller than these; what does not fit is scrolled, the value stays in sight."""

    followed = Signal(object)  # FactorShown: a term's number whose own explanation is asked for
    pointed = Signal(object)  # TermShown under the mouse or kept lit, else the one added last while walking, or None

    def __init__(self, theme: Theme = LIGHT, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.voice = Voice(self)
        self._title, self._lines, self._terms = PaintedLines("muted"), LinesView(theme), TermsView(theme)
        self._total_name, self._total = SymbolLabel(16, theme), NumberLabel("number")
        self._hint = PaintedLabel("caption")
        content = QWidget()
        inside = column(content, spacing=0)
        inside.addWidget(self._lines)
        inside.addWidget(self._terms)
        self._scroll = _scrolled(content)
        self._scroll.setAccessibleName("The number's terms, to scroll")
        layout = column(self, spacing=6, margins=QMargins(_SIDES, 10, _SIDES, 12))
        layout.addWidget(self._title)
        layout.addWidget(self._scroll)
        layout.addLayout(self._total_row())
        self._looked: Looked | None = None
        self.walked: TermCursor | None = None  # how far the sum shown has been added up, if it is walked
        self._terms.followed.connect(self.followed)
        self._terms.pointed.connect(self._point)
        self._terms.reached.connect(self._reveal)

    def show_element(self, looked: Looked) -> None:
        """Spell out the chosen element of an instruction that has run."""
        self._looked, self.walked = looked, None
        instruction, explanation = looked.instruction, looked.explanation
        title, summed = _title(looked), len(explanation.terms) > 1
        self._title.setText(_headline(looked))
        kind = PHASE_LOOKS[instruction.phase].note
        if self.property("kind") != kind:
            restyle(self, kind=kind)
        self._show_parts(looked, () if summed else _lines(instruction, explanation))
        self._show_total(explanation.value, _INTO if summed else "")
        self._fit()
        node = looked.stepper.network.node(instruction.node)
        self._announce(element_spoken(node.name, instruction, title, looked.numbers.spoken(explanation.value)))

    def rehearse(self, looked: Looked, width: int) -> None:
        """Have ready the words and the terms with which an element would be spelled out in a card so wide."""
        explanation = looked.explanation
        summed = len(explanation.terms) > 1
        lines = () if summed else _lines(looked.instruction, explanation)
        if summed:
            ground = PHASE_LOOKS[looked.instruction.phase].ground
            self._terms.rehearse(explanation.terms, ground, self._room_for(len(explanation.terms) * ROW, width))
        self._title.rehearse(_headline(looked))
        self._lines.rehearse(lines)
        self._total_name.rehearse(_total_name(explanation, lines))

    def show_walk(self, terms: object) -> None:
        """Show how far the sum shown has been walked: the last term stands out, and what has been added up so far."""
        assert terms is None or isinstance(terms, TermCursor)
        looked = self._looked
        if looked is None:
            return
        if terms is None or not terms.is_of(looked.instruction, looked.explanation.index):
            self.show_element(looked)
            self._point(None)
            return
        self.walked = terms
        element, end = looked.explanation.element, terms.at_end
        self._title.setText(f"{_title(looked)} · term {terms.taken} of {len(terms)}")
        self._terms.show_taken(terms.taken)
        self._total_name.show_text(f"{element} =" if end else f"{element} so far =")
        self._show_total(terms.sum, _OVER if end else _ON)
        self._fit_hint()
        self._reveal(self._terms.row_rect(terms.taken - 1))
        self._point(None)
        self._announce(term_spoken(terms, looked.numbers))

    @property
    def kept(self) -> tuple[FactorShown, ...]:
        """The factors of the term that the user keeps lit; none where none is."""
        return () if self._terms.isHidden() else self._terms.kept

    def set_theme(self, theme: Theme) -> None:
        """Repaint in another theme."""
        for part in (self._lines, self._terms, self._total_name):
            part.set_theme(theme)

    def _show_total(self, value: float, hint: str) -> None:
        """The value with every digit as its tip, and which keys lead on, if there is room."""
        numbers = AS_USUAL if self._looked is None else self._looked.numbers
        text = numbers.write(value)
        kind = "number" if len(text) <= _LARGE else "mono"
        if self._total.property("kind") != kind:
            restyle(self._total, kind=kind)
        self._total.setText(text)
        self._total.setToolTip(numbers.tip(value))
        self._hint.setText(hint)

    def _fit_hint(self) -> None:
        """The value needs its room first."""
        fits = bool(self._hint.text())
        if fits:
            parts = (self._total_name, self._total, self._hint)
            needed = self._indent.contentsMargins().left() + sum(part.sizeHint().width() + GAP for part in parts)
            fits = needed <= self.width() - 2 * _SIDES
        show_only_if(self._hint, wanted=fits)

    def _point(self, term: object) -> None:
        """Tell of the term under the mouse; while a sum is walked, of the one that was added last if there is none."""
        self.pointed.emit(term if term is not None or self.walked is None else self.walked.current)

    def _reveal(self, place: object) -> None:
        """Scroll to a term, with the next one in sight."""
        assert isinstance(place, QRect)
        center = self._terms.pos() + place.center()
        self._scroll.ensureVisible(0, center.y(), 0, round(1.5 * place.height()))

    def _show_parts(self, looked: Looked, lines: tuple[Line, ...]) -> None:
        """The terms of a sum, or the lines before the value itself, which stands below them."""
        explanation = looked.explanation
        summed = len(explanation.terms) > 1
        show_only_if(self._terms, wanted=summed)
        show_only_if(self._lines, wanted=bool(lines))
        show_only_if(self._scroll, wanted=summed or bool(lines))
        self._lines.show_lines(lines)
        if summed:
            self._terms.show_terms(explanation.terms, PHASE_LOOKS[looked.instruction.phase].ground)
        self._total_name.show_text(_total_name(explanation, lines))

    def _fit(self) -> None:
        """Names end at one edge; the scrolled part is as tall as it needs to be, if there is room."""
        edge = max(self._lines.names_width(), self._total_name.sizeHint().width())
        self._lines.set_edge(edge)
        self._indent.setContentsMargins(edge - self._total_name.sizeHint().width(), 0, 0, 0)
        self._fit_hint()
        self._lines.setFixedHeight(self._lines.height_at(self.width() - 2 * _SIDES - _SCROLL_BAR))
        summed = not self._terms.isHidden()
        self._scroll.setMaximumHeight(self._terms.height() if summed else self._lines.height())
        self._scroll.verticalScrollBar().setValue(0)

    def _room_for(self, height: int, width: int) -> QSize:
        """What will be in sight of terms so high, in a card so wide: beside a bar if they are to be scrolled."""
        area, around, across = self._scroll, self.parentWidget(), width - 2 * _SIDES
        others = self.sizeHint().height() - min(area.sizeHint().height(), area.maximumHeight())
        room = height if around is None else around.height() - self.y() - others
        return QSize(across, height) if height <= room else QSize(across - _SCROLL_BAR, room)

    def _total_row(self) -> QHBoxLayout:
        total, self._indent = row(spacing=GAP), row(spacing=0)
        self._indent.addWidget(self._total_name)
        total.addLayout(self._indent)
        total.addWidget(self._total, 1)
        total.addWidget(self._hint)
        return total

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width breaks lines elsewhere."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def _announce(self, words: str) -> None:
        self.setAccessibleName(words)
        self.voice.say(words)


def _title(looked: Looked) -> str:
    """The element in words."""
    node = looked.stepper.network.node(looked.instruction.node)
    return element_title(looked.instruction, looked.explanation.index, feature=not node.operation.ports)


def _headline(looked: Looked) -> str:
    """The element, and of how many terms it is the sum."""
    terms = len(looked.explanation.terms)
    return f"{_title(looked)} · the sum of {terms} terms" if terms > 1 else _title(looked)


def _total_name(explanation: Explanation, lines: tuple[Line, ...]) -> str:
    return "=" if lines else f"{explanation.element} ="


def _lines(instruction: Instruction, explanation: Explanation) -> tuple[Line, ...]:
    """All but the last line, which is the value; a copied element names the place it came from."""
    copied = instruction.source is not None
    names = (f"{explanation.element} =", *("=" for _ in explanation.lines))
    return tuple(Line(name, text, symbol=copied) for name, text in zip(names, explanation.lines[:-1], strict=False))


class _WholeArea(QScrollArea):
    """Scrolls only what it gets no room for: it would like to be as tall as its content, however tall that is."""

    def __init__(self, content: QWidget) -> None:
        super().__init__()
        self._content = content
        self.setWidget(content)

    def sizeHint(self) -> QSize:
        """All of the content."""
        return self._content.sizeHint()


def _scrolled(view: QWidget) -> QScrollArea:
    area = _WholeArea(view)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return area
