"""A text file opens whatever its encoding; anything that is no text is refused in a sentence."""

import codecs
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.data import text
from playground.data.errors import DataError
from playground.data.text import read_text

GERMAN = "Größe;Länge;Art\n1,5;2,5;süß\n3,5;4,5;bitter\n"
FRENCH = "Prénom;âge à;naïve\n1,5;2,5;où\n3,5;4,5;déjà\n"
RUSSIAN = "рост,вес,класс\n1,2,кошка\n3,4,собака\n" * 20


def written(folder: Path, content: bytes) -> Path:
    path = folder / "file.csv"
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "latin-1", "cp1252"]
)
@pytest.mark.parametrize("content", [GERMAN, FRENCH], ids=["german", "french"])
def test_western_text_opens_in_every_usual_encoding(tmp_path: Path, encoding: str, content: str) -> None:
    assert read_text(written(tmp_path, content.encode(encoding))) == content


def test_other_scripts_are_guessed(tmp_path: Path) -> None:
    assert read_text(written(tmp_path, RUSSIAN.encode("cp1251"))) == RUSSIAN


def test_a_long_file_is_guessed_by_its_beginning(tmp_path: Path) -> None:
    assert read_text(written(tmp_path, (GERMAN * 3000).encode("latin-1"))) == GERMAN * 3000


@given(st.text(st.characters(exclude_characters="\0\ufeff", exclude_categories=["Cs"])))
def test_utf8_comes_back_exactly(tmp_path_factory: pytest.TempPathFactory, content: str) -> None:
    assert read_text(written(tmp_path_factory.getbasetemp(), content.encode("utf-8"))) == content


def test_binary_data_is_refused(tmp_path: Path) -> None:
    picture = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20
    with pytest.raises(DataError, match=r"file\.csv: found binary data, expected text"):
        read_text(written(tmp_path, picture))


def test_a_broken_marked_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"file\.csv: found bytes that are not utf-8-sig, expected text"):
        read_text(written(tmp_path, codecs.BOM_UTF8 + b"\xff\xff"))


def test_missing_files_and_folders_are_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"gone.csv: cannot be read \(No such file or directory\)"):
        read_text(tmp_path / "gone.csv")
    with pytest.raises(DataError, match="found a folder or device, expected a file"):
        read_text(tmp_path)
    with pytest.raises(DataError, match="found a folder or device, expected a file"):
        read_text(Path(os.devnull))


def test_a_file_beyond_the_limit_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text, "MOST_BYTES", 10)
    assert read_text(written(tmp_path, b"0123456789")) == "0123456789"
    with pytest.raises(DataError, match=r"file\.csv: found more than 10 bytes"):
        read_text(written(tmp_path, b"0123456789a"))
