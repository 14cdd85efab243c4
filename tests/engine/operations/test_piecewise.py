"""Functions made of pieces: which piece holds where, and what their inventors promise."""

import numpy as np
import pytest

from playground.engine.operations.piecewise import LEAK, PIECEWISE, SELU_ALPHA, SELU_SCALE
from tests.engine.operations.applied_functions import slopes, values

ZS = np.linspace(-6, 6, 97).tolist()


@pytest.mark.parametrize("key", [function.key for function in PIECEWISE if function.key != "step"])
def test_the_pieces_meet(key: str) -> None:
    for kink in (-3.0, 0.0, 3.0):
        left, here, right = values(key, [kink - 1e-9, kink, kink + 1e-9])
        assert left == pytest.approx(here, abs=1e-8)
        assert right == pytest.approx(here, abs=1e-8)


def test_the_step_jumps_after_zero() -> None:
    assert values("step", [-1.0, -0.0, 0.0, 5e-324, 1.0]).tolist() == [0, 0, 0, 1, 1]


def test_all_rectifiers_are_the_identity_above_zero_but_for_their_scale() -> None:
    above = [z for z in ZS if z > 0]
    for key, scale in (("relu", 1.0), ("leaky_relu", 1.0), ("elu", 1.0), ("selu", SELU_SCALE)):
        assert values(key, above).tolist() == [scale * z for z in above]
        assert slopes(key, above) == pytest.approx([scale] * len(above), rel=1e-15)


def test_the_leak_is_a_hundredth() -> None:
    assert values("leaky_relu", [-2.0])[0] == -2.0 * LEAK


def test_elu_keeps_every_digit_of_a_tiny_argument() -> None:
    assert values("elu", [-1e-20])[0] == -1e-20


def test_selu_keeps_mean_zero_and_variance_one_of_a_standard_normal_input() -> None:
    edges = np.linspace(-9, 9, 4001)
    weights = np.exp(-(edges**2) / 2)
    weights /= weights.sum()
    found = values("selu", edges.tolist())
    assert found @ weights == pytest.approx(0, abs=1e-5)
    assert found**2 @ weights == pytest.approx(1, abs=1e-5)
    assert (SELU_SCALE, SELU_ALPHA) == (1.0507009873554805, 1.6732632423543772)


def test_the_hard_sigmoid_is_half_at_zero_and_odd_about_it() -> None:
    found = values("hard_sigmoid", ZS)
    assert found[len(ZS) // 2] == 0.5
    assert found + found[::-1] == pytest.approx(1, rel=1e-15)
