"""Runs one step of the set-up and turns its failure into one sentence.

The output of a step goes to a log, so that a terminal shows one line for each step; it knows nothing of what steps do.
"""

import os
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOG = ROOT / "build" / "set-up.log"

NO_NETWORK = (
    "Could not connect",
    "Could not resolve",
    "Failed to establish a new connection",
    "Name or service not known",
    "NameResolutionError",
    "Network is unreachable",
    "NewConnectionError",
    "Temporary failure in name resolution",
    "Temporary failure resolving",
)
ERROR_PREFIXES = ("ERROR:", "E:", "Error:", "error:")


class SetupError(Exception):
    """The set-up cannot go on; the sentence says why and what to do."""


@dataclass(frozen=True)
class Step:
    """A command with the title a user sees, and variables added to the environment."""

    title: str
    command: tuple[str, ...]
    environment: dict[str, str] = field(default_factory=dict)

    def run(self, before: str = "") -> str:
        """Run the command; what it wrote. Raises `SetupError`, whose reason may lie in what was written `before`."""
        print(f"{self.title} ...", end="", flush=True)
        start = time.perf_counter()
        try:
            code, output = self.execute()
        finally:
            print(f" {time.perf_counter() - start:.1f} s", flush=True)
        if code != 0:
            raise SetupError(f"{self.title} failed: {reason(before + output)}")
        return output

    def execute(self) -> tuple[int, str]:
        """Run the command from the project's folder; its exit code and everything it wrote."""
        done = subprocess.run(
            self.command,
            check=False,
            cwd=ROOT,
            env={**os.environ, **self.environment},
            errors="replace",
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            text=True,
        )
        write_log(self.command, done.stdout)
        return done.returncode, done.stdout


def reason(output: str) -> str:
    """One sentence on why a command failed, found in what it wrote."""
    if any(sign in output for sign in NO_NETWORK):
        return "no network; connect this machine and start again"
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    errors = [line for line in lines if line.startswith(ERROR_PREFIXES)]
    return f"{(errors or lines or ['no output'])[-1]} (all output: {LOG})"


def write_log(command: tuple[str, ...], output: str) -> None:
    """Add a command and its output to the log of the set-up."""
    LOG.parent.mkdir(exist_ok=True)
    with LOG.open("a", encoding="utf-8") as log:
        log.write(f"$ {' '.join(command)}\n{output}\n")
