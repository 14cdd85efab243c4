"""What floats over the canvas, each in its place: zoom buttons, map, legend, quick add, the hint of an empty canvas."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from playground.ui.canvas.gesture_view import GestureView
from playground.ui.canvas.legend import Legend
from playground.ui.canvas.minimap import Minimap
from playground.ui.canvas.quick_add import QuickAdd
from playground.ui.canvas.zoom_bar import ZoomBar
from playground.ui.palette import Theme

_EDGE = 16
_LEAST_ROOM = (560, 300)  # a smaller canvas has no room for the map
_HINT = "Double-click here to add a layer,\nor drag one from Layers in Build."


class Overlays:
    """The floating widgets of one canvas."""

    def __init__(self, view: GestureView) -> None:
        self._view = view
        self.zoom_bar = ZoomBar(view)
        self.minimap = Minimap(view, view.diagram_scene)
        self.legend = Legend(view)
        self.quick_add = QuickAdd(view)
        self.hint = QLabel(_HINT, view)
        self.hint.setTextFormat(Qt.TextFormat.PlainText)
        self.hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.hint.setProperty("kind", "muted")
        self.hint.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.refresh()

    def refresh(self) -> None:
        """Follow the diagram, the selection and the step."""
        self.minimap.update()
        self.hint.setVisible(not self._view.diagram_scene.blocks)
        self.arrange()

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of another theme."""
        self.zoom_bar.set_theme(theme)
        self.legend.set_theme(theme)
        self.minimap.update()

    def arrange(self) -> None:
        """Put everything into its corner; what has no room is hidden."""
        width, height = self._view.width(), self._view.height()
        bottom = height - _EDGE
        self.zoom_bar.move(_EDGE, bottom - self.zoom_bar.height())
        self.minimap.move(width - _EDGE - self.minimap.width(), bottom - self.minimap.height())
        roomy = width >= _LEAST_ROOM[0] and height >= _LEAST_ROOM[1]
        self.minimap.setVisible(roomy and bool(self._view.diagram_scene.blocks))
        left = _EDGE + self.zoom_bar.width() + 12
        self.legend.move(left, bottom - self.legend.height())
        free = width - left - self.legend.width() - _EDGE - self.minimap.width()
        self.legend.setVisible(self._view.diagram_scene.shows_values and roomy and free > 0)
        self.hint.adjustSize()
        self.hint.move((width - self.hint.width()) // 2, (height - self.hint.height()) // 2)
