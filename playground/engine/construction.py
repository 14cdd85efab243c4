"""What a program under construction consists of: values by their address, and instructions in order of emission.

The places of nodes and the update phase write into it; it knows neither operations nor optimizers.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Any

import numpy as np

from playground.engine.formulas import parse
from playground.engine.graph_symbols import GraphSymbols, is_graph
from playground.engine.instruction import Array, Call, Instruction, Mathematics, Operand, Phase, Ref, plain_operand
from playground.engine.network import Network
from playground.engine.operations.operation import Line, Shape, WriteLine
from playground.engine.parameters import ParameterArrays, Slot
from playground.engine.quantities import QUANTITIES
from playground.engine.quick_calls import quickest


@dataclass
class Construction:
    """A program under construction. Emission order is blackboard order.

    `fused` tells of the instructions that follow that the whole network's update does their work at once.
    """

    network: Network
    arrays: ParameterArrays
    batch: int
    training: bool = True
    values: dict[Ref, Operand] = field(default_factory=dict)
    instructions: list[Instruction] = field(default_factory=list)
    phase: Phase = Phase.FORWARD
    fused: bool = False

    def zeros(self, shape: Shape) -> Array:
        """A buffer of the program's precision."""
        return np.zeros(shape, self._dtype)

    def constant(self, value: float) -> Array:
        """A 0-d array of the program's precision."""
        return np.array(value, self._dtype)

    @cached_property
    def _dtype(self) -> np.dtype[Any]:
        return self.arrays.values.dtype

    def register(self, ref: Ref, array: Array) -> Operand:
        """Make `array` known under an address; contributions are written with their consumer's name."""
        via = f"←{self._consumer(ref)}" if ref.via else ""
        symbol = self._graph.symbol(ref.node, ref.quantity) if self._graph else None
        if symbol is None:
            operand = plain_operand(ref.quantity, self.network.layers.get(ref.node), array, ref, via)
        else:
            entry = QUANTITIES[ref.quantity]
            operand = Operand(symbol, via, entry.role, array, ref, entry.per_sample, single=True)
        self.values[ref] = operand
        return operand

    def _consumer(self, ref: Ref) -> str:
        """How the node is called through which a contribution came."""
        id = ref.via.rpartition(":")[0]
        symbol = self._graph.symbol(id, "activation") if self._graph else None
        return symbol or self.network.node(id).name

    def slot_value(self, slot: Slot, quantity: str, flat: Array) -> Operand:
        """The view of a slot in one of the flat arrays, as a quantity of the node that owns it."""
        ref = Ref(slot.node, quantity)
        return self.values.get(ref) or self.register(ref, slot.view(flat))

    @cached_property
    def _graph(self) -> GraphSymbols | None:
        """The symbols of a computational graph; a layered network has none of its own."""
        return GraphSymbols.of(self.network) if is_graph(self.network) else None

    @cached_property
    def learning(self) -> frozenset[str]:
        """The nodes whose gradient an update needs: a parameter that learns is theirs, or belongs to a node below."""
        owners = {slot.node for slot in self.arrays.layout.slots if slot.trainable}
        found: set[str] = set()
        for node in self.network.order:
            own = node.id in owners or node.learning.shares in owners
            if own or any(edge.source in found for edge in self.network.incoming[node.id]):
                found.add(node.id)
        return frozenset(found)

    @cached_property
    def _frozen(self) -> frozenset[tuple[str, str]]:
        """Node and gradient of the parameters that updates leave alone."""
        slots = self.arrays.layout.slots
        return frozenset((slot.node, f"grad_{slot.quantity}") for slot in slots if not slot.trainable)

    def append(
        self, result: Operand, line: Line | WriteLine, calls: Iterable[Call], via: str = "", optional: bool = False
    ) -> None:
        """Add an instruction in the present phase; `via` is the consumer through which a gradient comes."""
        assert result.ref is not None
        self.instructions.append(
            Instruction(
                len(self.instructions),
                self.phase,
                result,
                tuple(map(quickest, calls)),
                partial(self._mathematics, line),
                optional or (self.phase is Phase.BACKWARD and self._is_unread(result.ref)),
                self.fused,
                via,
            )
        )

    def _mathematics(self, line: Line | WriteLine) -> Mathematics:
        """What a line says, in the words for as many samples as there are."""
        written = line if isinstance(line, Line) else line()
        return Mathematics(
            written.operands,
            parse(self._written(written.batch if written.batch and self.batch > 1 else written.sample)),
            written.note,
            written.terms,
            parse(written.expanded) if written.expanded else None,
            written.source,
        )

    def _written(self, template: str) -> str:
        """The product of single numbers is written with a plain dot."""
        return template.replace("⊙", "·") if self._graph else template

    def _is_unread(self, ref: Ref) -> bool:
        """Whether no update reads a gradient: that of the data, of a frozen parameter, or of all below one."""
        return ref.node not in self.learning or (ref.node, ref.quantity) in self._frozen
