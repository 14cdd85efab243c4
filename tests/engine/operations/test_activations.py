"""Activation functions: values and slopes against plain Python, kinks, extremes, and softmax's own laws."""

import math
import warnings
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.engine.errors import SettingError
from playground.engine.gradient_check import check_gradients
from playground.engine.operations.activations import ACTIVATIONS, LEAK, Activation, check_activation
from playground.engine.operations.dense import Dense
from playground.engine.operations.losses import BinaryCrossEntropy, MeanSquaredError
from playground.engine.parameters import layout_of
from playground.engine.program import Program
from playground.engine.samples import Samples
from tests.engine.sample_networks import Wanted, chain, loaded_program, run_through

ELEMENTWISE = [key for key, function in ACTIVATIONS.items() if function.slope is not None]
VALUES = st.floats(-1e300, 1e300)
VECTORS = st.lists(st.floats(-300, 300), min_size=1, max_size=5)
Function = Callable[[float], float]


def stable_sigmoid(z: float) -> float:
    """Either form of σ, whichever does not overflow."""
    return 1 / (1 + math.exp(-z)) if z > -700 else math.exp(max(z, -745.0))


ORACLES: dict[str, tuple[Function, Function]] = {
    "identity": (lambda z: z, lambda _z: 1.0),
    "relu": (lambda z: max(z, 0.0), lambda z: float(z > 0)),
    "leaky_relu": (lambda z: z if z > 0 else 0.01 * z, lambda z: 1.0 if z > 0 else 0.01),
    "tanh": (math.tanh, lambda z: 1 - math.tanh(z) ** 2),
    "sigmoid": (stable_sigmoid, lambda z: stable_sigmoid(z) * (1 - stable_sigmoid(z))),
}


def applied(key: str, zs: list[float], gradients: list[float] | None = None) -> Program:
    """a = g(z) and δz for given z; the gradient above is set by hand."""
    network = chain(Activation("identity"), Activation(key), MeanSquaredError(), features=len(zs))
    program = run_through(loaded_program(network, Samples(np.array([zs]), np.zeros((1, len(zs))))))
    if gradients is not None:
        program.value("grad_activation", "n2")[...] = gradients
        step = next(s for s in program.instructions if s.result.array is program.value("grad_activation", "n1"))
        step.run()
    return program


def test_every_elementwise_function_has_its_oracle_here() -> None:
    assert set(ORACLES) == set(ELEMENTWISE)


@pytest.mark.parametrize("key", ELEMENTWISE)
@given(z=VALUES)
def test_value_and_slope(key: str, z: float) -> None:
    value, slope = ORACLES[key]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with np.errstate(over="ignore"):  # the loss of an enormous output
            program = applied(key, [z], [1.0])
    assert program.value("activation", "n2")[0, 0] == pytest.approx(value(z), rel=1e-14, abs=1e-300)
    assert program.value("grad_activation", "n1")[0, 0] == pytest.approx(slope(z), rel=1e-14, abs=3e-16)


@pytest.mark.parametrize(("key", "slope"), [("relu", 0.0), ("leaky_relu", LEAK)])
def test_at_a_kink_the_slope_is_that_of_the_left_side(key: str, slope: float) -> None:
    assert applied(key, [0.0], [1.0]).value("grad_activation", "n1")[0, 0] == slope


@pytest.mark.parametrize("key", ELEMENTWISE)
@pytest.mark.parametrize("initial", ["zeros", "glorot_uniform"])
def test_the_gradient_check_knows_which_side_a_kink_takes(key: str, initial: str) -> None:
    network = chain(Dense(3, key, initial), Dense(1, "identity"), BinaryCrossEntropy())
    corners = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
    layout = layout_of(network)
    values = np.random.default_rng(0).normal(size=layout.size)
    for slot in layout.slots:
        if slot.quantity == "bias" or slot.initializer == "zeros":
            slot.view(values)[...] = 0
    report = check_gradients(network, layout, values, Samples(corners, corners[:, :1]))
    assert report.max_relative_error <= 1e-10, report.worst


@given(VECTORS)
def test_softmax_gives_shares_of_one_in_the_order_of_its_inputs(zs: list[float]) -> None:
    shares = applied("softmax", zs).value("activation", "n2")[0]
    assert shares.sum() == pytest.approx(1, rel=1e-14)
    assert (shares >= 0).all()
    assert all(shares[i] <= shares[j] for i in range(len(zs)) for j in range(len(zs)) if zs[i] <= zs[j])


@given(
    VECTORS.flatmap(lambda zs: st.tuples(st.just(zs), st.lists(st.floats(-9, 9), min_size=len(zs), max_size=len(zs))))
)
def test_softmax_pulls_gradients_back_through_its_jacobian(pair: tuple[list[float], list[float]]) -> None:
    zs, gradients = pair
    program = applied("softmax", zs, gradients)
    a = program.value("activation", "n2")[0]
    jacobian = np.diag(a) - np.outer(a, a)
    found = program.value("grad_activation", "n1")[0]
    assert np.allclose(found, jacobian @ gradients, rtol=1e-13, atol=1e-14)
    assert found.sum() == pytest.approx(0, abs=1e-13)


@pytest.mark.parametrize("key", ACTIVATIONS)
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_enormous_arguments_give_limits_and_no_warnings(key: str, dtype: type[np.number]) -> None:
    largest = float(np.finfo(dtype).max) / 4
    network = chain(Activation(key), MeanSquaredError(), features=2)
    samples = Samples(np.array([[largest, -largest]]), np.zeros((1, 2)))
    program = loaded_program(network, samples, Wanted(dtype=dtype))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for step in program.instructions[:2]:
            for call in step.calls:
                call()
    assert np.isfinite(program.value("activation", "n1")).all()


@given(st.floats(-700, 700))
def test_sigmoid_is_symmetric(z: float) -> None:
    one, other = applied("sigmoid", [z, -z]).value("activation", "n2")[0]
    assert one + other == pytest.approx(1, rel=1e-15)


def test_an_activation_is_known_by_its_own_key_and_has_a_title() -> None:
    assert all(function.key == key and function.title for key, function in ACTIVATIONS.items())


def test_an_unknown_function_is_refused() -> None:
    with pytest.raises(SettingError, match="unknown activation function 'swish'; known are identity, relu"):
        check_activation("swish")


def test_the_block_keeps_any_shape() -> None:
    assert Activation().output_shape(((3, 4),)) == (3, 4)


def test_a_layer_and_a_block_of_the_same_function_agree() -> None:
    for key in ACTIVATIONS:
        inside = chain(Dense(3, key), MeanSquaredError())
        outside = chain(Dense(3, "identity"), Activation(key), MeanSquaredError())
        samples = Samples(np.array([[1.0, -2.0], [0.5, 3.0]]), np.ones((2, 3)))
        one, other = (run_through(loaded_program(network, samples)) for network in (inside, outside))
        assert one.arrays.gradients.tobytes() == other.arrays.gradients.tobytes()


def test_the_identity_copies_nothing() -> None:
    program = loaded_program(chain(Dense(2, "identity"), MeanSquaredError()), Samples(np.ones((1, 2)), np.ones((1, 2))))
    assert program.value("activation", "n1") is program.value("pre_activation", "n1")
    assert program.value("grad_activation", "n1") is program.value("grad_pre_activation", "n1")
