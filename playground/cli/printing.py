"""How results leave the command line: one JSON object, or aligned text for a reader. Knows no verb."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from playground.session.numbers import format_number

Array = NDArray[Any]
Plain = float | int | str | bool | None | Sequence["Plain"] | Mapping[str, "Plain"]

SHOWN_NUMBERS = 6
GAP = "  "


def print_json(payload: Mapping[str, Plain]) -> None:
    """One object on stdout, in plain ASCII, so that it is valid whatever the terminal's encoding."""
    print(to_json(payload))


def print_json_list(name: str, entries: Iterable[Plain]) -> None:
    """`{name: [entries]}` as one object, written entry by entry: a long list never lies in memory as a whole."""
    print(f"{{{json.dumps(name)}: [", end="")
    for index, entry in enumerate(entries):
        print(", " if index else "", to_json(entry), sep="", end="")
    print("]}")


def to_json(payload: Plain) -> str:
    """JSON text; a NaN that slipped through is a `ValueError`, never a literal that no reader knows."""
    return json.dumps(payload, allow_nan=False)


def plain_number(value: float | None) -> float | None:
    """The number for JSON, every digit of it; None for NaN and infinity."""
    return None if value is None or not math.isfinite(value) else float(value)


def plain_array(array: Array) -> Plain:
    """The array as nested lists (a 0-d array as a number) with None for NaN and infinity."""
    if np.isfinite(array).all():
        nested: Plain = array.tolist()
        return nested
    return [plain_array(row) for row in array] if array.ndim else None


def short_array(array: Array, digits: int = 4) -> str:
    """The first numbers of an array in one line: `[0.5, −1.2; 3.0, 4.1]`, rows parted by semicolons."""
    if array.ndim == 0:
        return format_number(float(array), digits)
    shown = array.size if array.size <= SHOWN_NUMBERS + 1 else SHOWN_NUMBERS
    texts = [format_number(float(value), digits) for value in array.ravel()[:shown]]
    width = array.shape[-1]
    rows = "; ".join(", ".join(texts[start : start + width]) for start in range(0, shown, width))
    hidden = f", … {array.size - shown:,} more" if shown < array.size else ""
    return f"[{rows}{hidden}]"


def shape_label(shape: tuple[int, ...]) -> str:
    """A shape in a narrow column: `8 × 2`, `8`, or nothing for a single number."""
    return " × ".join(map(str, shape))


def aligned(cells: Sequence[str], widths: Sequence[int]) -> str:
    """Cells padded to their columns, all but the last; text on the left."""
    padded = [f"{cell:<{width}}" for cell, width in zip(cells, widths, strict=False)]
    return GAP.join([*padded, *cells[len(padded) :]]).rstrip()


def right_aligned(cells: Sequence[str], widths: Sequence[int]) -> str:
    """Cells padded to their columns, numbers on the right."""
    return GAP.join(f"{cell:>{width}}" for cell, width in zip(cells, widths, strict=True))


def column_widths(rows: Iterable[Sequence[str]]) -> tuple[int, ...]:
    """The width of each column of a table."""
    return tuple(max(map(len, column)) for column in zip(*rows, strict=True))
