"""The worked examples give the numbers that their authors print."""

import numpy as np
import pytest

from playground.data.sources import Written, load
from playground.document.document import Document
from playground.document.examples import EXAMPLES, GRAPHS, WORKED, example
from playground.engine.compiler import compile_program
from playground.engine.learned import fresh
from playground.engine.parameters import ParameterArrays
from playground.engine.program import Program


def walked(document: Document) -> Program:
    """One update on the document's own samples, from its own parameters."""
    diagram, dataset = document.diagram, load(document.diagram.data)
    learned = document.learned or fresh(diagram.network, diagram.training.seed)
    arrays = ParameterArrays.of(learned.layout, learned.values, {})
    program = compile_program(diagram.network, arrays, dataset.samples, diagram.training.descent)
    program.load(dataset.features, dataset.targets)
    return program


def steps(key: str) -> dict[str, float]:
    """Every result that is a single number by its symbol; what is written twice keeps the last."""
    program = walked(example(key))
    told: dict[str, float] = {}
    for step in program.instructions:
        step.run()
        if step.result.array.size == 1:
            told[step.symbol] = float(step.result.array.item())
    return told


def test_all_of_them_are_written_by_hand() -> None:
    assert all(
        isinstance(example(entry.key).diagram.data, Written) for entry in EXAMPLES if entry.group in (GRAPHS, WORKED)
    )


def test_two_links() -> None:
    told = steps("doubled")
    assert (told["b"], told["c"], told["∂c/∂b"], told["∂c/∂a"]) == (6, 36, 2 * 6, 8 * 3)


def test_one_neuron_and_one_step_of_descent() -> None:
    told = steps("neuron")
    assert (told["v₁"], told["ŷ"], told["L"], told["∂L/∂ŷ"]) == (6, 14, 9, -6)
    assert (told["∂L/∂w1"], told["∂L/∂w2"]) == (-6, -24)
    assert (told["∂Lₙ/∂w2←v₁"], told["∂Lₙ/∂w2←ŷ"]) == (-18, -6)
    assert (told["w1"], told["w2"]) == (6 + 0.06, 2 + 0.24)


def test_a_cube_of_a_square() -> None:
    assert steps("cube")["∂y/∂x"] == 6 * 2 * (2**2 + 1) ** 2


def test_the_total_derivative() -> None:
    told = steps("total")
    assert told["∂z/∂t"] == pytest.approx(np.sin(1) * 2 + np.cos(1), rel=1e-15)


def test_olahs_graph() -> None:
    told = steps("olah")
    assert (told["e"], told["∂e/∂a"], told["∂e/∂b"], told["∂e/∂b←c"], told["∂e/∂b←d"]) == (6, 2, 5, 2, 3)


def test_the_graphs_of_cs231n() -> None:
    told = steps("product")
    assert (told["f"], told["∂f/∂x"], told["∂f/∂y"], told["∂f/∂z"]) == (-12, -4, -4, 3)
    told = steps("gates")
    assert (told["f"], told["∂f/∂x"], told["∂f/∂y"], told["∂f/∂z"], told["∂f/∂w"]) == (-20, -8, 6, 2, 0)
    told = steps("sigmoid")
    assert round(told["f"], 2) == 0.73
    assert [round(told[f"∂f/∂{name}"], 2) for name in ("w0", "x0", "w1", "x1", "w2")] == [-0.2, 0.39, -0.39, -0.59, 0.2]


def test_mazurs_network() -> None:
    program = walked(example("mazur"))
    for call in program.calls(optional=True):
        call()
    assert round(float(program.loss), 9) == 0.298371109
    assert round(float(program.value("weights", "n3")[0, 0]), 8) == 0.35891648
    assert round(float(program.value("weights", "n2")[0, 0]), 9) == 0.149780716
    for call in program.calls(optional=True):
        call()
    assert round(float(program.loss), 9) == 0.291027774


def test_han_and_kambers_network() -> None:
    program = walked(example("han_kamber"))
    for call in program.calls(optional=True):
        call()
    assert np.round(program.value("activation", "n2"), 3).tolist() == [[0.332, 0.525]]
    assert round(float(program.value("activation", "n3").item()), 3) == 0.474
    error = -float(program.value("grad_pre_activation", "n3").item())
    assert error == pytest.approx(0.1311, abs=1e-4)  # the book goes on from rounded numbers
    assert np.round(-program.value("grad_pre_activation", "n2"), 4).tolist() == [[-0.0087, -0.0065]]
    assert np.round(program.value("weights", "n3"), 3).tolist() == [[-0.261, -0.138]]
    assert np.round(program.value("weights", "n2"), 3).tolist() == [[0.192, 0.4, -0.508], [-0.306, 0.1, 0.194]]
    assert np.round(program.value("bias", "n2"), 3).tolist() == [-0.408, 0.194]
    assert round(float(program.value("bias", "n3").item()), 3) == 0.218


def test_two_layers_by_hand() -> None:
    program = walked(example("two_layers"))
    before = program.value("weights", "n2").copy(), program.value("weights", "n3").copy()
    for call in program.calls(optional=True):
        call()
    x, y = program.features, program.targets
    z1 = x @ before[0].T + np.array([0.0, 0.5])
    a1 = np.tanh(z1)
    a2 = a1 @ before[1].T + 0.25
    dz2 = (a2 - y) / 3
    dz1 = (dz2 @ before[1]) * (1 - a1**2)
    for name, expected, node in (
        *(("grad_pre_activation", dz2, "n3"), ("grad_weights", dz2.T @ a1, "n3"), ("grad_bias", dz2.sum(0), "n3")),
        *(("grad_activation", dz2 @ before[1], "n2"), ("grad_pre_activation", dz1, "n2")),
        *(
            ("grad_weights", dz1.T @ x, "n2"),
            ("grad_bias", dz1.sum(0), "n2"),
            ("grad_activation", dz1 @ before[0], "n1"),
        ),
    ):
        assert np.allclose(program.value(name, node), expected, rtol=1e-14, atol=1e-15), name
    assert np.allclose(program.value("weights", "n2"), before[0] - 0.1 * (dz1.T @ x), rtol=1e-14)
