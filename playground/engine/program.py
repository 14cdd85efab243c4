"""A program: a compiled network as a flat tuple of instructions in blackboard order over buffers allocated once.

Training runs the calls from end to end, the stepper the same calls one instruction at a time; there is no second copy
of the mathematics. Knows nothing of epochs, data sets or threads.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from playground.engine.instruction import Array, Call, Instruction, Operand, Phase, Ref
from playground.engine.network import Network
from playground.engine.parameters import ParameterArrays
from playground.engine.update_phase import Measure, UpdatePhase


@dataclass(frozen=True, eq=False)
class Program:
    """A compiled network for one batch size.

    `features` (batch, columns) and `targets` (batch, outputs) are the buffers a batch is copied into; `loss` is 0-d.
    `walked` are the instructions up to the descent and `named` their values. The descent's own lines are written out
    when somebody looks: at full speed it runs as a whole.
    """

    network: Network
    batch: int
    walked: tuple[Instruction, ...]
    features: Array
    targets: Array
    named: Mapping[Ref, Operand]
    arrays: ParameterArrays
    update: UpdatePhase | None = None

    @cached_property
    def instructions(self) -> tuple[Instruction, ...]:
        """All of them, in blackboard order."""
        return self.walked if self.update is None else (*self.walked, *self.update.lines())

    @property
    def values(self) -> Mapping[Ref, Operand]:
        """Every shown value by its address."""
        return self.named if self.instructions else {}

    @cached_property
    def fused_update(self) -> tuple[Call, ...]:
        """The calls that do the work of all lines of the descent at once."""
        return () if self.update is None else self.update.calls()

    @property
    def loss(self) -> Array:
        """The loss of the batch, 0-d; written only when the optional instructions run."""
        return self.value("loss")

    @property
    def prediction(self) -> Array:
        """What the network says, (batch, outputs): probabilities where the loss makes them, else the outputs."""
        loss = self.network.loss
        assert loss is not None
        probabilities = self.named.get(Ref(loss.id, "probabilities"))
        if probabilities is not None:
            return probabilities.array
        return self.named[Ref(self.network.incoming[loss.id][0].source, "activation")].array

    def value(self, quantity: str, node: str = "") -> Array:
        """The array of a quantity of a node (by default of the loss)."""
        loss = self.network.loss
        assert loss is not None
        ref = Ref(node or loss.id, quantity)
        return (self.named.get(ref) or self.values[ref]).array

    def calls(self, *phases: Phase, optional: bool = False, spending: bool = False) -> tuple[Call, ...]:
        """The calls of the given phases (default: all), the descent as a whole; optional work only on request.

        With `spending` the descent may use up gradients that nobody is going to read; where it belongs to the same run,
        large gradients are computed part by part within it.
        """
        gradients = self.in_parts if spending and not phases else ()
        chosen = [
            call
            for instruction in self.walked
            if (not phases or instruction.phase in phases) and (optional or not instruction.optional)
            if instruction not in gradients
            for call in instruction.calls
        ]
        if self.update is None or (phases and Phase.UPDATE not in phases):
            return tuple(chosen)
        return (*chosen, *(self.update.calls(spending=True, gradients=gradients) if spending else self.fused_update))

    @cached_property
    def in_parts(self) -> tuple[Instruction, ...]:
        """The large gradients that need not be computed before the descent, as it computes them part by part."""
        return () if self.update is None else self.update.in_parts(self.walked)

    def descent_in_parts(self, measure: Measure | None = None) -> tuple[Call, ...]:
        """The descent with these gradients, all of them used up; a piece is measured, if at all, while it is there."""
        return () if self.update is None else self.update.calls(spending=True, gradients=self.in_parts, measure=measure)

    def load(self, features: Array, targets: Array) -> None:
        """Copy a batch into the buffers; shapes must be those of `features` and `targets`."""
        np.copyto(self.features, features)
        np.copyto(self.targets, targets)
