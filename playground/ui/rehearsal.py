"""While the user looks at a step, what the next one will look like is painted into what is kept, a part at a time.

A walk mostly goes on as it went, there or back. Nothing is shown before its time, and what comes otherwise is painted
then.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, QTimer

from playground.session.stepper import Stepper, Stride, ahead

_REST = 16  # milliseconds after a step, in which it is painted itself
_LARGEST = 65_536  # values of a line that is run for this; with more, it would be felt

Part = Callable[[Stepper], object]


class Rehearsal(QObject):
    """Has each of the `parts` look at the stepper while it stands a step ahead; `stride` tells what a step is."""

    def __init__(self, parts: Iterable[Part], stride: Callable[[], Stride], parent: QObject) -> None:
        super().__init__(parent)
        self._parts, self._stride = tuple(parts), stride
        self._stepper: Stepper | None = None
        self._waiting: list[Part] = []
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._go_on)

    def begin(self, stepper: object) -> None:
        """The stepper stands at another place, or there is none."""
        assert stepper is None or isinstance(stepper, Stepper)
        self._stepper, self._waiting = stepper, list(self._parts)
        if stepper is None or not _is_light(stepper, self._stride()):
            self.stop()
        else:
            self._timer.start(_REST)

    def stop(self) -> None:
        """Leave the rest."""
        self._waiting.clear()
        self._timer.stop()

    def _go_on(self) -> None:
        """One part, then let the window see to its events."""
        stepper = self._stepper
        if stepper is None or not self._waiting:
            return
        part = self._waiting.pop(0)
        with ahead(stepper, self._stride()):
            part(stepper)
        if self._waiting:
            self._timer.start(0)


def _is_light(stepper: Stepper, stride: Stride) -> bool:
    """Whether there is a next step in the pass, and running it takes no time that is felt."""
    lines = stride.lines(stepper)
    return 0 < sum(line.result.array.size for line in lines) <= _LARGEST
