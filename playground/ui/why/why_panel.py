"""Why a number's gradient is what it is: paths, proof and what-if of the number that is explained now.

Nothing is computed before the panel is in sight, nor until the step that led here has been painted.
"""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QMargins, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QApplication, QStackedLayout, QTabWidget, QWidget

from playground.engine.element_graph import Element, ElementGraph
from playground.engine.instruction import Index, Ref
from playground.session.asked import asked_about
from playground.session.element_names import named
from playground.session.number_style import AS_USUAL, NumberStyle
from playground.session.pass_point import point_of
from playground.session.stepper import PassStart, Stepper
from playground.ui.announcing import Voice
from playground.ui.labels import column, label
from playground.ui.palette import LIGHT, Theme
from playground.ui.why.paths_page import PathsPage
from playground.ui.why.proof_page import ProofPage
from playground.ui.why.what_if_page import WhatIfPage

_AFTER_STEP = 45  # milliseconds: the step has been painted, and a key that is held down comes every 33
_AT_ONCE = 64  # parameters of a network whose paths take no time that is felt
_PREPARED = 131_072  # parameters times samples up to which the graph of a pass is made while nothing happens
_NOTHING = "Click a weight, an input or an activation: here stand its paths to the loss and the proof of its gradient."
_NO_GRADIENT = "No gradient leads to this number. Click a weight, an input, an activation or a gradient."

Place = tuple[Stepper, Ref | None, Index]


class Page(Protocol):
    """What stands behind a tab."""

    @property
    def spoken(self) -> str:
        """What is shown, for ears."""

    def show_element(self, graph: ElementGraph, element: Element) -> None:
        """Show it for this element."""

    def set_theme(self, theme: Theme) -> None:
        """Repaint in another theme."""


