"""Every check runs, whatever the others say; the summary names the time of each and the result counts."""

import sys
from pathlib import Path

import pytest

import checks
from checks import CHECKS, Check, run_check, run_checks

TOOLS = Path(sys.executable).parent


@pytest.fixture
def tools(tmp_path: Path) -> Path:
    """A folder with a tool that passes, one that fails and a pytest that finds no test."""
    for name, script in {"good": "exit 0", "bad": "exit 1", "pytest": 'echo "$@"; exit 5'}.items():
        (tmp_path / name).write_text(f"#!/bin/sh\n{script}\n")
        (tmp_path / name).chmod(0o755)
    return tmp_path


def test_a_failure_stops_nothing_and_counts(
    tools: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(checks, "CHECKS", (Check("first", ("bad",)), Check("second", ("good",))))
    assert run_checks(tools / "python", []) == 1
    summary = capfd.readouterr().out.splitlines()[-2:]
    assert [(line.split()[0], line.split()[-1]) for line in summary] == [("FAILED", "first"), ("ok", "second")]


def test_all_passed_is_zero(tools: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "CHECKS", (Check("only", ("good",)),))
    assert run_checks(tools / "python", []) == 0


def test_arguments_go_to_pytest_alone(tools: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run_check(Check("lint", ("good",)), tools, ["-k", "x"]).passed
    assert run_check(Check("tests", ("pytest", "-q")), tools, ["-k", "x"]).passed
    assert "-q -k x" in capfd.readouterr().out


def test_finding_no_test_is_a_failure_unless_tests_were_chosen(tools: Path) -> None:
    assert not run_check(Check("tests", ("pytest",)), tools, []).passed


def test_every_tool_of_the_table_is_installed() -> None:
    assert [check.command[0] for check in CHECKS if not (TOOLS / check.command[0]).exists()] == []
