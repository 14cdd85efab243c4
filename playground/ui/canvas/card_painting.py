"""Paints a block's card: header with name and pill, lines or values, ports, and the outline that tells its state."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from PySide6.QtCore import QLineF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from playground.engine.quantities import Role
from playground.ui.canvas.card_layout import (
    HEADER,
    LINE_PITCH,
    MARK_PITCH,
    MARK_SIZE,
    NAME_SIZE,
    PADDING,
    PILL_SIZE,
    PORT_RADIUS,
    TEXT_SIZE,
    CardLayout,
    font,
    metrics,
    pill_width,
)
from playground.ui.canvas.faces import BlockFace
from playground.ui.canvas.mark_painting import paint_mark
from playground.ui.canvas.value_painting import RowPicture, paint_ring
from playground.ui.canvas.value_rows import RowLayout
from playground.ui.kept_picture import Picture, Place, is_large, keep, paint_kept
from playground.ui.palette import Theme
from playground.ui.theme import color_of, mixed, soft_color_of

RADIUS = 8.0
SMALLEST_TEXT_ZOOM, SMALLEST_PILL_ZOOM = 0.6, 0.32  # below these, all words and the pill cannot be read
FAR_SIZES, FARTHEST_SIZES = (23.0, 18.0), (29.0, 0.0)  # of name and pill
PILL_HEIGHT = 18.0
FAR_MARK = 24.0
_BEYOND = PORT_RADIUS + 2.0  # how far outside of the card anything is painted
_SMALLEST_FAR_SIZE = 14.0
_SIDE, _TOP = 8.0, 3.0  # how far words keep from the sides, where ports are, and from the lines above and below


@dataclass(frozen=True)
class CardState:
    """What distinguishes a block at the moment; `missing` ports lack a wire, None stands for the output."""

    selected: bool = False
    problem: bool = False
    current: Role | None = None
    ports: bool = True
    missing: frozenset[int | None] = frozenset()
    ghost: bool = False
    lit: bool = False
    elements: frozenset[tuple[str, tuple[int, ...]]] = frozenset()  # lit elements by quantity


def paint_card(painter: QPainter, layout: CardLayout, state: CardState, theme: Theme) -> None:
    """The whole card with its corner at (0, 0), in as much detail as the zoom allows.

    The ground, the words and each row are kept by themselves, as a step changes little of a card.
    """
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if state.ghost:
        painter.setOpacity(0.7)
    zoom = zoom_of(painter)
    large = _takes_much(layout, zoom)
    for picture in _pictures(layout, state, theme, zoom):
        paint_kept(painter, _CORNER, picture, large=large)
    if zoom < SMALLEST_TEXT_ZOOM:
        return
    _paint_rows(painter, layout.rows, theme)
    if state.elements:
        _paint_lit_elements(painter, layout, state, theme)


def keep_card(layout: CardLayout, state: CardState, place: Place, theme: Theme) -> None:
    """Have the pictures ready for a card whose corner is there."""
    large = _takes_much(layout, place.scale)
    for picture in _pictures(layout, state, theme, place.scale):
        keep(picture, place, large=large)
    if place.scale >= SMALLEST_TEXT_ZOOM:
        for row in layout.rows:
            keep(RowPicture.of(row, PADDING, theme), place)


def _pictures(layout: CardLayout, state: CardState, theme: Theme, zoom: float) -> tuple[Picture, ...]:
    """What a card is put together from, its rows aside."""
    width, height = layout.size.width(), layout.size.height()
    ports = _ports(layout, state) if state.ports else ()
    ground = _Ground(width, height, _outline(state, theme), state.lit, ports, theme)
    if zoom < SMALLEST_TEXT_ZOOM:
        return (_Far(ground, layout.face),)
    return ground, _Words(layout.face, width, HEADER if layout.rows else height, theme)


def _takes_much(layout: CardLayout, zoom: float) -> bool:
    return is_large(layout.size.width() + 2 * _BEYOND, layout.size.height() + 2 * _BEYOND, zoom)


def zoom_of(painter: QPainter) -> float:
    """The scale at which the painter paints, 1 at 100 %."""
    return painter.worldTransform().m11()


Outline = tuple[str, str]  # the colours of the edge, and of the halo around it if there is one
Port = tuple[float, float, bool]  # where its middle is, and whether it lacks a wire


class _Ground(NamedTuple):
    """A card without anything on it: equal for all blocks of a size in the same state."""

    width: float
    height: float
    outline: Outline | None
    lit: bool
    ports: tuple[Port, ...]
    theme: Theme

    @property
    def rect(self) -> QRectF:
        """The card itself."""
        return QRectF(0.0, 0.0, self.width, self.height)

    def bounds(self) -> QRectF:
        """The card with its outline, its light and its ports."""
        return self.rect.adjusted(-_BEYOND, -_BEYOND, _BEYOND, _BEYOND)

    def paint(self, painter: QPainter) -> None:
        """With a line below the header, unless seen from far away."""
        rect, theme = self.rect, self.theme
        _paint_body(painter, rect, self.outline, theme)
        if self.lit:
            _paint_light(painter, rect, theme)
        if zoom_of(painter) >= SMALLEST_TEXT_ZOOM:
            painter.setPen(QPen(QColor(theme.line), 1.0))
            painter.drawLine(QLineF(1.0, HEADER, self.width - 1.0, HEADER))
        _paint_ports(painter, self.ports, theme)


class _Words(NamedTuple):
    """What is written on a card: its header, and if it reaches further down, the words below."""

    face: BlockFace
    width: float
    bottom: float
    theme: Theme

    def bounds(self) -> QRectF:
        """Clear of the outline and of the ports, which are no part of it."""
        return QRectF(0.0, 0.0, self.width, self.bottom).adjusted(_SIDE, _TOP, -_SIDE, -_TOP)

    def paint(self, painter: QPainter) -> None:
        """On the card's own ground, unless that shines through."""
        layout, theme, inside = CardLayout(self.face, QSizeF(self.width, self.bottom)), self.theme, self.bounds()
        parts = [QRectF(inside.topLeft(), QPointF(inside.right(), HEADER - _TOP))]
        if self.bottom > HEADER:
            parts.append(QRectF(QPointF(inside.left(), HEADER + _TOP), inside.bottomRight()))
        if painter.opacity() == 1.0:
            for part in parts:
                painter.fillRect(part, QColor(theme.panel))
        _paint_header(painter, layout, theme)
        if self.bottom > HEADER:
            _paint_words(painter, layout, theme)


