"""The launcher opens the window where there is a display and does the main job headless where there is none."""

import os

import pytest

import environment
import launch
from step import SetupError


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """What was set up and what was run, with nothing really done."""
    found: list[object] = []
    monkeypatch.setattr(environment, "prepare", lambda purpose: found.append(purpose.name))
    monkeypatch.setattr(environment, "run_playground", lambda arguments: found.append(arguments) or 0)
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    return found


def test_with_a_display_the_window_opens(started: list[object], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment, "has_display", lambda: True)
    assert launch.main(["a.playground"]) == 0
    assert started == ["window", ["a.playground"]]


def test_without_a_display_the_demonstration_runs_and_says_so(
    started: list[object], capsys: pytest.CaptureFixture[str]
) -> None:
    assert launch.main([]) == 0
    assert started == ["headless", ["demo", "--out", "playground-demo"]]
    assert capsys.readouterr().out.startswith("No display: ")
    assert os.environ["QT_QPA_PLATFORM"] == "offscreen"


def test_without_a_display_a_verb_runs_as_it_is(started: list[object], capsys: pytest.CaptureFixture[str]) -> None:
    assert launch.main(["train", "a.playground", "--json"]) == 0
    assert started == ["headless", ["train", "a.playground", "--json"]]
    assert capsys.readouterr().out == ""


def test_without_a_display_a_file_alone_is_refused(started: list[object], capsys: pytest.CaptureFixture[str]) -> None:
    assert launch.main(["a.playground"]) == 1
    assert started == ["headless"]
    assert capsys.readouterr().err == "No display to open a.playground in; try `trace` or `train` before its name.\n"


def test_a_failed_set_up_is_one_sentence(
    started: list[object], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(purpose: environment.Purpose) -> None:
        """Stand in for a set-up without network."""
        raise SetupError("no network")

    monkeypatch.setattr(environment, "prepare", fail)
    assert launch.main([]) == 1
    assert capsys.readouterr().err == "no network\n"
