"""The main job in a real X window, driven by keys and mouse from outside: walk, train, save, build, undo, leave."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic

import numpy as np
import pytest

from playground.document.document import Document
from playground.document.files import read
from tests.x_program import TOOLS, Program, XDisplay, differs, until

MISSING = [tool for tool in TOOLS if shutil.which(tool) is None]
BLANK_SPOT = (700, 200)  # pixels from the window's corner: canvas above the blocks
HEADER = (760, 212)  # of a block dropped there
CLOSING = 1.0  # second at most, from the keys to the end of the process

pytestmark = [pytest.mark.alone, pytest.mark.skipif(bool(MISSING), reason=f"not installed here: {', '.join(MISSING)}")]


@pytest.fixture
def display(tmp_path: Path) -> Iterator[XDisplay]:
    """A screen of our own."""
    folder = tmp_path / "screen"
    folder.mkdir()
    screen = XDisplay(folder)
    yield screen
    screen.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the user works; empty, so that a file dialog has nothing to offer while a name is typed."""
    place = tmp_path / "work"
    place.mkdir()
    return place


@pytest.fixture
def program(display: XDisplay, folder: Path) -> Iterator[Program]:
    """The program, freshly started with its starter network."""
    started = Program(display, folder)
    yield started
    started.close()


def train(program: Program) -> None:
    """Run, watch the curves move, pause."""
    program.press("F5")
    for _ in range(5):
        before = program.display.frame()
        until(lambda seen=before: differs(seen, program.display.frame()), "curves that move")
    program.press("F5")
    program.at_rest()


def save_as(program: Program, path: Path) -> Document:
    """Save by the dialog; what the file holds."""
    program.sees_change(lambda: program.press("ctrl+s"))
    program.display.focus("Save the network")
    program.at_rest()
    program.type(path.stem)
    until(path.exists, "a saved file")
    program.focus()
    return read(path)


def saved(program: Program, path: Path, is_right: Callable[[Document], bool], what: str) -> Document:
    """Save again; the file as soon as it holds what it should."""
    program.press("ctrl+s")
    until(lambda: is_right(read(path)), what)
    return read(path)


def test_walk_train_save_build_undo_and_leave(program: Program, folder: Path) -> None:
    path = folder / "story.playground"
    for _ in range(5):
        walked = program.sees_change(lambda: program.press("F10"))
    program.sees_change(lambda: program.press("shift+F10"))
    assert np.array_equal(program.sees_change(lambda: program.press("F10")), walked)

    train(program)
    assert "•" in program.title
    trained = save_as(program, path)
    assert trained.learned is not None
    assert trained.learned.epoch > 0
    until(lambda: "•" not in program.title, "a title without the mark of unsaved changes")

    program.sees_change(lambda: program.press("ctrl+1"))
    program.sees_change(lambda: program.double_click(*BLANK_SPOT))
    program.sees_change(lambda: program.type("16 relu"))
    nodes = {node.name for node in trained.diagram.network.nodes}
    built = saved(program, path, lambda now: len(now.diagram.network.nodes) > len(nodes), "a block more")
    assert {node.name for node in built.diagram.network.nodes} - nodes == {"Dense 4"}

    program.drag(HEADER, (HEADER[0] + 60, HEADER[1] + 90))
    saved(program, path, lambda now: now.diagram.placements != built.diagram.placements, "a block that was moved")
    program.press("ctrl+z", "ctrl+z")
    undone = saved(program, path, lambda now: now.diagram == trained.diagram, "everything undone")
    assert undone.learned is not None
    assert undone.learned.same_as(trained.learned)

    begun = monotonic()
    program.press("ctrl+q")
    assert program.wait() == (0, "")
    assert monotonic() - begun < CLOSING
