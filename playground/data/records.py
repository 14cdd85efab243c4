"""Cuts the text of a CSV file into a header and records of equal length, each with its line number.

It finds the delimiter and the decimal mark; which column means what is not its business.
"""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from playground.data.cells import DecimalMark, is_number
from playground.data.errors import DataError, counted
from playground.data.text import read_text

MOST_COLUMNS = 10_000
MOST_ROWS = 1_000_000
SNIFFED_RECORDS = 20
DELIMITERS = (",", ";", "\t")


@dataclass(frozen=True)
class Records:
    """A CSV file's name, column names and text; iterating gives (line number, cells) below the header."""

    name: str
    header: tuple[str, ...]
    delimiter: str
    text: str = field(repr=False)

    def __iter__(self) -> Iterator[tuple[int, list[str]]]:
        """Records in order; DataError for a record of another length, or too many of them."""
        rows = islice(_rows(self.name, self.text, self.delimiter), 1, None)
        for count, (line, cells) in enumerate(rows):
            if len(cells) != len(self.header):
                raise DataError(
                    f"{self.name}, line {line}: found {counted(len(cells), 'cell')}, expected {len(self.header)}"
                )
            if count == MOST_ROWS:
                raise DataError(f"{self.name}, line {line}: found more rows, expected at most {MOST_ROWS:,}")
            yield line, cells

    def decimal_mark(self) -> DecimalMark:
        """A comma where some cell reads as a number only that way, otherwise a point."""
        if self.delimiter == ",":
            return "."
        commas = any("," in cell and is_number(cell, ",") for _, cells in self for cell in cells)
        return "," if commas else "."


def open_records(path: Path) -> Records:
    """Reads the file and its header; DataError when it is empty, has no header or repeats a name."""
    text, name = read_text(path), path.name
    delimiter = _delimiter(name, text)
    _, cells = next(_rows(name, text, delimiter), (1, []))
    header = tuple(cell.strip() for cell in cells)
    _check_header(name, header)
    return Records(name, header, delimiter, text)


def _rows(name: str, text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Line number and cells of every line that is not blank."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=True, strict=True)
    try:
        for cells in reader:
            if len(cells) > 1 or (cells and cells[0].strip()):
                yield reader.line_num, cells
    except csv.Error as error:
        raise DataError(f"{name}, line {reader.line_num}: found {error}, expected comma-separated values") from error


def _delimiter(name: str, text: str) -> str:
    """The delimiter that cuts the first records into equally many cells; the more cells, the better."""
    return max(DELIMITERS, key=lambda delimiter: _regularity(name, text, delimiter))


def _regularity(name: str, text: str, delimiter: str) -> tuple[bool, int]:
    widths: list[int] = []
    try:
        widths.extend(len(cells) for _, cells in islice(_rows(name, text, delimiter), SNIFFED_RECORDS))
    except DataError:  # quotes that make no sense under this delimiter
        return False, max(widths[:1], default=0)
    return len(set(widths)) == 1 and widths[0] > 1, max(widths[:1], default=0)


def _check_header(name: str, header: tuple[str, ...]) -> None:
    if len(header) < 2:
        raise DataError(f"{name}, line 1: found {counted(len(header), 'column')}, expected at least 2 with names")
    if len(header) > MOST_COLUMNS:
        raise DataError(f"{name}, line 1: found {counted(len(header), 'column')}, expected at most {MOST_COLUMNS:,}")
    if "" in header:
        raise DataError(f"{name}, line 1: found no name for column {header.index('') + 1}, expected one")
    if all(is_number(cell, ".") for cell in header) and not all(cell.isdigit() for cell in header):
        raise DataError(f"{name}, line 1: found numbers, expected the names of the columns")
    seen: set[str] = set()
    for column in header:
        if column in seen:
            raise DataError(f"{name}, line 1: found the column {column!r} twice, expected different names")
        seen.add(column)
