"""What counts as a number in a cell of a table: plain decimal notation and nothing else that Python would accept."""

from collections.abc import Sequence
from typing import Literal, TypeAlias

from playground.data.dataset import LARGEST_VALUE

DecimalMark: TypeAlias = Literal[".", ","]

_OTHER_SYMBOLS = "0123456789+-eE \t"
_SYMBOLS: dict[DecimalMark, frozenset[str]] = {mark: frozenset(_OTHER_SYMBOLS + mark) for mark in (".", ",")}


def numbers(cells: Sequence[str], mark: DecimalMark) -> list[float]:
    """The cells as numbers; ValueError if one is not (1_000, nan, inf, ٣ and 1e999 are not)."""
    if not _SYMBOLS[mark].issuperset("".join(cells)):
        raise ValueError("a symbol that belongs to no number")
    if mark == ",":
        cells = [cell.replace(",", ".") for cell in cells]
    values = list(map(float, cells))
    if values and not -LARGEST_VALUE <= min(values) <= max(values) <= LARGEST_VALUE:
        raise ValueError("too large")
    return values


def is_number(cell: str, mark: DecimalMark) -> bool:
    """Whether a single cell is a number."""
    try:
        numbers([cell], mark)
    except ValueError:
        return False
    return True


def looks_like_number(cell: str) -> bool:
    """Whether Python would take the cell for a number: true also of nan, inf, 1_000 and foreign digits."""
    try:
        float(cell)
    except ValueError:
        return False
    return True
