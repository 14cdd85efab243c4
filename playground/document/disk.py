"""The few calls to the system that reading and saving need, in one place, so that a test can let each of them fail."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

# Some file systems cannot sync a folder, and Windows cannot open one: the file itself is on the disk by then.
_NO_FOLDER_SYNC = frozenset({errno.EINVAL, errno.ENOTSUP, errno.EBADF, errno.EACCES, errno.EPERM})


class Disk:
    """The real disk. Every method raises `OSError` as the system does."""

    def status(self, path: Path) -> os.stat_result:
        """Kind, size and mode of what stands at the path, links followed."""
        return path.stat()

    def read(self, path: Path, most: int) -> bytes:
        """At most `most` bytes from the beginning."""
        with path.open("rb") as file:
            return file.read(most)

    def create(self, path: Path) -> int:
        """A descriptor of a new file, which must not exist."""
        return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)

    def write(self, file: int, data: memoryview) -> int:
        """Write some of the data; how many bytes were taken."""
        return os.write(file, data)

    def sync(self, file: int) -> None:
        """Wait until the file's content is on the disk."""
        os.fsync(file)

    def close(self, file: int) -> None:
        """Close a descriptor."""
        os.close(file)

    def set_mode(self, path: Path, mode: int) -> None:
        """Set who may read and write."""
        path.chmod(stat.S_IMODE(mode))

    def replace(self, source: Path, target: Path) -> None:
        """Let the source take the target's place in one step."""
        source.replace(target)

    def remove(self, path: Path) -> None:
        """Delete a file."""
        path.unlink()

    def sync_folder(self, folder: Path) -> None:
        """Wait until the folder's entries are on the disk, where the system can do that."""
        try:
            descriptor = os.open(folder, os.O_RDONLY)
        except OSError:
            if os.name == "nt":
                return
            raise
        try:
            os.fsync(descriptor)
        except OSError as error:
            if error.errno not in _NO_FOLDER_SYNC:
                raise
        finally:
            os.close(descriptor)
