"""Pages of paper below each other, as wide as the view has room for, white in every theme: what will be written."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent, QColor, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from playground.ui.derivation.paper import A4, Leaf
from playground.ui.palette import LIGHT, Theme

_GAP = 16.0  # around a page
_LARGEST, _LINE = 1.25, 40  # of a page's own size; pixels that an arrow key scrolls
_KEYS: Mapping[Qt.Key, int] = {Qt.Key.Key_Home: -1_000_000, Qt.Key.Key_End: 1_000_000}


class PagesView(QAbstractScrollArea):
    """Draws only what is in sight."""

    def __init__(self, theme: Theme = LIGHT, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._leaves: tuple[Leaf, ...] = ()
        self.setAccessibleName("Page of the derivation")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_leaves(self, leaves: tuple[Leaf, ...], words: str) -> None:
        """Show pages; `words` say what stands on them."""
        self._leaves = leaves
        self.setAccessibleDescription(words)
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))
        self._measure()
        self.verticalScrollBar().setValue(0)
        self.viewport().update()

    @property
    def scale(self) -> float:
        """Pixels of the view for one of the page."""
        return max(0.1, min(_LARGEST, (self.viewport().width() - 2 * _GAP) / A4.width()))

    def _measure(self) -> None:
        room = self.viewport().height()
        whole = len(self._leaves) * (A4.height() * self.scale + _GAP) + _GAP
        bar = self.verticalScrollBar()
        bar.setRange(0, max(0, round(whole - room)))
        bar.setPageStep(room)
        bar.setSingleStep(_LINE)

    def _page(self, place: int) -> QRectF:
        """Where a page lies in the view."""
        scale = self.scale
        width, height = A4.width() * scale, A4.height() * scale
        top = _GAP + place * (height + _GAP) - self.verticalScrollBar().value()
        return QRectF((self.viewport().width() - width) / 2, top, width, height)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The pages in sight."""
        with QPainter(self.viewport()) as painter:
            painter.fillRect(event.rect(), QColor(self._theme.surface))
            painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
            for place, leaf in enumerate(self._leaves):
                page = self._page(place)
                if page.intersects(QRectF(event.rect())):
                    self._paint_page(painter, leaf, page, QRectF(event.rect()))

    def _paint_page(self, painter: QPainter, leaf: Leaf, page: QRectF, seen: QRectF) -> None:
        scale = self.scale
        painter.setPen(QColor(self._theme.line))
        painter.setBrush(QColor("white"))
        painter.drawRect(page)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.save()
        painter.translate(page.topLeft())
        painter.scale(scale, scale)
        part = seen.translated(-page.topLeft())
        leaf.paint(painter, QRectF(part.x() / scale, part.y() / scale, part.width() / scale, part.height() / scale))
        painter.restore()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Scale anew."""
        super().resizeEvent(event)
        self._measure()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Home and End go to the first and the last page; the other keys scroll as they always do."""
        far = _KEYS.get(Qt.Key(event.key()))
        if far is None:
            super().keyPressEvent(event)
        else:
            self.verticalScrollBar().setValue(far)
