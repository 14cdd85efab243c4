"""How the user wants numbers written: as each place has room, with so many digits or decimals, or as exact fractions.

A frozen value that is handed to all who write numbers; with it come the fractions of the pass that is being looked at.
Knows nothing of windows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from math import prod
from typing import TYPE_CHECKING

from playground.session.numbers import (
    MINUS,
    Number,
    bracketed,
    exact,
    fitted_number,
    format_decimals,
    format_number,
    spoken_text,
)
from playground.session.numbers import spoken as spoken_number

if TYPE_CHECKING:
    from fractions import Fraction  # a window opens without them

LONGEST_FRACTION = 11  # characters; a longer one is written as a decimal, and in full on request
_ROOM_AROUND_DIGITS = 7  # sign, point and a power of ten
_ROOM_AROUND_DECIMALS = 6
NO_FRACTION = "not a rational number, or not one known exactly"


class NumberForm(StrEnum):
    """The ways to write a number."""

    AUTOMATIC = "automatic"
    SIGNIFICANT = "significant"
    DECIMALS = "decimals"
    FRACTIONS = "fractions"


@dataclass(frozen=True)
class NumberStyle:
    """`count` digits or decimals; `fractions` by the float they stand for, None where there are none to be shown, and
    the `reasons` why other floats have none.

    Each place has a `usual` count of digits, which counts unless the user has chosen another.
    """

    form: NumberForm = NumberForm.AUTOMATIC
    count: int = 4
    fractions: Mapping[float, Fraction] | None = field(default=None, hash=False)
    reasons: Mapping[float, str] = field(default_factory=dict, hash=False)

    def write(self, value: Number | None, usual: int = 4) -> str:
        """The number as it is to be read, `?` for None."""
        if self.form is NumberForm.DECIMALS:
            return format_decimals(value, self.count)
        fraction = self.fraction(value)
        if fraction is not None and len(text := _text(fraction)) <= LONGEST_FRACTION:
            return text
        return format_number(value, self.digits(usual))

    def digits(self, usual: int = 4) -> int:
        """Significant digits of a number that is written with such."""
        return self.count if self.form is NumberForm.SIGNIFICANT else usual

    def fraction(self, value: Number | None) -> Fraction | None:
        """The exact fraction of a number of the pass, if it has one."""
        return None if self.fractions is None or value is None else self.fractions.get(float(value))

    def factor(self, value: Number | None, usual: int = 4) -> str:
        """The number as a factor of a product, in brackets if it is negative or a quotient."""
        text = self.write(value, usual)
        return f"({text})" if "/" in text else bracketed(text)

    def product(self, factors: Iterable[Number | None], usual: int = 4) -> str:
        """The factors as a product, e.g. `−0.310 × (−2.00)`: the first needs no brackets for its sign."""
        texts = [self.factor(factor, usual) for factor in factors]
        return " × ".join([*(text.strip("()") if "/" not in text else text for text in texts[:1]), *texts[1:]])

    def value_of_product(self, factors: Iterable[float], value: float, usual: int = 4) -> str:
        """What a product amounts to: exactly where every factor is a fraction, else as its float is written."""
        known = [self.fraction(factor) for factor in factors]
        whole = prod(fraction for fraction in known if fraction is not None)
        if known and None not in known and len(text := _text(whole)) <= LONGEST_FRACTION:
            return text
        return self.write(value, usual)

    def fitted(self, value: Number | None, usual: int, characters: int) -> str:
        """The number in so many places, with as many of its digits as they hold."""
        text = self.write(value, usual)
        return text if len(text) <= characters else fitted_number(value, self.digits(usual), characters)

    def spoken(self, value: Number | None, usual: int = 4) -> str:
        """The number in words a screen reader says well, e.g. `minus 3 over 4`."""
        if value is None or value != value:
            return spoken_number(value)
        return spoken_text(self.write(value, usual))

    def tip(self, value: Number | None) -> str:
        """Every digit, and where fractions are shown the whole fraction or why there is none."""
        digits = exact(value)
        if self.fractions is None or value is None:
            return digits
        fraction = self.fraction(value)
        if fraction is None:
            return f"{digits} ({self.reasons.get(float(value), NO_FRACTION)})"
        return f"{_text(fraction)} = {digits}"

    def places(self, usual: int) -> int:
        """Characters that hold every number as it is chosen, 0 where each place decides itself."""
        if self.form is NumberForm.FRACTIONS:
            return self._widest
        if self.form is NumberForm.AUTOMATIC or self.count < usual:
            return 0
        return self.count + (_ROOM_AROUND_DIGITS if self.form is NumberForm.SIGNIFICANT else _ROOM_AROUND_DECIMALS)

    @cached_property
    def _widest(self) -> int:
        """Characters of the longest fraction that is shown."""
        texts = map(_text, () if self.fractions is None else self.fractions.values())
        return max((len(text) for text in texts if len(text) <= LONGEST_FRACTION), default=0)


def _text(fraction: Fraction | int) -> str:
    return str(fraction).replace("-", MINUS)


AS_USUAL = NumberStyle()
"""Each place writes as many digits as it has room for."""
