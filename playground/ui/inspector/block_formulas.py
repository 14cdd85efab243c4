"""The forward formulas of one block, taken from the program itself: what the inspector shows is what will run.

The block is compiled alone, between inputs of the shapes that arrive and a loss, for a single sample.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import prod

import numpy as np

from playground.engine.compiler import CompileOptions, compile_program
from playground.engine.errors import NetworkError
from playground.engine.formulas import Formula, operands
from playground.engine.graph_symbols import GraphSymbols, is_graph
from playground.engine.instruction import Instruction, Operand, Phase
from playground.engine.network import Edge, Learning, Network, Node
from playground.engine.operations.dense import Dense
from playground.engine.operations.joins import Add
from playground.engine.operations.losses import MeanSquaredError
from playground.engine.operations.operation import Shape
from playground.engine.operations.shaping import Flatten, Reshape
from playground.engine.operations.source import Input
from playground.engine.parameters import ParameterArrays, layout_of
from playground.engine.quantities import Role, superscript
from playground.ui.formula_layout import Lookup, OperandView
from playground.ui.inspector.subject import arriving

_FLAT, _JOIN, _OTHER, _LAYER, _LOSS = "vector", "sum", "other", "layer", "loss"
_FORWARD = frozenset({Phase.FORWARD, Phase.LOSS})

Written = tuple[Formula, Lookup]


def forward_formulas(network: Network, id: str) -> tuple[Written, ...]:
    """Formulas with their operands, in blackboard order; none while the block's inputs cannot be told."""
    inputs = arriving(network, id)
    if inputs is None:
        return ()
    try:
        return _compiled(network, network.by_id[id], inputs)
    except NetworkError:
        return ()


def _compiled(network: Network, node: Node, inputs: tuple[Shape, ...]) -> tuple[Written, ...]:
    graph = GraphSymbols.of(network) if is_graph(network) else None
    alone = _alone(node, inputs, as_graph=graph is not None)
    layout = layout_of(alone)
    arrays = ParameterArrays.of(layout, np.zeros(layout.size), {})
    program = compile_program(alone, arrays, 1, options=CompileOptions(backward=False))
    names = _Names(_places(network, node), network.layers, graph, node.learning.shares or node.id)
    lines = (line for line in program.instructions if line.node == node.id and line.phase in _FORWARD)
    return tuple((line.formula, names.lookup(line)) for line in lines)


def _places(network: Network, node: Node) -> Mapping[str, str]:
    """What stands for which block of the whole network."""
    return {f"{node.id}:{edge.port}": edge.source for edge in network.incoming[node.id]} | {node.id: node.id}


@dataclass(frozen=True)
class _Names:
    """How operands are written in the whole network: with its layers' indices, or as in its graph."""

    places: Mapping[str, str]
    layers: Mapping[str, int]
    graph: GraphSymbols | None
    owner: str  # of the parameters, which may be another block

    def lookup(self, line: Instruction) -> Lookup:
        """The operands of a line's formula; a helper's symbol, such as max(0, a⁽¹⁾), has the others' in it."""
        known = {operand.label: self._view(operand) for operand in line.operands.values() if operand.ref is not None}
        return {name: self._written(line.operand(name), known) for name in operands(line.formula)}

    def _written(self, operand: Operand, known: Mapping[str, OperandView]) -> OperandView:
        if operand.ref is not None or not known:
            return self._view(operand)
        pattern = "|".join(map(re.escape, sorted(known, key=len, reverse=True)))
        symbol = re.sub(pattern, lambda found: known[found[0]].symbol + known[found[0]].superscript, operand.symbol)
        return OperandView(symbol, operand.role)

    def _view(self, operand: Operand) -> OperandView:
        if operand.ref is None or operand.ref.node not in self.places:
            return OperandView(operand.symbol, operand.role)
        place = self.owner if operand.role is Role.PARAMETER else self.places[operand.ref.node]
        if self.graph is not None:
            return OperandView(self.graph.symbol(place, operand.ref.quantity) or operand.symbol, operand.role)
        layer = self.layers.get(place) if operand.superscript else None
        return OperandView(operand.symbol, operand.role, "" if layer is None else superscript(layer))


def _alone(node: Node, inputs: tuple[Shape, ...], *, as_graph: bool) -> Network:
    """The block with a source of the right shape at every port and, unless it is one, a loss."""
    nodes, edges = [replace(node, learning=Learning())], []
    for port, shape in enumerate(inputs):
        sources = _source(f"{node.id}:{port}", shape, as_graph=as_graph)
        nodes += sources
        edges += [*_chain(sources), Edge(sources[-1].id, node.id, port)]
    if node.operation.has_output:
        ends = _end(node.operation.output_shape(inputs), is_input=isinstance(node.operation, Input) or bool(inputs))
        if not (inputs or as_graph):
            ends.insert(-1, Node(_LAYER, "a layer", Dense(1)))
        nodes += ends
        edges += _chain([node, *(end for end in ends if end.operation.ports)])
        edges += [Edge(end.id, _JOIN, 1) for end in ends if not end.operation.ports]
    return Network(tuple(nodes), tuple(edges))


def _source(id: str, shape: Shape, *, as_graph: bool) -> list[Node]:
    """An Input, and what gives its vector the shape; a layer keeps single numbers from looking like a graph."""
    if len(shape) == 1 and as_graph:
        return [Node(id, f"input {id}", Input(shape[0]))]
    flat = Node(f"{id}:flat", f"flat input {id}", Input(prod(shape) if len(shape) != 1 else 1))
    return [flat, Node(id, f"input {id}", Dense(shape[0]) if len(shape) == 1 else Reshape(shape))]


def _end(shape: Shape, *, is_input: bool) -> list[Node]:
    """What leads from a block's result to a loss; a network needs an Input, if only to be added."""
    ends = [] if len(shape) == 1 else [Node(_FLAT, "a vector", Flatten())]
    if not is_input:
        ends += [Node(_JOIN, "a sum", Add()), Node(_OTHER, "an input", Input(prod(shape)))]
    return [*ends, Node(_LOSS, "the loss", MeanSquaredError())]


def _chain(nodes: Sequence[Node]) -> list[Edge]:
    return [Edge(one.id, other.id) for one, other in pairwise(nodes)]
