"""The forward formulas of one block, taken from the program itself: what the inspector shows is what will run.

The block is compiled alone, between inputs of the shapes that arrive and a loss, for a single sample.
"""

from __future__ import annotations

from dataclasses import replace
from math import prod

import numpy as np

from playground.engine.compiler import EVALUATION, compile_program
from playground.engine.errors import NetworkError
from playground.engine.formulas import Formula, operands
from playground.engine.instruction import Instruction, Operand
from playground.engine.network import Edge, Network, Node
from playground.engine.operations.losses import MeanSquaredError
from playground.engine.operations.operation import Shape
from playground.engine.operations.source import Input
from playground.engine.parameters import ParameterArrays, layout_of
from playground.engine.quantities import superscript
from playground.ui.formula_layout import Lookup, OperandView
from playground.ui.inspector.subject import arriving

_LOSS = "loss"

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
    program = compile_program(alone, arrays, 1, options=EVALUATION)
    layers = {f"{node.id}:{edge.port}": network.layers.get(edge.source) for edge in network.incoming[node.id]}
    layers[node.id] = network.layers.get(node.id)
    return tuple((line.formula, _lookup(line, layers)) for line in program.instructions if line.node == node.id)


def _alone(node: Node, inputs: tuple[Shape, ...]) -> Network:
    """The block with an Input at every port and, unless it is one, a loss."""
    sources = tuple(Node(f"{node.id}:{port}", f"input {port}", Input(prod(shape))) for port, shape in enumerate(inputs))
    edges = tuple(Edge(source.id, node.id, port) for port, source in enumerate(sources))
    if not node.operation.has_output:
        return Network((*sources, node), edges)
    end = Node(_LOSS, "the loss", MeanSquaredError())
    return Network((*sources, node, end), (*edges, Edge(node.id, _LOSS)))


def _lookup(line: Instruction, layers: dict[str, int | None]) -> Lookup:
    return {name: _view(line.operand(name), layers) for name in operands(line.formula)}


def _view(operand: Operand, layers: dict[str, int | None]) -> OperandView:
    """The operand with the layer index it has in the whole network."""
    view = OperandView(operand.symbol, operand.role)
    layer = layers.get(operand.ref.node) if operand.ref is not None and operand.superscript else None
    return view if layer is None else replace(view, superscript=superscript(layer))
