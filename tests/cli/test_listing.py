"""`playground listing` shows the program that trains, and writes it as a script with the same result."""

import subprocess
import sys
from pathlib import Path

import pytest

from playground.cli.opening import ready
from playground.document.files import read
from playground.engine.training import Training
from tests.cli.conftest import Command


def test_lines_are_numbered_under_their_blocks(command: Command, moons: Path) -> None:
    lines = command("listing", moons).out.splitlines()
    assert lines[:4] == ["      # Input", "   1  a⁽⁰⁾ = x", "      # Dense 1", "   2  z⁽¹⁾ = W⁽¹⁾ a⁽⁰⁾ + b⁽¹⁾"]


def test_in_numpy_they_are_the_calls_that_run(command: Command, moons: Path) -> None:
    text = command("listing", moons, "--numpy", "--batch").out
    assert "np.tanh(z1, out=a1)" in text
    assert "W⁽¹⁾" not in text


def test_json_gives_both_for_every_line(command: Command, moons: Path) -> None:
    lines = command("listing", moons, "--json").json["lines"]
    steps = command("trace", moons, "--json").json["steps"]
    assert [line["number"] for line in lines] == list(range(1, len(lines) + 1))
    assert [line["mathematics"] for line in lines] == [step["formula"] for step in steps]
    assert [line["phase"] for line in lines] == [step["phase"] for step in steps]
    assert all(line["numpy"] for line in lines)


def test_the_script_of_a_batch_is_an_update_of_training(command: Command, moons: Path, tmp_path: Path) -> None:
    script = tmp_path / "update.py"
    told = command("listing", moons, "--batch", "--script", script)
    assert (told.code, told.out) == (0, f"{script}: one update as a NumPy script\n")
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, check=True)
    subject = ready(read(moons), "moons")
    training = Training(subject.network, subject.settings, subject.data.training, subject.learned)
    training.update()
    learned = training.learned()
    slot = learned.layout.slots[0]
    assert f"W1 = {slot.view(learned.values).tolist()}" in done.stdout


def test_a_hyphen_prints_the_script(command: Command, moons: Path) -> None:
    printed = command("listing", moons, "--script", "-").out
    assert printed.startswith('"""One pass')
    assert command("listing", moons, "--script", "-", "--json").json["script"] == printed


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--sample", "99"), "found sample 99, expected 0 to 31"),
        (("--script", "no/such/folder/x.py"), "x.py: cannot be saved: no such file or directory"),
    ],
)
def test_what_cannot_be_done_is_said(
    command: Command, moons: Path, arguments: tuple[str, ...], sentence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(moons.parent)
    refused = command("listing", moons, *arguments)
    assert refused.code == 1
    assert sentence in refused.err
