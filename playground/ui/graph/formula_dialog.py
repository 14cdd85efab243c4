"""The dialog in which a computational graph is typed: the formula, its names and numbers, its value as one types.

It makes nothing; after acceptance `formula` is what was typed.
"""

from __future__ import annotations

from PySide6.QtCore import QMargins, Qt
from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHeaderView, QPlainTextEdit, QTableView, QTextEdit, QWidget

from playground.engine.expressions import FUNCTIONS
from playground.session.formula import Formula, place_of
from playground.ui.fonts import mono_font
from playground.ui.graph.names_model import LEARN, NAME, VALUE, NamesModel
from playground.ui.labels import column, label
from playground.ui.palette import LIGHT, Theme
from playground.ui.sentences import sentence

START = Formula(
    "ŷ = x*w2 + w1 + w2\nL = (ŷ - y)**2", {"x": 3.0, "y": 17.0, "w1": 6.0, "w2": 2.0}, frozenset({"w1", "w2"})
)
WORDS = "One formula, or several lines that each name a value; the last line is the result."
KNOWN = f"Known are + − * / ** and brackets; {', '.join(FUNCTIONS)}."
_SIZE = (560, 560)
_ROW = 26


class FormulaDialog(QDialog):
    """Every keystroke reads the text anew: an error with its place, or the names and the value."""

    def __init__(self, theme: Theme = LIGHT, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("New from formula")
        self.resize(*_SIZE)
        self.formula, self._theme = START, theme
        self.text, self.names, self.table = QPlainTextEdit(START.text), NamesModel(), QTableView()
        self._value, self._error = label(kind="heading"), label(kind="field-error", wrap=True)
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.create_button = self._buttons.addButton("Create", QDialogButtonBox.ButtonRole.AcceptRole)
        self.create_button.setProperty("kind", "primary")
        self._dress()
        self._lay_out()
        self.text.textChanged.connect(self._read)
        self.names.wanted.connect(self.show_formula)
        self.names.refused.connect(self._say)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        self.show_formula(START)
        self.text.selectAll()
        self.text.setFocus()

    def take(self, formula: Formula) -> None:
        """Begin with a formula that has been typed elsewhere: its names wait for their numbers."""
        self.formula = formula
        self.text.setPlainText(formula.text)
        if formula.names:
            self.table.setCurrentIndex(self.names.index(0, VALUE))
            self.table.setFocus()
        else:
            self.create_button.setFocus()

    def show_formula(self, formula: object) -> None:
        """Show the names and the value, or what is wrong and where."""
        assert isinstance(formula, Formula)
        self.formula = formula
        error = formula.error
        self.names.show_formula(formula)
        self._value.setText(formula.value)
        self._say("" if error is None else str(error))
        self.text.setExtraSelections(self._marks())
        self.create_button.setEnabled(error is None)

    def _read(self) -> None:
        self.show_formula(Formula(self.text.toPlainText(), self.formula.numbers, self.formula.learned))

    def _say(self, reason: object) -> None:
        self._error.setText(sentence(str(reason)))
        self._error.setVisible(bool(reason))
        self.text.setAccessibleDescription(str(reason))

    def _marks(self) -> list[QTextEdit.ExtraSelection]:
        """A wave under the place of the error."""
        place = place_of(self.formula.error, self.formula.text)
        if place is None or not self.formula.text:
            return []
        mark, form = QTextEdit.ExtraSelection(), QTextCharFormat()
        form.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        form.setUnderlineColor(QColor(self._theme.error))
        cursor = QTextCursor(self.text.document())
        cursor.setPosition(min(place, len(self.formula.text) - 1))
        cursor.movePosition(QTextCursor.MoveOperation.NextCharacter, QTextCursor.MoveMode.KeepAnchor)
        mark.cursor, mark.format = cursor, form
        return [mark]

    def _dress(self) -> None:
        self.text.setFont(mono_font(14))
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName("Formula")
        self.text.setFixedHeight(120)
        self.table.setModel(self.names)
        self.table.setAccessibleName("Names of the formula")
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(_ROW)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for place in (NAME, LEARN):
            header.setSectionResizeMode(place, QHeaderView.ResizeMode.Fixed)
            header.resizeSection(place, 120)

    def _lay_out(self) -> None:
        lines = column(self, margins=QMargins(16, 16, 16, 16))
        parts: tuple[QWidget, ...] = (self.text, self._error, self._value, self.table)
        for part in (label(WORDS, wrap=True), *parts, label(KNOWN, "caption", wrap=True), self._buttons):
            lines.addWidget(part)
        lines.setStretchFactor(self.table, 1)
