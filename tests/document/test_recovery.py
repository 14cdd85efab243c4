"""A program that ends badly leaves a copy that the next one finds; one that ends well leaves nothing."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from playground.document.content import to_bytes
from playground.document.document import Document
from playground.document.errors import FileError
from playground.document.files import read
from playground.document.recovery import JUST_MADE, Recovery, discard, find_lost, recovery_folder
from tests.document.sample_diagrams import plain, trained

CRASH = """
import os, sys
from pathlib import Path
from playground.document.layers_text import diagram_from_text
from playground.document.document import Document
from playground.document.recovery import Recovery
from playground.data.sources import Generated
Recovery(Path(sys.argv[1])).keep(Document(diagram_from_text("2, 1", "mse", Generated("moons"))), Path("net.playground"))
os._exit(9)
"""


def test_what_a_crashed_program_left_is_found_and_can_be_opened(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-c", CRASH, str(tmp_path)], check=False)
    (lost,) = find_lost(tmp_path)
    assert lost.original == str(Path("net.playground").absolute())
    assert lost.saved_at > 0
    assert len(read(lost.path).diagram.network.nodes) == 3
    discard(lost)
    assert find_lost(tmp_path) == ()
    assert list(recovery_folder(tmp_path).iterdir()) == []


def test_the_copy_of_a_living_program_is_its_own(tmp_path: Path) -> None:
    recovery = Recovery(tmp_path)
    recovery.keep(trained())
    assert find_lost(tmp_path) == ()
    recovery.close()
    assert list(recovery_folder(tmp_path).iterdir()) == []


def test_the_newest_copy_counts_and_a_saved_document_needs_none(tmp_path: Path) -> None:
    recovery = Recovery(tmp_path)
    recovery.keep(Document(plain()))
    recovery.keep(trained())
    (copy,) = recovery_folder(tmp_path).glob("*/document.playground")
    assert to_bytes(read(copy)) == to_bytes(trained())
    recovery.clear()
    assert not copy.exists()
    recovery.clear()
    recovery.close()


def left_behind(folder: Path, name: str, saved_at: float) -> Path:
    """A folder as a dead program leaves it."""
    place = recovery_folder(folder) / name
    place.mkdir(parents=True)
    (place / "lock").touch()
    (place / "document.playground").write_bytes(to_bytes(Document(plain())))
    os.utime(place / "document.playground", (saved_at, saved_at))
    return place


def test_several_copies_are_found_the_newest_first(tmp_path: Path) -> None:
    left_behind(tmp_path, "a", 1_000.0)
    left_behind(tmp_path, "b", 2_000.0)
    assert [(lost.path.parent.name, lost.saved_at, lost.original) for lost in find_lost(tmp_path)] == [
        ("b", 2_000.0, ""),
        ("a", 1_000.0, ""),
    ]


def test_a_folder_without_a_copy_is_swept_away_unless_it_was_just_made(tmp_path: Path) -> None:
    old, new = left_behind(tmp_path, "old", 0.0), left_behind(tmp_path, "new", 0.0)
    for place in (old, new):
        (place / "document.playground").unlink()
    os.utime(old, (JUST_MADE, JUST_MADE))
    assert find_lost(tmp_path) == ()
    assert not old.exists()
    assert new.exists()


def test_a_broken_note_about_a_copy_does_not_hide_it(tmp_path: Path) -> None:
    (left_behind(tmp_path, "a", 1.0) / "about.json").write_text("{")
    assert find_lost(tmp_path)[0].original == ""


def test_where_no_copy_can_be_kept_it_is_said(tmp_path: Path) -> None:
    (tmp_path / "recovery").touch()
    with pytest.raises(FileError, match="recovery: cannot keep copies in"):
        Recovery(tmp_path)
