"""Lets signals through while Qt's loop idles, so that the system can end the program."""

from __future__ import annotations

import signal
import socket
from contextlib import suppress

from PySide6.QtCore import QObject, QSocketNotifier, Signal


class SignalListener(QObject):
    """Lets SIGTERM and SIGINT through while Qt's loop idles: the handler writes a byte that a notifier reads."""

    interrupted = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._reader, self._writer = socket.socketpair()
        for end in (self._reader, self._writer):
            end.setblocking(False)
        self._old_descriptor = signal.set_wakeup_fd(self._writer.fileno())
        self._old = {number: signal.signal(number, _ignore) for number in (signal.SIGINT, signal.SIGTERM)}
        self._notifier = QSocketNotifier(self._reader.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._wake)

    def _wake(self) -> None:
        with suppress(BlockingIOError):
            self._reader.recv(64)
        self.interrupted.emit()

    def close(self) -> None:
        """Put the old handlers back."""
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(self._old_descriptor)
        for number, handler in self._old.items():
            signal.signal(number, handler)
        self._reader.close()
        self._writer.close()


def _ignore(_number: int, _frame: object) -> None:
    """The byte in the socket is what counts."""
