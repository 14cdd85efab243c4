"""The formulas of a block are those its program runs, with the layer indices of the whole network."""

from __future__ import annotations

import pytest

from playground.document import edits
from playground.document.diagram import Diagram
from playground.engine.compiler import compile_program
from playground.engine.instruction import Operand, Phase
from playground.engine.learned import fresh
from playground.engine.network import Edge, Learning, Network, Node
from playground.engine.operations.catalogue import OPERATIONS
from playground.engine.operations.dense import Dense
from playground.engine.operations.joins import Add
from playground.engine.operations.source import Input
from playground.engine.parameters import ParameterArrays
from playground.ui.formula_layout import OperandView
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


def test_shared_parameters_have_the_index_of_their_owner() -> None:
    diagram = edits.set_learning(chain(Dense(2), Dense(2), Dense(1)), "n3", Learning(shares="n2"))
    assert lines(diagram, "n3")[0] == "z⁽²⁾ = W⁽¹⁾ a⁽¹⁾ + b⁽¹⁾"


def plain(operand: Operand) -> OperandView:
    """An operand as the whole network's program writes it."""
    return OperandView(operand.symbol, operand.role, operand.superscript)


@pytest.mark.parametrize("network", catalogue_networks().values(), ids=catalogue_networks().keys())
def test_they_are_the_lines_of_the_compiled_network(network: Network) -> None:
    learned = fresh(network, 0)
    program = compile_program(network, ParameterArrays.of(learned.layout, learned.values, {}), 1)
    for node in network.nodes:
        expected = [
            line for line in program.instructions if line.node == node.id and line.phase in {Phase.FORWARD, Phase.LOSS}
        ]
        shown = forward_formulas(network, node.id)
        assert [formula for formula, _ in shown] == [line.formula for line in expected]
        for (formula, lookup), line in zip(shown, expected, strict=True):
            written = {name: plain(line.operand(name)) for name in lookup}
            assert to_line(formula, lookup) == to_line(formula, written)


def test_an_unwired_block_has_none() -> None:
    for operation in OPERATIONS.values():
        network = edits.add_block(Diagram(), operation()).network
        assert (forward_formulas(network, "n1") == ()) == bool(operation().ports)


def test_a_wire_that_does_not_fit_gives_none() -> None:
    node, other = Node("n1", "Input", Input(2)), Node("n2", "Input 2", Input(3))
    edges = (Edge("n1", "n3", 0), Edge("n2", "n3", 1))
    assert forward_formulas(Network((node, other, Node("n3", "Add", Add())), edges), "n3") == ()
