"""Compile a network into a program: a flat tuple of instructions in blackboard order over buffers allocated once.

Training runs the calls from end to end, the stepper the same calls one instruction at a time; there is no second copy
of the mathematics. Where a value feeds several blocks, each consumer writes its own contribution and one instruction
adds them, in a fixed order; gradients are added nowhere else. Knows nothing of epochs, data sets or threads.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import numpy as np

from playground.engine.errors import MissingWireError
from playground.engine.formulas import parse
from playground.engine.instruction import (
    Array,
    Call,
    Factor,
    Instruction,
    Operand,
    Phase,
    Ref,
    Terms,
    plain_operand,
)
from playground.engine.network import Edge, Network, Node
from playground.engine.operations.operation import Line, Shape
from playground.engine.optimizers import Cells, Optimizer, Rule
from playground.engine.parameters import ParameterArrays, Slot
from playground.engine.quantities import QUANTITIES, Role


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
            if instruction.phase is not Phase.UPDATE
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


@dataclass(frozen=True)
class CompileOptions:
    """What to leave out and in which precision: `backward` false gives the forward-only program for evaluation."""

    backward: bool = True
    dtype: type[np.number[Any]] = np.float64


def compile_program(
    network: Network,
    arrays: ParameterArrays,
    batch: int,
    optimizer: Optimizer | None = None,
    options: CompileOptions | None = None,
) -> Program:
    """Compile a complete network for batches of `batch` samples; raises the network's first problem otherwise."""
    return _Compiler(network, arrays, batch, options or CompileOptions()).compile(optimizer)


@dataclass
class _Compiler:
    """The program under construction. Emission order is blackboard order."""

    network: Network
    arrays: ParameterArrays
    batch: int
    options: CompileOptions
    values: dict[Ref, Operand] = field(default_factory=dict)
    instructions: list[Instruction] = field(default_factory=list)
    phase: Phase = Phase.FORWARD

    def compile(self, optimizer: Optimizer | None) -> Program:
        features, targets = self._allocate_batch()
        self._emit_passes()
        fused: tuple[Call, ...] = ()
        if optimizer is not None and self.options.backward:
            fused = self._emit_update(optimizer)
        return Program(
            self.network, self.batch, tuple(self.instructions), features, targets, self.values, self.arrays, fused
        )

    def _allocate_batch(self) -> tuple[Array, Array]:
        shapes, loss = self.network.shapes, self.network.loss
        if loss is None:
            raise MissingWireError("the network has no loss: add one and wire the output layer to it")
        widths = [shapes[node.id][0] for node in self.network.inputs]
        features, targets = self.zeros((self.batch, sum(widths))), self.zeros((self.batch, *shapes[loss.id]))
        start = 0
        for node, width in zip(self.network.inputs, widths, strict=True):
            self.register(Ref(node.id, "activation"), features[:, start : start + width])
            start += width
        self.register(Ref(loss.id, "target"), targets)
        return features, targets

    def _emit_passes(self) -> None:
        sites = [_NodeSite(self, node) for node in self.network.order]
        for site in sites:
            self.phase = Phase.FORWARD if site.node.operation.has_output else Phase.LOSS
            site.node.operation.forward(site)
        if self.options.backward:
            self.phase = Phase.BACKWARD
            for site in reversed(sites):
                site.emit_sum_over_paths()
                site.node.operation.backward(site)

    def _emit_update(self, optimizer: Optimizer) -> tuple[Call, ...]:
        self.phase = Phase.UPDATE
        settings = {name: self.constant(value) for name, value in optimizer.setting_values().items()}
        scratch = np.empty_like(self.arrays.values)
        for slot in self.arrays.layout.slots:
            _UpdateSite(self, slot, settings, scratch).emit(optimizer.rules)
        arrays = self.arrays
        whole = Cells(arrays.values, arrays.gradients, scratch, arrays.moments, settings)
        return tuple(call for rule in optimizer.rules for call in rule.calls(whole))

    def zeros(self, shape: Shape) -> Array:
        return np.zeros(shape, self.options.dtype)

    def constant(self, value: float) -> Array:
        return np.array(value, self.options.dtype)

    def register(self, ref: Ref, array: Array) -> Operand:
        """Make `array` known under an address; contributions are written with their consumer's name."""
        layer = self.network.layers.get(ref.node)
        operand = plain_operand(ref.quantity, layer, partial(_same, array), ref)
        if ref.via:
            operand = _renamed(operand, f"{operand.superscript}←{self.network.node(ref.via.rpartition(':')[0]).name}")
        self.values[ref] = operand
        return operand

    def append(self, result: Operand, line: Line, calls: tuple[Call, ...], *, optional: bool, via: str = "") -> None:
        assert result.ref is not None
        self.instructions.append(
            Instruction(
                index=len(self.instructions),
                phase=self.phase,
                node=result.ref.node,
                quantity=QUANTITIES[result.ref.quantity],
                result=result,
                operands=dict(line.operands),
                formula=parse(line.batch if line.batch and self.batch > 1 else line.sample),
                calls=calls,
                note=line.note,
                terms=line.terms,
                optional=optional,
                via=via,
                expanded=parse(line.expanded) if line.expanded else None,
                source=line.source,
            )
        )


def _same(array: Array) -> Array:
    return array


def _renamed(operand: Operand, superscript: str) -> Operand:
    return Operand(operand.symbol, superscript, operand.role, operand.read, operand.ref, operand.batched)


