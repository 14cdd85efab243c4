"""The update of one parameter laid out side by side: old value, gradient, what the optimizer keeps, new value.

All arrays are the program's own or the copies the stepper kept before they were overwritten; nothing is computed here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from playground.engine.instruction import Array, Instruction, Operand, Phase, Ref
from playground.engine.quantities import QUANTITIES
from playground.session.stepper import Stepper, overwrites


@dataclass(frozen=True, eq=False)
class Changed:
    """One value an update reads or writes: before it, and now; `now` is None until its line has run, `before` where
    nothing was there."""

    operand: Operand
    before: Array | None
    now: Array | None

    @property
    def name(self) -> str:
        """The long name, e.g. `gradient of the weights`; the symbol where there is none."""
        ref = self.operand.ref
        return QUANTITIES[ref.quantity].name if ref is not None else self.operand.symbol


@dataclass(frozen=True, eq=False)
class UpdateView:
    """What the update does to one parameter: its gradient, the numbers it takes, what is kept, the parameter itself."""

    node: str
    result: Operand
    rows: tuple[Changed, ...]


def update_view(stepper: Stepper) -> UpdateView | None:
    """The update under way, None outside of the update phase."""
    current = stepper.current
    if current is None or current.phase is not Phase.UPDATE:
        return None
    lines = _lines(stepper, current)
    read = {operand.ref or operand: operand for line in lines for operand in line.operands.values()}
    written = {line.result.ref: line.result for line in lines if line.result.ref is not None}
    result = lines[-1].result
    rows = [_read_row(stepper, operand) for key, operand in read.items() if key not in written]
    rows += [_written_row(stepper, ref, lines) for ref in written if ref != result.ref]
    if result.ref is not None:
        rows.append(_written_row(stepper, result.ref, lines))
    return UpdateView(current.node, result, tuple(rows))


def _lines(stepper: Stepper, current: Instruction) -> Sequence[Instruction]:
    """All lines about the same parameter, or about the same number for the whole network, in order."""
    own = _parameter(current)
    updates = (one for one in stepper.instructions if one.phase is Phase.UPDATE)
    return [one for one in updates if (one.node, _parameter(one)) == (current.node, own)]


def _parameter(instruction: Instruction) -> str:
    """The parameter's small sign, as in `vᵂ`; numbers and other lines stand for themselves."""
    key = instruction.quantity.key
    parameters = (name for name in _PARAMETERS if key == name or key.endswith(f"_{name}"))
    return max(parameters, key=len, default=key)


def _read_row(stepper: Stepper, operand: Operand) -> Changed:
    array = stepper.read(operand)
    return Changed(operand, array, array)


def _written_row(stepper: Stepper, ref: Ref, lines: Sequence[Instruction]) -> Changed:
    writers = [line for line in lines if line.result.ref == ref]
    run = [line for line in writers if line.index < stepper.cursor]
    first = writers[0]
    array = first.result.array
    if not run:
        return Changed(first.result, array if overwrites(first) else None, None)
    return Changed(first.result, stepper.overwritten(first) if overwrites(first) else None, array)


_PARAMETERS = tuple(key for key in QUANTITIES if f"grad_{key}" in QUANTITIES and f"velocity_{key}" in QUANTITIES)
