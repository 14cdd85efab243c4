"""Starts and ends the program: application object, theme, window, crash hook, garbage collection, signals.

The window is shown before pyqtgraph is imported. All collection of garbage happens in this thread, because a collection
in a worker would destroy widgets there.
"""

from __future__ import annotations

import gc
import signal
import socket
import sys
import threading
import traceback
from contextlib import suppress
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, QSocketNotifier, QTimer, Signal
from PySide6.QtWidgets import QApplication

from playground.ui.wiring import Wiring

SWITCH_INTERVAL = 0.0001
COLLECT_INTERVAL = 2000  # milliseconds between two collections of garbage
REPORT_LIMIT = 3  # faults shown in a session; the rest goes to the terminal only


def make_application() -> QApplication:
    """The one application object, made if there is none yet."""
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    application = QApplication(sys.argv[:1])
    application.setApplicationName("playground")
    application.setApplicationDisplayName("Backprop Playground")
    application.setDesktopFileName("playground")
    return application


def run(paths: list[str]) -> int:
    """Open the window with the first of `paths`; returns the exit code of Qt's loop."""
    application = make_application()
    sys.setswitchinterval(SWITCH_INTERVAL)
    collector = GarbageCollector(application)
    wiring = Wiring(application)
    reporter = CrashReporter(application)
    reporter.report.connect(wiring.window.notice.error)
    reporter.install()
    listener = SignalListener(application)
    listener.interrupted.connect(wiring.interrupt)
    wiring.start(Path(paths[0]) if paths else None)
    wiring.window.show()
    code = application.exec()
    wiring.finish()
    listener.close()
    reporter.remove()
    collector.stop()
    return code


class GarbageCollector(QObject):
    """Collects garbage by a timer in the window's thread instead of wherever an allocation happens to be."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._collect)
        self._timer.start(COLLECT_INTERVAL)

    def _collect(self) -> None:
        gc.collect(1)

    def stop(self) -> None:
        """Give collection back to Python."""
        self._timer.stop()
        gc.enable()


class CrashReporter(QObject):
    """Hands unexpected exceptions of every thread to the window's thread, at most a few, never as a modal box."""

    report = Signal(object)  # a sentence

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._left = REPORT_LIMIT

    def install(self) -> None:
        """Take over from Python's own hooks."""
        sys.excepthook = self._caught
        threading.excepthook = self._caught_in_thread

    def remove(self) -> None:
        """Give the hooks back."""
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__

    def _caught(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        traceback.print_exception(kind, error, trace, file=sys.stderr)
        if self._left > 0 and not issubclass(kind, KeyboardInterrupt):
            self._left -= 1
            self.report.emit(f"A fault of the program: {kind.__name__}: {error}. Your network is still open; save it.")

    def _caught_in_thread(self, arguments: threading.ExceptHookArgs) -> None:
        if arguments.exc_value is not None:
            self._caught(arguments.exc_type, arguments.exc_value, arguments.exc_traceback)


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