@dataclass
class _NodeSite:
    """The `Site` of one node (see `operations.operation.Site`)."""

    compiler: _Compiler
    node: Node

    @property
    def batch(self) -> int:
        return self.compiler.batch

    @property
    def output_shape(self) -> Shape:
        return self.compiler.network.shapes[self.node.id]

    def _edge(self, port: int) -> Edge:
        return self.compiler.network.incoming[self.node.id][port]

    def input(self, port: int = 0) -> Operand:
        return self.compiler.values[Ref(self._edge(port).source, "activation")]

    def new(self, quantity: str, shape: Shape | None = None, alias: Operand | None = None) -> Operand:
        full = (self.batch, *(self.output_shape if shape is None else shape))
        array = self.compiler.zeros(full) if alias is None else alias.array
        return self.compiler.register(Ref(self.node.id, quantity), array)

    def scalar(self, quantity: str) -> Operand:
        return self.compiler.register(Ref(self.node.id, quantity), self.compiler.zeros(()))

    def value(self, quantity: str) -> Operand:
        return self.compiler.values[Ref(self.node.id, quantity)]

    def helper(self, symbol: str, array: Array, like: Operand) -> Operand:
        return Operand(symbol, "", like.role, partial(_same, array))

    def parameter(self, quantity: str) -> Operand:
        return self._slot_operand(quantity, quantity, self.compiler.arrays.values)

    def gradient(self, quantity: str) -> Operand:
        return self._slot_operand(quantity, f"grad_{quantity}", self.compiler.arrays.gradients)

    def _slot_operand(self, parameter: str, quantity: str, flat: Array) -> Operand:
        slot = self.compiler.arrays.layout.slot(self.node.id, parameter)
        return _slot_value(self.compiler, slot, quantity, flat)

    def output_gradient(self) -> Operand:
        return self.value("grad_activation")

    def input_gradient(self, port: int = 0) -> Operand:
        source = self._edge(port).source
        fork = len(self.compiler.network.outgoing[source]) > 1
        ref = Ref(source, "contribution", f"{self.node.id}:{port}") if fork else Ref(source, "grad_activation")
        existing = self.compiler.values.get(ref)
        if existing is not None:
            return existing
        return self.compiler.register(ref, np.zeros_like(self.input(port).array))

    def target(self) -> Operand:
        return self.value("target")

    def scratch(self, shape: Shape) -> Array:
        return self.compiler.zeros(shape)

    def constant(self, value: float) -> Array:
        return self.compiler.constant(value)

    def emit(self, result: Operand, line: Line, *calls: Call, optional: bool = False) -> None:
        crossing = result.ref is not None and result.ref.node != self.node.id
        optional = optional or (crossing and self._feeds_input(result))
        self.compiler.append(result, line, calls, optional=optional, via=self.node.id if crossing else "")

    def _feeds_input(self, result: Operand) -> bool:
        """The gradient of the data trains nothing."""
        assert result.ref is not None
        return not self.compiler.network.node(result.ref.node).operation.ports

    def emit_sum_over_paths(self) -> None:
        """Where several consumers read this node, add their contributions in wire order."""
        edges = self.compiler.network.outgoing[self.node.id]
        if len(edges) < 2:
            return
        refs = [Ref(self.node.id, "contribution", f"{edge.target}:{edge.port}") for edge in edges]
        parts = {f"part{i}": self.compiler.values[ref] for i, ref in enumerate(refs)}
        total = self.compiler.register(
            Ref(self.node.id, "grad_activation"), np.zeros_like(self.value("activation").array)
        )
        line = Line(
            "{out} = " + " + ".join(f"{{{name}}}" for name in parts),
            parts,
            note=f"{len(parts)} paths lead from here to the loss, so their contributions add up",
            terms=Terms("nu", tuple((Factor(name, "nu"),) for name in parts)),
        )
        self.compiler.append(total, line, _sum_calls(total.array, parts), optional=self._feeds_input(total))


def _sum_calls(total: Array, parts: Mapping[str, Operand]) -> tuple[Call, ...]:
    first, second, *rest = (part.array for part in parts.values())
    return (partial(np.add, first, second, total), *(partial(np.add, total, part, total) for part in rest))


def _slot_value(compiler: _Compiler, slot: Slot, quantity: str, flat: Array) -> Operand:
    ref = Ref(slot.node, quantity)
    if ref not in compiler.values:
        compiler.register(ref, slot.view(flat))
    return compiler.values[ref]


@dataclass
class _UpdateSite:
    """Emits the update of one parameter: each rule of the optimizer, on views of the flat arrays."""

    compiler: _Compiler
    slot: Slot
    settings: Mapping[str, Array]
    scratch: Array

    def emit(self, rules: tuple[Rule, ...]) -> None:
        arrays, view = self.compiler.arrays, self.slot.view
        moments = {name: view(moment) for name, moment in arrays.moments.items()}
        cells = Cells(view(arrays.values), view(arrays.gradients), view(self.scratch), moments, self.settings)
        operands = self._operands()
        for rule in rules:
            line = Line(rule.formula, operands, note=rule.note)
            result = operands["W" if rule.result == "value" else rule.result]
            self.compiler.append(result, line, rule.calls(cells), optional=False)

    def _operands(self) -> dict[str, Operand]:
        arrays, quantity = self.compiler.arrays, self.slot.quantity
        value: Callable[[str, Array], Operand] = partial(_slot_value, self.compiler, self.slot)
        named = {"W": value(quantity, arrays.values), "g": value(f"grad_{quantity}", arrays.gradients)}
        moments = {name: value(f"{name}_{quantity}", moment) for name, moment in arrays.moments.items()}
        settings = {name: self._setting(name, array) for name, array in self.settings.items()}
        return named | moments | settings

    def _setting(self, name: str, array: Array) -> Operand:
        return Operand(QUANTITIES[name].symbol, "", Role.DATA, partial(_same, array), batched=False)
