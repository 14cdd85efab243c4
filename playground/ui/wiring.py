"""The one place where panels, desks and the window meet. It reads like a circuit diagram: who tells whom."""

from __future__ import annotations

from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QMenu

from playground.session.state import State
from playground.session.workbench import Workbench
from playground.ui.actions import build_actions, dress_actions
from playground.ui.build_bar import BUTTONS
from playground.ui.completion import Completion
from playground.ui.connections import Connections, join
from playground.ui.derivation_desk import DerivationDesk
from playground.ui.edit_desk import EditDesk
from playground.ui.file_desk import FileDesk
from playground.ui.formula_desk import FormulaDesk
from playground.ui.handlers import handlers
from playground.ui.help_desk import HelpDesk
from playground.ui.icons import refresh_icons
from playground.ui.look import Look
from playground.ui.network_desk import NetworkDesk
from playground.ui.number_desk import NumberDesk
from playground.ui.palette import Theme
from playground.ui.panels import Panels
from playground.ui.preferences import Preferences
from playground.ui.recent_menu import RecentMenu
from playground.ui.recovery_desk import RecoveryDesk
from playground.ui.step_desk import StepDesk
from playground.ui.train_desk import TrainDesk
from playground.ui.views import Views
from playground.ui.window import Window
from playground.ui.window_memory import remember_window, restore_window
from playground.ui.workspaces import Workspace

if TYPE_CHECKING:
    from playground.ui.debugging import Debugging
    from playground.ui.step_views import StepViews

STARTER = "moons"
WELCOME = "Two moons, ready to go: F10 walks a pass step by step, F5 trains, Ctrl+E shows more examples."
CONTEXT = ("undo", "redo", "cut", "copy", "paste", "duplicate", "delete", "select_all", "arrange", "fit")


