"""A step, a step back, a step into, a click on a number of a block and on one among its values, weights too: how long
from the event until all of it is painted.

The real window, 1440 × 900; each series begins with every panel of Step where it stands at first. Not part of the
suite; run it by `python tests/benchmarks/bench_step.py [--events 200] [--only NAME]`, with a display or offscreen. Told
are the time by the clock, the processor's time, and this at the machine's own speed, as other programs slow all of it
down: a loop of always the same length is timed before and after each event. A weight that was clicked is told with its
gradient; its paths to the loss, which follow when that has been painted, are not timed.

Before each event the window is left alone for a thirtieth of a second, no longer than between two repeats of a key that
is held down; in this time the program makes pictures of the step that would come next (`ui/rehearsal.py`). By
`--pause 0` it gets none.
"""

from __future__ import annotations

import argparse
import gc
import os
import random
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtCore import QPoint

    from playground.ui.canvas.canvas import Canvas
    from tests.benchmarks.stepped_networks import Case

ROOT = Path(__file__).resolve().parents[2]
QUIET = 0.012  # seconds without a redraw after which all is painted
PAUSE = 0.033  # seconds before an event in which nothing happens, as little as a key leaves that is held down
SIZE = (1440, 900)
EVENTS = 200
TURNS = 12_000  # of the loop that tells how fast the machine is just now
SEED = 4


@dataclass(frozen=True)
class Spent:
    """Milliseconds of one event by the clock and of the processor, and of the loop around it."""

    wall: float
    processor: float
    loop: float


class Watched:
    """The window, and when it was last painted."""

    def __init__(self, pause: float = PAUSE) -> None:
        from PySide6.QtCore import QEvent, QObject

        from playground.ui.application import make_application
        from playground.ui.wiring import Wiring

        self.application = make_application()
        gc.disable()  # as the program does: it collects by a timer
        self.wiring = Wiring(self.application)
        self.wiring.complete()
        self.wiring.window.resize(*SIZE)
        self.wiring.window.show()
        self._painted = _now()
        self.pause = pause
        mark = self._mark

        class Filter(QObject):
            """Has the window paint itself, and keeps the time when that was done."""

            def eventFilter(self, watched: QObject, event: QEvent) -> bool:
                if event.type() != QEvent.Type.UpdateRequest:
                    return False
                watched.event(event)
                mark()
                return True

        self._filter = Filter(self.wiring.window)
        self.wiring.window.installEventFilter(self._filter)

    def settle(self) -> None:
        """Let everything come to rest."""
        self._let_pass(0.25)
        gc.collect()

    def _let_pass(self, seconds: float) -> None:
        end = time.perf_counter() + seconds
        while time.perf_counter() < end:
            self.application.processEvents()

    def time(self, act: Callable[[], object]) -> Spent:
        """Act, and wait until nothing has been painted for a while; the time is that of the last redraw's end."""
        self._let_pass(self.pause)
        before, begun = _loop(), _now()
        act()
        self._mark()
        while time.perf_counter() - self._painted[0] < QUIET:
            self.application.processEvents()
        wall, processor = (1000 * (end - start) for end, start in zip(self._painted, begun, strict=True))
        return Spent(wall, processor, (before + _loop()) / 2)

    def _mark(self) -> None:
        self._painted = _now()


def _now() -> tuple[float, float]:
    return time.perf_counter(), time.process_time()


def _loop() -> float:
    """Milliseconds of the processor for work that is always the same."""
    begun, total = time.process_time(), 0
    for turn in range(TURNS):
        total += turn * turn % 7
    return 1000 * (time.process_time() - begun)


