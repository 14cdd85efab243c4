"""A program: a compiled network as a flat tuple of instructions in blackboard order over buffers allocated once.

Training runs the calls from end to end, the stepper the same calls one instruction at a time; there is no second copy
of the mathematics. Knows nothing of epochs, data sets or threads.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from playground.engine.instruction import Array, Call, Instruction, Operand, Phase, Ref
from playground.engine.network import Network
from playground.engine.parameters import ParameterArrays


@dataclass(frozen=True, eq=False)
class Program:
    """A compiled network for one batch size.

    `features` (batch, columns) and `targets` (batch, outputs) are the buffers a batch is copied into; `loss` is 0-d;
    `values` holds every shown value by its address; `fused_update` does the work of all update instructions.
    """

    network: Network
    batch: int
    instructions: tuple[Instruction, ...]
    features: Array
    targets: Array
    values: Mapping[Ref, Operand]
    arrays: ParameterArrays
    fused_update: tuple[Call, ...]

    @property
    def loss(self) -> Array:
        """The loss of the batch, 0-d; written only when the optional instructions run."""
        return self.value("loss")

    @property
    def prediction(self) -> Array:
        """What the network says, (batch, outputs): probabilities where the loss makes them, else the outputs."""
        loss = self.network.loss
        assert loss is not None
        probabilities = self.values.get(Ref(loss.id, "probabilities"))
        if probabilities is not None:
            return probabilities.array
        return self.values[Ref(self.network.incoming[loss.id][0].source, "activation")].array

    def value(self, quantity: str, node: str = "") -> Array:
        """The array of a quantity of a node (by default of the loss)."""
        loss = self.network.loss
        assert loss is not None
        return self.values[Ref(node or loss.id, quantity)].array

    def calls(self, *phases: Phase, optional: bool = False) -> tuple[Call, ...]:
        """The calls of the given phases (default: all), the update fused; optional work only on request."""
        chosen = [
            call
            for instruction in self.instructions
            if not instruction.fused
            and (not phases or instruction.phase in phases)
            and (optional or not instruction.optional)
            for call in instruction.calls
        ]
        update = self.fused_update if not phases or Phase.UPDATE in phases else ()
        return (*chosen, *update)

    def load(self, features: Array, targets: Array) -> None:
        """Copy a batch into the buffers; shapes must be those of `features` and `targets`."""
        np.copyto(self.features, features)
        np.copyto(self.targets, targets)