class WhyPanel(QWidget):
    """Shows the number it was asked about, from one side at a time."""

    followed = Signal(object)  # (Ref, Index): a number on a path whose explanation is asked for
    wanted = Signal()  # somebody asked for an answer that should come into sight
    pointed = Signal(object)  # Path chosen among those to the loss, or None

    def __init__(self, theme: Theme = LIGHT, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "panel")
        self.setAccessibleName("Why this gradient")
        self.voice = Voice(self)
        self._place: Place | None = None
        self._start: PassStart | None = None  # of the pass in which was asked last
        self._numbers, self._openly = AS_USUAL, False  # whether the answer was asked for, not only looked at
        self._known: tuple[PassStart, ElementGraph] | None = None
        self._shown: dict[str, tuple[ElementGraph, Element]] = {}  # what each tab shows
        self._title, self._advice = label(kind="heading", wrap=True), label(_NOTHING, kind="muted", wrap=True)
        self.tabs, self.what_if = QTabWidget(), WhatIfPage(theme)
        self.paths, self.proof = PathsPage(theme), ProofPage(theme)
        self._pages: dict[str, Page] = {"Paths": self.paths, "Proof": self.proof, "What if": self.what_if}
        self._stack = QStackedLayout(self)
        self._soon = QTimer(self, singleShot=True, interval=_AFTER_STEP)
        self._soon.timeout.connect(self.answer)
        self._lay_out()
        for page in (self.paths, self.proof):
            page.followed.connect(self._follow)
        self.paths.pointed.connect(self.pointed)
        self.tabs.currentChanged.connect(self._turn)

    def ask(self, place: object) -> None:
        """Ask about a number, (Stepper, Ref, Index); without a Ref, or in another pass, it is the one asked before."""
        assert place is None or isinstance(place, tuple)
        before, self._place = self._place, place
        if place is not None and before is not None and self._stays(before, place):
            self._place = (place[0], *before[1:])
        self._start = None if place is None else place[0].start
        if self.isVisible():
            self._soon.start()

    def ask_openly(self, place: object) -> None:
        """Ask about a number and bring the answer into sight: at once, or where it takes longer the number itself."""
        self.ask(place)
        self._openly = True
        self.wanted.emit()
        if not self.isVisible():
            return
        asked = self._asked()
        if asked is None or asked[0].point.layout.size <= _AT_ONCE:
            self._soon.stop()
            self.answer()
        else:
            self._head(*asked)

    def prepare(self, stepper: Stepper) -> None:
        """Make the graph of a pass, so that the first question in it is answered as fast as the next."""
        if stepper.start.learned.layout.size * len(stepper.start.samples) <= _PREPARED:
            self._graph(stepper)

    def set_theme(self, theme: Theme) -> None:
        """Repaint in another theme."""
        for page in self._pages.values():
            page.set_theme(theme)

    def set_numbers(self, numbers: NumberStyle) -> None:
        """Write the numbers otherwise."""
        self._numbers = numbers
        self.paths.set_numbers(numbers)
        self.answer()

    def answer(self) -> None:
        """Show the number that was asked about, if that is not what is shown."""
        if not self.isVisible():
            return
        asked = self._asked()
        if asked is None:
            self._stack.setCurrentIndex(0)
            self._advice.setText(_NOTHING if self._place is None else _NO_GRADIENT)
            self._tell(self._advice.text())
            return
        self._head(*asked)
        tab = self.tabs.tabText(self.tabs.currentIndex())
        if self._shown.get(tab) != asked:
            self._shown[tab] = asked
            self._pages[tab].show_element(*asked)
        self._tell(f"{self.accessibleDescription()}. {self._pages[tab].spoken}")

    def _head(self, graph: ElementGraph, element: Element) -> None:
        """The number, its value and its gradient."""
        self._stack.setCurrentIndex(1)
        self._title.setText(heading(graph, element, self._numbers))
        self.setAccessibleDescription(heading_spoken(graph, element, self._numbers))

    def _turn(self, _tab: int) -> None:
        """Another side was chosen."""
        self._openly = True
        self.answer()

    def _tell(self, words: str) -> None:
        """Have it said to whom it concerns: who asked, or whose keyboard is here."""
        keyboard = QApplication.focusWidget()
        if self._openly or (keyboard is not None and self.isAncestorOf(keyboard)):
            self.voice.say(words)
        self._openly = False

    def showEvent(self, event: QShowEvent) -> None:
        """Answer what was asked while nobody looked."""
        self._openly = True
        self._soon.start()

    def _stays(self, before: Place, now: Place) -> bool:
        """Whether a pass begins anew in the same network, so that the number asked about stays."""
        return before[0].network is now[0].network and (now[1] is None or now[0].start is not self._start)

    def _asked(self) -> tuple[ElementGraph, Element] | None:
        stepper, ref, index = self._place or (None, None, ())
        if stepper is None or ref is None:
            return None
        graph = self._graph(stepper)
        element = asked_about(graph, ref, index)
        return None if element is None else (graph, element)

    def _graph(self, stepper: Stepper) -> ElementGraph:
        """The graph of the pass, made once."""
        if self._known is None or self._known[0] is not stepper.start:
            self._known = stepper.start, ElementGraph(point_of(stepper))
        return self._known[1]

    def _follow(self, element: object) -> None:
        assert isinstance(element, Element)
        self.followed.emit((element.ref, element.index))

    def _lay_out(self) -> None:
        empty, page = QWidget(), QWidget()
        margins = QMargins(12, 10, 12, 10)
        above = column(empty, margins=margins)
        above.addWidget(self._advice)
        above.addStretch(1)
        layout = column(page, spacing=6, margins=margins)
        layout.addWidget(self._title)
        layout.addWidget(self.tabs, 1)
        self.tabs.setDocumentMode(True)
        self.tabs.setAccessibleName("Sides of the explanation")
        for name, widget in self._pages.items():
            assert isinstance(widget, QWidget)
            self.tabs.addTab(widget, name)
        for one in (empty, page):
            self._stack.addWidget(one)


def heading(graph: ElementGraph, element: Element, numbers: NumberStyle) -> str:
    """E.g. `W₂,₁⁽¹⁾ of Hidden 1 = 0.31, ∂L/∂W₂,₁⁽¹⁾ = −0.02`."""
    name = named(graph, element)
    value, gradient = numbers.write(graph.value(element)), numbers.write(graph.gradient(element))
    return f"{name.text} = {value},  ∂L/∂{name.symbol} = {gradient}"


def heading_spoken(graph: ElementGraph, element: Element, numbers: NumberStyle) -> str:
    """The same for ears."""
    value, gradient = numbers.spoken(graph.value(element)), numbers.spoken(graph.gradient(element))
    return f"{named(graph, element).text} is {value}, its gradient {gradient}"
