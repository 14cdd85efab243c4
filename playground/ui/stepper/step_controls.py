"""The bar of the Step workspace: commands, how far a step goes, which samples, how far the pass has come."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QWidget

from playground.session.stepper import Granularity, Stepper
from playground.ui.labels import label, row, upright_rule
from playground.ui.narrowing import SPACING, Narrowing
from playground.ui.palette import LIGHT, Theme
from playground.ui.sample_choice import SampleChoice
from playground.ui.stepper.phase_pills import PhasePills
from playground.ui.stepper.sample_picker import SamplePicker
from playground.ui.stepper.step_commands import StepCommands

_TITLES: Mapping[Granularity, str] = {granularity: granularity.value.capitalize() for granularity in Granularity}
_GAPS = 5  # between the parts that are always shown


class StepControls(QWidget):
    """Commands and choices of the stepper.

    In a narrow window the title goes first, then the words of the pills, the pills, the words on lesser buttons.
    """

    restart_requested = Signal()
    back_requested = Signal()
    step_requested = Signal()
    into_requested = Signal()
    out_requested = Signal()
    end_requested = Signal()
    next_requested = Signal()
    granularity_changed = Signal(object)  # Granularity
    samples_chosen = Signal(object)  # SampleChoice

    def __init__(self, theme: Theme = LIGHT, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._commands, self._samples, self.pills = StepCommands(theme), SamplePicker(), PhasePills(theme)
        self._granularity, self._caption = QComboBox(), label("Granularity", "muted")
        self._titles = (self._caption,), (self.pills,)  # what can be missed, first what is missed least
        self._narrowing = Narrowing(self._commands.lesser)
        self._fill()
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
        """Show how far the pass has come and what can be done."""
        self._commands.show_stepper(stepper)
        self._samples.setEnabled(stepper is not None)
        before = self.pills.sizeHint()
        self.pills.show_stepper(stepper)
        if self.pills.sizeHint() != before:
            self._fit()

    def show_samples(self, count: int, batch_size: int) -> None:
        """How many training samples there are and how many a batch takes."""
        self._samples.show_samples(count, batch_size)
        self._fit()

    def show_choice(self, choice: SampleChoice) -> None:
        """Show which samples are walked, without telling anyone."""
        if choice != self._samples.choice:
            self._samples.show_choice(choice)
            self._fit()

    def show_granularity(self, granularity: Granularity) -> None:
        """Show how far a step goes, without telling anyone."""
        self._granularity.blockSignals(True)
        self._granularity.setCurrentIndex(list(_TITLES).index(granularity))
        self._granularity.blockSignals(False)

    def set_theme(self, theme: Theme) -> None:
        """Repaint in another theme."""
        self._commands.set_theme(theme)
        self.pills.set_theme(theme)

    def _fill(self) -> None:
        for granularity, title in _TITLES.items():
            self._granularity.addItem(title, granularity)
        self._granularity.setAccessibleName("Granularity")
        self._granularity.setToolTip("How far a step and a step back go (F10, Shift+F10)")
        self._caption.setBuddy(self._granularity)
        self.show_granularity(Granularity.LAYER)

    def _lay_out(self) -> None:
        line = row(self, spacing=SPACING)
        for part in (self._commands, upright_rule(), self._caption, self._granularity, self._samples):
            line.addWidget(part)
        line.addStretch(1)
        line.addWidget(self.pills)

    def _connect(self) -> None:
        commands = self._commands
        requests = (
            (commands.restart_requested, self.restart_requested),
            (commands.back_requested, self.back_requested),
            (commands.step_requested, self.step_requested),
            (commands.into_requested, self.into_requested),
            (commands.out_requested, self.out_requested),
            (commands.end_requested, self.end_requested),
            (commands.next_requested, self.next_requested),
        )
        for request, own in requests:
            request.connect(own)
        self._granularity.currentIndexChanged.connect(self._choose_granularity)
        self._samples.samples_chosen.connect(self._choose_samples)

    def _choose_granularity(self) -> None:
        self.granularity_changed.emit(self.granularity)

    def _choose_samples(self, choice: object) -> None:
        self._fit()
        self.samples_chosen.emit(choice)

    def _rest(self) -> int:
        """The room of what is always shown."""
        choices = self._granularity.sizeHint().width() + self._samples.sizeHint().width()
        return self._commands.least_width + choices + _GAPS * SPACING

    def _widths(self) -> list[int]:
        return self._narrowing.widths(self._rest(), self._titles)

    def _fit(self) -> None:
        width = self.width()
        self.pills.set_compact(False)
        self.pills.set_compact(width < self._widths()[1])
        self._narrowing.fit(width, self._rest(), self._titles)

    def minimumSizeHint(self) -> QSize:
        """As narrow as the bar can become."""
        return QSize(self._widths()[-1] - self._commands.yielding, super().minimumSizeHint().height())

    def sizeHint(self) -> QSize:
        """With everything that is shown at full width."""
        return QSize(self._widths()[0], super().sizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        """In another style words have other widths."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self._narrowing.measure()
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as much as there is room for."""
        super().resizeEvent(event)
        self._fit()
