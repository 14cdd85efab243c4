"""The table of activation functions and the block: values and slopes of each against plain Python, kinks, extremes."""

import math
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from playground.engine.errors import SettingError
from playground.engine.gradient_check import check_gradients
from playground.engine.operations.activations import ACTIVATIONS, Activation, check_activation
from playground.engine.operations.dense import Dense
from playground.engine.operations.losses import BinaryCrossEntropy, MeanSquaredError
from playground.engine.parameters import layout_of
from playground.engine.samples import Samples
from tests.engine.operations.applied_functions import Precision, slopes, values
from tests.engine.sample_networks import chain, loaded_program, run_through

ELEMENTWISE = [key for key, function in ACTIVATIONS.items() if function.slope is not None]
SCALE, ALPHA = 1.0507009873554805, 1.6732632423543772
Function = Callable[[float], float]


def sigmoid(z: float) -> float:
    """Either form of σ, whichever does not overflow."""
    return 1 / (1 + math.exp(-z)) if z > -700 else math.exp(max(z, -800.0))


def softplus(z: float) -> float:
    """ln(1 + eᶻ)"""
    return max(z, 0.0) + math.log1p(math.exp(-abs(z)))


def normal(z: float) -> float:
    """Φ"""
    return math.erfc(-z / math.sqrt(2)) / 2


def density(z: float) -> float:
    """φ"""
    return math.exp(-(min(abs(z), 100.0) ** 2) / 2) / math.sqrt(2 * math.pi)


def gate(z: float) -> float:
    """Mish's"""
    return math.tanh(softplus(z))


def falling(z: float) -> float:
    """eᶻ − 1 for z ≤ 0, else 0"""
    return math.expm1(min(z, 0.0))


ORACLES: dict[str, tuple[Function, Function]] = {
    "identity": (lambda z: z, lambda _z: 1.0),
    "relu": (lambda z: max(z, 0.0), lambda z: float(z > 0)),
    "leaky_relu": (lambda z: z if z > 0 else 0.01 * z, lambda z: 1.0 if z > 0 else 0.01),
    "elu": (lambda z: z if z > 0 else falling(z), lambda z: 1.0 if z > 0 else falling(z) + 1),
    "selu": (
        lambda z: SCALE * z if z > 0 else SCALE * ALPHA * falling(z),
        lambda z: SCALE if z > 0 else SCALE * ALPHA * (falling(z) + 1),
    ),
    "hard_sigmoid": (lambda z: min(max(z / 6 + 0.5, 0.0), 1.0), lambda z: float(-3 < z < 3) / 6),
    "absolute": (abs, lambda z: float((z > 0) - (z < 0))),
    "step": (lambda z: float(z > 0), lambda _z: 0.0),
    "tanh": (math.tanh, lambda z: 1 - math.tanh(z) ** 2),
    "sigmoid": (sigmoid, lambda z: sigmoid(z) * (1 - sigmoid(z))),
    "softplus": (softplus, sigmoid),
    "softsign": (lambda z: z / (1 + abs(z)), lambda z: (1 / (1 + abs(z))) ** 2),
    "sine": (math.sin, math.cos),
    "gaussian": (
        lambda z: math.exp(-(min(abs(z), 100.0) ** 2)),
        lambda z: -2 * z * math.exp(-(min(abs(z), 100.0) ** 2)),
    ),
    "square": (lambda z: z * z, lambda z: 2 * z),
    "gelu": (lambda z: z * normal(z), lambda z: normal(z) + z * density(z)),
    "silu": (lambda z: z * sigmoid(z), lambda z: sigmoid(z) * (1 + z * (1 - sigmoid(z)))),
    "mish": (lambda z: z * gate(z), lambda z: gate(z) + z * sigmoid(z) * (1 - gate(z) ** 2)),
}
AT_ZERO = {"relu": 0.0, "leaky_relu": 0.01, "elu": 1.0, "selu": SCALE * ALPHA, "absolute": 0.0, "step": 0.0}
LIMITS = {  # of the value and of the slope, for enormous negative and for enormous positive z
    "relu": (0, math.inf, 0, 1),
    "elu": (-1, math.inf, 0, 1),
    "selu": (-SCALE * ALPHA, math.inf, 0, SCALE),
    "hard_sigmoid": (0, 1, 0, 0),
    "absolute": (math.inf, math.inf, -1, 1),
    "step": (0, 1, 0, 0),
    "tanh": (-1, 1, 0, 0),
    "sigmoid": (0, 1, 0, 0),
    "softplus": (0, math.inf, 0, 1),
    "softsign": (-1, 1, 0, 0),
    "gaussian": (0, 0, 0, 0),
    "gelu": (0, math.inf, 0, 1),
    "silu": (0, math.inf, 0, 1),
    "mish": (0, math.inf, 0, 1),
}


def test_every_elementwise_function_has_its_oracle_here() -> None:
    assert set(ORACLES) == set(ELEMENTWISE)


