"""Hands what a panel has made to the clipboard, or into a file that the user chooses, and tells how it went."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from playground.document.errors import FileError
from playground.document.saving import save


class Delivery(QObject):
    """What is handed out and in which forms is told by those that derive from it."""

    told = Signal(object)  # a sentence
    failed = Signal(object)  # a sentence

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner)
        self.owner = owner

    def hand_over(self, text: str, told: str) -> None:
        """Put a text on the clipboard."""
        QGuiApplication.clipboard().setText(text)
        self.told.emit(told)

    def write(self, path: Path, data: bytes, told: str) -> None:
        """Write a file, or say why it cannot be written."""
        try:
            save(path, data)
        except FileError as error:
            self.failed.emit(str(error))
        else:
            self.told.emit(told)
