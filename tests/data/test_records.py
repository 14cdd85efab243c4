"""A CSV text is cut into a header and equal records; delimiter and decimal mark are found, not asked for."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.data import records
from playground.data.errors import DataError
from playground.data.records import open_records

CELLS = st.text(st.characters(exclude_characters="\0\r", exclude_categories=["Cs"]), min_size=1).filter(
    lambda cell: cell == cell.strip() and not cell.startswith("\ufeff")
)


def opened(folder: Path, content: str) -> records.Records:
    path = folder / "file.csv"
    path.write_bytes(content.encode("utf-8"))
    return open_records(path)


@given(st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=8))
def test_what_a_csv_writer_writes_comes_back(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str]]
) -> None:
    content = io.StringIO()
    csv.writer(content, quoting=csv.QUOTE_ALL).writerows([("first column", "second column"), *rows])
    table = opened(tmp_path_factory.getbasetemp(), content.getvalue())
    assert table.header == ("first column", "second column")
    assert [tuple(cells) for _, cells in table] == rows


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_delimiter_is_found(tmp_path: Path, delimiter: str) -> None:
    content = "a|b|c\n1.5|2|3\n4|5|6\n".replace("|", delimiter)
    table = opened(tmp_path, content)
    assert (table.header, table.delimiter) == (("a", "b", "c"), delimiter)


@pytest.mark.parametrize(
    ("content", "delimiter", "mark"),
    [
        ("a;b;y\n1,5;2,5;x\n1,5;2,5;z\n", ";", ","),
        ("a;b;y\n1;2;x\n3;4;z\n", ";", "."),
        ("a;b;y\n1.5;2;x, or so\n", ";", "."),
        ("a\tb\n1,5\t2\n", "\t", ","),
        ('a,b\n"1,5",2\n', ",", "."),
        ('"x, y";b\n"1;2";3\n', ";", "."),
    ],
)
def test_the_decimal_mark_is_found(tmp_path: Path, content: str, delimiter: str, mark: str) -> None:
    table = opened(tmp_path, content)
    assert (table.delimiter, table.decimal_mark()) == (delimiter, mark)


def test_lines_are_counted_as_an_editor_counts_them(tmp_path: Path) -> None:
    table = opened(tmp_path, 'a, b\r\n\r\n1, 2\r\n   \r\n"3\r\n",4\r\n')
    assert table.header == ("a", "b")
    assert [line for line, _ in table] == [3, 6]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("", "file.csv, line 1: found 0 columns, expected at least 2"),
        ("alone\n1\n", "found 1 column, expected at least 2"),
        ("a,,c\n1,2,3\n", "found no name for column 2"),
        ("a,b,a\n1,2,3\n", "found the column 'a' twice"),
        ("5.1,3.5,0\n4.9,3.0,1\n", "file.csv, line 1: found numbers, expected the names of the columns"),
        (",".join(f"c{i}" for i in range(10_001)), "found 10,001 columns, expected at most 10,000"),
    ],
)
def test_a_wrong_header_is_refused(tmp_path: Path, content: str, sentence: str) -> None:
    with pytest.raises(DataError, match=sentence):
        opened(tmp_path, content)


def test_numbered_columns_are_names(tmp_path: Path) -> None:
    assert opened(tmp_path, "0,1,2\n0.5,1.5,2.5\n").header == ("0", "1", "2")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("a,b\n1,2\n3\n", "file.csv, line 3: found 1 cell, expected 2"),
        ("a,b\n1,2\n\n3,4,5\n", "file.csv, line 4: found 3 cells, expected 2"),
        ('a,b\n1,"2\n3,4\n', "file.csv, line 3: found unexpected end of data, expected comma-separated values"),
        ('a,b\n1,"2"x\n', "file.csv, line 2: found ',' expected after '\"'"),
    ],
)
def test_a_wrong_record_is_refused(tmp_path: Path, content: str, sentence: str) -> None:
    table = opened(tmp_path, content)
    with pytest.raises(DataError, match=sentence):
        list(table)


def test_rows_beyond_the_limit_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(records, "MOST_ROWS", 2)
    assert len(list(opened(tmp_path, "a,b\n1,2\n3,4\n"))) == 2
    with pytest.raises(DataError, match=r"file\.csv, line 4: found more rows, expected at most 2"):
        list(opened(tmp_path, "a,b\n1,2\n3,4\n5,6\n"))
