"""Opens and saves documents: the one road for files, whether from a menu, a drop, the command line or recovery."""

from __future__ import annotations

import stat
from pathlib import Path

from playground.document.content import from_bytes, to_bytes
from playground.document.disk import Disk
from playground.document.document import Document
from playground.document.errors import FileError
from playground.document.limits import MAX_FILE
from playground.document.saving import DISK, reason, save

__all__ = ["SUFFIX", "Document", "FileError", "from_bytes", "read", "read_bytes", "to_bytes", "write"]

SUFFIX = ".playground"


def read(path: str | Path, disk: Disk = DISK) -> Document:
    """The document in a file; `FileError` names the file, what is wrong with it and where."""
    return from_bytes(read_bytes(path, disk=disk), _name(Path(path)))


def write(path: str | Path, document: Document, disk: Disk = DISK) -> None:
    """Save a document, all or nothing; `FileError` if it cannot be, and then the old file stands as it was."""
    save(Path(path), to_bytes(document, _name(Path(path))), disk)


def read_bytes(path: str | Path, most: int = MAX_FILE, disk: Disk = DISK) -> bytes:
    """The bytes of a regular file of at most `most` bytes; `FileError` otherwise."""
    path = Path(path)
    name = _name(path)
    try:
        status = disk.status(path)
        if stat.S_ISDIR(status.st_mode):
            raise FileError(f"{name}: found a folder, expected a file")
        if not stat.S_ISREG(status.st_mode):
            raise FileError(f"{name}: found a device or pipe, expected a file")
        data = disk.read(path, most + 1) if status.st_size <= most else b""
    except FileNotFoundError:
        raise FileError(f"{name}: there is no such file in {path.absolute().parent}") from None
    except (OSError, ValueError) as error:  # ValueError: a path with a null character
        raise FileError(f"{name}: cannot be read: {reason(error)}") from error
    if max(status.st_size, len(data)) > most:
        raise FileError(f"{name}: found {max(status.st_size, len(data)):,} bytes, expected at most {most:,}")
    return data


def _name(path: Path) -> str:
    return path.name or str(path)
