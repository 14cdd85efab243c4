"""The libraries and tools that Qt, the tests and the build need from the system, and how to get them.

With apt and root they are installed; elsewhere the exact line to type is raised as a `SetupError`. Windows and macOS
bring everything themselves.
"""

import ctypes
import importlib.util
import os
import shutil
import sys
from dataclasses import dataclass

from step import SetupError, Step

APT_OPTIONS = ("-y", "--no-install-recommends", "-o", "DPkg::Lock::Timeout=120")


@dataclass(frozen=True)
class Library:
    """A shared library, and the Debian package that holds it."""

    soname: str
    package: str

    def is_missing(self) -> bool:
        """Whether the dynamic loader cannot find it."""
        try:
            ctypes.CDLL(self.soname)
        except OSError:
            return True
        return False


@dataclass(frozen=True)
class Tool:
    """A program on the path, and the Debian package that holds it."""

    program: str
    package: str

    def is_missing(self) -> bool:
        """Whether it is not on the path."""
        return shutil.which(self.program) is None


@dataclass(frozen=True)
class Module:
    """A part of Python's own library that Debian packs separately."""

    name: str
    package: str

    def is_missing(self) -> bool:
        """Whether this Python cannot import it."""
        return importlib.util.find_spec(self.name) is None


Requirement = Library | Tool | Module

PIP: tuple[Requirement, ...] = (Module("ensurepip", f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"),)
OFFSCREEN: tuple[Requirement, ...] = (
    Library("libGL.so.1", "libgl1"),
    Library("libEGL.so.1", "libegl1"),
    Library("libglib-2.0.so.0", "libglib2.0-0"),
    Library("libdbus-1.so.3", "libdbus-1-3"),
    Library("libfontconfig.so.1", "libfontconfig1"),
    Library("libxkbcommon.so.0", "libxkbcommon0"),
)
WINDOW: tuple[Requirement, ...] = (
    *OFFSCREEN,
    Library("libxcb-cursor.so.0", "libxcb-cursor0"),
    Library("libxcb-icccm.so.4", "libxcb-icccm4"),
    Library("libxcb-keysyms.so.1", "libxcb-keysyms1"),
    Library("libxcb-shape.so.0", "libxcb-shape0"),
    Library("libxkbcommon-x11.so.0", "libxkbcommon-x11-0"),
    Library("libwayland-cursor.so.0", "libwayland-cursor0"),
    Library("libwayland-egl.so.1", "libwayland-egl1"),
)
TEST_TOOLS: tuple[Requirement, ...] = (Tool("Xvfb", "xvfb"), Tool("xauth", "xauth"), Tool("xdotool", "xdotool"))
BUILD_TOOLS: tuple[Requirement, ...] = (Tool("objdump", "binutils"),)


def provide(requirements: tuple[Requirement, ...]) -> None:
    """Install what is missing of `requirements`, or raise `SetupError` with the line to type."""
    if not sys.platform.startswith("linux"):
        return
    packages = missing_packages(requirements)
    if packages and not may_install():
        raise SetupError(line_to_type(packages))
    if packages:
        install(packages)


def missing_packages(requirements: tuple[Requirement, ...]) -> tuple[str, ...]:
    """The Debian packages of what is missing, in the order of the table."""
    return tuple(requirement.package for requirement in requirements if requirement.is_missing())


def may_install() -> bool:
    """Whether apt is there and we are root."""
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def line_to_type(packages: tuple[str, ...]) -> str:
    """The sentence for a user who has to install `packages` by hand."""
    names = " ".join(packages)
    if shutil.which("apt-get") is None:
        return f"Missing from this system are what Debian calls: {names}. Please install them and start again."
    line = f"sudo apt-get update && sudo apt-get install --no-install-recommends {names}"
    return f"Some system packages are missing. Please type this line, then start again:\n  {line}"


def install(packages: tuple[str, ...]) -> None:
    """Install `packages` with apt; its lists are fetched only when they are missing or too old."""
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    command = ("apt-get", "install", *APT_OPTIONS, *packages)
    wanted = Step(f"Installing system packages ({', '.join(packages)})", command, quiet)
    try:
        wanted.run()
    except SetupError:
        # apt-get update says 0 even when it could not fetch anything: why shows only when the packages are missing
        fetched = Step("Fetching the lists of system packages first", ("apt-get", "update"), quiet).run()
        wanted.run(before=fetched)
