"""The set-up is done once: a stamp remembers it until the dependencies, the Python or the place change."""

import sys
from pathlib import Path

import pytest

import environment
from environment import (
    TO_LOOK_OFFSCREEN,
    TO_SHOW_A_WINDOW,
    TO_TEST,
    Purpose,
    fingerprint,
    has_display,
    is_done,
    prepare,
)
from step import SetupError

BARE = Purpose("bare", ())


def make_environment(project: Path, pyside: str = "6.11.3") -> Path:
    """A `.venv` as the scripts see it: a Python, pip and the record of PySide6."""
    site = project / ".venv" / "lib" / "python{}.{}".format(*sys.version_info[:2]) / "site-packages"
    (site / "pip").mkdir(parents=True)
    (site / f"PySide6_Essentials-{pyside}.dist-info").mkdir()
    (project / ".venv" / "bin").mkdir()
    (project / ".venv" / "bin" / "python").symlink_to(sys.executable)
    return project / ".venv"


@pytest.fixture
def commands(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """The commands that would have been run."""
    found: list[tuple[str, ...]] = []
    monkeypatch.setattr(environment.Step, "run", lambda step: found.append(step.command))
    return found


def test_the_second_time_nothing_is_run(project: Path, commands: list[tuple[str, ...]]) -> None:
    make_environment(project)
    prepare(BARE)
    first = len(commands)
    assert prepare(BARE) == environment.PYTHON
    assert len(commands) == first == 1


def test_a_usable_environment_is_kept(project: Path, commands: list[tuple[str, ...]]) -> None:
    make_environment(project)
    prepare(Purpose("test", (), ("test",)))
    assert [command[1:4] for command in commands] == [("-m", "pip", "install")]
    assert commands[0][-2:] == ("--editable", ".[test]")


def test_a_missing_environment_is_made(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str, ...]] = []

    def run(step: environment.Step) -> None:
        """Stand in for the command."""
        asked.append(step.command[1:3])
        (project / ".venv").mkdir(exist_ok=True)

    monkeypatch.setattr(environment.Step, "run", run)
    prepare(BARE)
    assert asked == [("-m", "venv"), ("-m", "pip")]


def test_the_environment_of_another_python_is_made_anew(project: Path, commands: list[tuple[str, ...]]) -> None:
    venv = make_environment(project)
    site = venv / "lib" / "python{}.{}".format(*sys.version_info[:2])
    site.rename(site.with_name("python3.1"))
    prepare(BARE)
    assert commands[0][1:4] == ("-m", "venv", "--clear")


def test_the_stamp_changes_with_the_dependencies_alone(project: Path) -> None:
    before = fingerprint(BARE)
    settings = project / "pyproject.toml"
    settings.write_text(settings.read_text().replace("line-length = 120", "line-length = 100"))
    assert fingerprint(BARE) == before
    settings.write_text(settings.read_text().replace('"numpy"', '"numpy>=2"'))
    assert fingerprint(BARE) != before


def test_the_stamp_changes_with_python_and_place(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = fingerprint(BARE)
    monkeypatch.setattr(environment.sys, "version_info", (3, 99, 0))
    changed = fingerprint(BARE)
    (project / "moved").mkdir()
    (project / "moved" / "pyproject.toml").write_text((project / "pyproject.toml").read_text())
    monkeypatch.setattr(environment, "ROOT", project / "moved")
    assert len({before, changed, fingerprint(BARE)}) == 3


def test_a_stamp_without_an_environment_counts_for_nothing(project: Path) -> None:
    (project / ".venv").mkdir()
    BARE.stamp.write_text(fingerprint(BARE))
    assert not is_done(BARE)


def test_a_failed_step_leaves_no_stamp(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_environment(project)

    def fail(step: environment.Step) -> None:
        """Stand in for pip without a network."""
        raise SetupError(step.title)

    monkeypatch.setattr(environment.Step, "run", fail)
    with pytest.raises(SetupError):
        prepare(BARE)
    assert not BARE.stamp.exists()


def test_a_folder_that_cannot_be_written_is_named(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_environment(project)

    def fail(step: environment.Step) -> None:
        """Stand in for a step whose log cannot be written."""
        raise PermissionError(13, "Permission denied", "set-up.log")

    monkeypatch.setattr(environment.Step, "run", fail)
    with pytest.raises(SetupError, match=r"^Cannot write set-up.log: Permission denied\.$"):
        prepare(BARE)


def test_the_pair_that_crashes_is_refused(
    project: Path, commands: list[tuple[str, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(environment.sys, "version_info", (3, 11, 7))
    venv = make_environment(project, pyside="6.12.0")
    assert venv.exists()
    with pytest.raises(SetupError, match=r"PySide6 6\.12\.0 crashes Python 3\.11"):
        prepare(BARE)


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="these always have a display")
@pytest.mark.parametrize(
    ("variables", "shown"),
    [
        ({}, False),
        ({"DISPLAY": ""}, False),
        ({"DISPLAY": ":0"}, True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, True),
        ({"DISPLAY": ":0", "QT_QPA_PLATFORM": "offscreen"}, False),
    ],
)
def test_a_display_is_recognized(variables: dict[str, str], shown: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert has_display() is shown


def test_what_was_done_for_more_is_enough_for_less(project: Path, commands: list[tuple[str, ...]]) -> None:
    make_environment(project)
    TO_TEST.stamp.write_text(fingerprint(TO_TEST))
    prepare(TO_SHOW_A_WINDOW)
    prepare(TO_LOOK_OFFSCREEN)
    assert commands == []
    assert not TO_LOOK_OFFSCREEN.covers(TO_SHOW_A_WINDOW)
    assert not TO_SHOW_A_WINDOW.covers(TO_TEST)


def test_each_purpose_has_a_stamp_of_its_own() -> None:
    assert len({purpose.stamp for purpose in (TO_LOOK_OFFSCREEN, TO_SHOW_A_WINDOW, TO_TEST)}) == 3
