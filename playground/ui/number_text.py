"""How numbers are typed into a field: read strictly, written back exactly, stepped by the arrow keys.

Plain decimal notation only, as in data files; what Python alone would take (1_000, other digits) is refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from math import isfinite, log10

MINUS = "−"
_WHOLE = re.compile(r"[+-]?[0-9]{1,18}")
_REAL = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]{1,4})?")
_BETWEEN = re.compile(r"[\s,;x×()]+")
_SERIES = (1.0, 2.0, 5.0)
_CLOSE = 1e-9
_SMALLEST, _LARGEST = 1e-12, 1e12


@dataclass(frozen=True)
class NumberForm:
    """What a field takes: whole numbers or any; how far one arrow key goes (None: along 1, 2, 5, 10 …); dice or not.

    An optional number may be left out, which is None.
    """

    whole: bool
    step: float | None = 1.0
    dice: bool = False
    optional: bool = False


def read_number(text: str, whole: bool) -> float | int:
    """The number a text stands for; `ValueError` with a sentence for anything else."""
    plain = text.strip().replace(MINUS, "-")
    if whole:
        if not _WHOLE.fullmatch(plain):
            raise ValueError(f"Found {_shown(text)}, expected a whole number such as 12.")
        return int(plain)
    if not _REAL.fullmatch(plain):
        raise ValueError(f"Found {_shown(text)}, expected a number such as 0.03 or 1e-3.")
    if not isfinite(number := float(plain)):
        raise ValueError(f"Found {_shown(text)}, expected a smaller number.")
    return number


def typed_number(typed: object, refuse: Callable[[str], object]) -> float | None:
    """The number typed into a table; None after saying why it is none, and nothing is refused where it is one."""
    try:
        number = float(read_number(str(typed), whole=False))
    except ValueError as error:
        refuse(str(error))
        return None
    refuse("")
    return number


def write_number(number: float | int) -> str:
    """The shortest text that reads back as the same number."""
    return repr(number).removesuffix(".0").replace("e+", "e")


def read_row(text: str, whole: bool) -> tuple[float | int, ...]:
    """Numbers with spaces, commas, semicolons or × between them, none for an empty text; `ValueError` as above."""
    return tuple(read_number(part, whole) for part in _BETWEEN.split(text) if part)


def write_row(row: tuple[float | int, ...], joint: str) -> str:
    """Text that reads back as the same numbers: `1 × 8 × 8`, `0.5, 2`."""
    return joint.join(map(write_number, row))


def stepped(number: float | int, steps: int, form: NumberForm) -> float | int:
    """The number some arrow keys later, never below zero unless it was; rounded to what was meant."""
    if form.step is None:
        return _along_series(float(number), steps)
    moved = number + steps * form.step
    moved = max(moved, 0) if number >= 0 else moved
    return round(moved) if form.whole else round(moved, 10)


def _along_series(number: float, steps: int) -> float:
    """One step along 0.01, 0.02, 0.05, 0.1 …; only positive numbers of a usual size move."""
    if not _SMALLEST < number < _LARGEST:
        return number
    power = int(log10(number)) - 2
    marks = [float(f"{digit * 10.0 ** (power + rank):.6g}") for rank in range(5) for digit in _SERIES]
    if steps > 0:
        return min(mark for mark in marks if mark > number * (1 + _CLOSE))
    return max(mark for mark in marks if mark < number * (1 - _CLOSE))


def _shown(text: str) -> str:
    if not text.strip():
        return "nothing"
    return f"“{text.strip()[:40]}”"
