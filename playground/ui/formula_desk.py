"""A new document from a typed formula: asks for it, and opens what was made of it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from playground.document.document import Document
from playground.ui.file_desk import FileDesk
from playground.ui.look import Look


class FormulaDesk(QObject):
    """The dialog is imported when it is opened first."""

    def __init__(self, window: QWidget, files: FileDesk, look: Look) -> None:
        super().__init__(window)
        self._window, self._files, self._look = window, files, look

    def ask(self) -> None:
        """Let the user type a formula."""
        from playground.ui.graph.formula_dialog import FormulaDialog

        dialog = FormulaDialog(self._look.theme, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(self._create)
        dialog.open()

    def _create(self) -> None:
        from playground.ui.graph.formula_dialog import FormulaDialog

        dialog = self.sender()
        if isinstance(dialog, FormulaDialog) and self._files.may_discard():
            self._files.adopt(Document(dialog.formula.diagram()), "Formula")