@pytest.mark.parametrize("key", ELEMENTWISE)
@settings(max_examples=12)
@given(zs=st.lists(st.floats(-1e3, 1e3) | st.floats(-5, 5) | st.floats(-1e150, 1e150), min_size=1, max_size=40))
def test_value_and_slope(key: str, zs: list[float]) -> None:
    value, slope = ORACLES[key]
    assert values(key, zs) == pytest.approx(list(map(value, zs)), rel=1e-13, abs=1e-300)
    assert slopes(key, zs) == pytest.approx(list(map(slope, zs)), rel=1e-13, abs=1e-15)


@pytest.mark.parametrize("key", ELEMENTWISE)
@settings(max_examples=12)
@given(zs=st.lists(st.floats(-9, 9, width=32), min_size=1, max_size=40))
def test_single_precision(key: str, zs: list[float]) -> None:
    value, slope = ORACLES[key]
    assert values(key, zs, np.float32) == pytest.approx(list(map(value, zs)), rel=1e-5, abs=1e-6)
    assert slopes(key, zs, np.float32) == pytest.approx(list(map(slope, zs)), rel=1e-5, abs=2e-6)


@pytest.mark.parametrize(("key", "slope"), AT_ZERO.items())
def test_the_documented_slope_at_the_kink(key: str, slope: float) -> None:
    assert slopes(key, [0.0])[0] == pytest.approx(slope, rel=1e-15, abs=0)


def test_the_hard_sigmoid_is_flat_from_its_kinks_on() -> None:
    zs = [-3.0, math.nextafter(-3, 0), math.nextafter(3, 0), 3.0]
    assert slopes("hard_sigmoid", zs).tolist() == [0, 1 / 6, 1 / 6, 0]


@pytest.mark.parametrize("key", ACTIVATIONS)
@pytest.mark.parametrize("initial", ["zeros", "glorot_uniform"])
def test_the_gradient_check_knows_which_side_a_kink_takes(key: str, initial: str) -> None:
    network = chain(Dense(3, key, initial), Dense(1, "identity"), BinaryCrossEntropy())
    corners = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
    layout = layout_of(network)
    learned = np.random.default_rng(0).normal(size=layout.size)
    for slot in layout.slots:
        if slot.quantity == "bias" or slot.initializer == "zeros":
            slot.view(learned)[...] = 0
    report = check_gradients(network, layout, learned, Samples(corners, corners[:, :1]))
    assert report.max_relative_error <= 1e-10, report.worst


@pytest.mark.parametrize("key", LIMITS)
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("share", [1.0, 0.25, 1e-9])
def test_enormous_arguments_give_limits_and_no_warnings(key: str, dtype: Precision, share: float) -> None:
    largest = float(np.finfo(dtype).max) * share
    low, high, falling_slope, rising_slope = LIMITS[key]
    expected = [min(largest * (SCALE if key == "selu" else 1), bound) for bound in (low, high)]
    if key != "selu" or share < 1:  # λ z is beyond the largest number there
        assert values(key, [-largest, largest], dtype) == pytest.approx(expected, rel=1e-6, abs=0)
        assert slopes(key, [-largest, largest], dtype) == pytest.approx([falling_slope, rising_slope], rel=1e-6, abs=0)


@pytest.mark.parametrize("key", ACTIVATIONS)
def test_nan_stays_nan(key: str) -> None:
    with np.errstate(invalid="ignore"):
        assert np.isnan(values(key, [math.nan])[0]) or key == "step"


def test_a_function_is_known_by_its_own_key_and_has_a_title() -> None:
    assert all(function.key == key and function.title for key, function in ACTIVATIONS.items())
    assert len({function.title for function in ACTIVATIONS.values()}) == len(ACTIVATIONS)


def test_an_unknown_function_is_refused() -> None:
    with pytest.raises(SettingError, match="unknown activation function 'swish'; known are identity, relu"):
        check_activation("swish")


def test_the_block_keeps_any_shape() -> None:
    assert Activation().output_shape(((3, 4),)) == (3, 4)


@pytest.mark.parametrize("key", ACTIVATIONS)
def test_a_layer_and_a_block_of_the_same_function_agree(key: str) -> None:
    inside = chain(Dense(3, key), MeanSquaredError())
    outside = chain(Dense(3, "identity"), Activation(key), MeanSquaredError())
    samples = Samples(np.array([[1.0, -2.0], [0.5, 3.0]]), np.ones((2, 3)))
    one, other = (run_through(loaded_program(network, samples)) for network in (inside, outside))
    assert one.arrays.gradients.tobytes() == other.arrays.gradients.tobytes()


def test_the_identity_copies_nothing() -> None:
    program = loaded_program(chain(Dense(2, "identity"), MeanSquaredError()), Samples(np.ones((1, 2)), np.ones((1, 2))))
    assert program.value("activation", "n1") is program.value("pre_activation", "n1")
    assert program.value("grad_activation", "n1") is program.value("grad_pre_activation", "n1")


def test_the_step_says_that_nothing_can_be_learned_through_it() -> None:
    program = loaded_program(chain(Activation("step"), MeanSquaredError()), Samples(np.ones((1, 2)), np.ones((1, 2))))
    notes = [step.note for step in program.instructions if step.operands.keys() >= {"da", "slope"}]
    assert notes
    assert all("its slope is 0 everywhere" in note for note in notes)
