"""What a pass shows as plain values: the rows of a block, the rows on its card, and the list of steps.

Rows hold the program's own arrays, read-only; nothing is copied or computed for show. Knows nothing of windows.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from playground.engine.instruction import Array, Instruction, Operand, Phase, Ref
from playground.engine.quantities import PARAMETERS, QUANTITIES, Role
from playground.session.stepper import Stepper
from playground.session.update_view import before_update

if TYPE_CHECKING:
    from playground.engine.program import Program

# Blackboard order of a block's values; what is not named here follows in the order of the quantity table.
_FORWARD = ("weights", "bias", "pre_activation", "activation", "probabilities", "loss", "target")
_BACKWARD = ("contribution", "grad_activation", "grad_pre_activation", "grad_weights", "grad_bias")
_NAMED = (*_FORWARD, *_BACKWARD)
ORDER = (*_NAMED, *(key for key in QUANTITIES if key not in _NAMED))
ON_BLOCK = ("pre_activation", "activation", "grad_activation", "grad_pre_activation", "loss", "target", "probabilities")

ON_PARAMETER = ("value", "grad_value")
LEARNED = tuple(parameter.key for parameter in PARAMETERS if parameter.key not in ON_PARAMETER)


@dataclass(frozen=True)
class Below:
    """What stands on the blocks of layers below their values: what they learn, and the gradients of that."""

    parameters: bool = False
    gradients: bool = False

    @property
    def keys(self) -> tuple[str, ...]:
        """The quantities in order."""
        gradients = tuple(f"grad_{key}" for key in LEARNED)
        return (*(LEARNED if self.parameters else ()), *(gradients if self.gradients else ()))


VALUES_ALONE = Below()


@dataclass(frozen=True, eq=False)
class Row:
    """One value of a block. `array` is a read-only view of the program's own, None while it is not computed; `shape` is
    the array's, samples first where `batched`. `before` is a parameter's value that this pass has written over."""

    ref: Ref
    symbol: str
    superscript: str
    role: Role
    shape: tuple[int, ...]
    array: Array | None
    batched: bool
    current: bool
    before: Array | None = None

    @property
    def quantity(self) -> str:
        """The key in the quantity table."""
        return self.ref.quantity

    @property
    def name(self) -> str:
        """The long name, e.g. `gradient of the weights`."""
        return QUANTITIES[self.ref.quantity].name

    @property
    def sample_shape(self) -> tuple[int, ...]:
        """The shape without the samples' axis where there is only one sample."""
        return self.shape[1:] if self.batched and self.shape and self.shape[0] == 1 else self.shape


class StepState(StrEnum):
    """Where a step stands to the cursor."""

    DONE = "done"
    CURRENT = "current"
    PENDING = "pending"


@dataclass(frozen=True)
class Entry:
    """One line of the list of steps; the same for a whole pass, only its state follows the cursor."""

    index: int
    phase: Phase
    node: str
    node_name: str
    symbol: str
    superscript: str
    role: Role
    quantity_name: str

    @property
    def cursor(self) -> int:
        """Where the cursor stands right after this step."""
        return self.index + 1

    def state(self, cursor: int) -> StepState:
        """Done, current or pending when `cursor` instructions have run."""
        if self.cursor == cursor:
            return StepState.CURRENT
        return StepState.DONE if self.cursor < cursor else StepState.PENDING


@dataclass(frozen=True)
class PhaseCount:
    """How many of a phase's instructions have run."""

    phase: Phase
    done: int
    total: int


def rows_of(stepper: Stepper, node: str) -> tuple[Row, ...]:
    """All values of a block in blackboard order."""
    return tuple(_rows(stepper, node, ORDER))


def block_rows(stepper: Stepper, node: str, below: Below = VALUES_ALONE) -> tuple[Row, ...]:
    """The few values that stand on a block: z, a, δa, δz; of an input a, of a loss L, y, p; a graph's with ∂L/∂a."""
    return tuple(_rows(stepper, node, (*_on_block(stepper, node), *below.keys)))


def _on_block(stepper: Stepper, node: str) -> tuple[str, ...]:
    values, activation = stepper.program.values, Ref(node, "activation")
    if stepper.network.incoming[node] or activation not in values:
        return ON_BLOCK
    if Ref(node, "grad_value") in values:
        return ON_PARAMETER
    named = not values[activation].superscript  # by its own name, as in a graph, not by its layer
    return ("activation", "grad_activation") if named else ("activation",)


def list_entries(stepper: Stepper) -> tuple[Entry, ...]:
    """The steps of this pass in order."""
    names = {node.id: node.name for node in stepper.network.nodes}
    return tuple(_entry(instruction, names[instruction.node]) for instruction in stepper.instructions)


def phase_counts(stepper: Stepper) -> tuple[PhaseCount, ...]:
    """The phases of this pass with how far each has come."""
    counts, start = [], 0
    for phase, total in stepper.phases:
        counts.append(PhaseCount(phase, min(max(stepper.cursor - start, 0), total), total))
        start += total
    return tuple(counts)


def _rows(stepper: Stepper, node: str, keys: tuple[str, ...]) -> Iterator[Row]:
    found = _FOUND.setdefault(stepper.program, {})
    values = found.get((node, keys))
    if values is None:
        values = found[node, keys] = tuple(_values(stepper, node, keys))
    return (_row(stepper, ref, operand) for ref, operand in values)


_FOUND: WeakKeyDictionary[Program, dict[tuple[str, tuple[str, ...]], tuple[tuple[Ref, Operand], ...]]] = (
    WeakKeyDictionary()  # which values a block of a program has is asked with every step, and never changes
)


def _values(stepper: Stepper, node: str, keys: tuple[str, ...]) -> Iterator[tuple[Ref, Operand]]:
    """Those of a block that the program has, in the order of the keys."""
    values = stepper.program.values
    for key in keys:
        for ref in _contributions(stepper, node) if key == "contribution" else (Ref(node, key),):
            operand = values.get(ref)
            if operand is not None and operand.array.size:  # a formula that is its own loss has no targets
                yield ref, operand


def _contributions(stepper: Stepper, node: str) -> Iterator[Ref]:
    """One for each wire that leads away."""
    return (Ref(node, "contribution", f"{edge.target}:{edge.port}") for edge in stepper.network.outgoing[node])


def _row(stepper: Stepper, ref: Ref, operand: Operand) -> Row:
    current = stepper.current
    return Row(
        ref=ref,
        symbol=operand.symbol,
        superscript=operand.superscript,
        role=operand.role,
        shape=operand.array.shape,
        array=_read_only(stepper.read(operand)),
        batched=operand.batched,
        current=current is not None and current.result.ref == ref,
        before=before_update(stepper, ref) if operand.role is Role.PARAMETER else None,
    )


def _read_only(array: Array | None) -> Array | None:
    if array is None:
        return None
    view = array.view()
    view.setflags(write=False)
    return view


def _entry(instruction: Instruction, node_name: str) -> Entry:
    result = instruction.result
    return Entry(
        index=instruction.index,
        phase=instruction.phase,
        node=instruction.node,
        node_name=node_name,
        symbol=result.symbol,
        superscript=result.superscript,
        role=result.role,
        quantity_name=instruction.quantity.name,
    )
