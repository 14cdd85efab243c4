"""Files for the window: new, open, save, recent, the question about unsaved changes. Parsing is the document floor's.

A file is read to a detached value first; only a whole document replaces the one that is open.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from playground.document.diagram import Diagram
from playground.document.document import Document
from playground.document.examples import example
from playground.document.files import FileError, read, write
from playground.engine.learned import Learned
from playground.session.workbench import Workbench
from playground.ui.edit_desk import EditDesk

SUFFIX = ".playground"
FILTER = f"Networks (*{SUFFIX});;All files (*)"
Answer = QMessageBox.StandardButton


class FileDesk(QObject):
    """Which file the document belongs to and whether it holds everything."""

    title_changed = Signal(object)  # name to show, with a dot when there are unsaved changes
    failed = Signal(object)  # a sentence
    opening = Signal()  # another document is about to be shown
    opened = Signal(object)  # the path of a document just opened or saved, "" for one without a file

    def __init__(self, workbench: Workbench, edits: EditDesk, window: QWidget) -> None:
        super().__init__(window)
        self._workbench, self._edits, self._window = workbench, edits, window
        self.path: Path | None = None
        self._name = "Untitled"
        self._saved_learned: Learned | None = workbench.state.learned
        edits.stack.cleanChanged.connect(self.refresh_title)

    @property
    def is_dirty(self) -> bool:
        """Whether closing would lose something: an edit, or training since the last save."""
        learned = self._workbench.state.learned
        trained = learned is not self._saved_learned and learned is not None and learned.updates > 0
        return self._workbench.is_training or not self._edits.stack.isClean() or trained

    @property
    def title(self) -> str:
        """The document's name as a window shows it."""
        return self._name + (" •" if self.is_dirty else "")

    def refresh_title(self) -> None:
        """Tell the window what to show."""
        self.title_changed.emit(self.title)

    def new(self) -> None:
        """Start with an empty canvas, once unsaved changes are dealt with."""
        if self.may_discard():
            self._show(Document(Diagram()), None, "Untitled")

    def open(self) -> None:
        """Let the user choose a file."""
        if self.may_discard():
            chosen, _ = QFileDialog.getOpenFileName(self._window, "Open a network", self._folder(), FILTER)
            if chosen:
                self.load(Path(chosen))

    def open_path(self, path: Path) -> None:
        """Open a given file (recent list, drop, command line), once unsaved changes are dealt with."""
        if self.may_discard():
            self.load(path)

    def load(self, path: Path) -> bool:
        """Read and show a file; on an error the open document stays as it is."""
        try:
            document = read(path)
        except FileError as error:
            self.failed.emit(str(error))
            return False
        self._show(document, path, path.stem)
        return True

    def open_example(self, key: str) -> None:
        """Open a copy of a bundled example."""
        if self.may_discard():
            self._show(example(key), None, key)

    def adopt(self, document: Document, name: str) -> None:
        """Show a document that has no file yet, such as a recovered one; it counts as unsaved."""
        self._show(document, None, name)
        self._edits.stack.resetClean()
        self.refresh_title()

    def show(self, document: Document, name: str) -> None:
        """Show a document that needs no saving, such as the subject of a picture."""
        self._show(document, None, name)

    def save(self) -> bool:
        """Write to the document's file, or ask for one; False if nothing was written."""
        return self.save_to(self.path) if self.path is not None else self.save_as()

    def save_as(self) -> bool:
        """Ask for a file and write to it."""
        suggestion = str(Path(self._folder()) / f"{self._name}{SUFFIX}")
        chosen, _ = QFileDialog.getSaveFileName(self._window, "Save the network", suggestion, FILTER)
        if not chosen:
            return False
        path = Path(chosen)
        return self.save_to(path if path.suffix else path.with_suffix(SUFFIX))

    def save_to(self, path: Path) -> bool:
        """Write the document as it stands now, training or not; on an error nothing is lost."""
        document = self._workbench.document()
        try:
            write(path, document)
        except FileError as error:
            self.failed.emit(str(error))
            return False
        self.path, self._name, self._saved_learned = path, path.stem, document.learned
        self._edits.stack.setClean()
        self.refresh_title()
        self.opened.emit(str(path))
        return True

    def may_discard(self) -> bool:
        """Whether the open document may go: nothing is unsaved, or the user has answered."""
        if not self.is_dirty:
            return True
        answer = self._question().exec()
        if answer == Answer.Save:
            return self.save()
        return answer == Answer.Discard

    def _question(self) -> QMessageBox:
        box = QMessageBox(self._window)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle("Unsaved changes")
        box.setText(f"Save the changes to {self._name}?")
        box.setInformativeText("Edits and what the network has learned since the last save would be lost.")
        box.setStandardButtons(Answer.Save | Answer.Discard | Answer.Cancel)
        box.setDefaultButton(Answer.Save)
        return box

    def _show(self, document: Document, path: Path | None, name: str) -> None:
        self.opening.emit()
        self._workbench.open(document)
        self.path, self._name = path, name
        self._saved_learned = self._workbench.state.learned
        self._edits.forget()
        self.refresh_title()
        self.opened.emit("" if path is None else str(path))

    def _folder(self) -> str:
        return str(self.path.parent if self.path is not None else Path.cwd())
