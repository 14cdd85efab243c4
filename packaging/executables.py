"""Builds the two executables with PyInstaller, adds the desktop's files and runs `--self-test` on each result.

What goes in and what is trimmed stands in playground.spec and trim.py.
"""

import shutil
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from environment import has_display
from step import ROOT, Step

DIST = ROOT / "dist"
WORK = ROOT / "build" / "pyinstaller"
SPEC = ROOT / "packaging" / "playground.spec"
DESKTOP_FILES = ROOT / "packaging" / "linux"
SUFFIX = ".exe" if sys.platform == "win32" else ""
MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Executable:
    """One result of the build: a title, the program, and everything that is shipped with it."""

    title: str
    program: Path
    shipped: Path

    @property
    def size(self) -> int:
        """Bytes on disk; links are not counted."""
        files = self.shipped.rglob("*") if self.shipped.is_dir() else [self.shipped]
        return sum(path.stat().st_size for path in files if path.is_file() and not path.is_symlink())


EXECUTABLES = (
    Executable("one folder", DIST / "playground" / f"playground{SUFFIX}", DIST / "playground"),
    Executable("one file", DIST / f"playground-onefile{SUFFIX}", DIST / f"playground-onefile{SUFFIX}"),
)


def build_and_try(python: Path) -> None:
    """Build both executables with `python`, then try each; raises `SetupError` when one does not work."""
    places = ("--noconfirm", "--distpath", str(DIST), "--workpath", str(WORK))
    Step("Building with PyInstaller", (str(python), "-m", "PyInstaller", *places, str(SPEC))).run()
    if sys.platform.startswith("linux"):
        shutil.copytree(DESKTOP_FILES, DIST / "playground" / "share", dirs_exist_ok=True)
    summary = [try_executable(executable) for executable in EXECUTABLES]
    print("\n".join(summary))


def try_executable(executable: Executable) -> str:
    """Run the smoke test in a folder of its own; a line with size and time."""
    start = time.perf_counter()
    with tempfile.TemporaryDirectory() as home:
        surroundings = {"PLAYGROUND_HOME": home}
        if not has_display():
            surroundings["QT_QPA_PLATFORM"] = "offscreen"
        Step(f"Trying {executable.title}", (str(executable.program), "--self-test"), surroundings).run()
    seconds = time.perf_counter() - start
    return f"{executable.title}: {executable.size / MEGABYTE:.0f} MB, self-test {seconds:.1f} s, {executable.program}"
