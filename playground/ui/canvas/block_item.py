"""A block on the canvas: one scene item whose picture is kept by Qt and painted again only when it changes.

It knows its own face, values and state; wires, selection and edits are the scene's business.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QTransform
from PySide6.QtWidgets import QGraphicsItem, QGraphicsRectItem, QStyleOptionGraphicsItem, QWidget

from playground.session.number_style import AS_USUAL, NumberStyle
from playground.ui.block_values import ValueRow
from playground.ui.canvas.card_layout import CardLayout, lay_out
from playground.ui.canvas.card_painting import CardState, keep_card, paint_card
from playground.ui.canvas.faces import BlockFace
from playground.ui.kept_picture import place_of
from playground.ui.palette import Theme

BLOCK_LEVEL = 2.0
_MARGIN = 10.0  # room around the card for ports and outlines


@dataclass(frozen=True)
class Look:
    """How everything on the canvas is painted: the colours, and how numbers are written."""

    theme: Theme
    numbers: NumberStyle = AS_USUAL


Box = tuple[float, float, float, float]  # left, top, right, bottom


class BlockItem(QGraphicsRectItem):
    """The card of one node; its position is the card's top left corner.

    `box` is the card in the scene, kept as numbers so that it is quick to ask of a thousand blocks.
    """

    def __init__(self, node: str, face: BlockFace, look: Look) -> None:
        super().__init__()
        self.node = node
        self._look, self._state = look, CardState()
        self._rows: tuple[ValueRow, ...] = ()
        self._given: tuple[ValueRow, ...] = ()  # as they were handed over, their arrays not copied
        self._layout = lay_out(face)
        self.setZValue(BLOCK_LEVEL)
        self.setCacheMode(QGraphicsItem.CacheMode.DeviceCoordinateCache)
        self._fit()

    @property
    def layout(self) -> CardLayout:
        """The geometry of the card."""
        return self._layout

    @property
    def rows(self) -> tuple[ValueRow, ...]:
        """The values it shows."""
        return self._rows

    @property
    def state(self) -> CardState:
        """What the outline and the ports tell."""
        return self._state

    @property
    def card(self) -> QRectF:
        """The card in scene coordinates."""
        return self._layout.rect.translated(self.pos())

    def place(self, x: float, y: float) -> None:
        """Stand elsewhere."""
        if (x, y) != self.box[:2]:
            self.setPos(x, y)
            self._keep_box()

    def input_port(self, port: int) -> QPointF:
        """The middle of an input port in the scene."""
        return self.pos() + self._layout.input_port(port)

    def output_port(self) -> QPointF:
        """The middle of the output port in the scene."""
        return self.pos() + self._layout.output_port

    def set_face(self, face: BlockFace) -> bool:
        """Show other words; whether the size or the ports changed."""
        return self._lay_out(face, self._rows)

    def set_rows(self, rows: tuple[ValueRow, ...]) -> bool:
        """Show other values, none for words; whether the size changed."""
        if rows is self._given:
            return False
        self._given = rows
        kept = tuple(_kept(row, before) for row, before in zip_longest(rows, self._rows[: len(rows)]) if row)
        if kept == self._rows:
            return False
        return self._lay_out(self._layout.face, kept)

    def rehearse(self, state: CardState, rows: tuple[ValueRow, ...], to_view: QTransform, ratio: float) -> None:
        """Have the pictures ready with which this state and these values would be painted in a view of so many pixels
        for one."""
        layout, transform = lay_out(self._layout.face, rows, self._look.numbers), self.sceneTransform() * to_view
        keep_card(layout, state, place_of(transform.map(QPointF(0, 0)), ratio, transform.m11()), self._look.theme)

    def set_state(self, state: CardState) -> None:
        """Show another state."""
        if state != self._state:
            self._state = state
            self.update()

    def set_look(self, look: Look) -> bool:
        """Paint in another theme, or numbers in another way; whether the size changed."""
        self._look = look
        return self._lay_out(self._layout.face, self._rows)

    def _lay_out(self, face: BlockFace, rows: tuple[ValueRow, ...]) -> bool:
        old, self._rows = self._layout, rows
        self._layout = lay_out(face, rows, self._look.numbers)
        self.update()
        if old.size == self._layout.size and old.face.ports == face.ports:
            return False
        self._fit()
        return True

    def _fit(self) -> None:
        self._keep_box()
        self.setRect(self._layout.rect.adjusted(-_MARGIN, -_MARGIN, _MARGIN, _MARGIN))

    def _keep_box(self) -> None:
        x, y, size = self.x(), self.y(), self._layout.size
        self.box: Box = (x, y, x + size.width(), y + size.height())

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """Qt asks for the picture; it keeps it until `update`."""
        paint_card(painter, self._layout, self._state, self._look.theme)


def _kept(row: ValueRow, before: ValueRow | None) -> ValueRow:
    """The row that stands there, if this one looks alike; else this one with values of its own."""
    return before if before is not None and row.shows_same(before) else row.kept()
