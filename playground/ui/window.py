"""The main window: a bar with the workspace switch, the canvas in the middle, docks around it, one notice line.

It arranges what it is given and remembers how the user has arranged it; it knows nothing of networks or training.
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QByteArray, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QDockWidget,
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QStackedWidget,
    QTabWidget,
    QToolBar,
    QVBoxLayout,
    QWidget,
)

from playground.ui.dock_room import DockRoom
from playground.ui.notice import Notice
from playground.ui.pane import Pane, holds, put_into
from playground.ui.tab_order import TabOrderWindow
from playground.ui.workspace_switch import WorkspaceSwitch
from playground.ui.workspaces import DOCKS, DockSpec, Workspace

FIRST_SIZE = QSize(1440, 900)
SMALLEST = QSize(900, 600)
LAYOUT_VERSION = 1
DOCK_OPTIONS = (
    QMainWindow.DockOption.AllowTabbedDocks
    | QMainWindow.DockOption.AllowNestedDocks
    | QMainWindow.DockOption.GroupedDragging
)


class Window(TabOrderWindow):
    """Canvas, docks and bars; `show_workspace` swaps the docks and the bar."""

    workspace_changed = Signal(object)  # Workspace
    close_requested = Signal(object)  # QCloseEvent, to be ignored if closing is refused
    file_dropped = Signal(object)  # a path

    def __init__(self, canvas: QWidget, docks: Mapping[str, QWidget], bars: Mapping[Workspace, QWidget]) -> None:
        super().__init__()
        self.setObjectName("window")
        self.setMinimumSize(SMALLEST)
        self.resize(FIRST_SIZE)
        self.setAcceptDrops(True)
        self.setDockOptions(DOCK_OPTIONS)
        self.setTabPosition(Qt.DockWidgetArea.AllDockWidgetAreas, QTabWidget.TabPosition.North)
        self.workspace = Workspace.BUILD
        self.notice, self._title = Notice(), QLabel()
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self._title.setObjectName("document_title")
        self._title.setProperty("kind", "muted")
        self._title.setContentsMargins(0, 6, 16, 0)
        self._layouts: dict[Workspace, QByteArray] = {}
        self._offered: frozenset[str] = frozenset()
        self._canvas = canvas
        self._set_centre(canvas)
        self._add_bar()
        self.docks = {spec.name: self._add_dock(spec) for spec in DOCKS}
        self._room = DockRoom(self, self.docks)
        self.fill(docks, bars)
        self._stack_docks()
        self._arrange(Workspace.BUILD)

    def fill(self, docks: Mapping[str, QWidget], bars: Mapping[Workspace, QWidget]) -> None:
        """Put these panels into their docks and bars; the rest can follow later."""
        for name, content in docks.items():
            if not holds(self.docks[name].widget(), content):
                put_into(self.docks[name], content)
        for place, workspace in enumerate(Workspace):
            if workspace in bars and not holds(self._bars.widget(place), bars[workspace]):
                self._bars.insertWidget(place, Pane(bars[workspace], self._bars))
                blank = self._bars.widget(place + 1)
                assert blank is not None
                self._bars.removeWidget(blank)
                blank.deleteLater()
        self._bars.setCurrentIndex(list(Workspace).index(self.workspace))

    def show_title(self, title: object) -> None:
        """The document's name, also at the right end of the menu bar."""
        if title == self._title.text():
            return  # measuring the corner lays out and repaints the whole window
        self._title.setText(str(title))
        self.menuBar().setCornerWidget(self._title)  # only now does a menu bar measure its corner anew
        self.setWindowTitle(f"{title} — Backprop Playground")

    def show_workspace(self, workspace: object) -> None:
        """Swap docks and bar, keeping how each workspace was arranged; a keyboard that was in what goes moves home."""
        assert isinstance(workspace, Workspace)
        self.switch.show_workspace(workspace)
        if workspace is self.workspace:
            return
        self._layouts[self.workspace] = self.saveState(LAYOUT_VERSION)
        self.workspace, keyboard = workspace, self.focusWidget()
        stored = self._layouts.get(workspace)
        if stored is None or not self.restoreState(stored, LAYOUT_VERSION):
            self._arrange(workspace)
        self._show_offered()
        self._bars.setCurrentIndex(list(Workspace).index(workspace))
        if keyboard is not None and not keyboard.isVisible():
            self._canvas.setFocus(Qt.FocusReason.OtherFocusReason)
        self.workspace_changed.emit(workspace)
        QTimer.singleShot(0, self.put_away_left_behind)  # when the docks stand where they belong

    def offer(self, names: frozenset[str]) -> None:
        """Have these of the optional docks, those that the document fills, and no others."""
        if names != self._offered:
            self._offered = names
            self._show_offered()

    def _show_offered(self) -> None:
        for spec in DOCKS:
            if spec.optional:
                self.docks[spec.name].toggleViewAction().setVisible(spec.name in self._offered)
                self.docks[spec.name].setVisible(self._is_shown(spec, self.workspace))

    def show_dock(self, name: str) -> None:
        """Bring a panel to the front."""
        self.docks[name].show()
        self.docks[name].raise_()

    def reset_layout(self) -> None:
        """Every panel back in its place."""
        self._layouts.clear()
        self._arrange(self.workspace)

    def layouts(self) -> dict[str, bytes]:
        """How each workspace is arranged, for the settings file."""
        self._layouts[self.workspace] = self.saveState(LAYOUT_VERSION)
        return {workspace.value: bytes(state.data()) for workspace, state in self._layouts.items()}

    def restore_layouts(self, stored: Mapping[str, bytes]) -> None:
        """Arrange as at the end of an earlier session; what does not fit is left as it is."""
        known = {workspace.value: workspace for workspace in Workspace}
        self._layouts = {known[name]: QByteArray(state) for name, state in stored.items() if name in known}
        if self.workspace in self._layouts:
            self.restoreState(self._layouts[self.workspace], LAYOUT_VERSION)
            self._show_offered()

    def _set_centre(self, canvas: QWidget) -> None:
        centre = QWidget()
        layout = QVBoxLayout(centre)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.notice)
        layout.addWidget(canvas, 1)
        self.setCentralWidget(centre)

    def _add_bar(self) -> None:
        self.switch = WorkspaceSwitch()
        self.switch.workspace_chosen.connect(self.show_workspace)
        self._bars = QStackedWidget()
        for _ in Workspace:
            self._bars.addWidget(QWidget())
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(12, 6, 12, 6)
        layout.setSpacing(16)
        layout.addWidget(self.switch)
        layout.addWidget(self._bars, 1)
        tool_bar = QToolBar("Tools")
        tool_bar.setObjectName("tools")
        tool_bar.setMovable(False)
        tool_bar.addWidget(row)
        tool_bar.toggleViewAction().setEnabled(False)
        self.addToolBar(tool_bar)
        self.menuBar().setCornerWidget(self._title)

    def _add_dock(self, spec: DockSpec) -> QDockWidget:
        dock = QDockWidget(spec.title, self)
        dock.setObjectName(spec.name)
        if spec.shares_place:
            dock.setTitleBarWidget(QWidget())  # its tab has the title, and moves it
        self.addDockWidget(spec.area, dock)
        return dock

    def _stack_docks(self) -> None:
        self.setCorner(Qt.Corner.TopRightCorner, Qt.DockWidgetArea.RightDockWidgetArea)
        self.setCorner(Qt.Corner.BottomRightCorner, Qt.DockWidgetArea.RightDockWidgetArea)
        self.setCorner(Qt.Corner.BottomLeftCorner, Qt.DockWidgetArea.LeftDockWidgetArea)
        for spec in DOCKS:
            if spec.below:
                self.splitDockWidget(self.docks[spec.below], self.docks[spec.name], Qt.Orientation.Vertical)
            if spec.tabbed:
                self.tabifyDockWidget(self.docks[spec.tabbed], self.docks[spec.name])

    def _arrange(self, workspace: Workspace) -> None:
        """The docks of a workspace in their homes and first sizes."""
        for spec in DOCKS:
            dock = self.docks[spec.name]
            dock.setFloating(False)
            dock.setVisible(self._is_shown(spec, workspace))
        shown = [spec for spec in DOCKS if self._is_shown(spec, workspace)]
        across, down = self.width() / FIRST_SIZE.width(), self.height() / FIRST_SIZE.height()
        self._resize(shown, Qt.Orientation.Horizontal, [spec.first_width(across, shown) for spec in shown])
        self._resize(shown, Qt.Orientation.Vertical, [round(spec.height * down) for spec in shown])
        for spec in shown:
            if spec.front:
                self.docks[spec.name].raise_()

    def _is_shown(self, spec: DockSpec, workspace: Workspace) -> bool:
        return workspace in spec.workspaces and (not spec.optional or spec.name in self._offered)

    def _resize(self, specs: list[DockSpec], orientation: Qt.Orientation, sizes: list[int]) -> None:
        wanted = [(self.docks[spec.name], size) for spec, size in zip(specs, sizes, strict=True) if size]
        self.resizeDocks([dock for dock, _ in wanted], [size for _, size in wanted], orientation)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept one local file."""
        if len(event.mimeData().urls()) == 1 and event.mimeData().urls()[0].isLocalFile():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open the file."""
        self.file_dropped.emit(event.mimeData().urls()[0].toLocalFile())

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask whoever knows about unsaved work."""
        self.close_requested.emit(event)
