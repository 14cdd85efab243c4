"""A computational graph link by link: each link plotted with its tangent, their slopes multiplied beside the whole's.

It shows what the session's links tell; it computes nothing. Each slope and each value leads to its explanation.
"""

from __future__ import annotations

from PySide6.QtCore import QMargins, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from playground.session.links import Chain, Link, Links, Way, chained_point
from playground.session.number_style import AS_USUAL, NumberStyle
from playground.session.stepper import Stepper
from playground.ui.choice import Choice
from playground.ui.labels import clear, column, label, row
from playground.ui.link_view import LinkView
from playground.ui.palette import LIGHT, Theme
from playground.ui.plots.tangent_plot import TangentPlot
from playground.ui.turning_row import TurningRow

MOST_LINKS = 16
EMPTY = "Link by link, where every value is a single number: open one of the computational graphs among the examples."

_BESIDE_FROM, _LEAST_WAY = 640, 120


class LinksPanel(QWidget):
    """A name to begin with, a way to the result, and the plots side by side."""

    value_followed = Signal(object)  # (Ref, Index): a number whose explanation is asked for

    def __init__(self, theme: Theme = LIGHT) -> None:
        super().__init__()
        self.setProperty("kind", "panel")
        self.setAccessibleName("Links")
        self._theme, self._numbers = theme, AS_USUAL
        self._start, self._way = Choice({}), Choice({})
        self._product, self._empty = label(kind="heading", wrap=True), label(EMPTY, "muted", wrap=True)
        self._plots = row(spacing=4)
        self.plots: list[TangentPlot] = []
        self._stepper: Stepper | None = None
        self._program: object = None
        self._network: object = None
        self._links: Links | None = None
        self._ways: tuple[Way, ...] = ()
        self._lay_out()
        self._start.entered.connect(self._choose_start)
        self._way.entered.connect(self._choose_way)

    def show_stepper(self, stepper: object) -> None:
        """Show the graph at the samples of a pass; drawn only while it can be seen."""
        assert stepper is None or isinstance(stepper, Stepper)
        self._stepper = stepper
        if self.isVisible():
            self._refresh()

    def set_theme(self, theme: Theme) -> None:
        """Paint in another theme."""
        self._theme = theme
        for plot in self.plots:
            plot.set_theme(theme)

    def set_numbers(self, numbers: NumberStyle) -> None:
        """Write the numbers otherwise."""
        self._numbers, self._program = numbers, None
        if self.isVisible():
            self._refresh()

    def _lay_out(self) -> None:
        self._head, pair, inner = TurningRow(_BESIDE_FROM), QWidget(), QWidget()
        choices = row(pair)
        for name, choice in (("From", self._start), ("along", self._way)):
            choice.setAccessibleName(f"{name} …")
            choices.addWidget(label(name, "muted"))
            choices.addWidget(choice)
        self._way.setMinimumContentsLength(18)
        self._way.setMinimumWidth(_LEAST_WAY)
        self._head.add(pair)
        self._head.add(self._product, 1)
        inner.setLayout(self._plots)
        self._area = QScrollArea()
        self._area.setProperty("kind", "panel")
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(inner)
        lines = column(self, margins=QMargins(16, 10, 16, 8))
        for part in (self._head, self._empty, self._area):
            lines.addWidget(part)
        lines.setStretchFactor(self._area, 1)
        lines.addStretch(0)

    def _refresh(self) -> None:
        """Take another pass, unless it is the one that is shown."""
        stepper = self._stepper
        program = None if stepper is None else stepper.program
        if program is self._program and program is not None:
            return
        self._program = program
        point = chained_point(stepper)
        self._links = None if point is None else Links(point)
        starts = self._links.starts if self._links is not None else ()
        for part in (self._head, self._area):
            part.setVisible(bool(starts))
        self._empty.setVisible(not starts)
        if starts and stepper is not None:
            before = self._start.currentData() if stepper.network is self._network else starts[0].id
            self._network = stepper.network
            self._start.offer({node.id: node.name for node in starts})
            self._choose_start(before)

    def _choose_start(self, start: object) -> None:
        assert self._links is not None
        before = self._way.currentText()
        self._start.fill(start)
        self._ways = self._links.ways(str(start))
        titles = [self._links.described(way) for way in self._ways]
        self._way.offer({str(place): title for place, title in enumerate(titles)})
        self._way.setEnabled(len(self._ways) > 1)
        self._choose_way(str(titles.index(before)) if before in titles else "0")

    def _choose_way(self, place: object) -> None:
        assert self._links is not None
        self._way.fill(place)
        if not self._ways:
            self._product.setText("The result itself.")
            clear(self._plots)
            return
        self._show_chain(self._links.chain(self._ways[int(str(place))]))

    def _show_chain(self, chain: Chain) -> None:
        self._product.setText(product_text(chain, self._numbers))
        clear(self._plots)
        self.plots = []
        for link in chain.links[:MOST_LINKS]:
            self._add(link, "×" if self.plots else "")
        if len(chain.links) > MOST_LINKS:
            self._plots.addWidget(label(f"and {len(chain.links) - MOST_LINKS} more links", "muted"))
        if len(chain.links) > 1:
            self._add(chain.whole, "=" if chain.ways == 1 else "of")

    def _add(self, link: Link, sign: str) -> None:
        if sign:
            self._plots.addWidget(label(sign, "heading"))
        shown = LinkView(link, self._numbers, self._theme)
        shown.value_followed.connect(self.value_followed)
        self.plots.append(shown.plot)
        self._plots.addWidget(shown, 1)

    def showEvent(self, event: QShowEvent) -> None:
        """What was not drawn while hidden is drawn now."""
        super().showEvent(event)
        self._refresh()


def product_text(chain: Chain, numbers: NumberStyle = AS_USUAL) -> str:
    """`75 × 1 × 4 = 300, the slope of the whole`: from the result down, as the gradient comes back."""
    slopes = [link.slope for link in reversed(chain.links)]
    factors = " × ".join(map(numbers.factor, slopes))
    product, whole = numbers.value_of_product(slopes, chain.product), numbers.write(chain.whole.slope)
    names = f"{chain.whole.symbol} = {whole}"
    if chain.ways > 1:
        return f"{factors} = {product} along this way; over all {chain.ways} ways {names}"
    return f"{names} = {factors}" if len(chain.links) > 1 else names
