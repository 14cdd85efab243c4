"""A computational graph is written with the names of its variables; a layered network as on the blackboard."""

import numpy as np

from playground.engine.compiler import compile_program
from playground.engine.descent import Descent
from playground.engine.expressions import network_of
from playground.engine.graph_symbols import GraphSymbols, is_graph
from playground.engine.optimizers import SGD
from playground.engine.parameters import ParameterArrays, initialize, layout_of
from tests.engine.sample_networks import skip_network, twice_network


def lines(text: str, parameters: tuple[str, ...] = (), batch: int = 1) -> list[str]:
    network = network_of(text, parameters)
    layout = layout_of(network)
    arrays = ParameterArrays.of(layout, initialize(layout, 0), {})
    return [step.text for step in compile_program(network, arrays, batch, Descent(SGD(0.1))).instructions]


def test_only_single_numbers_make_a_graph() -> None:
    assert is_graph(network_of("a*b + 1"))
    assert not is_graph(skip_network())
    assert not is_graph(twice_network())


def test_a_graph_reads_like_a_textbook() -> None:
    assert lines("c = a + b\nd = b + 1\ne = c*d") == [
        *("a = given", "b = given", "c = a + b", "v₁ = 1", "d = b + v₁", "e = c · d", "L = e"),
        *("∂e/∂e = 1", "∂e/∂c = ∂e/∂e · d", "∂e/∂d = ∂e/∂e · c", "∂e/∂b←d = ∂e/∂d", "∂e/∂v₁ = ∂e/∂d"),
        *("∂e/∂a = ∂e/∂c", "∂e/∂b←c = ∂e/∂c", "∂e/∂b = ∂e/∂b←c + ∂e/∂b←d"),
    ]


def test_a_learned_number_adds_up_what_the_samples_say() -> None:
    written = lines("(w*x)**2", ("w",), batch=3)
    assert "∂L/∂w = Σₙ ∂Lₙ/∂w" in written
    assert written[-1] == "w := w − α ∂L/∂w"


def test_a_result_named_like_the_loss_leaves_the_loss_another_letter() -> None:
    assert "J = L" in lines("L = (a - 1)**2")


def test_names_that_no_formula_could_use_are_numbered() -> None:
    symbols = GraphSymbols.of(network_of("a*b + sin(a)"))
    assert sorted(symbols.values.values()) == sorted(["a", "b", "v₁", "v₂", "v₃"])
    assert symbols.symbol("n1", "pre_activation") is None
    assert np.unique(list(symbols.values.values())).size == 5