class Walker:
    """A user who steps, and clicks numbers at random."""

    def __init__(self, watched: Watched, draws: random.Random) -> None:
        self._watched, self._draws = watched, draws
        self._wiring = watched.wiring

    def key(self, name: str) -> Spent:
        """A key of the debugger, somewhere in a pass."""
        from PySide6.QtCore import Qt
        from PySide6.QtTest import QTest

        key = Qt.Key.Key_F11 if name == "F11" else Qt.Key.Key_F10
        modifiers = Qt.KeyboardModifier
        modifier = modifiers.ShiftModifier if name.startswith("Shift") else modifiers.NoModifier
        target = self._wiring.window.focusWidget() or self._wiring.window
        return self._watched.time(lambda: QTest.keyClick(target, key, modifier))

    def click(self) -> Spent | None:
        """On a number of a block that is in sight; None if there is none."""
        from PySide6.QtCore import Qt
        from PySide6.QtTest import QTest

        canvas = self._wiring.panels.canvas
        places = list(_numbers_in_sight(canvas))
        if not places:
            return None
        place, button, none = self._draws.choice(places), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        QTest.mouseMove(canvas.viewport(), place)  # nobody clicks where the mouse is not
        return self._watched.time(lambda: QTest.mouseClick(canvas.viewport(), button, none, place))

    def click_value(self) -> Spent | None:
        """On a number of the panel of values, given ones included; None if there is none in sight."""
        from PySide6.QtCore import QPoint, Qt
        from PySide6.QtTest import QTest

        from playground.ui.stepper.value_line import ValueLine

        panel = self._wiring.panels.values
        lines = [line for line in panel.findChildren(ValueLine) if not line.visibleRegion().isEmpty()]
        if not lines:
            return None
        line, button, none = self._draws.choice(lines), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        part = line.visibleRegion().boundingRect()
        top, left = round(line.block_corner.y()), round(line.block_corner.x())
        place = QPoint(left + self._draws.randrange(60), top + self._draws.randrange(max(part.bottom() - top - 30, 1)))
        QTest.mouseMove(line, place)
        return self._watched.time(lambda: QTest.mouseClick(line, button, none, place))

    def make_ready(self, event: str) -> None:
        """Stand where the event does something: not at the end of a pass, where the next begins, nor at the start."""
        steps, stepper = self._wiring.steps, self._wiring.steps.stepper
        assert stepper is not None
        if event == "Shift+F10" and stepper.cursor == 0:
            steps.run_to_end()
        elif event in ("F10", "F11") and stepper.at_end:
            steps.next_pass()  # with other numbers, as for somebody who walks on
        elif event == "value" and not self._wiring.panels.values.isVisible():
            self._wiring.window.show_dock("values")
        elif event in ("click", "value") and (stepper.at_end or stepper.cursor == 0):
            steps.run_to(len(stepper.instructions) // 2)
        else:
            return
        self._watched.settle()


def _numbers_in_sight(canvas: Canvas) -> Iterator[QPoint]:
    """A place inside the first cell of each known row of the blocks in sight."""
    from PySide6.QtCore import QPointF

    view = canvas.viewport().rect()
    for block in canvas.diagram_scene.blocks.values():
        for row in block.layout.rows:
            place = canvas.mapFromScene(block.pos() + row.lines[0].rect.topLeft() + QPointF(6.0, 6.0))
            if row.row.values is not None and view.contains(place):
                yield place


def measure(watched: Watched, case: Case, events: int) -> Iterator[tuple[str, list[Spent]]]:
    """All kinds of events over one document, one kind after the other."""
    from PySide6.QtCore import QPoint
    from PySide6.QtTest import QTest

    from playground.ui.workspaces import Workspace

    wiring = watched.wiring
    wiring.window.show_workspace(Workspace.BUILD)
    wiring.files.show(case.document(), "measured")
    wiring.window.show_workspace(Workspace.STEP)
    wiring.steps.choose_samples(case.choice)
    wiring.panels.canvas.setFocus()
    watched.settle()
    walker = Walker(watched, random.Random(SEED))
    for name in ("F10", "F11", "Shift+F10", "click", "value"):
        wiring.steps.restart()
        wiring.window.show_dock("values")
        QTest.mouseMove(wiring.window, QPoint(1, 1))
        watched.settle()
        yield name, list(_series(walker, name, events))


def _series(walker: Walker, name: str, events: int) -> Iterator[Spent]:
    for _ in range(events):
        walker.make_ready(name)
        clicks = {"click": walker.click, "value": walker.click_value}
        spent = clicks[name]() if name in clicks else walker.key(name)
        if spent is not None:
            yield spent


def p95(values: Sequence[float]) -> float:
    """The time below which 95 % of the events stay."""
    return sorted(values)[int(0.95 * (len(values) - 1))]


def figures(spent: Sequence[Spent]) -> tuple[float, ...]:
    """Medians and 95 % marks: by the clock, of the processor, and of the processor undisturbed."""
    fastest = min(one.loop for one in spent)
    kinds = (
        [one.wall for one in spent],
        [one.processor for one in spent],
        [one.processor * fastest / one.loop for one in spent],
    )
    return tuple(figure for values in kinds for figure in (median(values), p95(values)))


def main() -> int:
    """Print the table; 1 if a median is over its budget."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--events", type=int, default=EVENTS)
    parser.add_argument("--only", default="")
    parser.add_argument("--pause", type=float, default=PAUSE, help="seconds before each event")
    options = parser.parse_args()
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from tests.benchmarks.stepped_networks import CASES

    late = 0
    heads = ("clock", "p95", "cpu", "p95", "alone", "p95")
    print(f"{'ms until painted':30}{'event':12}" + "".join(f"{head:>8}" for head in heads) + "  budget")
    with TemporaryDirectory() as home:
        os.environ["PLAYGROUND_HOME"] = home
        watched = Watched(options.pause)
        for name, case in CASES.items():
            if options.only not in ("", name):
                continue
            for event, spent in measure(watched, case, options.events):
                times = figures(spent)
                late += times[4] > case.budget
                row = "".join(f"{figure:8.1f}" for figure in times)
                print(f"{name:30}{event:12}{row}{case.budget:8.0f}", flush=True)
        watched.wiring.finish()
    return 1 if late else 0


if __name__ == "__main__":
    sys.exit(main())
