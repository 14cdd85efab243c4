"""The factor on each wire: times the gradient above it gives the gradient that travels down."""

import numpy as np
import pytest

from playground.engine.instruction import Phase
from playground.engine.local_derivatives import edge_of, local_derivative, local_derivatives
from playground.engine.network import Edge
from playground.engine.program import Program
from tests.engine.graphs import Graph, graph
from tests.engine.sample_networks import catalogue_networks, loaded_program, run_through, samples_for

FORMULAS = {
    "(x*w2 + w1 + w2 - y)**2": {"x": 3.0, "y": 17.0, "w1": 6.0, "w2": 2.0},
    "sin(x**2)*exp(-x)": {"x": 0.8},
    "max(x, y)/sqrt(x*x + log(y)) - min(tan(x), cos(y)**x)": {"x": 0.8, "y": 0.9},
    "sigmoid(x) + relu(y) - abs(x - tanh(y))": {"x": 0.8, "y": 1.7},
}


def travelled(program: Program, edge: Edge) -> np.ndarray:
    """The gradient that a wire handed down."""
    steps = program.instructions
    return next(step.result.array for step in steps if edge_of(program.network, step) == edge)


@pytest.mark.parametrize("text", FORMULAS)
def test_every_wire_of_a_graph_has_its_factor(text: str) -> None:
    program = graph(text, FORMULAS[text]).program
    network, found = program.network, local_derivatives(program)
    assert network.loss is not None
    assert set(found) == {edge for edge in network.edges if edge.target != network.loss.id}
    for edge, local in found.items():
        above = program.value("grad_activation", edge.target)
        assert local.array.shape == above.shape
        assert np.allclose(local.array * above, travelled(program, edge), rtol=1e-15)


def factors(found: Graph) -> dict[tuple[str, str, int], float]:
    """The factors by the names of the blocks at both ends and the port."""
    name = {node.id: node.name for node in found.network.nodes}
    return {
        (name[edge.source], name[edge.target], edge.port): float(local.array[0, 0])
        for edge, local in local_derivatives(found.program).items()
    }


def test_the_factors_are_those_of_the_blackboard() -> None:
    found = graph("p = x*w\nd = y - p\nL = d**2", {"x": 3.0, "w": 2.0, "y": 10.0})
    assert factors(found) == {
        ("x", "p", 0): 2.0,
        ("w", "p", 1): 3.0,
        ("y", "d", 0): 1.0,
        ("p", "d", 1): -1.0,
        ("d", "L", 0): 8.0,
    }


def test_the_same_source_at_both_ports_has_two_factors() -> None:
    assert factors(graph("q = x/x + y\nq", {"x": 2.0, "y": 0.0})) == {
        ("x", "x / x", 0): 0.5,
        ("x", "x / x", 1): -0.5,
        ("x / x", "q", 0): 1.0,
        ("y", "q", 1): 1.0,
    }


def test_a_factor_has_the_symbol_of_a_derivative() -> None:
    program = graph("exp(x)", {"x": 1.0}).program
    assert [local.label for local in local_derivatives(program).values()] == ["∂v₁/∂x"]


def test_lines_of_other_phases_have_none() -> None:
    program = graph("x*y + exp(x)", {"x": 1.0, "y": 2.0}).program
    for step in program.instructions:
        if step.phase is not Phase.BACKWARD:
            assert local_derivative(step) is None
            assert edge_of(program.network, step) is None


def test_wherever_a_network_has_a_factor_it_is_right() -> None:
    for network in catalogue_networks().values():
        program = run_through(loaded_program(network, samples_for(network, 2)))
        for edge, local in local_derivatives(program).items():
            above = program.value("grad_activation", edge.target)
            assert np.allclose(local.array * above, travelled(program, edge), rtol=1e-12, atol=1e-300)
