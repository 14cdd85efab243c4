"""How a formula is written: brackets where they are needed and no others, and a short form to name a block by.

Knows neither syntax trees nor networks.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum

LONGEST = 24  # characters of a block's name; a longer operand is written as …


class Binding(IntEnum):
    """How tightly a formula holds together, from a sum to a name or bracket."""

    SUM = 1
    PRODUCT = 2
    SIGN = 3
    POWER = 4
    ATOM = 5


@dataclass(frozen=True)
class Label:
    """A written formula and how tightly it holds together."""

    text: str
    binding: Binding = Binding.ATOM

    def within(self, least: int) -> str:
        """The text as an operand of something that binds so tightly: in brackets if it binds less itself."""
        return self.text if self.binding >= least else f"({self.text})"


@dataclass(frozen=True)
class Infix:
    """A sign between two operands; equal signs are read from the left, powers from the right."""

    sign: str
    binding: Binding

    def __call__(self, left: Label, right: Label) -> Label:
        """The formula of both."""
        if self.binding is Binding.POWER:
            return Label(f"{left.within(Binding.ATOM)}{self.sign}{right.within(Binding.POWER)}", self.binding)
        return Label(f"{left.within(self.binding)} {self.sign} {right.within(self.binding + 1)}", self.binding)


@dataclass(frozen=True)
class Prefix:
    """A minus before its operand."""

    sign: str

    def __call__(self, operand: Label) -> Label:
        """The formula with its sign."""
        return Label(f"{self.sign}{operand.within(Binding.SIGN)}", Binding.SIGN)


@dataclass(frozen=True)
class Called:
    """A function of one or more operands."""

    name: str

    def __call__(self, *operands: Label) -> Label:
        """`name(…, …)`"""
        return Label(f"{self.name}({', '.join(operand.text for operand in operands)})")


Writing = Callable[..., Label]


def shortened(write: Writing, operands: list[Label]) -> Label:
    """The formula, the longest operands left out while it is longer than a block's name may be."""
    shown, label = list(operands), write(*operands)
    for place in sorted(range(len(shown)), key=lambda at: len(operands[at].text), reverse=True):
        if len(label.text) > LONGEST:
            shown[place] = Label("…")
            label = write(*shown)
    return label