class _Far(NamedTuple):
    """A card from far away: words so large that they come near its edges, so that they are painted with it."""

    ground: _Ground
    face: BlockFace

    def bounds(self) -> QRectF:
        """All of the card."""
        return self.ground.bounds()

    def paint(self, painter: QPainter) -> None:
        """The words that can be read from there."""
        ground, sizes = self.ground, FAR_SIZES if zoom_of(painter) >= SMALLEST_PILL_ZOOM else FARTHEST_SIZES
        ground.paint(painter)
        _paint_far_words(painter, CardLayout(self.face, ground.rect.size()), ground.theme, *sizes)


def _paint_rows(painter: QPainter, rows: tuple[RowLayout, ...], theme: Theme) -> None:
    for row in rows:
        paint_kept(painter, _CORNER, RowPicture.of(row, PADDING, theme))
        if row.row.current:
            paint_ring(painter, row, theme)


def _paint_light(painter: QPainter, rect: QRectF, theme: Theme) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(theme.lit), 3.0))
    painter.drawRoundedRect(rect.adjusted(-4.5, -4.5, 4.5, 4.5), RADIUS + 4, RADIUS + 4)


def _paint_lit_elements(painter: QPainter, layout: CardLayout, state: CardState, theme: Theme) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(theme.lit), 2.5))
    for quantity, index in state.elements:
        for row in layout.rows:
            place = row.element_rect(index) if row.row.quantity == quantity else None
            if place is not None:
                painter.drawRoundedRect(place.adjusted(-1, -1, 1, 1), 3.0, 3.0)


