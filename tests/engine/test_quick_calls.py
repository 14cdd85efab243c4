"""Quick calls: whatever stands in for a call writes the same numbers, infinity and NaN included; the rest stays."""

from functools import partial

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from playground.engine.instruction import Call
from playground.engine.operations.dense import Dense
from playground.engine.operations.losses import MeanSquaredError
from playground.engine.quick_calls import SERIAL, quickest
from tests.engine.sample_networks import chain, loaded_program, samples_for

SIZES = st.integers(1, 12)
KINDS = st.sampled_from([np.float64, np.float32])
ODD = st.sampled_from([0.0, 1.0, np.inf, -np.inf, np.nan])


def drawn(seed: int, *shape: int, kind: type = np.float64) -> NDArray[np.floating]:
    """Normal numbers."""
    return np.random.default_rng(seed).normal(size=shape).astype(kind)


def written(call: Call) -> NDArray[np.floating]:
    """What a call leaves in its last argument."""
    assert isinstance(call, partial)
    call.args[-1][...] = -7
    with np.errstate(all="ignore"):
        call()
    return call.args[-1].copy()


def check_same(call: Call, tolerance: float = 1e-5) -> None:
    """The call and its replacement agree to rounding, and in what is not finite."""
    quick = quickest(call)
    assert quick is not call
    assert np.allclose(written(quick), written(call), rtol=tolerance, atol=tolerance, equal_nan=True)


@given(SIZES, SIZES, SIZES, KINDS, st.sampled_from([(False, False), (True, False), (False, True), (True, True)]))
def test_a_product_of_matrices_stays_the_product(
    rows: int, inner: int, columns: int, kind: type, turned: tuple[bool, bool]
) -> None:
    one = drawn(0, inner, rows, kind=kind).T if turned[0] else drawn(0, rows, inner, kind=kind)
    other = drawn(1, columns, inner, kind=kind).T if turned[1] else drawn(1, inner, columns, kind=kind)
    call = partial(np.matmul, one, other, np.empty((rows, columns), kind))
    if one.size > 1 and other.size > 1:
        check_same(call)
    else:
        assert quickest(call) is call


@given(SIZES, SIZES, KINDS)
def test_a_sum_of_rows_stays_the_sum(rows: int, columns: int, kind: type) -> None:
    call = partial(np.add.reduce, drawn(0, rows, columns, kind=kind), 0, None, np.empty(columns, kind))
    if rows * columns > 1:
        check_same(call)
    else:
        assert quickest(call) is call


@given(st.integers(2, 12), st.integers(2, 12), SIZES, ODD, st.data())
def test_infinity_and_nan_come_out_where_they_did(
    rows: int, inner: int, columns: int, odd: float, data: st.DataObject
) -> None:
    one, other = drawn(0, rows, inner), drawn(1, inner, columns)
    one[data.draw(st.integers(0, rows - 1)), data.draw(st.integers(0, inner - 1))] = odd
    other[data.draw(st.integers(0, inner - 1))] = 0
    check_same(partial(np.matmul, one, other, np.empty((rows, columns))))
    check_same(partial(np.add.reduce, one, 0, None, np.empty(inner)))


def test_complex_numbers_are_multiplied_as_well() -> None:
    one, other = drawn(0, 3, 4) + 1j, drawn(1, 4, 2) - 2j
    check_same(partial(np.matmul, one, other, np.empty((3, 2), complex)))


LEFT_ALONE = {
    "a single number": partial(np.matmul, drawn(0, 1, 1), drawn(1, 1, 5), np.empty((1, 5))),
    "a stack of matrices": partial(np.matmul, drawn(0, 2, 3, 4), drawn(1, 2, 4, 2), np.empty((2, 3, 2))),
    "part of a table": partial(np.matmul, drawn(0, 3, 9)[:, 2:6], drawn(1, 4, 2), np.empty((3, 2))),
    "part of a table as the result": partial(np.matmul, drawn(0, 3, 4), drawn(1, 4, 2), np.empty((3, 5))[:, :2]),
    "two precisions": partial(np.matmul, drawn(0, 3, 4), drawn(1, 4, 2, kind=np.float32), np.empty((3, 2))),
    "a sum that BLAS may share out": partial(np.add.reduce, np.ones((SERIAL, 2)), 0, None, np.empty(2)),
    "a sum along rows": partial(np.add.reduce, drawn(0, 3, 4), 1, None, np.empty(3)),
    "a sum of counts": partial(np.add.reduce, np.ones((3, 4), bool), 0, None, np.empty(4)),
    "a wider sum": partial(np.add.reduce, drawn(0, 3, 4), 0, np.longdouble, np.empty(4)),
    "a product of elements": partial(np.multiply, drawn(0, 3, 4), drawn(1, 3, 4), np.empty((3, 4))),
    "no call of NumPy": int,
}


@pytest.mark.parametrize("call", LEFT_ALONE.values(), ids=LEFT_ALONE)
def test_anything_else_stays_the_call_it_is(call: Call) -> None:
    assert quickest(call) is call


def test_stepper_and_training_have_the_quick_calls_alike() -> None:
    network = chain(Dense(3), Dense(2, "identity"), MeanSquaredError())
    program = loaded_program(network, samples_for(network, 4))
    stepped = [call for instruction in program.instructions for call in instruction.calls]
    assert all(quickest(call) is call for call in stepped)
    assert {id(call) for call in program.calls()} <= {id(call) for call in stepped}
