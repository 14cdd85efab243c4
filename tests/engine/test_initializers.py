"""Initializers: the mean and variance that Glorot and He asked for, and nothing out of bounds."""

from math import sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.engine.errors import SettingError
from playground.engine.initializers import INITIALIZERS, check_initializer, fans
from playground.engine.operations.catalogue import OPERATIONS
from playground.engine.operations.operation import ParameterSpec
from playground.engine.parameters import Slot, draw

SHAPES = [(40, 160), (160, 40), (80, 80)]
VARIANCES = {
    "glorot_uniform": lambda units, inputs: 2 / (inputs + units),
    "glorot_normal": lambda units, inputs: 2 / (inputs + units),
    "he_uniform": lambda _units, inputs: 2 / inputs,
    "he_normal": lambda _units, inputs: 2 / inputs,
    "lecun_uniform": lambda _units, inputs: 1 / inputs,
    "lecun_normal": lambda _units, inputs: 1 / inputs,
    "orthogonal": lambda units, inputs: 1 / max(units, inputs),
    "uniform": lambda _units, _inputs: 1 / 3,
    "normal": lambda _units, _inputs: 1.0,
    "zeros": lambda _units, _inputs: 0.0,
}
ALWAYS = {"constant": 1.0}


def test_every_initializer_has_its_law_here() -> None:
    assert {*VARIANCES, *ALWAYS} == set(INITIALIZERS)


@pytest.mark.parametrize("key", ALWAYS)
def test_a_constant_is_the_same_everywhere(key: str) -> None:
    assert (INITIALIZERS[key].draw(np.random.default_rng(1), (3, 4)) == ALWAYS[key]).all()


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("key", VARIANCES)
def test_mean_and_variance(key: str, shape: tuple[int, int]) -> None:
    values = INITIALIZERS[key].draw(np.random.default_rng(1), shape)
    variance = VARIANCES[key](*shape)
    assert values.shape == shape
    assert abs(values.mean()) <= 5 * sqrt(variance / values.size)
    assert values.var() == pytest.approx(variance, rel=0.06)  # 6,400 draws: three deviations of a normal's variance


@pytest.mark.parametrize(
    ("key", "limit"),
    [
        ("glorot_uniform", sqrt(6 / 200)),
        ("he_uniform", sqrt(6 / 160)),
        ("lecun_uniform", sqrt(3 / 160)),
        ("uniform", 1.0),
    ],
)
def test_uniform_draws_fill_their_interval_and_stay_inside(key: str, limit: float) -> None:
    values = INITIALIZERS[key].draw(np.random.default_rng(1), (40, 160))
    assert 0.99 * limit < np.abs(values).max() <= limit


@pytest.mark.parametrize("key", [key for key in INITIALIZERS if key.endswith("normal")])
def test_normal_draws_have_normal_tails(key: str) -> None:
    values = INITIALIZERS[key].draw(np.random.default_rng(1), (100, 100))
    share = np.mean(np.abs(values) > 2 * values.std())
    assert share == pytest.approx(0.0455, abs=0.008)


@pytest.mark.parametrize("key", INITIALIZERS)
@given(units=st.integers(1, 5), inputs=st.integers(1, 5), seed=st.integers(0, 2**32))
def test_a_draw_depends_on_its_stream_alone(key: str, units: int, inputs: int, seed: int) -> None:
    one, other = (INITIALIZERS[key].draw(np.random.default_rng(seed), (units, inputs)) for _ in range(2))
    assert np.array_equal(one, other)
    assert np.isfinite(one).all()


FANS = {(3, 5): (5, 3), (4,): (4, 4), (): (1, 1), (8, 2, 3, 4): (2 * 3 * 4, 8 * 3 * 4)}


@pytest.mark.parametrize(("shape", "expected"), FANS.items())
def test_fans_are_inputs_and_units_and_for_filters_each_place_counts(
    shape: tuple[int, ...], expected: tuple[int, int]
) -> None:
    assert fans(shape) == expected


@given(rows=st.integers(1, 6), columns=st.integers(1, 6), seed=st.integers(0, 2**32))
def test_orthogonal_rows_or_columns_have_length_one_and_right_angles(rows: int, columns: int, seed: int) -> None:
    values = INITIALIZERS["orthogonal"].draw(np.random.default_rng(seed), (rows, columns))
    products = values @ values.T if rows <= columns else values.T @ values
    assert np.allclose(products, np.eye(min(rows, columns)), atol=1e-14)


def test_an_orthogonal_kernel_has_orthogonal_filters() -> None:
    values = INITIALIZERS["orthogonal"].draw(np.random.default_rng(1), (3, 2, 2, 2)).reshape(3, 8)
    assert np.allclose(values @ values.T, np.eye(3), atol=1e-14)


def test_orthogonal_draws_prefer_no_direction() -> None:
    values = [INITIALIZERS["orthogonal"].draw(np.random.default_rng(seed), (2, 2)) for seed in range(2000)]
    assert np.abs(np.mean(values, axis=0)).max() < 0.07  # three deviations of a mean of 2,000
    assert 0.44 < np.mean([np.linalg.det(value) > 0 for value in values]) < 0.56


@pytest.mark.parametrize("key", INITIALIZERS)
@pytest.mark.parametrize("shape", [(), (5,)])
def test_vectors_and_single_numbers_can_be_drawn(key: str, shape: tuple[int, ...]) -> None:
    assert INITIALIZERS[key].draw(np.random.default_rng(1), shape).shape == shape


# In a network

STARTING = [kind for kind, operation in OPERATIONS.items() if hasattr(operation, "initializer")]
SHAPES_IN = {"conv2d": (2, 5, 5), "embedding": (3,)}


@pytest.mark.parametrize("kind", STARTING)
def test_the_scale_multiplies_what_is_drawn_but_no_bias(kind: str) -> None:
    one, three = (OPERATIONS[kind](initializer_scale=scale) for scale in (1.0, 3.0))
    for plain, scaled in zip(*(operation.parameters(inputs_of(operation)) for operation in (one, three)), strict=True):
        factor = 1.0 if plain.quantity == "bias" else 3.0
        assert np.array_equal(drawn(scaled), factor * drawn(plain))


def inputs_of(operation: object) -> tuple[tuple[int, ...], ...]:
    """Shapes that fit its ports."""
    return tuple(SHAPES_IN.get(operation.kind, (4,)) for _ in operation.ports)


def drawn(spec: ParameterSpec) -> np.ndarray:
    """First values of a parameter."""
    slot = Slot("n", spec.quantity, spec.shape, spec.initializer, 0, spec.scale)
    return draw(slot, 3)


@pytest.mark.parametrize("kind", STARTING)
def test_an_unknown_initializer_and_an_endless_scale_are_refused(kind: str) -> None:
    with pytest.raises(SettingError, match="has the unknown initializer 'ones'; known are glorot_uniform"):
        OPERATIONS[kind](initializer="ones").check_settings()
    with pytest.raises(SettingError, match="has the initializer scale inf, expected a number"):
        OPERATIONS[kind](initializer_scale=float("inf")).check_settings()


def test_any_finite_scale_will_do() -> None:
    for scale in (0.0, -2.5, 1e300):
        check_initializer("constant", scale)
