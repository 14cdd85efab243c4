"""Each kind of backward line tells its local derivatives: scaled, copied, summed, or found by running it."""

import numpy as np
import pytest

from playground.engine.instruction import Instruction, Operand, Phase
from playground.engine.local_jacobian import jacobian_of
from playground.engine.network import Network
from playground.engine.operations.activations import Activation
from playground.engine.operations.dense import Dense
from playground.engine.operations.losses import MeanSquaredError
from playground.engine.operations.shaping import Reshape
from playground.engine.operations.softmax_block import Softmax
from playground.engine.program import Program
from tests.engine.sample_networks import chain, loaded_program, run_through, samples_for


def program_of(network: Network) -> Program:
    """A program that has run over two samples."""
    return run_through(loaded_program(network, samples_for(network, 2)))


def line(program: Program, node: str, quantity: str) -> Instruction:
    """The backward line that writes a quantity."""
    steps = (step for step in program.instructions if step.phase is Phase.BACKWARD)
    return next(step for step in steps if (step.node, step.quantity.key) == (node, quantity))


def gradients_of(step: Instruction) -> dict[str, Operand]:
    """Its operands that are gradients."""
    return {name: each for name, each in step.operands.items() if each.ref and each.ref.quantity.startswith("grad_")}


def dense_matrix(step: Instruction) -> np.ndarray:
    """∂result/∂gradient written out in full."""
    (upstream,) = (each for name, each in gradients_of(step).items() if each is not step.result)
    (found,) = jacobian_of(step, {name: each for name, each in gradients_of(step).items() if each is upstream}).entries(
        np.arange(step.result.array.size)
    )
    matrix = np.zeros((step.result.array.size, upstream.array.size))
    matrix[found.rows, found.columns] = found.factors
    return matrix


NET = chain(Dense(4, "tanh"), Softmax(), Reshape((2, 2)), Reshape((4,)), Dense(2, "identity"), MeanSquaredError())


@pytest.mark.parametrize(
    ("node", "quantity"),
    [
        ("n5", "grad_pre_activation"),
        ("n5", "grad_weights"),
        ("n5", "grad_bias"),
        ("n4", "grad_activation"),
        ("n3", "grad_activation"),
        ("n1", "grad_activation"),
        ("n1", "grad_pre_activation"),
    ],
)
def test_the_matrix_times_the_gradient_is_the_line(node: str, quantity: str) -> None:
    step = line(program_of(NET), node, quantity)
    (upstream,) = (each for each in gradients_of(step).values() if each is not step.result)
    product = dense_matrix(step) @ upstream.array.ravel()
    assert product == pytest.approx(step.result.array.ravel(), rel=1e-13)


def test_samples_have_nothing_to_do_with_each_other() -> None:
    matrix = dense_matrix(line(program_of(NET), "n1", "grad_activation")).reshape(2, 4, 2, 4)
    assert not matrix[0, :, 1].any()
    assert matrix[0, :, 0].all()


def test_softmax_has_its_jacobian() -> None:
    program = program_of(NET)
    shares = program.value("activation", "n2")[0]
    matrix = dense_matrix(line(program, "n1", "grad_activation"))[:4, :4]
    assert matrix == pytest.approx(np.diag(shares) - np.outer(shares, shares))


def test_a_dead_unit_keeps_its_edge_with_the_factor_zero() -> None:
    program = program_of(chain(Dense(6, "identity"), Activation("relu"), Dense(1, "identity"), MeanSquaredError()))
    step = line(program, "n1", "grad_activation")
    (found,) = jacobian_of(step, gradients_of(step)).entries(np.arange(12))
    assert found.rows.tolist() == found.columns.tolist() == list(range(12))
    assert np.array_equal(found.factors, (program.value("activation", "n1") > 0).ravel())


def test_only_the_rows_asked_for_are_told() -> None:
    step = line(program_of(NET), "n5", "grad_weights")
    whole = dense_matrix(step)
    (found,) = jacobian_of(step, {"dz": step.operands["dz"]}).entries(np.array([5, 2]))
    part = np.zeros((2, whole.shape[1]))
    part[found.rows, found.columns] = found.factors
    assert np.array_equal(part, whole[[5, 2]])
