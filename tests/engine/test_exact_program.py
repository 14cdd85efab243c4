"""The program over fractions: the same values and gradients as in floats to rounding, and exactly those on paper."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.engine.compiler import compile_program
from playground.engine.exact_program import exact_numbers, exact_program
from playground.engine.expressions import network_of
from playground.engine.graph_symbols import is_graph
from playground.engine.instruction import Ref, run_calls
from playground.engine.network import Edge, Network, Node
from playground.engine.operations.catalogue import OPERATIONS
from playground.engine.operations.dense import Dense
from playground.engine.operations.losses import MeanSquaredError
from playground.engine.operations.objective import Objective
from playground.engine.operations.operation import Operation
from playground.engine.operations.source import Input
from playground.engine.parameters import ParameterArrays, initialize, layout_of
from playground.engine.program import Program

Numbers = dict[str, Fraction | None]
LEAVES = st.sampled_from(["x", "y", "z", "2", "0.1", "3"])


def grown(parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Formulas of rational operations over smaller ones; what is divided by is above 0."""
    return st.one_of(
        st.tuples(parts, st.sampled_from("+-*"), parts).map(lambda of: f"({of[0]} {of[1]} {of[2]})"),
        st.tuples(parts, parts).map(lambda of: f"({of[0]} / (1 + {of[1]}**2))"),
        st.tuples(parts, st.sampled_from([2, 3])).map(lambda of: f"{of[0]}**{of[1]}"),
        st.tuples(st.sampled_from(["max", "min"]), parts, parts).map(lambda of: f"{of[0]}({of[1]}, {of[2]})"),
        st.tuples(st.sampled_from(["abs", "relu"]), parts).map(lambda of: f"{of[0]}({of[1]})"),
    )


FORMULAS = st.recursive(LEAVES, grown, max_leaves=7).map(lambda formula: f"0*x + 0*y + 0*z + {formula}")
POINTS = st.fixed_dictionaries({name: st.integers(-40, 40).map(lambda tenths: tenths / 10) for name in "xyz"})


def program_of(text: str, at: Mapping[str, float]) -> Program:
    """A formula's program, run in floats."""
    network = network_of(text)
    program = compile_program(network, ParameterArrays.of(layout_of(network), np.empty(0), {}), 1)
    program.load(np.array([[at[node.name] for node in network.inputs]]), np.zeros((1, 0)))
    run_calls(program.calls(optional=True))
    return program


def fractions(program: Program, quantity: str) -> Numbers:
    """The fractions by the node's name."""
    exact = exact_program(program)
    assert exact is not None
    nodes = [node for node in program.network.nodes if Ref(node.id, quantity) in exact.values]
    return {node.name: exact_numbers(exact.values[Ref(node.id, quantity)]).item().fraction for node in nodes}


@given(FORMULAS, POINTS)
def test_every_fraction_is_the_engines_number_to_rounding(text: str, at: Mapping[str, float]) -> None:
    program = program_of(text, at)
    exact = exact_program(program)
    assert exact is not None
    for ref, operand in program.values.items():
        for number, rational in zip(operand.array.ravel(), exact_numbers(exact.values[ref]).ravel(), strict=True):
            assert rational.near == number or np.isnan(number)  # bit for bit the engine's: the same instructions
            if rational.fraction is not None:
                assert float(rational.fraction) == pytest.approx(number, rel=1e-9, abs=1e-9 * _size(program))


def _size(program: Program) -> float:
    """The largest number on the way, from which a difference may be left over."""
    return max(1.0, *(float(np.abs(operand.array).max(initial=0)) for operand in program.values.values()))


@given(POINTS)
def test_rational_operations_give_fractions_everywhere(at: Mapping[str, float]) -> None:
    program = program_of("abs(x*y - 0.3) + max(z, x)**3 / (1 + y**2) + relu(-z) - min(x, 1)", at)
    for quantity in ("activation", "grad_activation"):
        assert None not in fractions(program, quantity).values()


