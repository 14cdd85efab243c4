"""Saves bytes so that, whatever fails, the file holds either all of the old or all of the new.

A temporary file in the same folder is written whole, synced and then put in the old one's place. What the bytes mean
is not known here.
"""

from __future__ import annotations

import errno
import os
import stat
from contextlib import suppress
from pathlib import Path

from playground.document.disk import Disk
from playground.document.errors import FileError

DISK = Disk()


def save(path: Path, data: bytes, disk: Disk = DISK) -> None:
    """Make `data` the content of the file; `FileError` says why it could not be, and then nothing has changed."""
    name = path.name or str(path)
    try:
        target = Path(os.path.realpath(path))
        _replace(target, data, _mode(target, disk), disk)
    except (OSError, ValueError) as error:
        raise FileError(f"{name}: cannot be saved: {reason(error)}; nothing was changed") from error
    try:
        disk.sync_folder(target.parent)
    except OSError as error:
        raise FileError(f"{name}: was saved, but may be lost if the power fails now: {reason(error)}") from error


def reason(error: OSError | ValueError) -> str:
    """The system's reason in lower case, e.g. `no space left on device`."""
    text = (error.strerror if isinstance(error, OSError) else str(error)) or type(error).__name__
    return text[:1].lower() + text[1:]


def _mode(target: Path, disk: Disk) -> int | None:
    """The mode of the file that will be replaced, None if there is none."""
    try:
        mode = disk.status(target).st_mode
    except FileNotFoundError:
        return None
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, "there is a folder of that name")
    if not stat.S_ISREG(mode):
        raise OSError(errno.EINVAL, "something that is not a file has that name")
    if not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, "the file is write-protected")
    return mode


def _replace(target: Path, data: bytes, mode: int | None, disk: Disk) -> None:
    temporary = target.with_name(f".{os.urandom(8).hex()}.playground-part")
    try:
        _write_whole(temporary, data, disk)
        if mode is not None:
            disk.set_mode(temporary, mode)
        disk.replace(temporary, target)
    except BaseException:
        with suppress(OSError):
            disk.remove(temporary)
        raise


def _write_whole(path: Path, data: bytes, disk: Disk) -> None:
    file = disk.create(path)
    try:
        rest = memoryview(data)
        while rest:
            taken = disk.write(file, rest)
            if taken <= 0:
                raise OSError(errno.EIO, "the disk takes no more data")
            rest = rest[taken:]
        disk.sync(file)
    finally:
        disk.close(file)
