"""The real disk does what its methods say, on a real folder."""

import errno
import os
import stat
from pathlib import Path

import pytest

from playground.document.disk import Disk


def test_a_file_is_created_once_written_synced_and_put_in_place(tmp_path: Path) -> None:
    disk, new, old = Disk(), tmp_path / "new", tmp_path / "old"
    old.write_bytes(b"old")
    file = disk.create(new)
    assert disk.write(file, memoryview(b"abc")) == 3
    disk.sync(file)
    disk.close(file)
    disk.set_mode(new, 0o640)
    disk.replace(new, old)
    disk.sync_folder(tmp_path)
    assert disk.read(old, 2) == b"ab"
    assert stat.S_IMODE(disk.status(old).st_mode) == 0o640
    disk.remove(old)
    assert list(tmp_path.iterdir()) == []


def test_creating_over_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a").touch()
    with pytest.raises(FileExistsError):
        Disk().create(tmp_path / "a")


@pytest.mark.parametrize(("code", "forgiven"), [(errno.EINVAL, True), (errno.EIO, False)])
def test_a_folder_that_cannot_be_synced_is_no_fault_unless_the_disk_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, forgiven: bool
) -> None:
    def fail(_file: int) -> None:
        raise OSError(code, "no")

    monkeypatch.setattr(os, "fsync", fail)
    if forgiven:
        Disk().sync_folder(tmp_path)
    else:
        with pytest.raises(OSError, match="no"):
            Disk().sync_folder(tmp_path)