def accent(state: CardState, theme: Theme) -> QColor | None:
    """The colour of the outline; None for an ordinary card."""
    if state.current is not None:
        return color_of(state.current, theme)
    if state.problem:
        return QColor(theme.error)
    if not state.selected:
        return None
    return QColor(theme.forward if state.ports else theme.muted)  # among directions, blue would mean forward


@lru_cache(maxsize=64)
def _edge_and_halo(current: Role | None, problem: bool, selected: bool, ports: bool, theme: Theme) -> Outline | None:
    state = CardState(selected, problem, current, ports)
    edge = accent(state, theme)
    if edge is None:
        return None
    return edge.name(), _halo(state, theme).name() if selected or current is not None else ""


def _outline(state: CardState, theme: Theme) -> Outline | None:
    return _edge_and_halo(state.current, state.problem, state.selected, state.ports, theme)


def _ports(layout: CardLayout, state: CardState) -> tuple[Port, ...]:
    places: list[tuple[int | None, QPointF]] = [(port, layout.input_port(port)) for port in range(layout.face.ports)]
    if layout.face.has_output:
        places.append((None, layout.output_port))
    return tuple((center.x(), center.y(), port in state.missing) for port, center in places)


def _paint_body(painter: QPainter, rect: QRectF, outline: Outline | None, theme: Theme) -> None:
    edge, halo = outline or ("", "")
    if halo:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(halo))
        painter.drawRoundedRect(rect.adjusted(-3.5, -3.5, 3.5, 3.5), RADIUS + 3, RADIUS + 3)
    color = QColor(edge) if edge else mixed(theme.line, theme.ink, 0.12 if theme.dark else 0.06)
    thick = 0.875 if edge else 0.5
    _paint_plate(painter, rect.translated(0, 1.5), QColor(0, 0, 0, 40 if theme.dark else 14), 0.75)
    _paint_plate(painter, rect, color, thick)
    _paint_plate(painter, rect, QColor(theme.panel), -thick)


