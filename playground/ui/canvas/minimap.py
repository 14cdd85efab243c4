"""The whole network in a corner, with what is seen of it framed; a press or a drag goes there.

A window into the canvas for orientation only: the keyboard has Fit and the outline instead.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from playground.ui.canvas.card_painting import accent
from playground.ui.canvas.diagram_scene import DiagramScene
from playground.ui.canvas.wire_routes import Rects, no_blocks
from playground.ui.canvas.zoom_view import ZoomView
from playground.ui.palette import Theme
from playground.ui.theme import mixed

WIDTH, HEIGHT = 148, 88
_PADDING = 10.0
_MANY = 200  # blocks beyond which smooth edges cost more than they show


class Minimap(QWidget):
    """Small rectangles for blocks, coloured like their outlines."""

    def __init__(self, view: ZoomView, scene: DiagramScene) -> None:
        super().__init__(view)
        self._view, self._scene = view, scene
        self._drawn: tuple[Rects, Theme, QPixmap] | None = None
        self._area = QRectF()
        self.setFixedSize(WIDTH, HEIGHT)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName("Map of the network")
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)  # else the canvas behind it is painted each time
        view.view_changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The kept picture of the blocks, the marked blocks over it, and the frame of what is seen."""
        painter, theme = QPainter(self), self._scene.look.theme
        painter.drawPixmap(0, 0, self._picture())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        for block in self._scene.blocks.values():
            color = accent(block.state, theme)
            if color is not None:
                painter.setBrush(color)
                painter.drawRect(self._on_map(block.card))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(theme.forward), 1.0))
        inside = QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5)
        painter.drawRoundedRect(self._on_map(self._view.visible_rect).intersected(inside), 3, 3)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go where the pointer is."""
        self._view.pan_to(self._to_scene(event.position()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go along with the pointer."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._view.pan_to(self._to_scene(event.position()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Nothing more to do; the canvas below must not see it."""
        event.accept()

    def _picture(self) -> QPixmap:
        """All blocks without their marks, drawn again only when one has changed its place or the theme has."""
        rects, theme = self._scene.rects(), self._scene.look.theme
        if self._drawn is None or self._drawn[0] is not rects or self._drawn[1] != theme:
            self._area = self._scene.content()
            self._drawn = (rects, theme, self._draw(rects, theme))
        return self._drawn[2]

    def _draw(self, rects: Rects, theme: Theme) -> QPixmap:
        ratio = self.devicePixelRatioF()
        picture = QPixmap(self.size() * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(theme.canvas)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(QColor(theme.panel))
        painter.setPen(QPen(QColor(theme.line), 1.0))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, len(rects) < _MANY)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(mixed(theme.line, theme.muted, 0.3))
        painter.drawRects(self._small(rects))
        painter.end()
        return picture

    def _small(self, rects: Rects) -> list[QRectF]:
        corner, scale = self._to_scene(QPointF(0, 0)), self._scale()
        placed = (rects if len(rects) else no_blocks()) - (corner.x(), corner.y(), corner.x(), corner.y())
        return [QRectF(left, top, right - left, bottom - top) for left, top, right, bottom in (placed * scale).tolist()]

    def _scale(self) -> float:
        width, height = max(self._area.width(), 400.0), max(self._area.height(), 240.0)
        return min((WIDTH - 2 * _PADDING) / width, (HEIGHT - 2 * _PADDING) / height)

    def _on_map(self, rect: QRectF) -> QRectF:
        scale = self._scale()
        corner = (rect.topLeft() - self._area.center()) * scale + QPointF(WIDTH / 2, HEIGHT / 2)
        return QRectF(corner, rect.size() * scale)

    def _to_scene(self, point: QPointF) -> QPointF:
        return (point - QPointF(WIDTH / 2, HEIGHT / 2)) / self._scale() + self._area.center()
