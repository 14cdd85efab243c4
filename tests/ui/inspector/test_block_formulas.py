"""The formulas of a block are those its program runs, with the layer indices of the whole network."""

from __future__ import annotations

import pytest

from playground.document import edits
from playground.document.diagram import Diagram
from playground.engine.compiler import compile_program
from playground.engine.instruction import Phase
from playground.engine.learned import fresh
from playground.engine.network import Edge, Network, Node
from playground.engine.operations.catalogue import OPERATIONS
from playground.engine.operations.dense import Dense
from playground.engine.operations.joins import Add
from playground.engine.operations.source import Input
from playground.engine.parameters import ParameterArrays
from playground.ui.formula_text import to_line
from playground.ui.inspector.block_formulas import forward_formulas
from tests.engine.sample_networks import catalogue_networks
from tests.ui.sample_diagrams import chain, moons


def lines(diagram: Diagram, id: str) -> list[str]:
    """The formulas in plain text."""
    return [to_line(formula, lookup) for formula, lookup in forward_formulas(diagram.network, id)]


def test_a_dense_block_shows_its_product_and_its_activation() -> None:
    assert lines(moons(), "n3") == ["z⁽²⁾ = W⁽²⁾ a⁽¹⁾ + b⁽²⁾", "a⁽²⁾ = tanh(z⁽²⁾)"]


def test_without_a_bias_none_is_written() -> None:
    assert lines(chain(Dense(1, "relu", bias=False)), "n2")[0] == "z⁽¹⁾ = W⁽¹⁾ a⁽⁰⁾"


def test_a_join_names_the_layers_it_really_reads() -> None:
    diagram = edits.add_block(moons(), Add())
    for port, source in enumerate(("n3", "n2")):
        diagram = edits.connect(diagram, source, "n6", port)
    (line,) = lines(diagram, "n6")
    assert line.endswith("= a⁽²⁾ + a⁽¹⁾")


@pytest.mark.parametrize("network", catalogue_networks().values(), ids=catalogue_networks().keys())
def test_they_are_the_lines_of_the_compiled_network(network: Network) -> None:
    learned = fresh(network, 0)
    program = compile_program(network, ParameterArrays.of(learned.layout, learned.values, {}), 1)
    for node in network.nodes:
        expected = [
            line.formula
            for line in program.instructions
            if line.node == node.id and line.phase in {Phase.FORWARD, Phase.LOSS}
        ]
        assert [formula for formula, _ in forward_formulas(network, node.id)] == expected


def test_an_unwired_block_has_none() -> None:
    for operation in OPERATIONS.values():
        network = edits.add_block(Diagram(), operation()).network
        assert (forward_formulas(network, "n1") == ()) == bool(operation().ports)


def test_a_wire_that_does_not_fit_gives_none() -> None:
    node, other = Node("n1", "Input", Input(2)), Node("n2", "Input 2", Input(3))
    edges = (Edge("n1", "n3", 0), Edge("n2", "n3", 1))
    assert forward_formulas(Network((node, other, Node("n3", "Add", Add())), edges), "n3") == ()
