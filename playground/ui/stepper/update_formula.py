"""The update of one parameter as a row of matrices: gradient, what the optimizer keeps, old value, new value.

It only arranges what `update_view` tells; what no line has written yet is shown as `?`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from playground.engine.formulas import Formula, Item, Symbol, Text
from playground.engine.instruction import Array, Instruction, Operand
from playground.session.update_view import Changed, UpdateView
from playground.ui.cells import Cell
from playground.ui.formula_layout import OperandView
from playground.ui.stepper.reading import Looked, lying_of

_APART, _BECOMES = Text(","), Text("→")
_OLD, _NEW = "old", "new"


@dataclass(frozen=True, eq=False)
class _Stage:
    """One matrix: a value as a line has left it, or as the first has found it."""

    operand: Operand
    array: Array | None
    name: str
    age: str = ""
    line: Instruction | None = None

    @property
    def symbol(self) -> Symbol:
        return Symbol(self.name)


@dataclass(frozen=True, eq=False)
class UpdateFormula:
    """The row for the update that the looked-at line belongs to."""

    looked: Looked
    view: UpdateView

    @cached_property
    def groups(self) -> tuple[Formula, ...]:
        """Symbols for the matrices of each value; an arrow leads from an old value to the new one."""
        return tuple(tuple(_joined(self._stages(row))) for row in self._rows)

    @property
    def formula(self) -> Formula:
        """All groups in one row."""
        first, *others = self.groups
        return (*first, *(item for group in others for item in (_APART, *group)))

    @cached_property
    def lookup(self) -> dict[str, OperandView]:
        """What each symbol stands for."""
        return {stage.symbol.operand: self._view(stage) for row in self._rows for stage in self._stages(row)}

    @property
    def result(self) -> str:
        """The symbol of what the looked-at line has written."""
        line, stages = self.looked.instruction, (stage for row in self._rows for stage in self._stages(row))
        return next((stage.symbol.operand for stage in stages if stage.line is line), "")

    @cached_property
    def _rows(self) -> tuple[Changed, ...]:
        """The parameter comes last; beside a matrix its rates are left to the formula."""
        return tuple(row for row in self.view.rows if row.operand.array.ndim or not self.view.result.array.ndim)

    def _stages(self, row: Changed) -> tuple[_Stage, ...]:
        """What is read only has one, what is overwritten one more than lines that do so."""
        if not row.lines:
            return (_Stage(row.operand, row.before, self._name(row.operand)),)
        place, last = self._rows.index(row), len(row.lines)
        written = (
            _Stage(
                row.operand, array, f"{place} {number}", _NEW if number == last and row.before is not None else "", line
            )
            for number, (line, array) in enumerate(zip(row.lines, row.after, strict=True), start=1)
        )
        return tuple(written) if row.before is None else (_Stage(row.operand, row.before, f"{place} 0", _OLD), *written)

    def _name(self, operand: Operand) -> str:
        """The operand's name in the looked-at line, so that a click on its cells is a click in that line."""
        named = self.looked.instruction.operands.items()
        return next((name for name, other in named if (other.ref or other) == (operand.ref or operand)), operand.label)

    def _view(self, stage: _Stage) -> OperandView:
        operand, lying = stage.operand, lying_of(self.looked.stepper, stage.operand)
        return OperandView(
            symbol=f"{stage.age} {operand.symbol}".strip(),
            role=operand.role,
            superscript=operand.superscript,
            values=None if stage.array is None else lying.drawn(stage.array),
            shape=lying.size,
            chosen=self._chosen(operand),
        )

    def _chosen(self, operand: Operand) -> frozenset[Cell]:
        """The same place in all that is as large as the result."""
        same = operand.array.shape == self.looked.result.shape
        index = self.looked.explanation.index
        return frozenset({lying_of(self.looked.stepper, operand).cell(index)} if same else ())


def _joined(stages: tuple[_Stage, ...]) -> Iterator[Item]:
    for place, stage in enumerate(stages):
        if place:
            yield _BECOMES
        yield stage.symbol
