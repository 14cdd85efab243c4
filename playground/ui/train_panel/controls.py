"""The bar of the Train workspace: run or pause, one update, start over, settings, speed. It asks; it runs nothing."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLayout, QPushButton, QWidget

from playground.engine.settings import TrainingSettings
from playground.ui.choice import Choice
from playground.ui.icons import refresh_icons, set_icon
from playground.ui.labels import column, label, row, upright_rule
from playground.ui.narrowing import SPACING, Narrowing, width_of
from playground.ui.palette import LIGHT, Theme
from playground.ui.train_panel.settings_row import SettingsRow, captioned

FULL_SPEED = "full"
PACES: Mapping[str, str] = {
    FULL_SPEED: "Full speed",
    "100": "100 / s",
    "30": "30 / s",
    "10": "10 / s",
    "3": "3 / s",
    "1": "1 / s",
}
PACE_WIDTH, ICON_BUTTON = 100, 42
_RUN = ("Run", "play", "Train until you pause (F5)")
_PAUSE = ("Pause", "pause", "Pause after this update (F5)")


class TrainControls(QWidget):
    """Run and Pause are one button of one width; settings stay open while training runs.

    In a narrow window the lesser buttons show their icons alone.
    """

    run_toggled = Signal()
    update_requested = Signal()
    reset_requested = Signal()
    settings_changed = Signal(object)  # TrainingSettings
    pace_changed = Signal(object)  # updates per second, or None for full speed

    def __init__(self, theme: Theme = LIGHT, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._running, self._reason = theme, False, ""
        self._run = _button("Run", "", "play", theme, "on_fill")
        self._update = _button("Update", "One update of all parameters (F6)", "update", theme)
        self._reset = _button("Reset", "Start over with first values (Shift+F5)", "reset", theme)
        self._settings = SettingsRow(theme)
        self._pace = Choice(PACES)
        self._error = label(kind="field-error")
        self._narrowing = Narrowing((self._update, self._reset))
        self._lay_out()
        self._measure()
        self._connect()
        self.set_running(False)

    @property
    def pace(self) -> float | None:
        """Updates per second, or None for full speed."""
        key = self._pace.currentData()
        return None if key == FULL_SPEED else float(key)

    def show_settings(self, settings: TrainingSettings) -> None:
        """Show settings without telling anyone."""
        self._settings.show_settings(settings)
        self._narrowing.fit(self.width(), self._rest(), ())

    def set_running(self, running: bool) -> None:
        """Offer to pause, or to run; a single update only while paused."""
        self._running = running
        text, icon, tip = _PAUSE if running else _RUN
        self._run.setText(text)
        self._run.setAccessibleName(text)
        set_icon(self._run, icon, self._theme, "on_fill")
        self._run.setToolTip(self._reason or tip)
        self._update.setEnabled(not running and not self._reason)

    def set_available(self, reason: str = "") -> None:
        """Why the network cannot be trained, or "" if it can."""
        self._reason = reason
        for button in (self._run, self._reset):
            button.setEnabled(not reason)
        self.set_running(self._running)

    def set_theme(self, theme: Theme) -> None:
        """Redraw the icons in another theme."""
        self._theme = theme
        self._settings.set_theme(theme)
        refresh_icons(self, theme)

    def _lay_out(self) -> None:
        self._run.setProperty("kind", "primary")
        self._pace.setToolTip("Updates per second")
        self._pace.setFixedWidth(PACE_WIDTH)
        self._pace.fill(FULL_SPEED)
        self._error.hide()
        line = row(spacing=SPACING)
        for part in (self._run, self._update, self._reset, upright_rule(), self._settings):
            line.addWidget(part)
        line.addWidget(captioned("Speed", self._pace, self._pace))
        line.addStretch(1)
        lines = column(self, spacing=2)
        lines.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        lines.addLayout(line)
        lines.addWidget(self._error)

    def _measure(self) -> None:
        """The button that starts and pauses is always as wide as its longer word."""
        self._run.setFixedWidth(width_of(self._run, _RUN[0], _PAUSE[0]))
        self._narrowing.measure()

    def _connect(self) -> None:
        self._run.clicked.connect(self.run_toggled)
        self._update.clicked.connect(self.update_requested)
        self._reset.clicked.connect(self.reset_requested)
        self._settings.changed.connect(self.settings_changed)
        self._settings.refused.connect(self._show_error)
        self._pace.entered.connect(self._choose_pace)

    def _choose_pace(self, key: object) -> None:
        self._pace.fill(key)
        self.pace_changed.emit(self.pace)

    def _show_error(self, reason: str) -> None:
        self._error.setText(reason)
        self._error.setVisible(bool(reason))

    def _rest(self) -> int:
        """The room of everything that is always shown."""
        buttons = self._run.width() + 2 * ICON_BUTTON
        return buttons + self._settings.sizeHint().width() + PACE_WIDTH + 5 * SPACING + 2

    def changeEvent(self, event: QEvent) -> None:
        """In another style words have other widths."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self._measure()

    def minimumSizeHint(self) -> QSize:
        """As narrow as the bar can become."""
        return QSize(self._rest(), super().minimumSizeHint().height())

    def sizeHint(self) -> QSize:
        """With everything."""
        return QSize(self._narrowing.widths(self._rest(), ())[0], super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as many words as there is room for."""
        super().resizeEvent(event)
        self._narrowing.fit(event.size().width(), self._rest(), ())


def _button(text: str, tip: str, icon: str, theme: Theme, token: str = "ink") -> QPushButton:
    made = QPushButton(text)
    made.setAccessibleName(text)
    made.setToolTip(tip)
    set_icon(made, icon, theme, token)
    return made