class Wiring(QObject):
    """Owns one of everything and connects it."""

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self.preferences = Preferences(self)
        self.look = Look(application, self.preferences)
        self.numbers = NumberDesk(self.preferences, self)
        self.workbench = Workbench()
        self.panels = Panels(self.look.theme)
        self.window = Window(self.panels.canvas, self.panels.docks(), self.panels.bars())
        self.edits = EditDesk(self.workbench, self)
        self.files = FileDesk(self.workbench, self.edits, self.window)
        self.formulas = FormulaDesk(self.window, self.files, self.look)
        self.network = NetworkDesk(self.workbench, self.edits, self.panels.canvas.insert, self)
        self.steps = StepDesk(self.workbench, self)
        self.training = TrainDesk(self.workbench, self)
        self.recovery = RecoveryDesk(self.workbench, self.files, self)
        self.derivations = DerivationDesk(self.window, self.workbench, self.look, self.numbers)
        self.help = HelpDesk(self.window, self.files, self.formulas, self.preferences, self.look)
        self.views = Views(self.panels)
        self.actions = build_actions(self.window, handlers(self))
        self._completion = Completion(self)
        self._showing_new, self._interrupted = True, False
        self._finish_panels()
        self.look.dress(self.window)
        join(self._connections())
        self.workbench.subscribe(self._state_changed)

    def start(self, path: Path | None = None) -> None:
        """Show a file, recovered work, or the starter network; called once, before the window is shown.

        The panels of Step and Train are made as soon as the window has been painted.
        """
        restore_window(self.window, self.preferences)
        if self.preferences.complaint:
            self.window.notice.error(self.preferences.complaint)
        if not (path is not None and self.files.load(path)) and not self.recovery.restore():
            complaint = self.window.notice.text
            self.files.open_example(STARTER)
            (self.window.notice.error if complaint else self.window.notice.tell)(complaint or WELCOME)
        self.window.show_workspace(Workspace.BUILD)
        self.panels.canvas.setFocus(Qt.FocusReason.OtherFocusReason)
        self._completion.begin()

    def complete(self) -> None:
        """Have the panels there that are not there yet."""
        self._completion.finish()

    @cached_property
    def step_views(self) -> StepViews:
        """The pictures of the stepper; made with their panels."""
        from playground.ui.step_views import StepViews

        return StepViews(self.panels)

    @cached_property
    def debugging(self) -> Debugging:
        """Breakpoints, watches and time travel; made when something is first asked of them."""
        from playground.ui.debugging import Debugging

        return Debugging(self)

    def finish(self) -> None:
        """End everything that runs; called once, after the window has closed."""
        self.workbench.abandon_run()
        self._completion.stop()
        self.panels.turns.stop()
        self.recovery.close()

    def interrupt(self) -> None:
        """The system wants the program gone: keep a copy of unsaved work, ask nothing."""
        self.recovery.keep()
        self.recovery.abandon()
        self._interrupted = True
        self.window.close()

    def set_theme(self, theme: object) -> None:
        """Repaint everything in another theme."""
        assert isinstance(theme, Theme)
        self.panels.set_theme(theme)
        refresh_icons(self.window, theme)

    def _finish_panels(self) -> None:
        dress_actions(self.actions, self.look.theme, BUTTONS)
        self.panels.build_bar.fill(self.actions)
        self.numbers.offer(self.actions)
        for name in ("undo", "redo"):  # the stack tells of changes only, and it begins empty
            self.actions[name].setEnabled(False)
        panels_menu, recent_menu = self.actions["panels"].menu(), self.actions["recent"].menu()
        assert isinstance(panels_menu, QMenu)
        assert isinstance(recent_menu, QMenu)
        for dock in self.window.docks.values():
            panels_menu.addAction(dock.toggleViewAction())
        self.edit_menu = QMenu(self.window)
        self.edit_menu.addActions([self.actions[name] for name in CONTEXT])
        self.recent = RecentMenu(recent_menu, self.preferences, self.files)

    def _connections(self) -> Connections:
        panels, window, notice = self.panels, self.window, self.window.notice
        edits, files, network, steps, training = self.edits, self.files, self.network, self.steps, self.training
        return (
            (panels.turns.drawing, self.workbench.rest),
            (panels.canvas.edit_requested, edits.apply),
            (panels.canvas.selection_changed, self.views.select),
            (panels.canvas.refused, notice.remark),
            (panels.canvas.block_activated, self._inspect),
            (panels.canvas.context_requested, self._show_edit_menu),
            (panels.layers.add_requested, panels.canvas.insert),
            (panels.outline.selection_changed, self.views.select),
            (panels.outline.block_activated, self._inspect),
            (panels.inspector.edit_requested, edits.apply),
            (panels.inspector.reinitialize_requested, network.reinitialize_block),
            (panels.build_bar.add_typed, network.add_typed),
            (panels.build_bar.problems_clicked, partial(self.views.select, frozenset())),
            (edits.refused, notice.remark),
            (edits.stack.canUndoChanged, self.actions["undo"].setEnabled),
            (edits.stack.canRedoChanged, self.actions["redo"].setEnabled),
            (files.title_changed, window.show_title),
            (files.failed, notice.error),
            (files.opening, self._expect_document),
            (files.opened, self._document_opened),
            (network.failed, notice.error),
            (network.told, notice.remark),
            (steps.failed, notice.error),
            (training.failed, notice.error),
            (self.recovery.failed, notice.error),
            (self.derivations.failed, notice.error),
            (self.preferences.failed, notice.error),
            (self.look.changed, self.set_theme),
            (window.workspace_changed, self._workspace_changed),
            (window.close_requested, self._close),
            (window.file_dropped, self._open_dropped),
        )

    def _state_changed(self, before: State, after: State) -> None:
        self.views.show(None if self._showing_new else before, after)
        self._showing_new = False
        self.files.refresh_title()
        if before.diagram.network is not after.diagram.network or before.prepared is not after.prepared:
            self.offer_docks()

    def offer_docks(self) -> None:
        """Have the optional docks that the document fills."""
        if self.panels.is_complete:
            self.window.offer(self.panels.offered(self.workbench.state.diagram.network))

    def _expect_document(self) -> None:
        self._showing_new = True
        self.window.notice.hide()

    def _document_opened(self, path: object) -> None:
        if path:
            self.preferences.add_recent(Path(str(path)))

    def _workspace_changed(self, workspace: object) -> None:
        """Stepping shows values on the blocks and edits nothing; building shows them as they are built."""
        stepping = workspace is Workspace.STEP
        self.window.notice.hide()
        if workspace is not Workspace.BUILD:
            self.complete()
        self.panels.canvas.set_editable(workspace is Workspace.BUILD)
        self.steps.activate(stepping)
        if self.panels.is_complete:
            self.step_views.activate(stepping)
        if workspace is Workspace.TRAIN:
            self.window.show_dock(self.panels.picture())
        QTimer.singleShot(0, self.panels.canvas.frame_network)

    def _inspect(self, _node: object) -> None:
        self.window.show_dock("values" if self.window.workspace is Workspace.STEP else "inspector")

    def _show_edit_menu(self, place: object) -> None:
        assert isinstance(place, QPoint)
        self.edit_menu.popup(place)

    def _open_dropped(self, path: object) -> None:
        self.files.open_path(Path(str(path)))

    def _close(self, event: object) -> None:
        """Close only once unsaved work is dealt with; a run in progress ends with the program."""
        assert isinstance(event, QCloseEvent)
        if not self._interrupted and not self.files.may_discard():
            event.ignore()
            return
        self.workbench.abandon_run()
        remember_window(self.window, self.preferences)
        event.accept()
