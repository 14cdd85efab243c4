"""What counts as a number, in a table and where one is typed: plain decimals, nothing else that Python would accept."""

from collections.abc import Iterator, Sequence
from math import isfinite
from typing import Literal, TypeAlias

from playground.data.dataset import LARGEST_VALUE

DecimalMark: TypeAlias = Literal[".", ","]


def numbers(cells: Sequence[str], mark: DecimalMark) -> Iterator[float]:
    """The cells as floats, nan and inf among them; ValueError, at the latest when read, for 1_000, ٣ or a text."""
    text = "".join(cells)
    if not text.isascii() or "_" in text:
        raise ValueError("a notation that only Python knows")
    if mark == ",":
        if "." in text:
            raise ValueError("a decimal point among decimal commas")
        cells = [cell.replace(",", ".") for cell in cells]
    return map(float, cells)


def is_number(cell: str, mark: DecimalMark) -> bool:
    """Whether a single cell is a finite number, not larger than a dataset can hold."""
    number = finite_number(cell, mark)
    return number is not None and abs(number) <= LARGEST_VALUE


def finite_number(text: str, mark: DecimalMark = ".") -> float | None:
    """The finite number that a text is, however large; None for anything else."""
    try:
        number = next(numbers([text], mark))
    except ValueError:
        return None
    return number if isfinite(number) else None


def looks_like_number(cell: str) -> bool:
    """Whether Python would take the cell for a number: true also of nan, inf, 1_000 and foreign digits."""
    try:
        float(cell)
    except ValueError:
        return False
    return True
