"""What each adaptive optimizer promises: steps that do not depend on the gradient's scale, means without bias."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.engine.adaptive_optimizers import Adagrad, Adam, AdamW, Lion, Nadam, RMSprop
from playground.engine.optimizer import Optimizer
from tests.engine.optimizer_oracles import descended, expected

SCALES = st.floats(1e-3, 1e3)
GRADIENTS = np.random.default_rng(5).normal(size=(6, 3))
START = [0.5, -1.0, 2.0]


@pytest.mark.parametrize("optimizer", [Adagrad(0.1), RMSprop(0.1), Adam(0.1), AdamW(0.1), Nadam(0.1), Lion(0.1)])
@given(scale=SCALES)
def test_the_scale_of_the_gradients_does_not_matter(optimizer: Optimizer, scale: float) -> None:
    one = descended(optimizer, START, GRADIENTS.tolist())["W"]
    other = descended(optimizer, START, (scale * GRADIENTS).tolist())["W"]
    assert np.allclose(one, other, rtol=1e-4, atol=1e-4)


@pytest.mark.parametrize("optimizer", [Adam(), AdamW()])
@pytest.mark.parametrize("updates", [1, 2, 50])
def test_the_corrected_means_of_equal_gradients_are_that_gradient_from_the_first_update_on(
    optimizer: Adam, updates: int
) -> None:
    cells = descended(optimizer, START, [[1.0, -2.0, 3.0]] * updates)
    assert cells["first_hat"].tolist() == pytest.approx([1, -2, 3], rel=1e-12)
    assert cells["second_hat"].tolist() == pytest.approx([1, 4, 9], rel=1e-12)
    assert float(cells["step"]) == updates


def test_nadams_momentum_grows_to_its_setting() -> None:
    momenta = [float(descended(Nadam(), [0.0], [[1.0]] * count)["momentum_now"]) for count in (1, 10, 1000, 50_000)]
    assert momenta == sorted(momenta)
    assert momenta[0] == pytest.approx(0.9 * (1 - 0.5 * 0.96**0.004), rel=1e-15)
    assert momenta[-1] == pytest.approx(0.9, rel=1e-3)


def test_the_product_of_nadams_momenta_begins_at_one() -> None:
    cells = descended(Nadam(), [0.0], [[1.0]])
    assert float(cells["momentum_product"]) == float(cells["momentum_now"])


def test_adagrads_steps_shrink_while_the_gradient_stays() -> None:
    values = [descended(Adagrad(1.0), [0.0], [[3.0]] * count)["W"][0] for count in range(5)]
    steps = -np.diff(values)
    assert steps.tolist() == pytest.approx([1, 2**-0.5, 3**-0.5, 0.5], rel=1e-9)


def test_lions_steps_all_have_the_length_of_the_rate() -> None:
    values = [descended(Lion(0.25), [0.0], [[g] for g in (5.0, 1e-9, -100.0)[:count]])["W"][0] for count in range(4)]
    assert values == [0.0, -0.25, -0.5, -0.25]


@pytest.mark.parametrize("planted", ["t begins at 1", "ε inside the root", "coupled decay", "no correction"])
def test_the_oracle_tells_a_wrong_adam_from_a_right_one(planted: str) -> None:
    gradients = GRADIENTS.tolist()
    right = descended(AdamW(0.1, epsilon=0.01, weight_decay=0.1), START, gradients)["W"]
    assert expected(AdamW(0.1, epsilon=0.01, weight_decay=0.1), START, gradients) == pytest.approx(right.tolist())
    assert not np.allclose(right, _wrong(planted), rtol=1e-6)


def _wrong(planted: str) -> np.ndarray:
    w, m, v = np.array(START), np.zeros(3), np.zeros(3)
    for t, g in enumerate(GRADIENTS, start=2 if planted == "t begins at 1" else 1):
        gradient = g + 0.1 * w if planted == "coupled decay" else g
        w = w if planted == "coupled decay" else w * (1 - 0.1 * 0.1)
        m, v = 0.9 * m + 0.1 * gradient, 0.999 * v + 0.001 * gradient**2
        corrections = (1.0, 1.0) if planted == "no correction" else (1 - 0.9**t, 1 - 0.999**t)
        m_hat, v_hat = m / corrections[0], v / corrections[1]
        divisor = np.sqrt(v_hat + 0.01) if planted == "ε inside the root" else np.sqrt(v_hat) + 0.01
        w = w - 0.1 * m_hat / divisor
    return w
