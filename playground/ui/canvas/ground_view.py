"""A view over a grid of dots, whose ground is kept: what has been painted of it, and what is about to be seen."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QGraphicsView

from playground.ui.canvas.dots import paint_dots
from playground.ui.canvas.kept_ground import Grain, GroundScene, KeptGround
from playground.ui.palette import LIGHT, Theme


class GroundView(QGraphicsView):
    """Paints the dots, and over them the ground of the scene."""

    def __init__(self, scene: GroundScene) -> None:
        super().__init__(scene)
        self.theme: Theme = LIGHT
        self._ground = KeptGround(self._paint_ground)
        self.setCacheMode(QGraphicsView.CacheModeFlag.CacheBackground)
        scene.ground_changed.connect(self._ground.forget)

    @property
    def zoom(self) -> float:
        """The scale, 1 at 100 %."""
        return self.transform().m11()

    def keep_ground(self, rect: QRectF) -> None:
        """Have the ground of a part of the scene ready, for a view that is about to jump there."""
        if not rect.isEmpty():
            self._ground.keep(rect, Grain(self.zoom, self.devicePixelRatio()))

    def resetCachedContent(self) -> None:
        """Paint all of the ground again."""
        self._ground.clear()
        super().resetCachedContent()

    def drawBackground(self, painter: QPainter, rect: QRectF | object) -> None:
        """Copy what is kept, else paint it."""
        if isinstance(rect, QRectF) and not self._ground.copy(painter, rect):
            self._paint_ground(painter, rect)

    def _paint_ground(self, painter: QPainter, rect: QRectF) -> None:
        painter.fillRect(rect, QColor(self.theme.canvas))
        paint_dots(painter, rect, self.zoom, self.theme)
        super().drawBackground(painter, rect)
