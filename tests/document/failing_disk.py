"""A disk that records every call and fails where a test wants it to."""

import errno
import os
from pathlib import Path

from playground.document.disk import Disk


class PowerLossError(BaseException):
    """The machine went off: nothing after this call happens, not even tidying up."""


class FailingDisk(Disk):
    """Takes at most `gulp` bytes a write; the call named `fault` raises `error`, after `after` calls that succeed."""

    def __init__(self, fault: str = "", error: BaseException | None = None, gulp: int = 2**30, after: int = 0) -> None:
        self.calls: list[str] = []
        self._fault, self._gulp, self._after = fault, gulp, after
        self._error = error or OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        self._lost = False

    def _count(self, call: str) -> None:
        if self._lost:
            raise PowerLossError
        if call == self._fault and self.calls.count(call) >= self._after:
            self._lost = isinstance(self._error, PowerLossError)
            raise self._error
        self.calls.append(call)

    def create(self, path: Path) -> int:
        self._count("create")
        return super().create(path)

    def write(self, file: int, data: memoryview) -> int:
        self._count("write")
        return super().write(file, data[: self._gulp])

    def sync(self, file: int) -> None:
        self._count("sync")
        super().sync(file)

    def close(self, file: int) -> None:
        super().close(file)  # a descriptor never outlives the test
        self._count("close")

    def set_mode(self, path: Path, mode: int) -> None:
        self._count("set_mode")
        super().set_mode(path, mode)

    def replace(self, source: Path, target: Path) -> None:
        self._count("replace")
        super().replace(source, target)

    def remove(self, path: Path) -> None:
        self._count("remove")
        super().remove(path)

    def sync_folder(self, folder: Path) -> None:
        self._count("sync_folder")
        super().sync_folder(folder)
