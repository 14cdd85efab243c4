"""Redraws take turns: at most one panel is drawn anew in each beat, so that no beat of the window is long.

While training all panels have something new at once; drawn together they would hold the window up for several frames.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

BEAT = 20  # milliseconds

Job = Callable[[], object]


class Turns(QObject):
    """A queue in which each job stands at most once."""

    drawing = Signal(object)  # bool: a job begins, or what it changed has been painted

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: list[Job] = []
        self._timer = QTimer(self)
        self._timer.setInterval(BEAT)
        self._timer.timeout.connect(self._next)

    def request(self, job: Job) -> None:
        """Have the job done when its turn comes; asked for again before that it is done once."""
        if job not in self._waiting:
            self._waiting.append(job)
        if not self._timer.isActive():
            self._timer.start()

    def stop(self) -> None:
        """Forget what waits, as when the panels are about to go."""
        self._waiting.clear()
        self._timer.stop()

    def _next(self) -> None:
        if not self._waiting:
            self._timer.stop()
            return
        self.drawing.emit(True)
        self._waiting.pop(0)()
        QTimer.singleShot(0, self._painted)  # by then the posted paint events have been handled

    def _painted(self) -> None:
        self.drawing.emit(False)
