"""The smoke test: it passes in a real process, and a program that does not work fails it."""

import subprocess
import sys
from pathlib import Path

import pytest

from playground.cli import self_test
from playground.cli.verb import CommandError

ROOT = Path(__file__).resolve().parent.parent.parent


def test_it_passes_and_says_what_it_did() -> None:
    words = [sys.executable, "-m", "playground", "--self-test"]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert [line.split()[0] for line in lines] == ["opened", "stepped", "ran", "trained", "saved", "drew", "self-test"]
    assert lines[-1] == "self-test passed"


def test_a_picture_that_is_none_fails_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(self_test, "draw", lambda _document, _look, out: Path(out).write_bytes(b"nothing"))
    with pytest.raises(CommandError, match="expected a PNG"):
        self_test.run()
