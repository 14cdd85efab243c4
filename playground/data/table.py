"""Imports a CSV file: chooses between classes and numbers for the target, and refuses what it would have to guess.

Every refusal names line and column; nothing of the file but its name and numbers is kept.
"""

from array import array
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from playground.data.cells import DecimalMark, is_number, looks_like_number, numbers
from playground.data.dataset import LARGEST_VALUE, Floats, Indices, Targets
from playground.data.errors import ConstantColumnError, DataError, EmptyDataError, OneClassError
from playground.data.imported import MOST_CLASSES, Imported, pack
from playground.data.records import Records, open_records

MOST_NUMBERED_CLASSES = 20
LARGEST_WHOLE = 2.0**53  # above it not every whole number has a float64


def column_names(path: str | Path) -> tuple[str, ...]:
    """The names in a CSV file's header; DataError as for read_csv."""
    return open_records(Path(path)).header


def read_csv(path: str | Path, target: str) -> Imported:
    """A CSV file with a header, one column of which is to be predicted from all others.

    A target of texts, or of at most 20 different whole numbers, gives classes (sorted); other numbers give
    regression. DataError for anything that is missing, not a number, ragged or beyond the limits.
    """
    records = open_records(Path(path))
    if target not in records.header:
        expected = f"expected one of {_listed(records.header)}"
        raise DataError(f"{records.name}: found no column {target!r}, {expected}", target)
    mark = records.decimal_mark()
    features, column = _columns(records, target, mark)
    feature_names = tuple(name for name in records.header if name != target)
    _check_sizes(column, feature_names, features)
    class_names, targets = _interpreted(column, mark)
    return Imported(
        name=_storable(records.name),
        target=target,
        feature_names=feature_names,
        class_names=class_names,
        features=pack(features),
        targets=pack(targets),
    )


@dataclass(frozen=True)
class _TargetColumn:
    """The target's cells as they stand in the file, with their line numbers."""

    file: str
    name: str
    lines: list[int]
    cells: list[str]

    def place(self, row: int) -> str:
        return f"{self.file}, line {self.lines[row]}, column {self.name!r}"


def _columns(records: Records, target: str, mark: DecimalMark) -> tuple[Floats, _TargetColumn]:
    features, column = array("d"), _TargetColumn(records.name, target, [], [])
    index = records.header.index(target)
    for line, cells in records:
        cell = cells.pop(index).strip()
        try:
            features.extend(numbers(cells, mark))
        except ValueError:
            names = records.header[:index] + records.header[index + 1 :]
            raise _refusal(f"{records.name}, line {line}", dict(zip(names, cells, strict=True)), mark) from None
        column.lines.append(line)
        column.cells.append(cell)
        if not cell:
            raise DataError(f"{column.place(-1)}: found an empty cell, expected a value", target)
    return np.frombuffer(features), column


def _refusal(place: str, cells: dict[str, str], mark: DecimalMark) -> DataError:
    """The error for the first cell that is not a number."""
    name, cell = next((name, cell) for name, cell in cells.items() if not is_number(cell, mark))
    return DataError(f"{place}, column {name!r}: found {_shown(cell)}, expected {_number(mark)}", name)


def _check_sizes(column: _TargetColumn, feature_names: tuple[str, ...], features: Floats) -> None:
    wrong = np.nonzero(~(np.abs(features) <= LARGEST_VALUE))[0]  # nan too
    if wrong.size:
        row, feature = divmod(int(wrong[0]), len(feature_names))
        name, found = feature_names[feature], float(features[wrong[0]])
        place = f"{column.file}, line {column.lines[row]}, column {name!r}"
        raise DataError(f"{place}: found {found!r}, expected a finite number of at most {LARGEST_VALUE:g}", name)


def _interpreted(column: _TargetColumn, mark: DecimalMark) -> tuple[tuple[str, ...], Targets]:
    """Class names and labels, or () and values."""
    distinct = set(column.cells)
    plain = {cell for cell in distinct if is_number(cell, mark)}
    if plain == distinct:
        _check_variety(column, len(set(numbers(sorted(plain), mark))), ConstantColumnError)
        return _numbered(np.fromiter(numbers(column.cells, mark), np.float64))
    _check_texts(column, plain, mark)
    _check_variety(column, len(distinct), OneClassError)
    return _lettered(column, sorted(distinct))


def _check_variety(column: _TargetColumn, different: int, kind: type[ConstantColumnError]) -> None:
    place, expected = f"{column.file}, column {column.name!r}", "expected at least 2 different values"
    if not column.cells:
        raise EmptyDataError(f"{place}: found no rows below the header, {expected}", column.name)
    if different < 2:
        raise kind(f"{place}: found only {_shown(column.cells[0])}, {expected}", column.name)


def _numbered(values: Floats) -> tuple[tuple[str, ...], Targets]:
    """A few whole numbers are classes, in numerical order; anything else is regression."""
    if np.any((values != np.floor(values)) | (np.abs(values) > LARGEST_WHOLE)):
        return (), values
    distinct, labels = np.unique(values, return_inverse=True)
    if len(distinct) > MOST_NUMBERED_CLASSES:
        return (), values
    return tuple(str(int(value)) for value in distinct), labels


def _check_texts(column: _TargetColumn, plain: set[str], mark: DecimalMark) -> None:
    """A text among mostly numbers is a mistake, and so is nan or 1_000 anywhere."""
    odd = set(column.cells) - plain
    if 2 * sum(cell in plain for cell in column.cells) <= len(column.cells):
        odd = set(filter(looks_like_number, odd))
    if odd:
        row = next(row for row, cell in enumerate(column.cells) if cell in odd)
        found = _shown(column.cells[row])
        raise DataError(f"{column.place(row)}: found {found}, expected {_number(mark)}", column.name)


def _lettered(column: _TargetColumn, class_names: list[str]) -> tuple[tuple[str, ...], Indices]:
    """Texts are classes, in alphabetical order."""
    if len(class_names) > MOST_CLASSES:
        place, found = f"{column.file}, column {column.name!r}", f"{len(class_names)} different texts"
        raise DataError(f"{place}: found {found}, expected at most {MOST_CLASSES:,} classes", column.name)
    labels = {name: label for label, name in enumerate(class_names)}
    return tuple(class_names), np.array([labels[cell] for cell in column.cells])


def _number(mark: DecimalMark) -> str:
    return "a number" if mark == "." else "a number with a decimal comma"


def _shown(cell: str) -> str:
    """A cell for an error message, cut where it is long."""
    if not cell.strip():
        return "an empty cell"
    return repr(cell if len(cell) <= 40 else f"{cell[:40]}…")


def _listed(names: tuple[str, ...]) -> str:
    return ", ".join(map(repr, names[:8])) + (", …" if len(names) > 8 else "")


def _storable(name: str) -> str:
    """A file name without the bytes that are no text, which no document could hold."""
    return name.encode("utf-8", "replace").decode("utf-8")
