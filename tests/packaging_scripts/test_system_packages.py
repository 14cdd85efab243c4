"""What is missing from the system is named, installed with apt and root, and otherwise put into a line to type."""

import sys
from pathlib import Path

import pytest

import system_packages
from step import SetupError
from system_packages import BUILD_TOOLS, OFFSCREEN, TEST_TOOLS, WINDOW, Library, Module, Tool, missing_packages, provide

ABSENT = (Library("libnowhere.so.9", "libnowhere9"), Tool("nowhere", "nothing"), Module("nowhere", "python3-no"))
PRESENT = (Tool("sh", "dash"), Module("venv", "python3-venv"))

linux_only = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="others bring everything themselves")


@pytest.fixture
def fake_apt(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, project: Path) -> Path:
    """An apt-get that writes down what it is asked, and fails to install until its lists were fetched."""
    calls, program = tmp_path / "calls", tmp_path / "bin" / "apt-get"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\necho "$@" >> {calls}\n[ "$1" = update ] || grep -q update {calls}\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}:/usr/bin:/bin")
    monkeypatch.setattr("os.geteuid", lambda: 0)
    return calls


def test_what_is_missing_is_named_in_order() -> None:
    assert missing_packages((*PRESENT, *ABSENT)) == ("libnowhere9", "nothing", "python3-no")


def test_each_thing_is_asked_for_once() -> None:
    needed = [requirement.package for requirement in (*WINDOW, *TEST_TOOLS, *BUILD_TOOLS)]
    assert len(needed) == len(set(needed))
    assert set(OFFSCREEN) < set(WINDOW)


@linux_only
def test_nothing_happens_when_nothing_is_missing(fake_apt: Path) -> None:
    provide(PRESENT)
    assert not fake_apt.exists()


@linux_only
def test_lists_are_fetched_only_when_the_first_try_fails(fake_apt: Path) -> None:
    provide(ABSENT[:1])
    words = [line.split() for line in fake_apt.read_text().splitlines()]
    assert [line[0] for line in words] == ["install", "update", "install"]
    assert words[0][-1] == "libnowhere9"
    assert "--no-install-recommends" in words[0]


@linux_only
def test_without_root_the_line_to_type_is_told(fake_apt: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    with pytest.raises(SetupError) as refusal:
        provide(ABSENT[:2])
    line = "sudo apt-get update && sudo apt-get install --no-install-recommends libnowhere9 nothing"
    assert str(refusal.value).splitlines()[-1].strip() == line
    assert not fake_apt.exists()


@linux_only
def test_without_apt_the_packages_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(SetupError, match="Debian calls: libnowhere9"):
        provide(ABSENT[:1])


def test_other_systems_bring_everything_themselves(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system_packages.sys, "platform", "darwin")
    provide(ABSENT)
