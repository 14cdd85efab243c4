"""The table of checks, run one after the other and summed up with the time each took."""

import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from step import ROOT

NOTHING_COLLECTED = 5  # pytest's exit code


@dataclass(frozen=True)
class Check:
    """A title and the command that decides; pytest's commands take the user's arguments too."""

    title: str
    command: tuple[str, ...]

    @property
    def is_pytest(self) -> bool:
        """Whether the user's arguments are meant for it."""
        return self.command[0] == "pytest"


@dataclass(frozen=True)
class Outcome:
    """How a check ended."""

    title: str
    passed: bool
    seconds: float

    def __str__(self) -> str:
        """One line of the summary."""
        return f"{'ok    ' if self.passed else 'FAILED'}  {self.seconds:7.1f} s  {self.title}"


CHECKS = (
    Check("lint", ("ruff", "check", "--quiet", ".")),
    Check("format", ("ruff", "format", "--quiet", "--check", ".")),
    Check("types", ("mypy",)),
    Check("import contracts", ("lint-imports", "--no-logo")),
    Check("tests", ("pytest", "-n", "2", "-q", "-rs", "-m", "not alone")),
    Check("a story in a real window", ("pytest", "-q", "-rs", "tests/test_x_story.py")),
)


def run_checks(python: Path, arguments: list[str]) -> int:
    """Run every check with the tools beside `python`; 0 when all passed."""
    outcomes = [run_check(check, python.parent, arguments) for check in CHECKS]
    print("\n" + "\n".join(str(outcome) for outcome in outcomes))
    return 0 if all(outcome.passed for outcome in outcomes) else 1


def run_check(check: Check, tools: Path, arguments: list[str]) -> Outcome:
    """Run one check from the project's folder."""
    print(f"\n== {check.title}", flush=True)
    chosen = arguments if check.is_pytest else []
    command = [str(tools / check.command[0]), *check.command[1:], *chosen]
    start = time.perf_counter()
    code = subprocess.run(command, check=False, cwd=ROOT).returncode
    passed = code == 0 or (code == NOTHING_COLLECTED and bool(chosen))
    return Outcome(check.title, passed, time.perf_counter() - start)
