"""The buttons that move the stepper: restart, back, step over, into and out, run to end, next update. They only ask."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from PySide6.QtCore import QEvent, Signal, SignalInstance
from PySide6.QtWidgets import QPushButton, QWidget

from playground.engine.instruction import Phase
from playground.session.stepper import Stepper
from playground.ui.icons import refresh_icons, set_icon
from playground.ui.labels import restyle, row
from playground.ui.narrowing import SPACING, width_of
from playground.ui.palette import Theme
from playground.ui.phase_looks import PHASE_LOOKS
from playground.ui.stepper.hinted_button import HintedButton


@dataclass(frozen=True)
class _Command:
    """A button: its word (none: icon alone), icon, name for screen readers, tip and key."""

    word: str
    icon: str
    name: str
    tip: str
    key: str


_RESTART = _Command("", "restart", "Restart", "Back to the start of the pass", "Shift+F8")
_BACK = _Command("Back", "back", "Back", "Undo the last step, by the chosen granularity", "Shift+F10")
_STEP = _Command("Step", "step", "Step", "Step over: run the next step, by the chosen granularity", "F10")
_INTO = _Command(
    "", "into", "Step into", "Step into the sum that makes up the chosen number, one term at a time; else on", "F11"
)
_OUT = _Command("", "out", "Step out", "Step out: finish the sum, then the layer, then the phase", "Shift+F11")
_END = _Command("Run to end", "run-to-end", "Run to end", "Run all that is left of this pass", "F8")
_NEXT = _Command("Next", "update", "Next update", "Next update: finish this pass and begin the next", "Ctrl+F8")


class StepCommands(QWidget):
    """A row of buttons; the step button takes the colour of what comes next."""

    restart_requested = Signal()
    back_requested = Signal()
    step_requested = Signal()
    into_requested = Signal()
    out_requested = Signal()
    end_requested = Signal()
    next_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._restart, self._back = _button(_RESTART, theme), _button(_BACK, theme)
        self._step = HintedButton(_STEP.word, _STEP.key, theme)
        _dress(self._step, _STEP, theme, "on_fill")
        self._into, self._out = _button(_INTO, theme), _button(_OUT, theme)
        self._end, self._next = _button(_END, theme), _button(_NEXT, theme)
        self._offered: tuple[bool, ...] = ()
        self._kind = ""
        layout = row(self, spacing=SPACING)
        for button in self._buttons():
            layout.addWidget(button)
        for button, signal in zip(self._buttons(), self._signals(), strict=True):
            button.clicked.connect(signal)

    def changeEvent(self, event: QEvent) -> None:
        """In another style buttons have other widths."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            for width in ("least_width", "yielding"):
                vars(self).pop(width, None)

    @property
    def lesser(self) -> tuple[QPushButton, ...]:
        """The buttons that can do without their words."""
        return self._back, self._end, self._next

    @cached_property
    def least_width(self) -> int:
        """The room of the buttons without their words, the step button with its own."""
        others = [button for button in self._buttons() if button is not self._step]
        widths = sum(width_of(button, "") for button in others)
        return widths + self._step.sizeHint().width() + SPACING * len(others)

    @cached_property
    def yielding(self) -> int:
        """The room that the step button gives up last: that of its word and its key."""
        return self._step.sizeHint().width() - self._step.minimumSizeHint().width()

    def show_stepper(self, stepper: Stepper | None) -> None:
        """Offer what can be done."""
        offered = (False,) * len(self._buttons()) if stepper is None else _offered(stepper)
        if offered != self._offered:
            self._offered = offered
            for button, possible in zip(self._buttons(), offered, strict=True):
                button.setEnabled(possible)
        kind = PHASE_LOOKS[_next_phase(stepper)].button
        if kind != self._kind:
            self._kind = kind
            restyle(self._step, kind=kind)

    def set_theme(self, theme: Theme) -> None:
        """Repaint in another theme."""
        self._step.set_theme(theme)
        refresh_icons(self, theme)

    def _buttons(self) -> tuple[QPushButton, ...]:
        return self._restart, self._back, self._step, self._into, self._out, self._end, self._next

    def _signals(self) -> tuple[SignalInstance, ...]:
        restart, back, step = self.restart_requested, self.back_requested, self.step_requested
        return restart, back, step, self.into_requested, self.out_requested, self.end_requested, self.next_requested


def _offered(stepper: Stepper) -> tuple[bool, ...]:
    """Whether each button has something to do, from left to right."""
    begun, forward = stepper.cursor > 0, not stepper.at_end
    back, into = begun or stepper.passes_behind > 0, forward or _is_sum(stepper)
    return begun, back, forward, into, forward, forward, True


def _next_phase(stepper: Stepper | None) -> Phase:
    """The phase the next step belongs to; at the end the last."""
    if stepper is None or not stepper.instructions:
        return Phase.FORWARD
    return stepper.instructions[min(stepper.cursor, len(stepper.instructions) - 1)].phase


def _is_sum(stepper: Stepper) -> bool:
    """Whether there are terms to step into although the pass has ended."""
    return stepper.current is not None and stepper.current.terms is not None


def _button(command: _Command, theme: Theme) -> QPushButton:
    made = QPushButton(command.word)
    _dress(made, command, theme)
    return made


def _dress(button: QPushButton, command: _Command, theme: Theme, token: str = "ink") -> None:
    button.setAccessibleName(command.name)
    button.setToolTip(f"{command.tip} ({command.key})")
    set_icon(button, command.icon, theme, token)
