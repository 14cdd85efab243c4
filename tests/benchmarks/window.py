"""Measure the window: time to the first paint, what follows it, a 60 Hz heartbeat while training, time to close.

Run `python tests/benchmarks/window.py [seconds]` with a display, or with QT_QPA_PLATFORM=offscreen. Each figure comes
from a process of its own; medians of several starts are printed.
"""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[2]
STARTS = 5
BEAT = 16  # milliseconds
WARM = 3000  # milliseconds after the first paint until the first step


def first_paint(started: float) -> dict[str, float]:
    """Seconds from the start of the process to the first painted window, by the clock and of the processor, and after.

    Then the seconds until all panels are there, the longest for which the window does not hear a key meanwhile, and
    those of the first step and of the start of the first run, each with the change of the workspace.
    """
    gc.disable()
    from playground.qt_import import import_qt

    import_qt()
    from PySide6.QtCore import QTimer

    from playground.ui import application as program
    from playground.ui.wiring import Wiring
    from playground.ui.workspaces import Workspace

    application = program.make_application()
    wiring = Wiring(application)
    wiring.start()
    wiring.window.show()
    wiring.window.repaint()
    figures = {"first paint": time.time() - started, "of the processor": time.process_time()}
    beats: list[float] = []
    watch = QTimer()
    watch.timeout.connect(lambda: beats.append(time.time()))
    watch.timeout.connect(lambda: wiring.panels.is_complete and figures.setdefault("at rest", time.time() - started))
    watch.start(1)
    QTimer.singleShot(WARM, application.quit)
    application.exec()
    figures["longest deafness"] = max(later - one for one, later in pairwise(beats))
    for name, workspace, act in (
        ("first step", Workspace.STEP, wiring.steps.step),
        ("first run", Workspace.TRAIN, wiring.training.run),
    ):
        begun = time.time()
        wiring.window.show_workspace(workspace)
        act()
        application.processEvents()
        figures[name] = time.time() - begun
    wiring.interrupt()
    wiring.finish()
    return figures


def heartbeat(seconds: float) -> dict[str, float]:
    """Milliseconds by which a 16 ms timer comes late while the starter network trains flat out with all plots."""
    import numpy as np
    from PySide6.QtCore import Qt, QTimer

    from playground.ui import application as program
    from playground.ui.wiring import Wiring
    from playground.ui.workspaces import Workspace

    application = program.make_application()
    sys.setswitchinterval(program.SWITCH_INTERVAL)
    collector = program.GarbageCollector(application)
    wiring = Wiring(application)
    wiring.start()
    wiring.window.show()
    wiring.window.show_workspace(Workspace.TRAIN)
    wiring.training.run()
    beats: list[float] = []
    timer = QTimer()
    timer.setTimerType(Qt.TimerType.PreciseTimer)
    timer.setInterval(BEAT)
    timer.timeout.connect(lambda: beats.append(time.perf_counter()))
    QTimer.singleShot(1500, timer.start)
    QTimer.singleShot(1500 + int(1000 * seconds), application.exit)
    application.exec()
    timer.stop()
    late = 1000 * np.diff(beats) - BEAT
    epochs = wiring.training._record.epoch if wiring.training._record else 0
    begun = time.perf_counter()
    wiring.interrupt()
    wiring.finish()
    closed = time.perf_counter() - begun
    collector.stop()
    percentiles = dict(zip(("p50", "p95", "p99", "max"), np.percentile(late, [50, 95, 99, 100]), strict=True))
    return percentiles | {"epochs per second": epochs / (seconds + 1.5), "closing seconds": closed}


def in_process(what: str, *arguments: str) -> dict[str, float]:
    """Run one measurement in a fresh process."""
    with TemporaryDirectory() as home:
        environment = os.environ | {"PLAYGROUND_HOME": home, "PYTHONPATH": str(ROOT), "OPENBLAS_NUM_THREADS": "1"}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)  # a warm start reads compiled files
        command = [sys.executable, __file__, "--measure", what, *arguments]
        output = subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout
    return json.loads(output)


def main() -> None:
    """Print all figures."""
    seconds = sys.argv[1] if len(sys.argv) > 1 else "10"
    starts = [in_process("first_paint", str(time.time())) for _ in range(STARTS + 1)][1:]
    for name in starts[0]:
        values = sorted(start[name] for start in starts)
        print(f"{name:18} median {median(values):.3f} s   (min {values[0]:.3f}, max {values[-1]:.3f})")
    for name, value in in_process("heartbeat", seconds).items():
        print(f"{name:18} {value:.2f}")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--measure"]:
        print(json.dumps({"first_paint": first_paint, "heartbeat": heartbeat}[sys.argv[2]](float(sys.argv[3]))))
    else:
        main()
