"""A step shows one line, keeps its output in the log, and fails with one sentence."""

import sys
from pathlib import Path

import pytest

from step import SetupError, Step, reason


def python(program: str) -> tuple[str, ...]:
    """A command that runs a few words of Python."""
    return (sys.executable, "-c", program)


def test_a_step_shows_its_title_and_time(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Step("Saying hello", python("print('hello')")).run()
    shown = capsys.readouterr().out
    assert shown.startswith("Saying hello ... ")
    assert shown.endswith(" s\n")
    assert "hello\n" in (project / "build" / "set-up.log").read_text()


def test_a_step_runs_in_the_project_with_its_own_variables(project: Path) -> None:
    program = python("import os; print(os.getcwd(), os.environ['COLOUR'])")
    assert Step("Looking around", program, {"COLOUR": "blue"}).run().split() == [str(project), "blue"]


def test_a_failed_step_says_why(project: Path) -> None:
    program = python("import sys; print('ERROR: no space left'); print('bye'); sys.exit(3)")
    with pytest.raises(SetupError, match=r"^Filling the disk failed: ERROR: no space left \(all output: .*log\)$"):
        Step("Filling the disk", program).run()


@pytest.mark.parametrize(
    "output",
    [
        "WARNING: Retrying: NewConnectionError('Name or service not known')\nERROR: No matching distribution",
        "W: Failed to fetch http://x  Temporary failure resolving 'x'\nE: Unable to locate package libgl1",
    ],
)
def test_a_missing_network_is_recognized(output: str) -> None:
    assert reason(output) == "no network; connect this machine and start again"


def test_a_reason_may_lie_before(project: Path) -> None:
    program = python("import sys; print('E: Unable to locate package x'); sys.exit(100)")
    with pytest.raises(SetupError, match="no network"):
        Step("Installing", program).run(before="Could not resolve 'deb.debian.org'")


def test_silence_is_a_reason_too() -> None:
    assert reason("").startswith("no output")
