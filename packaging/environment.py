"""Makes `.venv` and installs the project into it, once: a stamp remembers what was done.

Standard library only, because nothing else is there yet. What is installed stands in pyproject.toml alone.
"""

import hashlib
import json
import os
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path

from step import ROOT, SetupError, Step
from system_packages import BUILD_TOOLS, OFFSCREEN, PIP, TEST_TOOLS, WINDOW, Requirement, provide

VENV = ROOT / ".venv"
ON_WINDOWS = sys.platform == "win32"
PYTHON = VENV / ("Scripts/python.exe" if ON_WINDOWS else "bin/python")
HEADLESS_PLATFORMS = ("offscreen", "minimal")


@dataclass(frozen=True)
class Purpose:
    """What the environment is for: a name, the project's extras and the system's parts it needs."""

    name: str
    requirements: tuple[Requirement, ...]
    extras: tuple[str, ...] = ()

    @property
    def stamp(self) -> Path:
        """The file that remembers what was installed for this purpose."""
        return VENV / f"set-up-{self.name}"

    @property
    def target(self) -> str:
        """The project with its extras, as pip wants to hear it."""
        return f".[{','.join(self.extras)}]" if self.extras else "."

    def covers(self, other: "Purpose") -> bool:
        """Whether what was installed for this is enough for `other`."""
        return set(self.requirements) >= set(other.requirements) and set(self.extras) >= set(other.extras)


TO_LOOK_OFFSCREEN = Purpose("headless", OFFSCREEN)
TO_SHOW_A_WINDOW = Purpose("window", WINDOW)
TO_TEST = Purpose("test", (*WINDOW, *TEST_TOOLS), ("test",))
TO_BUILD = Purpose("build", (*WINDOW, *BUILD_TOOLS), ("build",))
PURPOSES = (TO_LOOK_OFFSCREEN, TO_SHOW_A_WINDOW, TO_TEST, TO_BUILD)


def prepare(purpose: Purpose) -> Path:
    """Do what is not done yet for `purpose`; the Python to run. Raises `SetupError` with one sentence."""
    if not any(is_done(other) for other in (purpose, *PURPOSES) if other.covers(purpose)):
        try:
            install(purpose)
            purpose.stamp.write_text(fingerprint(purpose), encoding="utf-8")
        except OSError as error:
            raise SetupError(f"Cannot write {error.filename}: {error.strerror}.") from error
    refuse_bad_pair()
    return PYTHON


def is_done(purpose: Purpose) -> bool:
    """Whether `.venv` holds exactly what `purpose` wants today."""
    stamped = PYTHON.exists() and purpose.stamp.exists()
    return stamped and purpose.stamp.read_text(encoding="utf-8") == fingerprint(purpose)


def fingerprint(purpose: Purpose) -> str:
    """Changes with the dependencies, the Python, the place of the checkout and the system's parts."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    parts = [settings["project"], settings["build-system"], list(sys.version_info[:2]), str(ROOT)]
    parts += [purpose.extras, [requirement.package for requirement in purpose.requirements]]
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def install(purpose: Purpose) -> None:
    """System packages, then `.venv`, then the project (editable, so that a checkout stays live)."""
    fresh = not is_usable()
    provide((*PIP, *purpose.requirements) if fresh else purpose.requirements)
    if fresh:
        Step("Making .venv", (sys.executable, "-m", "venv", "--clear", str(VENV))).run()
    options = ("--disable-pip-version-check", "--no-input", "--progress-bar", "off")
    command = (str(PYTHON), "-m", "pip", "install", *options, "--editable", purpose.target)
    Step("Installing Python packages (some 100 MB, once)", command).run()


def is_usable() -> bool:
    """Whether `.venv` exists, has pip and was made by a Python of the version running now."""
    version = "python{}.{}".format(*sys.version_info[:2])
    return PYTHON.exists() and any(
        (site / "pip").is_dir() for site in site_packages() if ON_WINDOWS or site.parent.name == version
    )


def site_packages() -> list[Path]:
    """The folders of `.venv` that hold installed packages."""
    return [VENV / "Lib" / "site-packages"] if ON_WINDOWS else sorted(VENV.glob("lib/python*/site-packages"))


def refuse_bad_pair() -> None:
    """Raise `SetupError` when `.venv` holds the PySide6 that crashes this Python."""
    sys.path.insert(1, str(ROOT))
    from playground.qt_pair import QtPairError, check_pair

    try:
        for version in installed_pyside():
            check_pair(sys.version_info[:2], version)
    except QtPairError as error:
        raise SetupError(str(error)) from error


def installed_pyside() -> list[str]:
    """The versions of PySide6 in `.venv`, read from the names of the package records."""
    records = [record for site in site_packages() for record in site.glob("[Pp]y[Ss]ide6_[Ee]ssentials-*.dist-info")]
    return [record.name.removesuffix(".dist-info").split("-")[1] for record in records]


def has_display() -> bool:
    """Whether a window can be opened here."""
    if os.environ.get("QT_QPA_PLATFORM", "").split(":")[0] in HEADLESS_PLATFORMS:
        return False
    shown = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    return sys.platform in ("win32", "darwin") or bool(shown)


def run_playground(arguments: list[str]) -> int:
    """Become `playground` with `arguments`; returns its exit code where a process cannot be replaced (Windows)."""
    command = [str(PYTHON), "-P", "-m", "playground", *arguments]
    if not ON_WINDOWS:
        os.execv(command[0], command)
    return subprocess.run(command, check=False).returncode
