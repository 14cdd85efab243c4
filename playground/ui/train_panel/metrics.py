"""The numbers a learner watches while training: large, in digits of one width, so that nothing jitters."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLayout, QSizePolicy, QWidget

from playground.session.numbers import exact, fitted_number, format_number
from playground.ui.fonts import mono_font
from playground.ui.labels import column, label, row
from playground.ui.settings_form import ROW_HEIGHT

NOTHING = "–"
SPACING = 12
_NUMBER_SIZE = 16.0
_LABEL_EDGE = 4  # pixels a label takes beside its text
_LOSS_PLACES = 7  # characters of a loss, so that 1.23e−9 is as wide as 0.04120
_WHOLE_FROM = 100  # epochs a second from which their decimals are noise
THIN_SPACE = "\u202f"


@dataclass(frozen=True)
class MetricsShown:
    """The newest numbers; None where one does not apply or is not known yet. Accuracy is a share, 0 to 1."""

    epoch: int | None = None
    train_loss: float | None = None
    validation_loss: float | None = None
    accuracy: float | None = None
    epochs_per_second: float | None = None


@dataclass(frozen=True)
class Metric:
    """One number: its field, its title, what it means, and the longest text it usually has."""

    field: str
    title: str
    hint: str
    longest: str


METRICS = (
    Metric("epoch", "Epoch", "Times every training sample has been used", "10 000"),
    Metric("train_loss", "Train loss", "Mean loss over the training part", "0.00000"),
    Metric("validation_loss", "Validation", "Mean loss over the validation part", "0.00000"),
    Metric("accuracy", "Accuracy", "Share of validation samples whose class is told right", "100.0 %"),
    Metric("epochs_per_second", "Epochs/s", "How fast training runs", "10 000"),
)


class Metrics(QWidget):
    """Five titled numbers side by side; widths never change while the texts have their usual length."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._numbers = {metric.field: label(NOTHING, "number") for metric in METRICS}
        self._shown = MetricsShown()
        self._columns = tuple(self._column(metric) for metric in METRICS)
        line = row(self, spacing=SPACING)
        line.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        for shown in self._columns:
            line.addWidget(shown)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.show_metrics(self._shown)
        self._measure()

    def changeEvent(self, event: QEvent) -> None:
        """In another style digits have another width."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self._measure()

    def _measure(self) -> None:
        for metric in METRICS:
            number = self._numbers[metric.field]
            number.ensurePolished()
            number.setMinimumWidth(number.fontMetrics().horizontalAdvance(metric.longest) + _LABEL_EDGE)

    def show_metrics(self, shown: MetricsShown) -> None:
        """Show the newest numbers."""
        self._shown = shown
        for metric in METRICS:
            number, value = self._numbers[metric.field], getattr(shown, metric.field)
            text = written(metric.field, value)
            if number.text() != text:
                number.setText(text)
                number.setAccessibleName(f"{metric.title} {text if value is not None else 'not known'}")

    def text(self, field: str) -> str:
        """What one of the numbers reads."""
        return self._numbers[field].text()

    def tip(self, field: str) -> str:
        """Every digit of one of the numbers."""
        value = getattr(self._shown, field)
        return "" if value is None else exact(value)

    def _column(self, metric: Metric) -> QWidget:
        holder = QWidget()
        lines = column(holder, spacing=1)
        number = self._numbers[metric.field]
        number.setFont(mono_font(_NUMBER_SIZE))
        number.setToolTip(metric.hint)
        title = label(metric.title, "caption")
        title.setToolTip(metric.hint)
        number.setFixedHeight(ROW_HEIGHT)
        lines.addWidget(title)
        lines.addWidget(number)
        return holder

    def _width(self, columns: int) -> int:
        widths = (shown.sizeHint().width() for shown in self._columns[:columns])
        return sum(widths) + SPACING * (columns - 1)

    def sizeHint(self) -> QSize:
        """All numbers."""
        return QSize(self._width(len(self._columns)), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """None: numbers show as there is room."""
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As many numbers as fit, the first ones first."""
        super().resizeEvent(event)
        for index, shown in enumerate(self._columns):
            shown.setVisible(self._width(index + 1) <= event.size().width())


def written(field: str, value: float | None) -> str:
    """A metric as text: `240`, `0.0412`, `98.6 %`, `1 180`; `–` for none."""
    if value is None:
        return NOTHING
    if field == "accuracy":
        return f"{100 * value:.1f} %"
    if field == "epoch" or (field == "epochs_per_second" and value >= _WHOLE_FROM):
        return f"{round(value):,}".replace(",", THIN_SPACE)
    if field == "epochs_per_second":
        return format_number(value, 3)
    return fitted_number(value, 4, _LOSS_PLACES)
