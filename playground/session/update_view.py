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
    """One value an update reads or writes: before it, None where nothing was there, and after each of the `lines` that
    write it, None until that line has run. What is only read has no lines."""

    operand: Operand
    before: Array | None
    after: tuple[Array | None, ...] = ()
    lines: tuple[Instruction, ...] = ()

    @property
    def now(self) -> Array | None:
        """As it stands; None where no line has written it yet."""
        run = [array for array in self.after if array is not None]
        return run[-1] if run else None if self.lines else self.before

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


def update_view(stepper: Stepper, line: Instruction | None = None) -> UpdateView | None:
    """The update that a line belongs to, by default the one that ran last; None outside of the update phase."""
    line = line or stepper.current
    if line is None or line.phase is not Phase.UPDATE:
        return None
    lines = _lines(stepper, line)
    read = {operand.ref or operand: operand for line in lines for operand in line.operands.values()}
    written = {line.result.ref: line.result for line in lines if line.result.ref is not None}
    result = lines[-1].result
    rows = [_read_row(stepper, operand) for key, operand in read.items() if key not in written]
    rows += [_written_row(stepper, ref, lines) for ref in written if ref != result.ref]
    if result.ref is not None:
        rows.append(_written_row(stepper, result.ref, lines))
    return UpdateView(line.node, result, tuple(rows))


def before_update(stepper: Stepper, ref: Ref) -> Array | None:
    """What the update under way has found there; None while none of its lines has written over it."""
    if stepper.current is None or stepper.current.phase is not Phase.UPDATE:
        return None
    run = stepper.instructions[: stepper.cursor]
    lines = (line for line in run if line.phase is Phase.UPDATE and line.result.ref == ref and overwrites(line))
    return next(map(stepper.overwritten, lines), None)


def _lines(stepper: Stepper, current: Instruction) -> Sequence[Instruction]:
    """All lines about the same parameter, or about the same number for the whole network, in order."""
    own, node = _parameter(current), current.node
    updates = (one for one in stepper.instructions if one.phase is Phase.UPDATE and one.node == node)
    return [one for one in updates if _parameter(one) == own]


def _parameter(instruction: Instruction) -> str:
    """The parameter's small sign, as in `vᵂ`; numbers and other lines stand for themselves."""
    key = instruction.quantity.key
    parameters = (name for name in _PARAMETERS if key == name or key.endswith(f"_{name}"))
    return max(parameters, key=len, default=key)


def _read_row(stepper: Stepper, operand: Operand) -> Changed:
    return Changed(operand, stepper.read(operand))


def _written_row(stepper: Stepper, ref: Ref, lines: Sequence[Instruction]) -> Changed:
    """A value with all that its lines make of it, one after another."""
    writers = tuple(line for line in lines if line.result.ref == ref)
    first, *others = writers
    found = stepper.overwritten(first) if first.index < stepper.cursor else first.result.array
    after = tuple(_after(stepper, line, following) for line, following in zip(writers, (*others, None), strict=True))
    return Changed(first.result, found if overwrites(first) else None, after, writers)


def _after(stepper: Stepper, line: Instruction, following: Instruction | None) -> Array | None:
    """What a line has written: the next line's copy of it once that has overwritten it."""
    if line.index >= stepper.cursor:
        return None
    kept = None if following is None else stepper.overwritten(following)
    return line.result.array if kept is None else kept


_PARAMETERS = tuple(key for key in QUANTITIES if f"grad_{key}" in QUANTITIES and f"velocity_{key}" in QUANTITIES)
