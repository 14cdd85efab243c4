"""A copy of the open document, saved now and then, and found at the next start if the program ended badly.

Each running program has a folder of its own, locked while it lives; a folder whose lock is free was left behind.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from os import urandom
from pathlib import Path
from shutil import rmtree
from time import time

from playground.document.content import check_header
from playground.document.document import Document
from playground.document.document_records import VERSION, Header, Strict
from playground.document.errors import ContentError, FileError
from playground.document.file_lock import try_lock
from playground.document.files import SUFFIX, read_bytes, write
from playground.document.folders import settings_folder
from playground.document.json_layout import laid_out
from playground.document.saving import reason, save
from playground.document.strict_json import check, decode

FORMAT = "backprop-playground-recovery"
COPY, ABOUT, LOCK = f"document{SUFFIX}", "about.json", "lock"
MAX_ABOUT_FILE = 2**16
JUST_MADE = 60.0  # seconds in which a program may be about to lock its new folder


class AboutRecord(Strict, frozen=True):
    """Which file the copy belongs to; empty for a document that was never saved."""

    format: str
    version: int
    original: str


@dataclass(frozen=True)
class Lost:
    """A copy that a program left behind: its place, its document's file ("" if never saved), seconds since 1970."""

    path: Path
    original: str
    saved_at: float


class Recovery:
    """The recovery folder of this process; `FileError` if it cannot be made."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = recovery_folder(folder) / urandom(8).hex()
        try:
            self._folder.mkdir(parents=True)
            self._lock = (self._folder / LOCK).open("wb")
        except OSError as error:
            raise FileError(f"recovery: cannot keep copies in {self._folder.parent}: {reason(error)}") from error
        try_lock(self._lock)

    def keep(self, document: Document, original: Path | None = None) -> None:
        """Save a copy of the document in place of the last one; `FileError` if it cannot be."""
        text = "" if original is None else str(original.absolute()).encode("utf-8", "replace").decode("utf-8")
        write(self._folder / COPY, document)
        save(self._folder / ABOUT, laid_out(AboutRecord(FORMAT, VERSION, text)))

    def clear(self) -> None:
        """Delete the copy: the document is saved, or its changes were given up."""
        for name in (COPY, ABOUT):
            (self._folder / name).unlink(missing_ok=True)

    def close(self) -> None:
        """Give the folder up at a proper end of the program."""
        self._lock.close()
        rmtree(self._folder, ignore_errors=True)


def recovery_folder(folder: Path | None = None) -> Path:
    """Where all running programs keep their copies."""
    return (folder or settings_folder()) / "recovery"


def find_lost(folder: Path | None = None) -> tuple[Lost, ...]:
    """Copies that programs left behind, the newest first. Folders without one are swept away."""
    return tuple(sorted(_left_behind(recovery_folder(folder)), key=_age))


def discard(lost: Lost) -> None:
    """Delete a copy that was opened and saved, or is not wanted."""
    rmtree(lost.path.parent, ignore_errors=True)


def _age(lost: Lost) -> float:
    return -lost.saved_at


def _left_behind(root: Path) -> Iterator[Lost]:
    for folder in sorted(root.iterdir()) if root.is_dir() else ():
        if folder.is_dir() and not _alive(folder):
            copy = folder / COPY
            if copy.is_file():
                yield Lost(copy, _original(folder / ABOUT), copy.stat().st_mtime)
            elif time() - folder.stat().st_mtime > JUST_MADE:
                rmtree(folder, ignore_errors=True)


def _alive(folder: Path) -> bool:
    """Whether the program that made the folder still runs; a folder without a lock file is left alone."""
    try:
        with (folder / LOCK).open("r+b") as file:
            return not try_lock(file)
    except OSError:
        return True


def _original(path: Path) -> str:
    """The file that the copy belongs to; empty where that is not known."""
    try:
        data = read_bytes(path, MAX_ABOUT_FILE)
        check(data)
        check_header(decode(data, Header), FORMAT)
        return decode(data, AboutRecord).original
    except (ContentError, FileError):
        return ""
