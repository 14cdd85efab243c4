"""Cards that say what is wrong, beside the blocks to blame: while few, all of them, else those of the chosen block."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem, QGraphicsRectItem, QStyleOptionGraphicsItem, QWidget

from playground.ui.canvas.card_layout import metrics
from playground.ui.canvas.diagram_scene import DiagramScene
from playground.ui.canvas.wire_routes import Rects
from playground.ui.fonts import ui_font
from playground.ui.palette import Theme
from playground.ui.theme import mixed

MESSAGE_LEVEL = 3.0
MOST_SHOWN = 3  # more at once would hide the drawing; the others show when their block is chosen or under the pointer
_WIDTH, _PADDING, _GAP, _SIZE = 220.0, 12.0, 14.0, 12.0
_WRAP = Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap


class MessageItem(QGraphicsRectItem):
    """One block's problems: the first sentence strong, the rest plain."""

    def __init__(self, messages: tuple[str, ...], theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.messages = messages
        self._head, self._tail = parts(messages)
        self._split = _PADDING + _height(self._head, bold=True)
        bottom = self._split + (_height(self._tail, bold=False) + 3.0 if self._tail else 0.0) + _PADDING
        self.setRect(QRectF(QPointF(0, 0), QSizeF(_WIDTH, bottom)))
        self.setZValue(MESSAGE_LEVEL)
        self.setCacheMode(QGraphicsItem.CacheMode.DeviceCoordinateCache)

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """The card and its two parts."""
        theme, room = self._theme, _WIDTH - 2 * _PADDING
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(mixed(theme.error_soft, theme.error, 0.35), 1.0))
        painter.setBrush(QColor(theme.error_soft))
        painter.drawRoundedRect(self.rect().adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        painter.setPen(QColor(theme.error))
        painter.setFont(ui_font(_SIZE, QFont.Weight.DemiBold))
        painter.drawText(QRectF(_PADDING, _PADDING, room, 400.0), _WRAP, self._head)
        painter.setPen(mixed(theme.error, theme.ink, 0.55))
        painter.setFont(ui_font(_SIZE))
        painter.drawText(QRectF(_PADDING, self._split + 3.0, room, 800.0), _WRAP, self._tail)


def parts(messages: tuple[str, ...]) -> tuple[str, str]:
    """The first sentence of the first message, and all the rest, a line for each further message."""
    sentences = [text if text.endswith((".", "!", "?")) else f"{text}." for text in messages]
    head, dot, tail = (sentences[0][:1].upper() + sentences[0][1:]).partition(". ")
    rest = [tail] * bool(tail) + [text[:1].upper() + text[1:] for text in sentences[1:]]
    return head + dot.strip(), "\n".join(rest)


class Messages:
    """The cards of a scene."""

    def __init__(self, scene: DiagramScene) -> None:
        self._scene = scene
        self._problems: Mapping[str, tuple[str, ...]] = {}
        self._wanted: tuple[str, ...] = ()
        self.items: dict[str, MessageItem] = {}

    def of(self, node: str) -> tuple[str, ...]:
        """What is wrong with a block."""
        return self._problems.get(node, ())

    def set_problems(self, problems: Mapping[str, tuple[str, ...]], chosen: Iterable[str]) -> None:
        """Take other problems and show what there is room for."""
        self._problems = {id: found for id, found in problems.items() if found and id in self._scene.blocks}
        self.clear()
        self.choose(chosen)

    def choose(self, chosen: Iterable[str]) -> None:
        """Show the problems of these blocks first (selected, under the pointer), then others while few."""
        first = [id for id in chosen if id in self._problems]
        others = [id for id in self._problems if id not in first][:MOST_SHOWN]
        wanted = (*first, *(others if len(self._problems) <= MOST_SHOWN else ()))
        if wanted != self._wanted:
            self._show(wanted, forced=frozenset(first))

    def clear(self) -> None:
        """Take all cards away, while blocks move or values are shown."""
        for item in self.items.values():
            self._scene.removeItem(item)
        self.items.clear()
        self._wanted = ()

    def repaint(self) -> None:
        """Show the same cards in the theme of the scene."""
        shown = tuple(self.items)
        self.clear()
        self._show(shown, forced=frozenset())

    def _show(self, wanted: tuple[str, ...], forced: frozenset[str]) -> None:
        self.clear()
        self._wanted = wanted
        taken = self._scene.rects()
        for id in wanted:
            item = MessageItem(self._problems[id], self._scene.look.theme)
            corner = _free_corner(self._scene.blocks[id].card, item.rect().size(), taken)
            if corner is None and id not in forced:
                continue
            item.setPos(corner or self._scene.blocks[id].card.bottomLeft() + QPointF(0, _GAP))
            self._scene.addItem(item)
            self.items[id] = item
            rect = item.rect().translated(item.pos())
            taken = np.vstack([taken, (rect.left(), rect.top(), rect.right(), rect.bottom())])


def _free_corner(card: QRectF, size: QSizeF, taken: Rects) -> QPointF | None:
    """The first place beside the card, below it first, where nothing is covered."""
    corners = (
        QPointF(card.left(), card.bottom() + _GAP),
        QPointF(card.left(), card.top() - _GAP - size.height()),
        QPointF(card.right() - size.width(), card.bottom() + _GAP),
        QPointF(card.left() - size.width() - 2 * _GAP, card.bottom() + _GAP),
        QPointF(card.right() + 2 * _GAP, card.bottom() + _GAP),
    )
    return next((corner for corner in corners if not _covers(QRectF(corner, size), taken)), None)


def _covers(rect: QRectF, taken: Rects) -> bool:
    across = (taken[:, 0] < rect.right()) & (taken[:, 2] > rect.left())
    return bool(np.any(across & (taken[:, 1] < rect.bottom()) & (taken[:, 3] > rect.top())))


def _height(text: str, *, bold: bool) -> float:
    room = QRectF(0, 0, _WIDTH - 2 * _PADDING, 2_000.0)
    return metrics(_SIZE, bold).boundingRect(room, _WRAP, text).height()
