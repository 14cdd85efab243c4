"""How good the network is on one part of its data: a few numbers, and for classes the confusion matrix.

While training it measures as seldom as it must for the window to stay smooth; a pause always measures.
"""

from __future__ import annotations

from collections.abc import Mapping
from time import perf_counter

import numpy as np
from PySide6.QtCore import QMargins, Qt, QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QGridLayout, QHeaderView, QLabel, QTableView, QWidget

from playground.engine.instruction import Array
from playground.session.metrics_report import Measurer, MetricRow, MetricsReport, Part
from playground.session.state import State
from playground.ui.choice import Choice
from playground.ui.labels import clear, column, label
from playground.ui.palette import LIGHT, Theme
from playground.ui.settings_form import LABEL_WIDTH, titled_row
from playground.ui.train_panel.confusion_delegate import ConfusionDelegate
from playground.ui.train_panel.confusion_model import ConfusionModel

PARTS: Mapping[str, str] = {Part.VALIDATION.value: "Validation", Part.TRAINING.value: "Training"}
UNREADY = "There is something to measure as soon as the network can be trained."
NO_SAMPLES = "No samples are kept aside to validate on."
LEGEND = "A row for each class, a column for each that its samples were taken for."
_LEAST_PAUSE = 0.5  # seconds between two measurements while training
_NARROWEST, _WIDEST, _ROW, _EDGE = 26, 96, 26, 12  # pixels
_WIDEST_SHARE = "100.0 %"
_SHARE = 1 / 150  # of the time that may be spent on them


class QualityPanel(QWidget):
    """Measures what it is shown, but only while it can be seen."""

    def __init__(self, theme: Theme = LIGHT) -> None:
        super().__init__()
        self.setProperty("kind", "panel")
        self.setAccessibleName("Quality")
        self._state: State | None = None
        self._measurer: Measurer | None = None
        self._waiting: Array | None = None  # parameters not measured yet
        self._next, self._fitted, self._is_stale = 0.0, 0, False
        self._catch_up = QTimer(self)
        self._catch_up.setSingleShot(True)
        self._catch_up.timeout.connect(self._measure)
        self._part = Choice(PARTS)
        self._part.fill(Part.VALIDATION.value)
        self._part.setToolTip("Which samples are told about")
        self._part.entered.connect(self._choose_part)
        self._titles: tuple[str, ...] = ()
        self._numbers: tuple[QLabel, ...] = ()
        self._grid = QGridLayout()
        self._note, self._legend = label(UNREADY, "muted", wrap=True), label(LEGEND, "caption", wrap=True)
        self._model, self.table = ConfusionModel(theme), QTableView()
        self._lay_out()
        self._show(None, UNREADY)

    def show_state(self, state: State) -> None:
        """Measure the present parameters of a session."""
        before, self._state = self._state, state
        if self._measurer is None or before is None or not _measured_alike(before, state):
            self._measurer = Measurer.of(state)
        self._waiting = None if state.learned is None else state.learned.values
        self._next = 0.0
        self._measure()

    def show_values(self, values: object) -> None:
        """Measure newer parameters of a run, if it is time."""
        assert isinstance(values, np.ndarray)
        self._waiting = values
        if perf_counter() >= self._next:
            self._measure()

    def set_theme(self, theme: Theme) -> None:
        """Colour the table in another theme."""
        self._model.set_theme(theme)

    def _measure(self) -> None:
        if self.visibleRegion().isEmpty():  # behind another tab it still counts as visible
            self._is_stale = True
            return
        self._is_stale = False
        learned = None if self._state is None else self._state.learned
        if self._measurer is None or self._waiting is None or learned is None:
            self._show(None, UNREADY)
        elif self._waiting.shape == learned.values.shape:
            start = perf_counter()
            self._show(self._measurer.shown(self._waiting, Part(self._part.currentData())), NO_SAMPLES)
            end = perf_counter()
            self._next = end + max(_LEAST_PAUSE, (end - start) / _SHARE)

    def _show(self, report: MetricsReport | None, reason: str) -> None:
        rows = () if report is None else report.rows
        if tuple(row.title for row in rows) != self._titles:
            self._make_rows(rows)
        for number, row in zip(self._numbers, rows, strict=True):
            number.setText(row.text)
            number.setAccessibleName(f"{row.title} {row.text}")
        classes = () if report is None else report.classes
        self._model.show_classes(classes)
        if report is not None and report.samples != self._fitted:
            self._fitted = report.samples
            self._fit_columns()
        self._note.setText(reason)
        self._note.setVisible(report is None)
        self.table.setVisible(bool(classes))
        self._legend.setVisible(bool(classes))

    def _make_rows(self, rows: tuple[MetricRow, ...]) -> None:
        clear(self._grid)
        self._titles = tuple(row.title for row in rows)
        self._numbers = tuple(label(kind="mono") for _ in rows)
        for line, (row, number) in enumerate(zip(rows, self._numbers, strict=True)):
            title = label(row.title, "muted")
            for part in (title, number):
                part.setToolTip(row.hint)
            self._grid.addWidget(title, line, 0)
            self._grid.addWidget(number, line, 1)

    def _choose_part(self, part: object) -> None:
        self._part.fill(part)
        if self._waiting is None and self._state is not None and self._state.learned is not None:
            self._waiting = self._state.learned.values
        self._measure()

    def _lay_out(self) -> None:
        self._grid.setColumnMinimumWidth(0, LABEL_WIDTH)
        self._grid.setColumnStretch(1, 1)
        self._dress_table()
        lines = column(self, margins=QMargins(12, 12, 12, 12))
        lines.addLayout(titled_row("Samples", self._part, self._part))
        lines.addLayout(self._grid)
        for part in (self._note, self._legend):
            lines.addWidget(part)
        lines.addWidget(self.table, 1)
        lines.addStretch(0)

    def _dress_table(self) -> None:
        self.table.setModel(self._model)
        self.table.setItemDelegate(ConfusionDelegate(self._model, self.table))
        self.table.setAccessibleName("Confusion matrix")
        self.table.setProperty("kind", "small")
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        for header in (self.table.horizontalHeader(), self.table.verticalHeader()):
            header.setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
            header.setMinimumSectionSize(_NARROWEST)
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.table.verticalHeader().setDefaultSectionSize(_ROW)
        self._model.modelReset.connect(self._fit_columns)

    def _fit_columns(self) -> None:
        """Wide enough for every number that may come, so that none has to be measured again."""
        metrics, header = self.table.fontMetrics(), self.table.horizontalHeader()
        last = self._model.columnCount() - 1
        for place in range(last + 1):
            widest = _WIDEST_SHARE if place >= last - 1 else str(self._fitted)
            title = str(self._model.headerData(place, Qt.Orientation.Horizontal))
            room = max(metrics.horizontalAdvance(widest), metrics.horizontalAdvance(title)) + _EDGE
            header.resizeSection(place, min(room, _WIDEST))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Come to the front: measure what came while nobody looked, right after this."""
        super().paintEvent(event)
        if self._is_stale:
            self._is_stale = False
            self._catch_up.start()


def _measured_alike(before: State, after: State) -> bool:
    """Whether a measurer made for one state can measure the other."""
    if before.learned is None or after.learned is None or before.learned.layout is not after.learned.layout:
        return False
    return before.diagram.network is after.diagram.network and before.data is after.data
