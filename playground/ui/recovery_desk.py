"""Keeps a copy of unsaved work now and then, and offers what an earlier program left behind."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from playground.document.errors import FileError
from playground.document.files import read
from playground.document.recovery import Recovery, discard, find_lost
from playground.session.workbench import Workbench
from playground.ui.file_desk import FileDesk

Result = TypeVar("Result")

INTERVAL = 30_000  # milliseconds between two copies


class RecoveryDesk(QObject):
    """One recovery folder for this program; a failure to keep copies is told once."""

    failed = Signal(object)  # a sentence

    def __init__(self, workbench: Workbench, files: FileDesk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workbench, self._files = workbench, files
        self._recovery: Recovery | None = None
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.keep)

    def start(self) -> None:
        """Begin to keep copies."""
        self._recovery = self._guarded(Recovery)
        if self._recovery is not None:
            self._timer.start(INTERVAL)

    def restore(self) -> bool:
        """Open the newest copy that was left behind, as unsaved work; False if there is none to open."""
        for lost in find_lost():
            name = Path(lost.original).stem or "Untitled"
            document = self._guarded(partial(read, lost.path))
            if document is not None:
                self._files.adopt(document, f"{name} (recovered)")
                discard(lost)
                return True
        return False

    def keep(self) -> None:
        """Save a copy if there is unsaved work, else drop the copy there is; one before NaN or infinity stays."""
        if self._recovery is None:
            return
        if not self._files.is_dirty:
            self._recovery.clear()
        elif not self._workbench.document().is_finite:
            return
        elif self._guarded(self._save) is None:
            self._timer.stop()

    def abandon(self) -> None:
        """Leave the copy, if there is one, to be found by the next program."""
        self._timer.stop()
        self._recovery = None

    def close(self) -> None:
        """Give the folder up at a proper end."""
        self._timer.stop()
        if self._recovery is not None:
            self._recovery.close()

    def _save(self) -> bool:
        assert self._recovery is not None
        self._recovery.keep(self._workbench.document(), self._files.path)
        return True

    def _guarded(self, act: Callable[[], Result]) -> Result | None:
        try:
            return act()
        except FileError as error:
            self.failed.emit(str(error))
            return None
