"""The panel of the listing: the program as source, what has run, breakpoints; copied or saved as a script."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Signal
from PySide6.QtGui import QAction, QGuiApplication, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QMenu, QToolButton, QWidget

from playground.session.breakpoints import Breakpoints
from playground.session.listing import Notation
from playground.session.number_style import NumberStyle
from playground.session.stepper import Stepper
from playground.ui.icons import set_icon
from playground.ui.labels import column, label, row
from playground.ui.listing.listing_delegate import ListingDelegate
from playground.ui.listing.listing_model import ListingModel
from playground.ui.listing.listing_view import ListingView
from playground.ui.listing.notation_switch import NotationSwitch
from playground.ui.listing.script_delivery import ScriptDelivery
from playground.ui.palette import LIGHT, Theme

_NOTHING = "The program stands here, line by line, once the network is complete."

_AHEAD = 2  # rows that are in view behind the current one


class ListingPanel(QWidget):
    """Shows the listing of the stepper's program and asks to run to a line or to toggle a breakpoint."""

    run_to_requested = Signal(object)  # the cursor right after the chosen line
    line_chosen = Signal(object)  # the index of a line whose numbers are to be explained
    breakpoint_toggled = Signal(object)  # Ref of what the line computes, or of the block without a quantity

    def __init__(self, theme: Theme = LIGHT, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "panel")
        self.model, self.view, self._switch = ListingModel(self), ListingView(), NotationSwitch()
        self._delegate, self._more = ListingDelegate(self.model, theme, self), QToolButton()
        self._hint = label(_NOTHING, kind="muted", wrap=True)
        self.scripts = ScriptDelivery(self)
        self._is_stale = False
        self.view.setModel(self.model)
        self.view.setItemDelegate(self._delegate)
        self._lay_out()
        self._fill_menu()
        self._connect()
        self.set_theme(theme)
        self._show()

    def show_stepper(self, stepper: Stepper | None) -> None:
        """Show a pass and keep the current line in view; behind other tabs it waits until it is seen."""
        self.scripts.stepper, self._is_stale = stepper, True
        if self.isVisible():
            self._show()

    def show_breakpoints(self, breakpoints: object) -> None:
        """Mark the lines and blocks where there is one."""
        assert isinstance(breakpoints, Breakpoints)
        places = ((one.place, one.enabled) for one in breakpoints if one.place is not None)
        self.model.show_breakpoints(dict(places))

    def set_theme(self, theme: Theme) -> None:
        """Repaint in another theme."""
        self._delegate.set_theme(theme)
        set_icon(self._more, "menu", theme)
        self.view.viewport().update()

    def set_numbers(self, numbers: NumberStyle) -> None:
        """Write the values otherwise."""
        self.model.set_numbers(numbers)

    def copy_line(self) -> None:
        """Put the chosen line on the clipboard, in NumPy with all its calls."""
        line = self.model.whole_line(self.view.currentIndex())
        if line:
            QGuiApplication.clipboard().setText(line)

    def copy_listing(self) -> None:
        """Put all lines on the clipboard as they are shown."""
        if self._is_stale:
            self._show()
        if self.model.listing is not None:
            QGuiApplication.clipboard().setText(self.model.listing.text(self.model.notation))

    def _lay_out(self) -> None:
        self._hint.setContentsMargins(12, 12, 12, 12)
        self._more.setAccessibleName("Copy and save")
        self._more.setToolTip("Copy and save")
        self._more.setProperty("kind", "quiet")
        self._more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        head = row(spacing=6)
        head.setContentsMargins(8, 6, 8, 6)
        head.addWidget(self._switch)
        head.addStretch(1)
        head.addWidget(self._more)
        layout = column(self, spacing=0)
        layout.addLayout(head)
        layout.addWidget(self._hint)
        layout.addWidget(self.view, 1)

    def _fill_menu(self) -> None:
        """The same commands at the rows and behind the button."""
        commands: tuple[tuple[str, Callable[[], object]], ...] = (
            ("Run to this line\tCtrl+Enter", self._run_to_chosen),
            ("Breakpoint at this line\tF9", self._toggle_chosen),
            ("Copy line\tCtrl+C", self.copy_line),
            ("Copy listing", self.copy_listing),
            ("Copy as NumPy script", self.scripts.copy),
            ("Save NumPy script…", self.scripts.save),
        )
        menu = QMenu(self)
        for text, command in commands:
            action = QAction(text, self)
            action.triggered.connect(command)
            menu.addAction(action)
            self.view.addAction(action)
        self._more.setMenu(menu)

    def _connect(self) -> None:
        self._switch.notation_chosen.connect(self._choose_notation)
        self.view.run_to_requested.connect(self._run_to)
        self.view.toggle_requested.connect(self._toggle)
        self.view.copy_requested.connect(self._copy_chosen)
        self.view.look_requested.connect(self._look)

    def _show(self) -> None:
        self._is_stale = False
        self.model.show_stepper(self.scripts.stepper)
        self._hint.setVisible(not self.model.rows)
        self.view.setVisible(bool(self.model.rows))
        self._show_current()

    def _show_current(self) -> None:
        """The line that ran last is the chosen one. What leaves the view is brought to its middle, so that the next
        steps move nothing."""
        current = self.model.current_index()
        self.view.setCurrentIndex(current)
        if not current.isValid():
            self.view.scrollToTop()
            return
        ahead = self.model.index(min(current.row() + _AHEAD, self.model.rowCount() - 1))
        seen = self.view.viewport().rect()
        if not all(seen.contains(self.view.visualRect(place)) for place in (current, ahead)):
            self.view.scrollTo(current, QAbstractItemView.ScrollHint.PositionAtCenter)

    def _choose_notation(self, notation: object) -> None:
        assert isinstance(notation, Notation)
        self.model.set_notation(notation)
        self._show_current()

    def _run_to(self, place: QModelIndex | QPersistentModelIndex) -> None:
        self.run_to_requested.emit(self.model.rows[place.row()].index + 1)

    def _look(self, place: QModelIndex | QPersistentModelIndex) -> None:
        row = self.model.rows[place.row()]
        if not row.is_heading:
            self.line_chosen.emit(row.index)

    def _toggle(self, place: QModelIndex | QPersistentModelIndex) -> None:
        ref = self.model.ref(place)
        if ref is not None:
            self.breakpoint_toggled.emit(ref)

    def _copy_chosen(self, _place: object) -> None:
        self.copy_line()

    def _run_to_chosen(self) -> None:
        if self.view.currentIndex().isValid():
            self._run_to(self.view.currentIndex())

    def _toggle_chosen(self) -> None:
        self._toggle(self.view.currentIndex())

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what happened while other tabs were in front."""
        super().showEvent(event)
        if self._is_stale:
            self._show()
