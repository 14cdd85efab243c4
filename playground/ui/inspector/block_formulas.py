"""The forward formulas of one block, taken from the program itself: what the inspector shows is what will run.

The block is compiled alone, between inputs of the shapes that arrive and a loss, for a single sample.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from math import prod

import numpy as np

from playground.engine.compiler import CompileOptions, compile_program
from playground.engine.errors import NetworkError
from playground.engine.formulas import Formula, operands
from playground.engine.instruction import Instruction, Operand, Phase
from playground.engine.network import Edge, Learning, Network, Node
from playground.engine.operations.joins import Add
from playground.engine.operations.losses import MeanSquaredError
from playground.engine.operations.operation import Shape
from playground.engine.operations.shaping import Flatten, Reshape
from playground.engine.operations.source import Input
from playground.engine.parameters import ParameterArrays, layout_of
from playground.engine.quantities import superscript
from playground.ui.formula_layout import Lookup, OperandView
from playground.ui.inspector.subject import arriving

_FLAT, _JOIN, _OTHER, _LOSS = "vector", "sum", "other", "loss"
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
    alone = _alone(node, inputs)
    layout = layout_of(alone)
    arrays = ParameterArrays.of(layout, np.zeros(layout.size), {})
    program = compile_program(alone, arrays, 1, options=CompileOptions(backward=False))
    layers = {f"{node.id}:{edge.port}": network.layers.get(edge.source) for edge in network.incoming[node.id]}
    layers[node.id] = network.layers.get(node.id)
    lines = (line for line in program.instructions if line.node == node.id and line.phase in _FORWARD)
    return tuple((line.formula, _lookup(line, layers)) for line in lines)


def _alone(node: Node, inputs: tuple[Shape, ...]) -> Network:
    """The block with a source of the right shape at every port and, unless it is one, a loss."""
    nodes, edges = [replace(node, learning=Learning())], []
    for port, shape in enumerate(inputs):
        sources = _source(f"{node.id}:{port}", shape)
        nodes += sources
        edges += [*_chain(sources), Edge(sources[-1].id, node.id, port)]
    if node.operation.has_output:
        ends = _end(node.operation.output_shape(inputs), is_input=isinstance(node.operation, Input) or bool(inputs))
        nodes += ends
        edges += _chain([node, *(end for end in ends if end.operation.ports)])
        edges += [Edge(end.id, _JOIN, 1) for end in ends if not end.operation.ports]
    return Network(tuple(nodes), tuple(edges))


def _source(id: str, shape: Shape) -> list[Node]:
    """An Input, and what gives its vector the shape."""
    flat = len(shape) == 1
    return (
        [Node(id, f"input {id}", Input(shape[0]))]
        if flat
        else [
            Node(f"{id}:flat", f"flat input {id}", Input(prod(shape))),
            Node(id, f"input {id}", Reshape(shape)),
        ]
    )


def _end(shape: Shape, *, is_input: bool) -> list[Node]:
    """What leads from a block's result to a loss; a network needs an Input, if only to be added."""
    ends = [] if len(shape) == 1 else [Node(_FLAT, "a vector", Flatten())]
    if not is_input:
        ends += [Node(_JOIN, "a sum", Add()), Node(_OTHER, "an input", Input(prod(shape)))]
    return [*ends, Node(_LOSS, "the loss", MeanSquaredError())]


def _chain(nodes: Sequence[Node]) -> list[Edge]:
    return [Edge(one.id, other.id) for one, other in pairwise(nodes)]


def _lookup(line: Instruction, layers: dict[str, int | None]) -> Lookup:
    return {name: _view(line.operand(name), layers) for name in operands(line.formula)}


def _view(operand: Operand, layers: dict[str, int | None]) -> OperandView:
    """The operand with the layer index it has in the whole network."""
    view = OperandView(operand.symbol, operand.role)
    layer = layers.get(operand.ref.node) if operand.ref is not None and operand.superscript else None
    return view if layer is None else replace(view, superscript=superscript(layer))
