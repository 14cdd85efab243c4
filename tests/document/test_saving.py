"""Saving is all or nothing: whatever fails, the file holds all of the old or all of the new, and no part is left."""

import errno
import os
import stat
from pathlib import Path

import pytest

from playground.document.errors import FileError
from playground.document.saving import save
from tests.document.failing_disk import FailingDisk, PowerLossError

OLD, NEW = b"old content", b"new content, and longer"
STEPS = ["create", "write", "sync", "close", "set_mode", "replace"]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file with old content."""
    path = tmp_path / "net.playground"
    path.write_bytes(OLD)
    return path


def test_everything_is_on_the_disk_before_the_old_file_goes(file: Path) -> None:
    disk = FailingDisk()
    save(file, NEW, disk)
    assert file.read_bytes() == NEW
    assert disk.calls == [*STEPS, "sync_folder"]


@pytest.mark.parametrize("gulp", [1, 7])
def test_short_writes_go_on_until_all_is_written(file: Path, gulp: int) -> None:
    disk = FailingDisk(gulp=gulp)
    save(file, NEW, disk)
    assert file.read_bytes() == NEW
    assert disk.calls.count("write") == -(-len(NEW) // gulp)


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EACCES, errno.EIO])
def test_a_failure_loses_nothing_and_leaves_nothing(file: Path, step: str, code: int) -> None:
    with pytest.raises(FileError) as error:
        save(file, NEW, FailingDisk(step, OSError(code, os.strerror(code))))
    reason = os.strerror(code)
    assert str(error.value) == (
        f"net.playground: cannot be saved: {reason[0].lower()}{reason[1:]}; nothing was changed"
    )
    assert file.read_bytes() == OLD
    assert list(file.parent.iterdir()) == [file]


def test_a_disk_that_fills_up_halfway_is_a_failure_too(file: Path) -> None:
    with pytest.raises(FileError, match="no space left on device"):
        save(file, NEW, FailingDisk("write", gulp=5, after=2))
    assert file.read_bytes() == OLD
    assert list(file.parent.iterdir()) == [file]


def test_a_disk_that_takes_nothing_does_not_hang(file: Path) -> None:
    with pytest.raises(FileError, match="the disk takes no more data"):
        save(file, NEW, FailingDisk(gulp=0))
    assert file.read_bytes() == OLD


@pytest.mark.parametrize("step", [*STEPS, "sync_folder"])
def test_at_a_loss_of_power_the_file_is_whole_old_or_new(file: Path, step: str) -> None:
    with pytest.raises(PowerLossError):
        save(file, NEW, FailingDisk(step, PowerLossError()))
    assert file.read_bytes() == (NEW if step == "sync_folder" else OLD)


def test_a_folder_that_cannot_be_synced_is_told_truly(file: Path) -> None:
    with pytest.raises(FileError, match="was saved, but may be lost if the power fails now: input/output error"):
        save(file, NEW, FailingDisk("sync_folder", OSError(errno.EIO, "Input/output error")))
    assert file.read_bytes() == NEW


def test_the_mode_is_kept_and_a_new_file_gets_the_usual_one(file: Path) -> None:
    file.chmod(0o640)
    save(file, NEW)
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    usual = file.with_name("usual")
    usual.touch()
    save(file.with_name("new"), NEW)
    assert file.with_name("new").stat().st_mode == usual.stat().st_mode


def test_a_link_stays_a_link_and_its_target_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "away").mkdir()
    target, link = tmp_path / "away" / "real", tmp_path / "link"
    target.write_bytes(OLD)
    link.symlink_to(target)
    save(link, NEW)
    assert link.is_symlink()
    assert target.read_bytes() == NEW


@pytest.mark.parametrize("name", ["", "gone/net.playground", "loop", "pipe", "a\0b", "n" * 300])
def test_a_place_that_cannot_hold_a_file_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    os.mkfifo(tmp_path / "pipe")
    before = sorted(tmp_path.iterdir())
    with pytest.raises(FileError, match="nothing was changed"):
        save(tmp_path / name, NEW)
    assert sorted(tmp_path.iterdir()) == before


def test_a_write_protected_file_is_not_replaced(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_path: Path, _mode: int) -> bool:
        return False

    monkeypatch.setattr(os, "access", refuse)
    with pytest.raises(FileError, match="the file is write-protected; nothing was changed"):
        save(file, NEW)
    assert file.read_bytes() == OLD
