"""Opening and saving: a document survives the disk, and a path that holds none is refused in one sentence."""

import os
from pathlib import Path

import pytest

from playground.document.content import to_bytes
from playground.document.document import Document
from playground.document.errors import FileError
from playground.document.files import SUFFIX, read, read_bytes, write
from playground.document.limits import MAX_FILE
from tests.document.failing_disk import FailingDisk
from tests.document.sample_diagrams import plain, trained


def test_a_saved_document_is_opened_bit_for_bit(tmp_path: Path) -> None:
    path = tmp_path / f"net{SUFFIX}"
    write(path, trained())
    assert path.read_bytes() == to_bytes(trained())
    assert to_bytes(read(path)) == to_bytes(trained())
    write(str(path), Document(plain()))
    assert read(str(path)).diagram == plain()


def test_a_file_knows_no_path(tmp_path: Path) -> None:
    write(tmp_path / "net.playground", trained())
    assert str(tmp_path).encode() not in (tmp_path / "net.playground").read_bytes()


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for name, sentence in [
        ("gone.playground", f"gone.playground: there is no such file in {tmp_path}"),
        (".", f"{tmp_path.name}: found a folder, expected a file"),
        ("pipe", "pipe: found a device or pipe, expected a file"),
        ("a\0b", "a\0b: cannot be read: embedded null byte"),
        ("n" * 300, f"{'n' * 300}: cannot be read: file name too long"),
    ]:
        with pytest.raises(FileError) as error:
            read(tmp_path / name)
        assert str(error.value) == sentence


def test_a_file_that_may_not_be_read_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object) -> None:
        raise PermissionError(13, "Permission denied")

    (tmp_path / "a.playground").touch()
    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(FileError, match=r"a\.playground: cannot be read: permission denied"):
        read(tmp_path / "a.playground")


def test_a_file_that_is_too_large_is_not_read_at_all(tmp_path: Path) -> None:
    path = tmp_path / "large.playground"
    with path.open("wb") as file:
        file.truncate(MAX_FILE * 1_000)
    with pytest.raises(FileError, match=r"large\.playground: found 33,554,432,000 bytes, expected at most 33,554,432"):
        read(path)


def test_a_file_that_grows_while_it_is_read_is_cut_off(tmp_path: Path) -> None:
    class Growing(FailingDisk):
        def read(self, path: Path, most: int) -> bytes:
            return b"x" * most

    (tmp_path / "log").touch()
    with pytest.raises(FileError, match="log: found 101 bytes, expected at most 100"):
        read_bytes(tmp_path / "log", 100, Growing())


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"\x80\x04.", b"<svg/>", b"1", b"null", b'"text"', b"{}"])
def test_other_files_are_refused_with_their_name(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "other.playground"
    path.write_bytes(content)
    with pytest.raises(FileError, match=r"^other\.playground, "):
        read(path)


def test_a_failed_save_leaves_the_old_document(tmp_path: Path) -> None:
    path = tmp_path / "net.playground"
    write(path, Document(plain()))
    with pytest.raises(FileError, match="no space left on device; nothing was changed"):
        write(path, trained(), FailingDisk("sync"))
    assert read(path).diagram == plain()
