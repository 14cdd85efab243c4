"""The matrix product: NumPy's own on every sample, with its gradients by the rules of matrix calculus."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.engine.errors import ShapeError
from playground.engine.operations.matrix_product import MatrixProduct
from tests.engine.sample_networks import loaded_program, run_through, samples_for
from tests.engine.samples_shapes import fork

SIZES = st.integers(1, 4)
STACKS = st.sampled_from([(), (2,), (2, 3)])


@given(SIZES, SIZES, SIZES, STACKS, st.booleans())
def test_it_multiplies_the_matrices_of_every_sample(
    rows: int, inner: int, columns: int, stack: tuple[int, ...], transpose: bool
) -> None:
    second = (columns, inner) if transpose else (inner, columns)
    network = fork((*stack, rows, inner), (*stack, *second), MatrixProduct(transpose))
    program = run_through(loaded_program(network, samples_for(network, 2)))
    x, y, a = (program.value("activation", name) for name in "abj")
    dx, dy, da = (program.value("grad_activation", name) for name in "abj")
    if transpose:
        y, dy = y.swapaxes(-1, -2), dy.swapaxes(-1, -2)
    assert np.allclose(a, np.einsum("...ik,...kj->...ij", x, y))
    assert np.allclose(dx, np.einsum("...ij,...kj->...ik", da, y))
    assert np.allclose(dy, np.einsum("...ik,...ij->...kj", x, da))


@pytest.mark.parametrize(
    ("transpose", "lines"),
    [
        (False, ("a⁽⁵⁾ = a⁽²⁾ a⁽⁴⁾", "δa⁽²⁾ = δa⁽⁵⁾ a⁽⁴⁾ᵀ", "δa⁽⁴⁾ = a⁽²⁾ᵀ δa⁽⁵⁾")),
        (True, ("a⁽⁵⁾ = a⁽²⁾ a⁽⁴⁾ᵀ", "δa⁽²⁾ = δa⁽⁵⁾ a⁽⁴⁾", "δa⁽⁴⁾ = δa⁽⁵⁾ᵀ a⁽²⁾")),
    ],
)
def test_its_lines_are_those_of_the_blackboard(transpose: bool, lines: tuple[str, ...]) -> None:
    network = fork((2, 2), (2, 2), MatrixProduct(transpose))
    program = loaded_program(network, samples_for(network, 2))
    assert set(lines) <= {step.text for step in program.instructions}


@pytest.mark.parametrize(
    ("transpose", "first", "second", "result"),
    [
        (False, (2, 3), (3, 4), (2, 4)),
        (True, (2, 3), (4, 3), (2, 4)),
        (False, (5, 2, 3), (5, 3, 4), (5, 2, 4)),
    ],
)
def test_the_inner_lengths_vanish(
    transpose: bool, first: tuple[int, ...], second: tuple[int, ...], result: tuple[int, ...]
) -> None:
    assert MatrixProduct(transpose).output_shape((first, second)) == result


def test_vectors_are_refused() -> None:
    with pytest.raises(ShapeError, match="multiplies two matrices, but values of shape 3 and 3 × 2 arrive; reshape"):
        MatrixProduct().output_shape(((3,), (3, 2)))


@pytest.mark.parametrize(
    ("transpose", "second", "message"),
    [
        (False, (2, 3), "multiplies 2 × 3 and 2 × 3: the rows of the first have length 3, the columns of the second 2"),
        (True, (3, 2), "multiplies 2 × 3 and 3 × 2 transposed: .* length 3, the columns of the second 2"),
        (False, (5, 3, 2), "multiplies 2 × 3 and 5 × 3 × 2: .* all axes before must be equal"),
    ],
)
def test_lengths_that_do_not_meet_are_refused(transpose: bool, second: tuple[int, ...], message: str) -> None:
    with pytest.raises(ShapeError, match=message):
        MatrixProduct(transpose).output_shape(((2, 3), second))
