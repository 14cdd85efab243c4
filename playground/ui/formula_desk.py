"""A new document from a typed formula: asks for it, and opens what was made of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from playground.document.document import Document
from playground.ui.file_desk import FileDesk
from playground.ui.look import Look

if TYPE_CHECKING:
    from playground.ui.graph.formula_dialog import FormulaDialog


class FormulaDesk(QObject):
    """The dialog is imported when it is opened first."""

    def __init__(self, window: QWidget, files: FileDesk, look: Look) -> None:
        super().__init__(window)
        self._window, self._files, self._look = window, files, look

    def ask(self) -> None:
        """Let the user type a formula."""
        self._dialog().open()

    def go_on_with(self, formula: object) -> None:
        """Let the user give the names of a formula, which has been typed, their numbers."""
        from playground.session.formula import Formula

        assert isinstance(formula, Formula)
        dialog = self._dialog()
        dialog.take(formula)
        dialog.open()

    def _dialog(self) -> FormulaDialog:
        from playground.ui.graph.formula_dialog import FormulaDialog

        dialog = FormulaDialog(self._look.theme, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(self._create)
        return dialog

    def _create(self) -> None:
        from playground.ui.graph.formula_dialog import FormulaDialog

        dialog = self.sender()
        if isinstance(dialog, FormulaDialog) and self._files.may_discard():
            self._files.adopt(Document(dialog.formula.diagram()), "Formula")
