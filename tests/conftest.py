"""What holds for every test: no display, one thread for linear algebra, nothing written outside a temporary folder.

Tests that use Qt (through `qtbot` or `qapp`) also fail on what is easily left behind: a thread, a timer, a top-level
window, an exception in a slot or a virtual method. Qt's warnings fail a test by `qt_log_level_fail` in pyproject.toml.
"""

import gc
import os
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from playground.qt_import import import_qt

if TYPE_CHECKING:
    from PySide6.QtCore import QTimer

os.environ["QT_QPA_PLATFORM"] = os.environ.get("PLAYGROUND_TEST_PLATFORM", "offscreen")
for _name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[_name] = "1"

import_qt()  # before the plug-in for Qt does; each of the many files that tests import would be read once more
settings.register_profile("playground", deadline=None, max_examples=60, print_blob=True)
settings.register_profile("long", settings.get_profile("playground"), max_examples=600)
settings.load_profile("playground")
pytest.register_assert_rewrite("tests.engine.contract", "tests.engine.descent_contract")

QT_FIXTURES = frozenset({"qapp", "qtbot", "qtmodeltester"})
GRACE_SECONDS = 2.0  # for threads that were told to stop and windows that wait for their deferred deletion


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--long`: ten times the coordinates and the examples."""
    parser.addoption("--long", action="store_true", help="ten times as many gradients and random examples")


def pytest_configure(config: pytest.Config) -> None:
    """Take more examples if asked for."""
    if config.getoption("--long"):
        settings.load_profile("long")


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[None]:
    """What is collected stays to the end: nobody need look through it for garbage, then or again and again later."""
    gc.disable()
    yield
    gc.collect()
    gc.freeze()
    gc.enable()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say, over all processes, how many gradients were compared, and how far PyTorch is from us."""
    noted = [dict(report.user_properties) for report in terminalreporter.getreports("passed")]
    gradients = [(each["coordinates"], each["worst"]) for each in noted if "coordinates" in each]
    parity = [each["parity"] for each in noted if "parity" in each]
    if gradients:
        count, worst = sum(count for count, _worst in gradients), max(worst for _count, worst in gradients)
        terminalreporter.write_line(f"{count:,} gradients are derivatives; largest relative error {worst:.1e}")
    if parity:
        terminalreporter.write_line(
            f"{len(parity)} graphs went where PyTorch went; largest difference {max(parity):.1e}"
        )


@pytest.fixture(scope="session")
def thoroughness(request: pytest.FixtureRequest) -> int:
    """How many times the usual number of points to check."""
    return 10 if request.config.getoption("--long") else 1


class Exceptions:
    """Collects what would only be printed: exceptions in slots, virtual methods and threads."""

    def __init__(self) -> None:
        self.caught: list[BaseException] = []

    def in_qt(self, _type: type[BaseException], value: BaseException, _traceback: TracebackType | None) -> None:
        """Stand in for `sys.excepthook`."""
        self.caught.append(value)

    def in_thread(self, report: threading.ExceptHookArgs) -> None:
        """Stand in for `threading.excepthook`."""
        if report.exc_value is not None:
            self.caught.append(report.exc_value)

    def raise_all(self) -> None:
        """Fail the test with everything caught."""
        caught, self.caught = self.caught, []
        sys.last_exc = None  # type: ignore[attr-defined]  # Python has it from 3.12 on
        if caught:
            raise BaseExceptionGroup("exceptions that reached nobody", caught)


@pytest.fixture(autouse=True)
def _home(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Settings and recovery files of a test go to a folder of its own."""
    home: Path = tmp_path_factory.getbasetemp() / f"home-{time.monotonic_ns()}"
    os.environ["PLAYGROUND_HOME"] = str(home)


def _load_fonts() -> None:
    """As the program does before it paints: what is laid out without them is kept, and looks otherwise."""
    from playground.ui.fonts import load_fonts

    load_fonts()


def _put_the_mouse_away() -> None:
    """It lies over nothing at first, wherever an earlier test has left it."""
    from PySide6.QtGui import QCursor

    QCursor.setPos(-1, -1)


@pytest.fixture(autouse=True)
def _tidy_qt(request: pytest.FixtureRequest) -> Iterator[None]:
    """A test that uses Qt leaves no thread, timer, top-level window or unseen exception behind."""
    if QT_FIXTURES.isdisjoint(request.fixturenames):
        yield
        return
    request.getfixturevalue("qapp")
    _load_fonts()
    _put_the_mouse_away()
    threads, exceptions = set(threading.enumerate()), Exceptions()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "excepthook", exceptions.in_qt)
        patch.setattr(threading, "excepthook", exceptions.in_thread)
        gc.disable()  # a collection in another thread would destroy widgets there
        gc.freeze()  # what was there before the test is none of its business; looking through it would take most time
        yield
        left = wait_until_tidy(threads)
        if left:
            put_away_leftovers()
        gc.enable()
    exceptions.raise_all()
    assert not left, f"left behind: {', '.join(left)}"


def wait_until_tidy(threads: set[threading.Thread]) -> list[str]:
    """Give what was told to stop a moment; the names of what is still there afterwards."""
    end = time.monotonic() + GRACE_SECONDS
    while (left := leftovers(threads)) and time.monotonic() < end:
        time.sleep(0.01)
    return left


def leftovers(threads: set[threading.Thread]) -> list[str]:
    """Threads beyond `threads`, windows and running timers that exist after deletions and a collection."""
    from PySide6.QtCore import QCoreApplication, QEvent
    from PySide6.QtWidgets import QApplication

    QCoreApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    names = [f"thread {thread.name}" for thread in threading.enumerate() if thread not in threads]
    names += [f"window {type(window).__name__}" for window in QApplication.topLevelWidgets() if window.isVisible()]
    return names + [f"timer of {owner(timer)}" for timer in running_timers()]


def put_away_leftovers() -> None:
    """Hide what is left and stop its timers: a test that failed in the middle says nothing about those after it."""
    from PySide6.QtWidgets import QApplication

    for window in QApplication.topLevelWidgets():
        window.hide()
    for timer in running_timers():
        timer.stop()


def running_timers() -> "list[QTimer]":
    """Timers made in Python that still run."""
    from PySide6.QtCore import QTimer
    from shiboken6 import isValid

    timers = [thing for thing in gc.get_objects() if isinstance(thing, QTimer)]
    return [timer for timer in timers if isValid(timer) and timer.isActive()]


def owner(timer: "QTimer") -> str:
    """What a timer belongs to, for the message."""
    parent = timer.parent()
    return "nobody" if parent is None else type(parent).__name__
