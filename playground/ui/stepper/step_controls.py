"""The bar of the Step workspace: commands, how far a step goes, which samples, how far the pass has come."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QPushButton, QWidget

from playground.engine.instruction import Phase
from playground.session.stepper import Granularity, Stepper
from playground.ui.icons import refresh_icons, set_icon
from playground.ui.labels import label, restyle, row, upright_rule
from playground.ui.narrowing import SPACING, Narrowing, width_of
from playground.ui.palette import LIGHT, Theme
from playground.ui.sample_choice import SampleChoice
from playground.ui.stepper.hinted_button import HintedButton
from playground.ui.stepper.phase_looks import PHASE_LOOKS
from playground.ui.stepper.phase_pills import PhasePills
from playground.ui.stepper.sample_picker import SamplePicker

_TITLES: Mapping[Granularity, str] = {Granularity.LAYER: "Layer", Granularity.QUANTITY: "Quantity"}


@dataclass(frozen=True)
class _Command:
    """A button: its word (none: icon alone), icon, name for screen readers, tip and key."""

    word: str
    icon: str
    name: str
    tip: str
    key: str


_RESTART = _Command("", "restart", "Restart", "Back to the start of the pass", "Shift+F8")
_BACK = _Command("Back", "back", "Back", "Undo the last step", "Shift+F10")
_STEP = _Command("Step", "step", "Step", "Run the next step", "F10")
_END = _Command("Run to end", "run-to-end", "Run to end", "Run all that is left of this pass", "F8")
_NEXT = _Command("Next", "update", "Next update", "Next update: finish this pass and begin the next", "Ctrl+F10")
_GAPS = 8  # between what is always shown


class StepControls(QWidget):
    """Commands and choices of the stepper.

    In a narrow window the title goes first, then the words of the pills, the pills, the words on lesser buttons.
    """

    restart_requested = Signal()
    back_requested = Signal()
    step_requested = Signal()
    end_requested = Signal()
    next_requested = Signal()
    granularity_changed = Signal(object)  # Granularity
    samples_chosen = Signal(object)  # SampleChoice

    def __init__(self, theme: Theme = LIGHT, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._restart, self._back = _button(_RESTART, theme), _button(_BACK, theme)
        self._step = HintedButton(_STEP.word, _STEP.key, theme)
        _dress(self._step, _STEP, theme, "on_fill")
        self._end, self._next = _button(_END, theme), _button(_NEXT, theme)
        self._granularity, self._samples = QComboBox(), SamplePicker()
        self._caption = label("Granularity", "muted")
        self._pills = PhasePills(theme)
        self._fill()
        self._narrowing = Narrowing((self._back, self._end, self._next))
        self._lay_out()
        self._connect()
        self.show_stepper(None)

    @property
    def granularity(self) -> Granularity:
        """How far a step goes."""
        return Granularity(self._granularity.currentData())

    @property
    def choice(self) -> SampleChoice:
        """Which samples are chosen."""
        return self._samples.choice

    def show_stepper(self, stepper: Stepper | None) -> None:
        """Show how far the pass has come and what can be done; the step button takes the colour of what comes next."""
        back = stepper is not None and (stepper.cursor > 0 or stepper.passes_behind > 0)
        forward = stepper is not None and not stepper.at_end
        enabled = (
            (self._restart, stepper is not None and stepper.cursor > 0),
            (self._back, back),
            (self._step, forward),
            (self._end, forward),
            (self._next, stepper is not None),
        )
        for button, possible in enabled:
            button.setEnabled(possible)
        self._samples.setEnabled(stepper is not None)
        kind = PHASE_LOOKS[_next_phase(stepper)].button
        if self._step.property("kind") != kind:
            restyle(self._step, kind=kind)
        self._pills.show_stepper(stepper)
        self._fit(self.width())

    def show_samples(self, count: int, batch_size: int) -> None:
        """How many training samples there are and how many a batch takes."""
        self._samples.show_samples(count, batch_size)

    def show_choice(self, choice: SampleChoice) -> None:
        """Show which samples are walked, without telling anyone."""
        self._samples.show_choice(choice)

    def show_granularity(self, granularity: Granularity) -> None:
        """Show how far a step goes, without telling anyone."""
        self._granularity.blockSignals(True)
        self._granularity.setCurrentIndex(list(_TITLES).index(granularity))
        self._granularity.blockSignals(False)

    def set_theme(self, theme: Theme) -> None:
        """Repaint in another theme."""
        self._theme = theme
        self._pills.set_theme(theme)
        self._step.set_theme(theme)
        refresh_icons(self, theme)

    def _fill(self) -> None:
        for granularity, title in _TITLES.items():
            self._granularity.addItem(title, granularity)
        self._granularity.setAccessibleName("Granularity")
        self._granularity.setToolTip("How far one step goes")
        self._caption.setBuddy(self._granularity)
        self.show_granularity(Granularity.LAYER)

    def _lay_out(self) -> None:
        line = row(self, spacing=SPACING)
        for part in (*self._commands(), upright_rule(), *self._choices()):
            line.addWidget(part)
        line.addStretch(1)
        line.addWidget(self._pills)

    def _commands(self) -> tuple[QPushButton, ...]:
        return self._restart, self._back, self._step, self._end, self._next

    def _choices(self) -> tuple[QWidget, ...]:
        return self._caption, self._granularity, self._samples

    def _connect(self) -> None:
        signals = (
            self.restart_requested,
            self.back_requested,
            self.step_requested,
            self.end_requested,
            self.next_requested,
        )
        for button, signal in zip(self._commands(), signals, strict=True):
            button.clicked.connect(signal)
        self._granularity.currentIndexChanged.connect(self._choose_granularity)
        self._samples.samples_chosen.connect(self.samples_chosen)

    def _choose_granularity(self) -> None:
        self.granularity_changed.emit(self.granularity)

    def _rest(self) -> int:
        """The room of what is always shown: buttons without words, the step button, the choices."""
        buttons = sum(width_of(button, "") for button in self._commands() if button is not self._step)
        choices = self._granularity.sizeHint().width() + self._samples.sizeHint().width()
        return buttons + self._step.sizeHint().width() + choices + _GAPS * SPACING

    def _titles(self) -> tuple[Sequence[QWidget], ...]:
        """What can be missed, first what is missed least."""
        return (self._caption,), (self._pills,)

    def _fit(self, width: int) -> None:
        self._pills.set_compact(False)
        without_title = self._narrowing.widths(self._rest(), self._titles())[1]
        self._pills.set_compact(width < without_title)
        self._narrowing.fit(width, self._rest(), self._titles())

    def minimumSizeHint(self) -> QSize:
        """As narrow as the bar can become."""
        return QSize(self._narrowing.widths(self._rest(), self._titles())[-1], super().minimumSizeHint().height())

    def sizeHint(self) -> QSize:
        """With everything that is shown at full width."""
        return QSize(self._narrowing.widths(self._rest(), self._titles())[0], super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as much as there is room for."""
        super().resizeEvent(event)
        self._fit(event.size().width())


def _next_phase(stepper: Stepper | None) -> Phase:
    """The phase the next step belongs to; at the end the last."""
    if stepper is None or not stepper.instructions:
        return Phase.FORWARD
    return stepper.instructions[min(stepper.cursor, len(stepper.instructions) - 1)].phase


def _button(command: _Command, theme: Theme) -> QPushButton:
    made = QPushButton(command.word)
    _dress(made, command, theme)
    return made


def _dress(button: QPushButton, command: _Command, theme: Theme, token: str = "ink") -> None:
    button.setAccessibleName(command.name)
    button.setToolTip(f"{command.tip} ({command.key})")
    set_icon(button, command.icon, theme, token)