def test_the_square_of_a_neuron_on_paper() -> None:
    program = program_of("(x*w2 + w1 + w2 - y)**2", {"x": 0.3, "y": 1.7, "w1": 0.6, "w2": 0.2})
    values, gradients = fractions(program, "activation"), fractions(program, "grad_activation")
    left = Fraction("0.06") + Fraction("0.8") - Fraction("1.7")
    assert values[program.network.order[-2].name] == left**2
    assert gradients["w1"] == 2 * left
    assert gradients["w2"] == 2 * left * Fraction("1.3")


def test_what_depends_on_an_exponential_is_no_fraction_and_all_else_is() -> None:
    program = program_of("p = x*y\nq = exp(z)\np + q*x", {"x": 0.5, "y": 3, "z": 1})
    values, gradients = fractions(program, "activation"), fractions(program, "grad_activation")
    assert (values["p"], values["q"], values["x"]) == (Fraction(3, 2), None, Fraction(1, 2))
    assert (gradients["y"], gradients["q"], gradients["p"]) == (Fraction(1, 2), Fraction(1, 2), 1)
    assert (gradients["x"], gradients["z"]) == (None, None)


def test_the_mean_over_a_batch_of_three_is_exact() -> None:
    network = network_of("x**2")
    program = compile_program(network, ParameterArrays.of(layout_of(network), np.empty(0), {}), 3)
    program.load(np.array([[0.1], [0.2], [0.3]]), np.zeros((3, 0)))
    run_calls(program.calls(optional=True))
    exact = exact_program(program)
    assert exact is not None
    assert exact.loss.item().fraction == Fraction(14, 300)
    gradient = exact_numbers(exact.values[Ref(network.inputs[0].id, "grad_activation")])
    assert [number.fraction for number in gradient.ravel()] == [Fraction(whole, 15) for whole in (1, 2, 3)]


def test_at_a_tie_that_only_rounding_breaks_the_floats_decide() -> None:
    program = program_of("max(x + y, z)", {"x": 0.1, "y": 0.2, "z": 0.3})
    assert fractions(program, "grad_activation")["z"] == 0  # as the engine says, whose 0.1 + 0.2 lies above 0.3


def test_a_layered_network_has_none() -> None:
    nodes = Node("a", "In", Input(2)), Node("b", "Out", Dense(1, "identity")), Node("c", "L", MeanSquaredError())
    network = Network(nodes, (Edge("a", "b"), Edge("b", "c")))
    layout = layout_of(network)
    assert exact_program(compile_program(network, ParameterArrays.of(layout, initialize(layout, 0), {}), 1)) is None


def graph_around(operation: Operation) -> Network | None:
    """Numbers into the operation and on to a loss; None if it makes no graph of single numbers."""
    sources = [Node(f"x{port}", f"x{port}", Input(1)) for port in range(len(operation.ports))]
    middle = Node("m", "Middle", operation)
    edges = [Edge(node.id, "m", port) for port, node in enumerate(sources)]
    if operation.has_output:
        network = Network((*sources, middle, Node("l", "Loss", Objective())), (*edges, Edge("m", "l")))
    else:
        network = Network((*sources, middle), tuple(edges))
    return network if not network.problems and is_graph(network) else None


def test_every_operation_of_the_catalogue_is_exact_or_stood_in_for() -> None:
    tried = set()
    for kind, operation in OPERATIONS.items():
        network = graph_around(operation())
        if network is None:
            continue
        layout = layout_of(network)
        program = compile_program(network, ParameterArrays.of(layout, initialize(layout, 0), {}), 2)
        program.load(np.full(program.features.shape, 0.5), np.ones(program.targets.shape))
        run_calls(program.calls(optional=True))
        exact = exact_program(program)
        assert exact is not None
        tried.add(kind)
        for ref in exact.values.keys() & program.values.keys():
            for number, rational in zip(
                program.values[ref].array.ravel(), exact_numbers(exact.values[ref]).ravel(), strict=True
            ):
                assert rational.near == pytest.approx(number, rel=1e-12, nan_ok=True)
    assert {"multiply", "exp", "activation", "mse", "power", "dropout", "log_cosh"} <= tried
