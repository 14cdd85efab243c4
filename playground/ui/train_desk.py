"""Training in the window: starts and pauses runs, and feeds the plots from the mailbox with one timer.

Every number it hands on was left there by the engine. Curves get every point; metrics and maps only the newest.
"""

from __future__ import annotations

from collections import deque
from time import perf_counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from playground.engine.errors import EngineError
from playground.engine.history import EpochRecord
from playground.session.state import State
from playground.session.workbench import Workbench

if TYPE_CHECKING:
    from playground.session.mailbox import Delivery

POLL = 33  # milliseconds between two looks into the mailbox
MAP_INTERVAL = 0.1  # seconds between two decision maps
RATE_WINDOW = 2.0  # seconds over which epochs per second are averaged


class TrainDesk(QObject):
    """Runs the workbench's training and tells the panels what comes out."""

    running_changed = Signal(object)  # bool
    records_arrived = Signal(object)  # tuple[EpochRecord, ...], every one of them
    metrics_changed = Signal(object)  # (EpochRecord | None, epochs per second | None)
    prediction_changed = Signal(object)  # flat parameters to draw maps from
    failed = Signal(object)  # a sentence
    stopped = Signal(object)  # Stop: a breakpoint was hit
    watched = Signal(object)  # tuple[Reading, ...], every one of them
    way_arrived = Signal(object)  # tuple[Stretch, ...] of one or two numbers that learn

    def __init__(self, workbench: Workbench, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workbench = workbench
        self._timer = QTimer(self)
        self._timer.setInterval(POLL)
        self._timer.timeout.connect(self.collect)
        self._rate: deque[tuple[float, int]] = deque()
        self._next_map = 0.0
        self._record: EpochRecord | None = None
        workbench.subscribe(self._state_changed)

    def toggle(self) -> None:
        """Run or pause."""
        if self._workbench.is_training:
            self.pause()
        else:
            self.run()

    def run(self, epochs: int | None = None) -> None:
        """Train; if the network is not ready, say why."""
        try:
            self._workbench.run(epochs)
        except EngineError as error:
            self.failed.emit(str(error))
            return
        self._rate.clear()
        self._timer.start()
        self.running_changed.emit(True)

    def pause(self) -> None:
        """End the run and show its last state."""
        self.collect()
        self._workbench.pause()

    def update_once(self) -> None:
        """One update."""
        try:
            self._workbench.update_once()
        except EngineError as error:
            self.failed.emit(str(error))

    def reset(self) -> None:
        """Start over with initial parameters."""
        self._workbench.reset()

    def collect(self) -> None:
        """Take what the run has delivered and hand it on."""
        delivery = self._workbench.collect()
        if delivery is None:
            return
        if delivery.records:
            self._record = delivery.records[-1]
            self.records_arrived.emit(delivery.records)
        if delivery.progress is not None:
            self.metrics_changed.emit((self._record, self._epochs_per_second(delivery)))
        now = perf_counter()
        if delivery.values is not None and now >= self._next_map:
            self._next_map = now + MAP_INTERVAL
            self.prediction_changed.emit(delivery.values)
        if delivery.readings:
            self.watched.emit(delivery.readings)
        if delivery.stretches:
            self.way_arrived.emit(delivery.stretches)
        if delivery.finished:
            self._end(delivery)

    def _end(self, delivery: Delivery) -> None:
        """Say why a run has ended by itself, and take what it has learned."""
        if delivery.error:
            self.failed.emit(delivery.error)
        self._workbench.pause()
        if delivery.stop is not None:
            self.stopped.emit(delivery.stop)

    def _epochs_per_second(self, delivery: Delivery) -> float | None:
        assert delivery.progress is not None
        now = perf_counter()
        self._rate.append((now, delivery.progress.epoch))
        while now - self._rate[0][0] > RATE_WINDOW:
            self._rate.popleft()
        (start, first), (_, last) = self._rate[0], self._rate[-1]
        return (last - first) / (now - start) if now > start else None

    def _state_changed(self, before: State, after: State) -> None:
        if not self._workbench.is_training and self._timer.isActive():
            self._timer.stop()
            self.running_changed.emit(False)
        if after.learned is before.learned and after.data is before.data:
            return
        self._record = after.learned.history.last if after.learned is not None else None
        self.metrics_changed.emit((self._record, None))
        if after.learned is not None:
            self.prediction_changed.emit(after.learned.values)
