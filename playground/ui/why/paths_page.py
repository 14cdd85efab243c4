"""The paths from a number to the loss: how many, what each brings, that they add up to the gradient, and what it costs.

Path by path multiplies anew what the paths share; backpropagation visits every edge once.
"""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

from playground.engine.element_graph import Element, ElementGraph
from playground.engine.path_work import whole_work
from playground.engine.paths import Path, Paths
from playground.session.element_names import named
from playground.session.number_style import AS_USUAL, NumberStyle
from playground.ui.labels import column, label
from playground.ui.palette import Theme
from playground.ui.why.path_list import PATH, PathDelegate, PathModel

_COUNTED_UP_TO = 8_000  # parameters for whose whole work nobody waits


class PathsPage(QWidget):
    """Lists the paths of one element; activating one follows it by a step."""

    followed = Signal(object)  # Element
    pointed = Signal(object)  # Path that is chosen in the list, or None

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._work: tuple[ElementGraph, str] | None = None
        self._paths: Paths | None = None
        self.summary, self.cost = label(wrap=True), label(kind="caption", wrap=True)
        self.list, self.model = QListView(), PathModel()
        self._delegate = PathDelegate(theme, self.list)
        self.list.setModel(self.model)
        self.list.setItemDelegate(self._delegate)
        self.list.setResizeMode(QListView.ResizeMode.Adjust)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setAccessibleName("Paths to the loss, the largest first")
        self.list.activated.connect(self._follow)
        self.list.selectionModel().currentChanged.connect(self._point)
        layout = column(self, spacing=6)
        layout.addWidget(self.summary)
        layout.addWidget(self.cost)
        layout.addWidget(self.list, 1)

    @property
    def spoken(self) -> str:
        """How many paths there are, for ears."""
        return self.summary.text()

    def show_element(self, graph: ElementGraph, element: Element) -> None:
        """List the paths from an element to the loss."""
        paths = Paths(graph, element)
        self.model.show_paths(paths)
        self.pointed.emit(None)
        self.list.scrollToTop()
        self._paths = paths
        self.summary.setText(summed_up(paths, self.model.numbers))
        self.cost.setText(f"{cost_of(paths)} {self._whole(graph)}".strip())
        self.list.setAccessibleDescription(self.summary.text())

    def set_numbers(self, numbers: NumberStyle) -> None:
        """Write the numbers otherwise."""
        self.model.set_numbers(numbers)
        if self._paths is not None:
            self.summary.setText(summed_up(self._paths, numbers))

    def set_theme(self, theme: Theme) -> None:
        """Repaint in another theme."""
        self._delegate.set_theme(theme)
        self.list.viewport().update()

    def _whole(self, graph: ElementGraph) -> str:
        if self._work is None or self._work[0] is not graph:
            counted = graph.point.layout.size <= _COUNTED_UP_TO
            self._work = graph, _whole_cost(graph) if counted else ""
        return self._work[1]

    def _point(self, index: QModelIndex) -> None:
        self.pointed.emit(index.data(PATH) if index.isValid() else None)

    def hideEvent(self, event: QHideEvent) -> None:
        """A path that nobody sees is not lit."""
        super().hideEvent(event)
        if self.list.currentIndex().isValid():
            self.list.setCurrentIndex(QModelIndex())

    def _follow(self, index: QModelIndex) -> None:
        path = index.data(PATH)
        assert isinstance(path, Path)
        if len(path.elements) > 2:
            self.followed.emit(path.elements[1])


def summed_up(paths: Paths, numbers: NumberStyle = AS_USUAL) -> str:
    """How many paths there are and that their sum is the gradient."""
    graph, name = paths.graph, named(paths.graph, paths.start).symbol
    total, gradient = numbers.write(paths.total), numbers.write(graph.gradient(paths.start))
    if not paths.count:
        return f"No path leads from {name} to the loss, so ∂L/∂{name} = {gradient}."
    if paths.count == 1:
        return f"One path leads from {name} to the loss. Its product is {total}; ∂L/∂{name} = {gradient}."
    dead = paths.count - paths.live
    note = f", {dead:,} of them with a factor 0" if dead else ""
    return (
        f"{paths.count:,} paths lead from {name} to the loss{note}. "
        f"Their products add up to {total}; ∂L/∂{name} = {gradient}."
    )


def cost_of(paths: Paths) -> str:
    """What this one gradient costs by the paths and by the edges."""
    times = max(paths.factors - paths.count, 0)
    return f"Path by path {times:,} multiplications; backwards one for each of {paths.edges:,} edges."


def _whole_cost(graph: ElementGraph) -> str:
    work = whole_work(graph)
    return (
        f"All {work.numbers:,} gradients: path by path {work.by_paths:,}, "
        f"forward mode {work.by_forward_mode:,}, reverse mode {work.by_reverse_mode:,}."
    )
