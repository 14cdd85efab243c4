"""The dialog that brings in a CSV file: which file, which column to predict, what comes out; refusals in place.

Nothing is taken over before the user says so; the result is a table that travels inside the document.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMargins, Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFileDialog, QPushButton, QWidget

from playground.data.errors import DataError
from playground.data.imported import Imported, unpack
from playground.data.split import Preparation, prepare
from playground.data.table import column_names, read_csv
from playground.ui.choice import Choice
from playground.ui.data_panel.sample_table import SampleTable
from playground.ui.data_panel.words import class_list, summary
from playground.ui.labels import column, label, row
from playground.ui.sentences import sentence
from playground.ui.settings_form import titled_row

FILTER = "CSV files (*.csv *.tsv *.txt);;All files (*)"
_WIDTH = 560


class CsvDialog(QDialog):
    """After acceptance `imported` is the table; before, and after Cancel, it is what is shown at the moment."""

    def __init__(self, path: str = "", preparation: Preparation | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Data from a CSV file")
        self.setMinimumWidth(_WIDTH)
        self.imported: Imported | None = None
        self._preparation = preparation or Preparation()
        self._path = ""
        self._file, self._summary = label("No file chosen yet", "muted", wrap=True), label(kind="muted", wrap=True)
        self._classes, self._error = label(kind="caption", wrap=True), label(kind="field-error", wrap=True)
        self._target, self._table = Choice({}), SampleTable()
        self._browse = QPushButton("Browse…")
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self._use = self._buttons.addButton("Use this data", QDialogButtonBox.ButtonRole.AcceptRole)
        self._use.setProperty("kind", "primary")
        self._lay_out()
        self._browse.clicked.connect(self._choose_file)
        self._target.entered.connect(self._choose_target)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        self._show(None)
        if path:
            self.open_path(path)

    def open_path(self, path: str) -> None:
        """Look at a file; its last column is proposed as the target."""
        self._path = path
        self._file.setText(Path(path).name.encode("utf-8", "replace").decode())
        try:
            names = column_names(path)
        except DataError as error:
            self._target.offer({})
            self._refuse(error)
            return
        self._target.offer({name: name for name in names})
        self._target.setEnabled(True)
        self._choose_target(names[-1])

    def _choose_target(self, target: object) -> None:
        self._target.fill(target)
        try:
            self._show(read_csv(self._path, str(target)))
        except DataError as error:
            self._refuse(error)

    def _refuse(self, error: DataError) -> None:
        self._show(None)
        self._error.setText(sentence(str(error)))
        self._error.show()

    def _show(self, imported: Imported | None) -> None:
        self.imported = imported
        self._use.setEnabled(imported is not None)
        self._target.setEnabled(self._target.count() > 0)
        self._error.hide()
        for part in (self._summary, self._classes, self._table):
            part.setVisible(imported is not None)
        if imported is not None:
            dataset = unpack(imported)
            self._summary.setText(summary(dataset, prepare(dataset, self._preparation)))
            self._classes.setText(class_list(dataset))
            self._table.show_data(dataset)

    def _choose_file(self) -> None:
        path, _filter = QFileDialog.getOpenFileName(self, "Choose a CSV file", self._path, FILTER)
        if path:
            self.open_path(path)

    def _lay_out(self) -> None:
        lines = column(self, margins=QMargins(16, 16, 16, 16))
        lines.addWidget(label("A table with a header line; every column but one is a feature.", wrap=True))
        chosen = row()
        chosen.addWidget(self._file, 1)
        chosen.addWidget(self._browse)
        holder = QWidget()
        holder.setLayout(chosen)
        lines.addLayout(titled_row("File", holder, self._browse))
        lines.addLayout(titled_row("Predict", self._target, self._target))
        for part in (self._error, self._summary, self._classes):
            lines.addWidget(part)
        self._table.setMinimumHeight(200)
        lines.addWidget(self._table, 1)
        lines.addStretch(0)
        lines.addWidget(self._buttons, 0, Qt.AlignmentFlag.AlignBottom)
