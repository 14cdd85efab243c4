"""`playground show`: the picture asked for, from a real process; refusals before any window is made."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Command

ROOT = Path(__file__).resolve().parent.parent.parent
PNG = b"\x89PNG\r\n\x1a\n"


def size_of(picture: Path) -> tuple[int, int]:
    """Width and height from the file's first chunk."""
    head = picture.read_bytes()[:24]
    assert head[:8] == PNG
    return int.from_bytes(head[16:20]), int.from_bytes(head[20:24])


@pytest.mark.parametrize("workspace", ["build", "step", "train"])
def test_every_workspace_becomes_a_picture_of_the_size_asked_for(moons: Path, tmp_path: Path, workspace: str) -> None:
    out = tmp_path / f"{workspace}.png"
    words = ["show", str(moons), "--workspace", workspace, "--out", str(out), "--size", "1100x700", "--epochs", "2"]
    done = subprocess.run(
        [sys.executable, "-m", "playground", *words], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"{out}: the {workspace} workspace, 1100 × 700\n"
    assert size_of(out) == (1100, 700)


def test_what_was_drawn_is_one_json_object(command: Command, moons: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[tuple[Any, ...]] = []
    monkeypatch.setattr("playground.cli.show.draw", lambda *asked: drawn.append(asked[1:]))
    result = command("show", moons, "--workspace", "step", "--out", "a.png", "--steps", 3, "--theme", "dark", "--json")
    assert result.json == {"picture": "a.png", "workspace": "step", "width": 1440, "height": 900}
    ((look, out),) = drawn
    assert (look.workspace, look.theme, look.steps, look.epochs, out) == ("step", "dark", 3, None, "a.png")


def test_a_network_that_cannot_run_cannot_be_stepped(command: Command, unfinished: Path, tmp_path: Path) -> None:
    result = command("show", unfinished, "--workspace", "step", "--out", tmp_path / "a.png")
    assert result.code == 1
    assert result.err.startswith(f"{unfinished}: ")


@pytest.mark.parametrize(
    "options", [("--workspace", "sleep"), ("--workspace", "build", "--size", "9x9"), ("--workspace", "build")]
)
def test_wrong_usage_is_two(command: Command, moons: Path, options: tuple[str, ...]) -> None:
    assert command("show", moons, *options).code == 2
