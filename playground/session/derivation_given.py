"""What a derivation takes as given: the numbers that its lines read and none of them computes.

Every number is read from the program's arrays, as the line that needs it read it.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from playground.engine.graph_symbols import is_graph
from playground.engine.instruction import Index, Instruction, Operand
from playground.engine.quantities import QUANTITIES
from playground.session.element_formula import label
from playground.session.number_style import AS_USUAL, NumberStyle
from playground.session.stepper import Stepper

MOST_GIVEN = 12  # elements of one value that are written out


@dataclass(frozen=True)
class Given:
    """Elements of one value: what they are, such as `weights of Dense 2`, and each one's name and number."""

    what: str
    elements: tuple[tuple[str, str], ...]
    hidden: int = 0

    @property
    def more(self) -> str:
        """How many are left out, in words; empty for none."""
        return f"… and {self.hidden:,} more" if self.hidden else ""

    @property
    def texts(self) -> tuple[str, ...]:
        """`x₁ = 0.5` for each element that is written out."""
        return tuple(f"{name} = {number}" for name, number in self.elements)


@dataclass
class GivenValues:
    """Collects what the lines of a pass read from outside of the chain."""

    stepper: Stepper
    numbers: NumberStyle = AS_USUAL
    _found: dict[str, dict[tuple[str, Index], tuple[str, str]]] = field(default_factory=dict)

    def add(self, instruction: Instruction, operand: Operand, index: Index) -> None:
        """Note an element that a line has read; numbers that stand in the formula itself are not noted."""
        if operand.ref is None and not _is_letter(operand.symbol):
            return
        array = self.stepper.as_read(instruction, operand)
        assert array is not None
        number = self.numbers.write(float(np.real(array[index])))
        name, what = label(self.stepper, operand, index), self._what(operand)
        self._found.setdefault(what, {})[operand.label, index] = name, number

    @property
    def rows(self) -> tuple[Given, ...]:
        """What was noted, in the order of the pass: its lines are followed from the last to the first."""
        return tuple(_row(what, self._found[what]) for what in reversed(self._found))

    def _what(self, operand: Operand) -> str:
        if operand.ref is None or is_graph(self.stepper.network):
            return ""
        block = self.stepper.network.node(operand.ref.node).name
        return f"{QUANTITIES[operand.ref.quantity].name} of {block}"


def _row(what: str, found: dict[tuple[str, Index], tuple[str, str]]) -> Given:
    elements = tuple(found[place] for place in sorted(found))
    return Given(what, elements[:MOST_GIVEN], max(0, len(found) - MOST_GIVEN))


def _is_letter(symbol: str) -> bool:
    return len(symbol) == 1 and symbol.isalpha()
