"""Pictures are asked of the window's floor, offscreen unless a platform was chosen, and refused in a sentence."""

import os
import sys
from pathlib import Path
from types import ModuleType

import pytest

from playground.cli.pictures import Look, draw
from playground.cli.verb import CommandError
from tests.cli.networks import moons_net


class Studio(ModuleType):
    """Stands in for the window's floor and remembers what it was asked for."""

    def __init__(self) -> None:
        super().__init__("playground.ui.picture")
        self.asked: list[tuple[object, ...]] = []

    def PictureOptions(self, *values: object) -> tuple[object, ...]:
        return values

    def render(self, document: object, options: tuple[object, ...]) -> None:
        self.asked.append((document, *options, os.environ["QT_QPA_PLATFORM"]))


@pytest.fixture
def studio(monkeypatch: pytest.MonkeyPatch) -> Studio:
    studio = Studio()
    monkeypatch.setitem(sys.modules, "playground.ui.picture", studio)
    return studio


def test_everything_asked_for_arrives(studio: Studio, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("QT_QPA_PLATFORM", raising=False)
    document, out = moons_net(), tmp_path / "a.png"
    draw(document, Look("step", (800, 600), "dark", 12, 3, "moons"), str(out))
    assert studio.asked == [(document, "step", out, (800, 600), "dark", 12, 3, "moons", "offscreen")]


def test_a_platform_that_was_chosen_is_kept(studio: Studio, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "minimal")
    draw(moons_net(), Look("build"), str(tmp_path / "a.png"))
    assert studio.asked[0][-1] == "minimal"


def test_no_folder_no_picture(studio: Studio, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="found no folder"):
        draw(moons_net(), Look("build"), str(tmp_path / "no" / "a.png"))
    assert studio.asked == []


def test_a_machine_without_qt_is_told_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "playground.ui.picture", None)
    with pytest.raises(CommandError, match="no picture can be drawn here"):
        draw(moons_net(), Look("build"), str(tmp_path / "a.png"))
