"""The way in sends verbs to the command line and everything else to the window, and loads nothing before that."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from playground import __main__ as way_in

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The paths a window was asked to open, with no window."""
    found: list[list[str]] = []
    monkeypatch.setattr(way_in, "open_window", lambda paths: found.append(paths) or 7)
    return found


@pytest.mark.parametrize("arguments", [[], ["a.playground"], ["a.playground", "b.playground"]])
def test_no_verb_means_the_window(arguments: list[str], opened: list[list[str]]) -> None:
    assert way_in.main(arguments) == 7
    assert opened == [arguments]


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["train", "a.playground"], ["demo"]])
def test_verbs_and_questions_go_to_the_command_line(
    arguments: list[str], opened: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[list[str]] = []
    monkeypatch.setattr("playground.cli.main", lambda given: told.append(given) or 3)
    assert way_in.main(arguments) == 3
    assert told == [arguments]
    assert opened == []


def test_the_window_entry_takes_every_argument_for_a_path(
    opened: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", ["playground-gui", "train"])
    assert way_in.gui_main() == 7
    assert opened == [["train"]]


def test_the_pair_that_crashes_is_refused_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 11, 7))
    monkeypatch.setattr("importlib.metadata.version", lambda name: "6.12.0")
    assert way_in.open_window([]) == 1
    assert capsys.readouterr().err.startswith("PySide6 6.12.0 crashes Python 3.11: ")


def test_linear_algebra_gets_one_thread_unless_the_user_chose(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENBLAS_NUM_THREADS")
    monkeypatch.setenv("MKL_NUM_THREADS", "4")
    way_in.limit_threads()
    assert (os.environ["OPENBLAS_NUM_THREADS"], os.environ["MKL_NUM_THREADS"]) == ("1", "4")


def test_nothing_is_loaded_before_the_choice() -> None:
    program = "import sys, playground.__main__; print({'numpy', 'PySide6', 'playground.cli'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
