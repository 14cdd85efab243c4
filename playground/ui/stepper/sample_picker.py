"""Choosing what a pass is walked with: one sample of the training part, the next batch, or all of it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QSpinBox, QWidget

from playground.ui.labels import row
from playground.ui.sample_choice import SampleChoice, SampleKind


class SamplePicker(QWidget):
    """A choice of three kinds, and for one sample its number: typed or stepped, however many there are."""

    samples_chosen = Signal(object)  # SampleChoice

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind, self._number = QComboBox(), QSpinBox()
        for kind in SampleKind:
            self._kind.addItem("", kind)
        self._kind.setAccessibleName("Samples of the pass")
        self._number.setAccessibleName("Sample")
        self._number.setToolTip("The number of the sample in the training part")
        self._number.setKeyboardTracking(False)
        self._number.setPrefix("#")
        layout = row(self)
        layout.addWidget(self._kind)
        layout.addWidget(self._number)
        self.show_samples(1, 1)
        self._kind.currentIndexChanged.connect(self._tell)
        self._number.valueChanged.connect(self._tell)

    @property
    def choice(self) -> SampleChoice:
        """What is chosen."""
        kind = SampleKind(self._kind.currentData())
        return SampleChoice(kind, self._number.value() - 1 if kind is SampleKind.SAMPLE else 0)

    def show_samples(self, count: int, batch_size: int) -> None:
        """How many samples there are and how many a batch takes; tells nobody."""
        texts = ("Sample", f"Batch of {min(batch_size, count)}", f"All {count}")
        for place, text in enumerate(texts):
            self._kind.setItemText(place, text)
        self._number.blockSignals(True)
        self._number.setRange(1, max(count, 1))
        self._number.setSuffix(f" of {count}")
        self._number.blockSignals(False)
        self._show_number()

    def show_choice(self, choice: SampleChoice) -> None:
        """Show a choice without telling anyone."""
        for control in (self._kind, self._number):
            control.blockSignals(True)
        self._kind.setCurrentIndex(list(SampleKind).index(choice.kind))
        if choice.kind is SampleKind.SAMPLE:
            self._number.setValue(choice.index + 1)
        for control in (self._kind, self._number):
            control.blockSignals(False)
        self._show_number()

    def _show_number(self) -> None:
        self._number.setVisible(self.choice.kind is SampleKind.SAMPLE)

    def _tell(self) -> None:
        self._show_number()
        self.samples_chosen.emit(self.choice)
