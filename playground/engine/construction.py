"""What a program under construction consists of: values by their address, and instructions in order of emission.

The places of nodes and the update phase write into it; it knows neither operations nor optimizers.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from playground.engine.formulas import parse
from playground.engine.graph_symbols import GraphSymbols, is_graph
from playground.engine.instruction import Array, Call, Instruction, Operand, Phase, Ref, plain_operand
from playground.engine.light_value import light_value
from playground.engine.network import Network
from playground.engine.operations.operation import Line, Shape
from playground.engine.parameters import ParameterArrays, Slot
from playground.engine.quantities import QUANTITIES
from playground.engine.quick_calls import quickest


@light_value
class Emitted:
    """An instruction as it is emitted; `fused` if the whole network's update does its work at once."""

    result: Operand
    line: Line
    calls: tuple[Call, ...]
    optional: bool = False
    fused: bool = False
    via: str = ""


@dataclass
class Construction:
    """A program under construction. Emission order is blackboard order."""

    network: Network
    arrays: ParameterArrays
    batch: int
    training: bool = True
    values: dict[Ref, Operand] = field(default_factory=dict)
    instructions: list[Instruction] = field(default_factory=list)
    phase: Phase = Phase.FORWARD

    def zeros(self, shape: Shape) -> Array:
        """A buffer of the program's precision."""
        return np.zeros(shape, self.arrays.dtype)

    def constant(self, value: float) -> Array:
        """A 0-d array of the program's precision."""
        return np.array(value, self.arrays.dtype)

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
        if ref not in self.values:
            self.register(ref, slot.view(flat))
        return self.values[ref]

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
            below = (edge.source for edge in self.network.incoming[node.id])
            if owners & {node.id, node.learning.shares} or not found.isdisjoint(below):
                found.add(node.id)
        return frozenset(found)

    def append(self, emitted: Emitted) -> None:
        """Add an instruction in the present phase."""
        result, line = emitted.result, emitted.line
        assert result.ref is not None
        self.instructions.append(
            Instruction(
                index=len(self.instructions),
                phase=self.phase,
                node=result.ref.node,
                quantity=QUANTITIES[result.ref.quantity],
                result=result,
                operands=line.operands,
                formula=parse(self._written(line.batch if line.batch and self.batch > 1 else line.sample)),
                calls=tuple(map(quickest, emitted.calls)),
                note=line.note,
                terms=line.terms,
                optional=emitted.optional or self._is_optional(result.ref),
                fused=emitted.fused,
                via=emitted.via,
                expanded=parse(line.expanded) if line.expanded else None,
                source=line.source,
            )
        )

    def _written(self, template: str) -> str:
        """The product of single numbers is written with a plain dot."""
        return template.replace("⊙", "·") if self._graph else template

    def _is_optional(self, ref: Ref) -> bool:
        """Whether no update reads a gradient: that of the data, of a frozen parameter, or of all below one."""
        if self.phase is not Phase.BACKWARD:
            return False
        slot = self.arrays.layout.by_place.get((ref.node, ref.quantity.removeprefix("grad_")))
        return not slot.trainable if slot is not None else ref.node not in self.learning
