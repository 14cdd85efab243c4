"""Losses of yes-or-no questions against high-precision decimals, from harmless outputs to ±1e308."""

import warnings

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.engine.instruction import run_calls
from playground.engine.operations.activations import Activation
from playground.engine.operations.losses import BinaryCrossEntropy, BinaryCrossEntropyOfProbabilities, Hinge
from playground.engine.samples import Samples
from tests.engine.operations.loss_oracles import (
    assert_equal,
    expected,
    gradient,
    loss_program,
    run_loss,
    ulps_of,
)
from tests.engine.sample_networks import chain, loaded_program, run_through

LOGITS = st.floats(-700, 700)
ANY_LOGIT = st.floats(-1e308, 1e308) | LOGITS
TARGETS = st.floats(0, 1)
ANSWERS = st.sampled_from([0.0, 1.0])
OPEN = st.floats(1e-290, 1 - 1e-15)


@given(st.lists(st.tuples(LOGITS, TARGETS), min_size=1, max_size=4))
def test_cross_entropy_from_logits(pairs: list[tuple[float, float]]) -> None:
    assert_equal(BinaryCrossEntropy(), [[a for a, _y in pairs]], [[y for _a, y in pairs]])


@given(st.lists(st.tuples(OPEN, TARGETS), min_size=1, max_size=4))
def test_cross_entropy_from_probabilities(pairs: list[tuple[float, float]]) -> None:
    assert_equal(BinaryCrossEntropyOfProbabilities(), [[a] for a, _y in pairs], [[y] for _a, y in pairs])


@given(st.lists(st.tuples(LOGITS, ANSWERS), min_size=1, max_size=4))
def test_hinge(pairs: list[tuple[float, float]]) -> None:
    assert_equal(Hinge(), [[a for a, _y in pairs]], [[y for _a, y in pairs]])


# Digits


@given(ANY_LOGIT, TARGETS)
def test_from_logits_every_digit_counts_and_nothing_warns(logit: float, target: float) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert ulps_of(BinaryCrossEntropy(), [[logit]], [[target]]) <= 4


@given(OPEN, TARGETS)
def test_from_probabilities_every_digit_counts(probability: float, target: float) -> None:
    loss = BinaryCrossEntropyOfProbabilities()
    _value, slope = expected(loss, [[probability]], [[target]])
    assert ulps_of(loss, [[probability]], [[target]]) <= 4
    assert np.allclose(gradient(run_loss(loss, [[probability]], [[target]])), slope, rtol=1e-15, atol=0)


# Extremes


@pytest.mark.parametrize(
    ("logit", "target", "loss", "slope"),
    [
        (1e308, 1.0, 0.0, 0.0),
        (-1e308, 0.0, 0.0, 0.0),
        (1e308, 0.0, 1e308, 1.0),
        (-1e308, 1.0, 1e308, -1.0),
        (0.0, 0.5, np.log(2), 0.0),
        (800.0, 0.0, 800.0, 1.0),
        (-800.0, 1.0, 800.0, -1.0),
    ],
)
def test_enormous_logits(logit: float, target: float, loss: float, slope: float) -> None:
    program = run_loss(BinaryCrossEntropy(), [[logit]], [[target]])
    assert float(program.loss) == pytest.approx(loss, rel=1e-15)
    assert gradient(program)[0, 0] == pytest.approx(slope, abs=1e-300)


@pytest.mark.parametrize("probability", [0.0, 5e-324, 1e-310, 1 - 2**-53, 1.0])
@pytest.mark.parametrize("target", [0.0, 0.3, 1.0])
@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_a_probability_of_zero_or_one_stays_finite(probability: float, target: float, dtype: type) -> None:
    program = loss_program(BinaryCrossEntropyOfProbabilities(), [[dtype(probability)]], [[target]])
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for call in program.calls(optional=True):
            call()
    assert np.isfinite(program.loss)
    assert np.isfinite(gradient(program)).all()
    assert np.sign(gradient(program))[0, 0] == (1 if target == 0 or probability > target else -1)


def test_not_a_number_stays_visible() -> None:
    for loss in (BinaryCrossEntropy(), BinaryCrossEntropyOfProbabilities(), Hinge()):
        program = loss_program(loss, [[np.nan]], [[1.0]])
        run_calls(program.calls(optional=True))
        assert np.isnan(program.loss)


# Short and long ways


@given(st.lists(st.tuples(st.floats(-15, 15), ANSWERS), min_size=1, max_size=4))
def test_the_shortcut_of_the_sigmoid_agrees_with_the_long_way(pairs: list[tuple[float, float]]) -> None:
    outputs, targets = [[a] for a, _y in pairs], [[y] for _a, y in pairs]
    short = run_loss(BinaryCrossEntropy(), outputs, targets)
    network = chain(Activation("identity"), Activation("sigmoid"), BinaryCrossEntropyOfProbabilities(), features=1)
    long = run_through(loaded_program(network, Samples(np.array(outputs), np.array(targets))))
    assert float(short.loss) == pytest.approx(float(long.loss), rel=1e-9)  # near 1 a probability has few digits left
    assert np.allclose(gradient(short), gradient(long), rtol=1e-9)


@given(st.floats(-100, 100), ANSWERS)
def test_the_hinge_sees_no_and_yes_as_mirror_images(output: float, target: float) -> None:
    one, other = run_loss(Hinge(), [[output]], [[target]]), run_loss(Hinge(), [[-output]], [[1 - target]])
    assert float(one.loss) == float(other.loss)
    assert gradient(one)[0, 0] == -gradient(other)[0, 0]


@pytest.mark.parametrize(
    ("output", "target", "loss", "slope"),
    [(2.0, 1.0, 0.0, 0.0), (0.5, 1.0, 0.5, -1.0), (-2.0, 1.0, 3.0, -1.0), (2.0, 0.0, 3.0, 1.0), (-2.0, 0.0, 0.0, 0.0)],
)
def test_the_hinge_in_numbers(output: float, target: float, loss: float, slope: float) -> None:
    program = run_loss(Hinge(), [[output]], [[target]])
    assert (float(program.loss), float(gradient(program)[0, 0])) == (loss, slope)