def _paint_plate(painter: QPainter, rect: QRectF, color: QColor, beyond: float) -> None:
    """A filled card, larger by a margin: one upon another they make edges, as thick pens take three times as long."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    painter.drawRoundedRect(rect.adjusted(-beyond, -beyond, beyond, beyond), RADIUS + beyond, RADIUS + beyond)


def _paint_far_words(painter: QPainter, layout: CardLayout, theme: Theme, name_size: float, pill_size: float) -> None:
    """From far away the name and what is in the pill, large, or the name alone."""
    rect, room, pill = layout.rect, layout.size.width() - 2 * PADDING, layout.face.pill if pill_size else ""
    for number, mark in enumerate(reversed(layout.face.marks)):
        corner = QPointF(layout.size.width() - PADDING - FAR_MARK * (number + 1), PADDING / 2)
        paint_mark(painter, QRectF(corner, QSizeF(FAR_MARK, FAR_MARK)), mark, theme)
        room -= 2 * FAR_MARK
    if pill:
        lower = rect.adjusted(0, rect.height() / 2, 0, 0)
        rect = rect.adjusted(0, 0, 0, -rect.height() / 2 + 2.0)
        painter.setPen(QColor(theme.muted))
        size = _size_in(pill, pill_size, room)
        painter.setFont(font(size))
        text = metrics(size).elidedText(pill, Qt.TextElideMode.ElideRight, room)
        painter.drawText(lower, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, text)
    painter.setPen(QColor(theme.ink))
    painter.setFont(font(name_size, bold=True))
    vertical = Qt.AlignmentFlag.AlignBottom if pill else Qt.AlignmentFlag.AlignVCenter
    name = metrics(name_size, bold=True).elidedText(layout.face.name, Qt.TextElideMode.ElideRight, room)
    painter.drawText(rect, Qt.AlignmentFlag.AlignHCenter | vertical, name)


def _size_in(text: str, largest: float, room: float) -> float:
    """The size in whole pixels at which a text fits; not so small that it could not be read."""
    fitting = largest * room // metrics(largest).horizontalAdvance(text)
    return max(min(largest, fitting), _SMALLEST_FAR_SIZE)


def _halo(state: CardState, theme: Theme) -> QColor:
    if state.current is not None:
        return mixed(soft_color_of(state.current, theme).name(), color_of(state.current, theme).name(), 0.18)
    full = accent(state, theme) or QColor(theme.line)
    return mixed(theme.canvas, full.name(), 0.22)


def _paint_header(painter: QPainter, layout: CardLayout, theme: Theme) -> None:
    face, width = layout.face, layout.size.width()
    wanted = min(metrics(NAME_SIZE, bold=True).horizontalAdvance(face.name), width / 3)
    marks = MARK_PITCH * len(face.marks)
    pill = min(pill_width(face.pill), width - 2 * PADDING - wanted - marks - 4.0)
    room = width - 2 * PADDING - (pill + 8.0 if pill else 0.0) - marks
    painter.setPen(QColor(theme.ink))
    painter.setFont(font(NAME_SIZE, bold=True))
    name = metrics(NAME_SIZE, bold=True).elidedText(face.name, Qt.TextElideMode.ElideRight, room)
    painter.drawText(QRectF(PADDING, 0, room + 2.0, HEADER), _LEFT, name)
    right = width - PADDING - (pill + 4.0 if pill else 0.0)
    for number, mark in enumerate(reversed(face.marks), start=1):
        corner = QPointF(right - MARK_PITCH * number + 4.0, (HEADER - MARK_SIZE) / 2)
        paint_mark(painter, QRectF(corner, QSizeF(MARK_SIZE, MARK_SIZE)), mark, theme)
    if face.pill:
        place = QRectF(width - PADDING - pill + 4, (HEADER - PILL_HEIGHT) / 2, pill, PILL_HEIGHT)
        _paint_pill(painter, place, layout, theme)


def _paint_pill(painter: QPainter, rect: QRectF, layout: CardLayout, theme: Theme) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.chip))
    painter.drawRoundedRect(rect, PILL_HEIGHT / 2, PILL_HEIGHT / 2)
    painter.setPen(QColor(theme.muted))
    painter.setFont(font(PILL_SIZE))
    text = metrics(PILL_SIZE).elidedText(layout.face.pill, Qt.TextElideMode.ElideRight, rect.width() - 12.0)
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)


def _paint_words(painter: QPainter, layout: CardLayout, theme: Theme) -> None:
    painter.setPen(QColor(theme.muted))
    painter.setFont(font(TEXT_SIZE))
    room = layout.size.width() - 2 * PADDING
    for number, line in enumerate(layout.face.lines):
        text = metrics(TEXT_SIZE).elidedText(line, Qt.TextElideMode.ElideRight, room + 1.0)
        painter.drawText(QRectF(PADDING, HEADER + 9.0 + LINE_PITCH * number, room + 2.0, LINE_PITCH), _LEFT, text)


def _paint_ports(painter: QPainter, ports: tuple[Port, ...], theme: Theme) -> None:
    painter.setBrush(QColor(theme.panel))
    for x, y, missing in ports:
        painter.setPen(QPen(QColor(theme.error if missing else theme.forward), 1.75))
        painter.drawEllipse(QPointF(x, y), PORT_RADIUS, PORT_RADIUS)


_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_CORNER = QPointF(0.0, 0.0)
