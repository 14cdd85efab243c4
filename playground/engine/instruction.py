"""An instruction: one line of mathematics together with the NumPy calls that carry it out.

Operations emit instructions, a program holds them in blackboard order, the stepper runs them one at a time and training
runs them all. An instruction knows its operands and its formula, not who is looking.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import field
from enum import StrEnum
from functools import cache, partial
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from playground.engine.formulas import Formula, Symbol, to_text
from playground.engine.light_value import light_value
from playground.engine.quantities import QUANTITIES, Quantity, Role

Array = NDArray[Any]
Call = Callable[[], object]
Index = tuple[int, ...]
Source = Callable[[Index], tuple[str, Index]]  # for a copied element: the operand and the place it came from


class Part(partial[Any]):
    """A call that writes a part of a result, its last argument; the parts lie one after another, in order of calls."""


class Phase(StrEnum):
    """The four parts of one update, in order."""

    FORWARD = "forward"
    LOSS = "loss"
    BACKWARD = "backward"
    UPDATE = "update"


class Ref(NamedTuple):
    """The address of a value: a node's id, a quantity's key and, for a contribution, the consumer it came through."""

    node: str
    quantity: str
    via: str = ""


@light_value
class Operand:
    """A value in a formula: how it is written and where it is.

    `source` is the array itself, or computes a helper such as g′(z), which no buffer holds, when someone looks.
    """

    symbol: str
    superscript: str
    role: Role
    source: Array | Callable[[], Array]
    ref: Ref | None = None
    batched: bool = True  # whether the first axis counts samples
    single: bool = False  # whether it is a number by itself, a value of a computational graph

    @property
    def array(self) -> Array:
        """The value; for a buffer the buffer itself, of shape (samples, …) or the parameter's own."""
        source = self.source
        return source if isinstance(source, np.ndarray) else source()

    @property
    def label(self) -> str:
        """Plain text such as `z⁽²⁾`."""
        return f"{self.symbol}{self.superscript}"


@light_value
class Factor:
    """One operand inside a sum of products, with one letter for each of its axes."""

    operand: str
    axes: str


@light_value
class Terms:
    """How one element of a result is a sum of products.

    `result` names its axes; a letter of a group that is not among them is summed over. For z = W a + b:
    `Terms("nu", ((Factor("W", "uk"), Factor("a", "nk")), (Factor("b", "u"),)))`.
    """

    result: str
    groups: tuple[tuple[Factor, ...], ...]


@light_value
class Mathematics:
    """What an instruction means: its formula over operands, and where each element of its result comes from."""

    operands: Mapping[str, Operand]
    formula: Formula
    note: str = ""
    terms: Terms | None = None
    expanded: Formula | None = None  # the line with a helper such as g′(z) written out
    source: Source | None = None  # for results whose elements are copied from other places


@light_value
class Instruction:
    """One step of a pass: `calls` write `result.array`; `optional` ones run only when someone listens.

    Its `meaning` is written down when somebody first looks: at full speed nobody does.
    """

    index: int
    phase: Phase
    result: Operand
    calls: tuple[Call, ...]
    meaning: Mathematics | Callable[[], Mathematics] = field(repr=False)
    optional: bool = False
    fused: bool = False  # whether the program's fused update does its work when run straight through
    via: str = ""  # the consumer whose wire this value travels, backward

    @property
    def node(self) -> str:
        """The id of the block whose value this is."""
        return self._ref.node

    @property
    def quantity(self) -> Quantity:
        """What is computed."""
        return QUANTITIES[self._ref.quantity]

    @property
    def operands(self) -> Mapping[str, Operand]:
        """The values in the formula by the names that it gives them."""
        return self._mathematics.operands

    @property
    def formula(self) -> Formula:
        """The line as it stands on the blackboard."""
        return self._mathematics.formula

    @property
    def note(self) -> str:
        """One plain sentence on why it is so."""
        return self._mathematics.note

    @property
    def terms(self) -> Terms | None:
        """How each element is a sum of products, if it is one."""
        return self._mathematics.terms

    @property
    def expanded(self) -> Formula | None:
        """The line with a helper such as g′(z) written out."""
        return self._mathematics.expanded

    @property
    def source(self) -> Source | None:
        """Where each element was copied from, if it was."""
        return self._mathematics.source

    @property
    def text(self) -> str:
        """The formula as one line of Unicode, e.g. `δz⁽²⁾ = δa⁽²⁾ ⊙ g′(z⁽²⁾)`."""
        return to_text(self.formula, self._spell)

    @property
    def symbol(self) -> str:
        """The result's symbol with its layer index, e.g. `δz⁽²⁾`."""
        return self.result.label

    def operand(self, name: str) -> Operand:
        """The operand of that name in the formula; `out` is the result."""
        return self.result if name == "out" else self.operands[name]

    def run(self) -> None:
        """Carry out the calls."""
        run_calls(self.calls)

    @property
    def _ref(self) -> Ref:
        ref = self.result.ref
        assert ref is not None
        return ref

    @property
    def _mathematics(self) -> Mathematics:
        meaning = self.meaning
        if not isinstance(meaning, Mathematics):
            meaning = meaning()
            object.__setattr__(self, "meaning", meaning)
        return meaning

    def _spell(self, symbol: Symbol) -> str:
        return self.operand(symbol.operand).label + ("ᵀ" if symbol.transposed else "")


def run_calls(calls: Iterable[Call]) -> None:
    """Carry out calls; infinity and NaN are values that the callers look for, so NumPy is not to warn of them."""
    with np.errstate(all="ignore"):
        for call in calls:
            call()


def plain_operand(quantity: str, layer: int | None, array: Array, ref: Ref, via: str = "") -> Operand:
    """The operand for a value of the quantity table, its layer index above it, and by way of whom it comes."""
    symbol, above, role, batched = _writing(quantity, layer)
    return Operand(symbol, above + via, role, array, ref, batched)


@cache
def _writing(quantity: str, layer: int | None) -> tuple[str, str, Role, bool]:
    """Symbol, what stands above it, role, and whether there is one for each sample."""
    entry = QUANTITIES[quantity]
    return entry.symbol, entry.label(layer).removeprefix(entry.symbol), entry.role, entry.per_sample
