"""A view that zooms about the pointer, pans and fits. It knows nothing of blocks or wires.

A wheel zooms, a touchpad pans and pinches; the middle button or Space with the left button drags the canvas.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QNativeGestureEvent, QPainter, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QGraphicsView

from playground.ui.canvas.ground_view import GroundView
from playground.ui.canvas.kept_ground import GroundScene

SMALLEST, LARGEST, FIT_LARGEST = 0.08, 4.0, 1.25
STEP = 1.2
_NOTCH = 120.0  # a wheel's notch in eighths of a degree
_MARGIN = 32.0  # pixels left free around a fitted drawing


class ZoomView(GroundView):
    """A view with zooming and panning as in drawing programs."""

    view_changed = Signal()

    def __init__(self, scene: GroundScene) -> None:
        super().__init__(scene)
        self._panning: QPoint | None = None
        self._space = False
        self.fitted = True  # until the user chooses a view
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.BoundingRectViewportUpdate)  # copies need no clip
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)  # nothing has to be painted behind it
        self.setOptimizationFlag(QGraphicsView.OptimizationFlag.DontSavePainterState)
        self.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)

    @property
    def visible_rect(self) -> QRectF:
        """What is seen of the scene."""
        return self.mapToScene(self.viewport().rect()).boundingRect()

    def zoom_in(self) -> None:
        """Show things larger, about the middle."""
        self.zoom_by(STEP, QPointF(self.viewport().rect().center()))

    def zoom_out(self) -> None:
        """Show things smaller, about the middle."""
        self.zoom_by(1 / STEP, QPointF(self.viewport().rect().center()))

    def reset_zoom(self) -> None:
        """Show things at 100 %."""
        self.zoom_by(1 / self.zoom, QPointF(self.viewport().rect().center()))

    def zoom_by(self, factor: float, anchor: QPointF) -> None:
        """Scale while the scene's point under `anchor` (viewport pixels) stays where it is."""
        target = min(max(self.zoom * factor, SMALLEST), LARGEST)
        fixed = self.mapToScene(anchor.toPoint())
        self.scale(target / self.zoom, target / self.zoom)
        moved = self.mapFromScene(fixed) - anchor.toPoint()
        self._scroll(moved)
        self.fitted = False
        self.view_changed.emit()

    def fit_rect(self, rect: QRectF, smallest: float = SMALLEST, focus: QPointF | None = None) -> None:
        """Show all of `rect`, no larger than is pleasant; what does not fit at `smallest` is shown around `focus`."""
        self.fitted = True
        scale, seen = self.fitting(rect, smallest, focus)
        if seen.isEmpty():
            return
        if scale != self.zoom:  # else what is kept of blocks and background is still good
            self.resetTransform()
            self.scale(scale, scale)
        self.centerOn(seen.center())
        self.view_changed.emit()

    def fitting(self, rect: QRectF, smallest: float, focus: QPointF | None) -> tuple[float, QRectF]:
        """The scale that `fit_rect` would choose, and what would be seen then; nothing where there is no room."""
        room = QRectF(self.viewport().rect())
        inside = room.adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
        if rect.isEmpty() or inside.isEmpty():
            return self.zoom, QRectF()
        scale = min(inside.width() / rect.width(), inside.height() / rect.height())
        scale = min(max(scale, smallest), FIT_LARGEST)
        half = QPointF(inside.width(), inside.height()) / (2 * scale)
        center = _clamped(focus or rect.center(), rect.topLeft() + half, rect.bottomRight() - half)
        seen = QRectF(0.0, 0.0, room.width() / scale, room.height() / scale)
        seen.moveCenter(center)
        return scale, seen

    def pan_to(self, center: QPointF) -> None:
        """Put a point of the scene into the middle."""
        self.centerOn(center)
        self.fitted = False
        self.view_changed.emit()

    def begin_pan(self, event: QMouseEvent) -> bool:
        """Whether a press of the mouse starts to drag the canvas."""
        button = event.button()
        if button != Qt.MouseButton.MiddleButton and not (self._space and button == Qt.MouseButton.LeftButton):
            return False
        self._panning = event.position().toPoint()
        self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        return True

    def continue_pan(self, event: QMouseEvent) -> bool:
        """Drag the canvas along, if it is held."""
        if self._panning is None:
            return False
        position = event.position().toPoint()
        self._scroll(self._panning - position)
        self._panning = position
        self.fitted = False
        self.view_changed.emit()
        return True

    def end_pan(self) -> bool:
        """Let the canvas go; whether it was held."""
        held, self._panning = self._panning is not None, None
        if held:
            self.viewport().setCursor(Qt.CursorShape.OpenHandCursor if self._space else Qt.CursorShape.ArrowCursor)
        return held

    def hold_space(self, event: QKeyEvent, *, down: bool) -> bool:
        """Whether a key is Space, which turns the pointer into a hand while it is down."""
        if event.key() != Qt.Key.Key_Space:
            return False
        if not event.isAutoRepeat():
            self._space = down
            self.viewport().setCursor(Qt.CursorShape.OpenHandCursor if down else Qt.CursorShape.ArrowCursor)
        return True

    def _scroll(self, by: QPoint) -> None:
        self.horizontalScrollBar().setValue(self.horizontalScrollBar().value() + by.x())
        self.verticalScrollBar().setValue(self.verticalScrollBar().value() + by.y())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom by the wheel; pan by a touchpad, or sideways with Shift."""
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if not control and not event.pixelDelta().isNull():
            self._scroll(-event.pixelDelta())
            self.fitted = False
            self.view_changed.emit()
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._scroll(QPoint(-event.angleDelta().y() - event.angleDelta().x(), 0))
            self.view_changed.emit()
        else:
            self.zoom_by(STEP ** (event.angleDelta().y() / _NOTCH), event.position())
        event.accept()

    def viewportEvent(self, event: QEvent) -> bool:
        """Zoom by pinching."""
        if isinstance(event, QNativeGestureEvent) and event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
            self.zoom_by(1.0 + event.value(), event.position())
            return True
        return super().viewportEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell what is seen now."""
        super().resizeEvent(event)
        self.view_changed.emit()


def _clamped(point: QPointF, low: QPointF, high: QPointF) -> QPointF:
    """The point between two corners nearest to `point`; the middle where the corners have changed places."""
    x = max(low.x(), min(point.x(), high.x())) if low.x() <= high.x() else (low.x() + high.x()) / 2
    y = max(low.y(), min(point.y(), high.y())) if low.y() <= high.y() else (low.y() + high.y()) / 2
    return QPointF(x, y)
