"""The program of a computational graph once more, over exact fractions: the same instructions, in arrays of objects.

Operations that lead out of the rational numbers, such as e^x, are replaced by blocks that hand on what the floats say;
all that depends on them is then no fraction. Knows no window and no cursor.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from playground.engine.compiler import compile_program
from playground.engine.descent import Descent
from playground.engine.graph_symbols import is_graph
from playground.engine.instruction import Array, Operand, Phase, Ref, run_calls
from playground.engine.network import Network, Node
from playground.engine.operations.activations import Activation
from playground.engine.operations.loss import Loss
from playground.engine.operations.operation import Line, Operation, Shape, Site
from playground.engine.parameters import ParameterArrays
from playground.engine.penalties import Clipping
from playground.engine.program import Program
from playground.engine.rational import Rationals, constant, inexact, rationals

ARITHMETIC = frozenset({"add", "subtract", "multiply", "divide", "negative", "fixed_power", "power"})
"""Operations that lead from fractions to fractions, by their kind; a power does where its exponent is whole."""

COMPARISONS = frozenset({"maximum", "minimum"})
SOURCES = frozenset({"input", "constant", "parameter"})
LOSSES = frozenset({"objective", "mse", "sum_of_squares", "half_sum_of_squares", "mae"})

FUNCTIONS = frozenset({"identity", "relu", "leaky_relu", "absolute", "step", "hard_sigmoid", "square"})
"""Activation functions that do."""

OPTIMIZERS = frozenset({"sgd", "momentum", "nesterov"})


def is_rational(operation: Operation) -> bool:
    """Whether the operation makes fractions of fractions."""
    if isinstance(operation, Activation):
        return operation.function in FUNCTIONS
    return operation.kind in ARITHMETIC | COMPARISONS | SOURCES | LOSSES


def exact_program(program: Program, descent: Descent | None = None) -> Program | None:
    """The program of a graph over arrays of `Rational`, run as far as `program` has: forward and back, no update.

    With a descent whose rule is rational it has an update phase, which is still to be run. None if the network is no
    graph of single numbers.
    """
    if not is_graph(program.network):
        return None
    network = _rational_network(program)
    kept = descent if descent is not None and _is_rational_descent(descent) else None
    exact = compile_program(network, _rational_arrays(program.arrays), program.batch, kept)
    _read_constants(exact)
    exact.load(rationals(program.features), rationals(program.targets))
    run_calls(exact.calls(Phase.FORWARD, Phase.LOSS, Phase.BACKWARD, optional=True))
    return exact


def exact_numbers(operand: Operand) -> Rationals:
    """The fractions an operand of an exact program holds."""
    return rationals(np.asarray(operand.array))


def _rational_arrays(floats: ParameterArrays) -> ParameterArrays:
    dtype: type = np.object_  # arrays of objects, for which the engine's types have no word
    arrays = ParameterArrays.of(floats.layout, floats.values, floats.moments, dtype)
    for flat in (arrays.values, arrays.gradients, *arrays.moments.values()):
        flat[...] = rationals(flat)
    return replace(arrays, clock=replace(floats.clock))


def _is_rational_descent(descent: Descent) -> bool:
    plain = descent.clipping == Clipping() and not descent.schedule.changes
    return plain and descent.optimizer.kind in OPTIMIZERS


def _rational_network(program: Program) -> Network:
    """The network with a stand-in for each operation that leaves the rational numbers."""
    return Network(tuple(_rational_node(program, node) for node in program.network.nodes), program.network.edges)


def _rational_node(program: Program, node: Node) -> Node:
    if is_rational(node.operation):
        return node
    stand_in = LossStandIn if isinstance(node.operation, Loss) else StandIn
    return replace(node, operation=stand_in(original=node.operation, program=program))


def _read_constants(program: Program) -> None:
    """Make fractions of the numbers that the calls bring along, and of the zeros in their buffers."""
    for instruction in program.instructions:
        for call in instruction.calls:
            for array in _arrays(call):
                array[...] = rationals(array, constant)


def _arrays(call: object) -> list[Array]:
    if not isinstance(call, partial):
        return []
    given = (*call.args, *call.keywords.values())
    return [array for array in given if isinstance(array, np.ndarray) and array.dtype == np.object_]


def _floats(program: Program, ref: Ref | None) -> Rationals:
    """What the program in floats computed there, as numbers that are no fractions."""
    assert ref is not None
    return inexact(program.values[ref].array)


def _hand_back(site: Site, program: Program, ports: int) -> None:
    """The gradients at the inputs as the floats say."""
    for port in range(ports):
        below = site.input_gradient(port)
        site.emit(below, Line("{out} = known", {}), partial(np.copyto, below.array, _floats(program, below.ref)))


@dataclass(frozen=True, eq=False, kw_only=True)
class StandIn(Operation):
    """Takes the place of an operation and repeats the numbers that the program in floats computed there."""

    original: Operation
    program: Program

    @property
    def ports(self) -> tuple[str, ...]:
        """Those of the operation it stands for."""
        return self.original.ports

    def output_shape(self, inputs: tuple[Shape, ...]) -> Shape:
        """That of the operation it stands for."""
        return self.original.output_shape(inputs)

    def forward(self, site: Site) -> None:
        """Emit a."""
        a = site.new("activation")
        site.emit(a, Line("{a} = known", {"a": a}), partial(np.copyto, a.array, _floats(self.program, a.ref)))

    def backward(self, site: Site) -> None:
        """Emit the gradient at each input."""
        _hand_back(site, self.program, len(self.ports))


@dataclass(frozen=True, eq=False, kw_only=True)
class LossStandIn(Loss):
    """Takes the place of a loss."""

    original: Operation
    program: Program

    def output_shape(self, inputs: tuple[Shape, ...]) -> Shape:
        """That of the loss it stands for."""
        return self.original.output_shape(inputs)

    def forward(self, site: Site) -> None:
        """Emit L."""
        loss = site.scalar("loss")
        call = partial(np.copyto, loss.array, _floats(self.program, loss.ref))
        site.emit(loss, Line("{L} = known", {"L": loss}), call, optional=True)

    def backward(self, site: Site) -> None:
        """Emit δa."""
        _hand_back(site, self.program, 1)
