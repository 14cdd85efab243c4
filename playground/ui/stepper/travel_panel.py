"""Moving in time: the pass as a scrubber, play at a speed, the next layer, phase and update, and earlier updates."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QPushButton, QSpinBox, QWidget

from playground.session.stepper import Granularity, Stepper
from playground.ui.icons import refresh_icons, set_icon
from playground.ui.labels import column, label, row
from playground.ui.palette import LIGHT, Theme
from playground.ui.stepper.scrubber import Scrubber
from playground.ui.travel_desk import SPEEDS, Travel

_MOVES = (
    (Granularity.LAYER, "Layer", "To the end of the next layer (Alt+3)"),
    (Granularity.PHASE, "Phase", "To the end of the phase (Alt+4)"),
    (Granularity.UPDATE, "Update", "To the end of the update (Alt+5)"),
)


class TravelPanel(QWidget):
    """Shows where the pass and the run stand and asks to move."""

    place_chosen = Signal(object)  # a cursor
    move_requested = Signal(object)  # Granularity
    play_toggled = Signal()
    speed_chosen = Signal(object)  # steps in a second
    update_chosen = Signal(object)  # a count of updates
    branch_requested = Signal()

    def __init__(self, theme: Theme = LIGHT, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "panel")
        self._theme = theme
        self._travel: Travel | None = None
        self.scrubber = Scrubber(theme)
        self._play, self._branch, self._speed, self._update = QPushButton(), QPushButton(), QComboBox(), QSpinBox()
        self._bound = label("", "muted", wrap=True)
        self._moves = {granularity: QPushButton(word) for granularity, word, _tip in _MOVES}
        self._name()
        self._lay_out()
        self._connect()
        self.show_stepper(None)
        self.show_travel(None)

    def show_stepper(self, stepper: Stepper | None) -> None:
        """Show how far the pass has come."""
        self.scrubber.show_stepper(stepper)
        possible = stepper is not None and not stepper.at_end
        if possible != self._moves[Granularity.LAYER].isEnabled():
            for button in self._moves.values():
                button.setEnabled(possible)

    def show_travel(self, travel: object) -> None:
        """Show which updates can be visited and where the run stands among them."""
        assert travel is None or isinstance(travel, Travel)
        if travel is not None and travel == self._travel:
            return
        self._travel = travel
        for widget in (self._play, self._speed, self._update):
            widget.setEnabled(travel is not None)
        playing = travel is not None and travel.playing
        set_icon(self._play, "pause" if playing else "play", self._theme)
        self._play.setAccessibleName("Pause playing" if playing else "Play the steps")
        self._branch.setEnabled(travel is not None and travel.updates < travel.newest)
        self._bound.setText("" if travel is None else _bound_text(travel))
        if travel is not None:
            self._show_updates(travel)

    def _show_updates(self, travel: Travel) -> None:
        """A range given anew would paint the field again with every step."""
        shown, asked = self._update, (travel.oldest, travel.newest, travel.updates)
        if (shown.minimum(), shown.maximum(), shown.value()) != asked:
            shown.blockSignals(True)
            shown.setRange(travel.oldest, travel.newest)
            shown.setValue(travel.updates)
            shown.blockSignals(False)

    def set_theme(self, theme: Theme) -> None:
        """Repaint in another theme."""
        self._theme = theme
        self.scrubber.set_theme(theme)
        refresh_icons(self, theme)

    def _name(self) -> None:
        self._play.setToolTip("Play the steps one after another (Ctrl+F5)")
        for speed in SPEEDS:
            self._speed.addItem(f"{speed} / s", speed)
        self._speed.setCurrentIndex(1)
        self._speed.setAccessibleName("Steps in a second")
        self._speed.setToolTip("How many steps a second are played")
        self._update.setAccessibleName("Updates done")
        self._update.setToolTip("Go to any of the last updates and walk it again")
        self._update.setPrefix("Update ")
        self._update.setKeyboardTracking(False)
        self._branch.setText("Branch from here")
        self._branch.setToolTip("Give up what came after this update and go on from it; can be undone")
        for granularity, word, tip in _MOVES:
            self._moves[granularity].setAccessibleName(f"Next {word.lower()}")
            self._moves[granularity].setToolTip(tip)

    def _lay_out(self) -> None:
        layout = column(self, spacing=8)
        layout.setContentsMargins(12, 10, 12, 10)
        layout.addWidget(self.scrubber)
        moves, playing = row(spacing=6), row(spacing=6)
        for button in self._moves.values():
            button.setProperty("kind", "chip")
            moves.addWidget(button, 1)
        playing.addWidget(self._play)
        playing.addWidget(self._speed, 1)
        for line in (moves, playing):
            layout.addLayout(line)
        for widget in (self._update, self._bound, self._branch):
            layout.addWidget(widget)
        layout.addStretch(1)

    def _connect(self) -> None:
        self.scrubber.place_chosen.connect(self.place_chosen)
        self._play.clicked.connect(self.play_toggled)
        self._branch.clicked.connect(self.branch_requested)
        self._speed.currentIndexChanged.connect(self._choose_speed)
        self._update.valueChanged.connect(self._choose_update)
        for button in self._moves.values():
            button.clicked.connect(self._request_move)

    def _request_move(self) -> None:
        asked = self.sender()
        self.move_requested.emit(next(move for move, button in self._moves.items() if button is asked))

    def _choose_speed(self) -> None:
        self.speed_chosen.emit(self._speed.currentData())

    def _choose_update(self, updates: int) -> None:
        self.update_chosen.emit(updates)


def _bound_text(travel: Travel) -> str:
    """How far back one can go: `The last 4 000 updates can be visited.`"""
    count = travel.newest - travel.oldest
    if not count:
        return "No update has been made yet."
    number = f"{count:,}".replace(",", "\u202f")
    return f"The last {number} updates can be visited." if count > 1 else "The last update can be visited."
