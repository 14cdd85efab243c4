"""The way in and out: help, usage, one sentence for what is wrong, exit codes, nothing loaded without need."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from playground import __version__, cli
from playground.cli import command_line
from playground.cli.verb import CommandError
from tests.cli.conftest import Command

ROOT = Path(__file__).resolve().parent.parent.parent
PLAYGROUND = [sys.executable, "-m", "playground"]


def test_the_light_list_of_verbs_is_the_table() -> None:
    assert tuple(verb.name for verb in command_line.TABLE) == cli.VERBS


@pytest.mark.parametrize("verb", command_line.TABLE, ids=lambda verb: verb.name)
def test_every_verb_explains_itself_with_an_example_that_parses(command: Command, verb: command_line.Verb) -> None:
    result = command(verb.name, "--help")
    assert result.code == 0
    assert verb.summary in " ".join(result.out.split())
    assert f"example:\n  {verb.example}" in result.out
    assert "--json" in result.out
    import shlex

    program, *words = shlex.split(verb.example)
    assert program == "playground"
    assert command_line.build_parser().parse_args(words).verb is verb


def test_help_lists_every_verb(command: Command) -> None:
    result = command("--help")
    assert result.code == 0
    assert all(verb.name in result.out and verb.summary.split()[0] in result.out for verb in command_line.TABLE)


def test_the_version_is_told(command: Command) -> None:
    assert command("--version").out == f"Backprop Playground {__version__}\n"


@pytest.mark.parametrize("words", [[], ["fly"], ["train"], ["train", "f", "--epoch", "3"], ["check", "f", "extra"]])
def test_wrong_usage_is_two(command: Command, words: list[str]) -> None:
    result = command(*words)
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith("usage: playground")


@pytest.mark.parametrize("verb", ["train", "trace", "check"])
def test_a_missing_file_is_one_sentence(command: Command, tmp_path: Path, verb: str) -> None:
    result = command(verb, tmp_path / "missing.playground", "--json")
    assert (result.code, result.out) == (1, "")
    assert "missing.playground" in result.err
    assert result.err.count("\n") == 1


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (CommandError("f: found 1, expected 2"), "f: found 1, expected 2"),
        (OSError(28, "No space left on device", "f"), "f: No space left on device"),
        (OSError("odd"), "odd"),
        (MemoryError(), "not enough memory"),
    ],
)
def test_typed_errors_are_one_sentence(
    command: Command, moons: Path, monkeypatch: pytest.MonkeyPatch, error: Exception, told: str
) -> None:
    def fail(_path: str) -> None:
        raise error

    monkeypatch.setattr("playground.cli.train.read", fail)
    result = command("train", moons)
    assert (result.code, result.out) == (1, "")
    assert result.err.startswith(told)
    assert result.err.count("\n") == 1


def test_a_fault_of_the_program_is_not_hidden(command: Command, moons: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_path: str) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("playground.cli.train.read", fail)
    with pytest.raises(ZeroDivisionError):
        command("train", moons)


def started(*words: object, **options: object) -> subprocess.Popen[bytes]:
    """A real process with its output in pipes."""
    arguments = [*PLAYGROUND, *map(str, words)]
    pipes: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **options}
    return subprocess.Popen(arguments, cwd=ROOT, **pipes)


def test_importing_the_command_line_loads_nothing_heavy() -> None:
    program = "import playground.cli, sys; print(*{name.split('.')[0] for name in sys.modules})"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert not {"numpy", "PySide6", "msgspec", "argparse"} & set(done.stdout.split())


def test_a_real_process_prints_one_ascii_object_in_any_locale(moons: Path) -> None:
    plain = {**os.environ, "PYTHONIOENCODING": "ascii", "LC_ALL": "C"}
    out, err = started("trace", moons, "--json", env=plain).communicate()
    assert err == b""
    assert len(json.loads(out.decode("ascii"))["steps"]) > 10


def test_text_survives_a_terminal_without_greek(moons: Path) -> None:
    process = started("trace", moons, env={**os.environ, "PYTHONIOENCODING": "ascii"})
    out, err = process.communicate()
    assert (process.returncode, err) == (0, b"")
    assert b"forward" in out


def test_a_reader_that_leaves_early_is_no_error(moons: Path) -> None:
    process = started("trace", moons, "--updates", "2000")
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.readline()
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait() == command_line.PIPE_CLOSED


@pytest.mark.skipif(sys.platform == "win32", reason="signals of a terminal")
def test_ctrl_c_in_a_real_process_leaves_a_whole_file(moons: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.playground"
    process = started("train", moons, "--epochs", "1000000", "--save", out)
    assert process.stdout is not None
    process.stdout.readline()  # the headings: training begins
    time.sleep(0.3)  # so that some updates have been made
    process.send_signal(signal.SIGINT)
    rest, err = process.communicate(timeout=20)
    assert (process.returncode, err) == (130, b"")
    assert b"Interrupted." in rest
    done = subprocess.run([*PLAYGROUND, "validate", out], cwd=ROOT, capture_output=True, check=False)
    assert done.returncode == 0


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_a_terminal_gets_a_progress_line(moons: Path) -> None:
    import pty

    ours, theirs = pty.openpty()
    arguments = [*PLAYGROUND, "train", str(moons), "--epochs", "200", "--json"]
    process = subprocess.Popen(arguments, cwd=ROOT, stdout=subprocess.PIPE, stderr=theirs)
    out, _ = process.communicate(timeout=30)
    os.close(theirs)
    seen = os.read(ours, 65536).decode()
    os.close(ours)
    assert json.loads(out)["epochs"] == 200
    assert "epoch 1 of 200" in seen or "of 200" in seen
    assert seen.endswith("\r\x1b[K")
    assert "\n" not in seen
