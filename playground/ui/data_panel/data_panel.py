"""The data panel: choose what to learn from, adjust it, split it, look at it.

It asks for data and loads a copy of its own only to check a setting and to draw the preview.
"""

from __future__ import annotations

from PySide6.QtCore import QMargins, Qt, Signal
from PySide6.QtWidgets import QWidget

from playground.data.dataset import Dataset
from playground.data.errors import DataError
from playground.data.sources import DataSource, Generated, Written, load
from playground.data.split import Preparation, prepare
from playground.document.diagram import Diagram
from playground.document.handwritten import AS_WRITTEN, by_hand, shown_columns
from playground.engine.network import Network
from playground.ui.data_panel.csv_dialog import CsvDialog
from playground.ui.data_panel.preview import Preview
from playground.ui.data_panel.rows_table import RowsTable
from playground.ui.data_panel.source_choice import BY_HAND, CSV, SourceChoice, source_for
from playground.ui.data_panel.words import class_list, origin, remark, summary
from playground.ui.icons import refresh_icons
from playground.ui.labels import column, label, rule, scrolled
from playground.ui.palette import LIGHT, Theme
from playground.ui.sentences import sentence
from playground.ui.settings_form import FormWords, SettingsForm, titled_row

_NARROWEST = 190  # beside a pass in the smallest window


class DataPanel(QWidget):
    """Shows the data of a diagram; every finished change is told once, nothing while it is filled."""

    data_chosen = Signal(object)  # (DataSource, Preparation)
    number_clicked = Signal(object)  # (row, column) of the dataset, from 0; behind the features what is predicted

    def __init__(self, theme: Theme = LIGHT, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "panel")
        self.setAccessibleName("Data")
        self.setMinimumWidth(_NARROWEST)
        self._theme = theme
        self._source: DataSource = Generated("moons")
        self._preparation = Preparation()
        self._network = Network()
        self._dataset: Dataset | None = None
        self._choice = SourceChoice()
        self._rows = RowsTable(theme)
        self._generated = SettingsForm(self._source_refusal, theme=theme)
        words = FormWords({"seed": "Split seed"})
        self._split = SettingsForm(self._preparation_refusal, words, theme)
        self._summary, self._classes = label(wrap=True), label(kind="caption", wrap=True)
        self._remark = label(kind="caption", wrap=True)
        self._origin, self._error = label(kind="caption", wrap=True), label(kind="field-error", wrap=True)
        self._preview = Preview(theme)
        self._lay_out()
        self._choice.entered.connect(self._choose)
        self._generated.changed.connect(self._choose_source)
        self._rows.changed.connect(self._choose_source)
        self._rows.number_clicked.connect(self.number_clicked)
        self._preview.number_clicked.connect(self.number_clicked)
        self._split.changed.connect(self._choose_preparation)

    def show_data(self, diagram: Diagram, dataset: Dataset | None = None) -> None:
        """Show the data of a diagram; `dataset` is their loaded form if the caller has it."""
        shown = self._source, self._preparation
        renamed, self._network = self._network is not diagram.network, diagram.network
        if self._dataset is not None and (diagram.data, diagram.preparation) == shown:
            if renamed:
                self._show_rows()
            return
        if dataset is None and self._dataset is not None and diagram.data == self._source:
            dataset = self._dataset
        self._source, self._preparation = diagram.data, diagram.preparation
        self._fill()
        self._look(dataset)

    def choose_csv(self, path: str = "") -> None:
        """Open the dialog for a CSV file."""
        dialog = CsvDialog(path, self._preparation, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(self._take_imported)
        dialog.open()

    def set_theme(self, theme: Theme) -> None:
        """Repaint in another theme."""
        self._theme = theme
        for part in (self._generated, self._split, self._preview, self._rows):
            part.set_theme(theme)
        refresh_icons(self, theme)

    def _lay_out(self) -> None:
        content = QWidget()
        lines = column(content, margins=QMargins(12, 12, 12, 12))
        lines.addLayout(titled_row("Data", self._choice, self._choice))
        self._below_split = rule()
        parts = (self._generated, self._origin, rule(), self._rows, self._split, self._below_split, self._error)
        for part in (*parts, self._summary, self._classes, self._remark, self._preview):
            lines.addWidget(part)
        lines.addStretch(1)
        area = scrolled(content, "Data, to scroll")
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)  # nothing is cut in the narrowest room
        column(self, spacing=0).addWidget(area)

    def _fill(self) -> None:
        self._choice.show_source(self._source)
        self._generated.setVisible(isinstance(self._source, Generated))
        if isinstance(self._source, Generated):
            self._generated.show_value(self._source, self._source.kind)
        self._origin.setText(origin(self._source))
        self._origin.setVisible(bool(self._origin.text()))
        self._split.show_value(self._preparation)
        for part in (self._split, self._below_split):
            part.setVisible(not (self._by_hand and self._preparation == AS_WRITTEN))
        self._rows.setVisible(self._by_hand)
        self._show_rows()

    @property
    def _by_hand(self) -> bool:
        return isinstance(self._source, Written)

    def _show_rows(self) -> None:
        if isinstance(self._source, Written):
            self._rows.show_rows(self._source, shown_columns(self._source, self._network))

    def _look(self, dataset: Dataset | None) -> None:
        try:
            self._dataset = load(self._source) if dataset is None else dataset
            prepared = prepare(self._dataset, self._preparation)
        except DataError as error:
            self._dataset = None
            self._error.setText(sentence(str(error)))
        else:
            self._error.setText("")
            self._summary.setText(summary(self._dataset, prepared))
            self._classes.setText(class_list(self._dataset))
            self._remark.setText(sentence(remark(self._dataset)))
            if not self._by_hand:
                self._preview.show_data(self._dataset, prepared)
        self._error.setVisible(self._dataset is None)
        shown = self._dataset is not None and not self._by_hand
        for part in (self._summary, self._classes, self._preview):
            part.setVisible(shown)
        self._remark.setVisible(shown and bool(self._remark.text()))

    def _source_refusal(self, source: Generated) -> str:
        try:
            load(source)
        except DataError as error:
            return str(error)
        return ""

    def _preparation_refusal(self, preparation: Preparation) -> str:
        if self._dataset is None:
            return ""
        try:
            prepare(self._dataset, preparation)
        except DataError as error:
            return str(error)
        return ""

    def _choose(self, entry: object) -> None:
        if entry == CSV:
            self._choice.restore()
            self.choose_csv()
            return
        if entry == BY_HAND:
            self._emit(by_hand(self._network, self._dataset), AS_WRITTEN)
            return
        self._emit(source_for(str(entry), self._source), self._preparation)

    def _choose_source(self, source: DataSource) -> None:
        self._emit(source, self._preparation)

    def _choose_preparation(self, preparation: Preparation) -> None:
        self._emit(self._source, preparation)

    def _take_imported(self) -> None:
        dialog = self.sender()
        if isinstance(dialog, CsvDialog) and dialog.imported is not None:
            self._emit(dialog.imported, self._preparation)

    def _emit(self, source: DataSource, preparation: Preparation) -> None:
        self.data_chosen.emit((source, preparation))
