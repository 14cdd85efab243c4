"""Starts and ends the program: application object, theme, window, crash hook, garbage collection, signals.

The window is shown before pyqtgraph is imported. All collection of garbage happens in this thread, because a collection
in a worker would destroy widgets there.
"""

from __future__ import annotations

import gc
import os
import sys
import threading
import traceback
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from playground.ui.wiring import Wiring

if TYPE_CHECKING:
    from playground.ui.signal_listener import SignalListener

SWITCH_INTERVAL = 0.0001
COLLECT_INTERVAL = 2000  # milliseconds between two collections of garbage
ONE_PAINTER = "QT_NO_GUI_THREADPOOL"  # set, Qt paints in one thread: waking others takes longer than our small areas
REPORT_LIMIT = 3  # faults shown in a session; the rest goes to the terminal only


def make_application() -> QApplication:
    """The one application object, made if there is none yet."""
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    os.environ.setdefault(ONE_PAINTER, "1")
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
    wiring.start(Path(paths[0]) if paths else None)
    wiring.window.show()
    listener = _signal_listener(application)
    listener.interrupted.connect(wiring.interrupt)
    code = application.exec()
    wiring.finish()
    listener.close()
    reporter.remove()
    collector.stop()
    return code


def _signal_listener(application: QApplication) -> SignalListener:
    """Imported once the window stands, as it needs sockets."""
    from playground.ui.signal_listener import SignalListener

    return SignalListener(application)


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
