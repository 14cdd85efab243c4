"""Losses against high-precision decimals, from harmless logits to ±1e308; short ways against long ways."""

import warnings
from decimal import Context, Decimal, localcontext

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.engine.errors import ShapeError
from playground.engine.instruction import run_calls
from playground.engine.operations.activations import Activation
from playground.engine.operations.catalogue import LOSSES
from playground.engine.operations.dense import Dense
from playground.engine.operations.losses import BinaryCrossEntropy, CrossEntropy, Loss, SoftmaxCrossEntropy
from playground.engine.program import Program
from playground.engine.samples import Samples
from tests.engine.sample_networks import chain, loaded_program, run_through

Rows = list[list[float]]
PRECISE = Context(prec=60, Emin=-(10**17), Emax=10**17)
LOGITS = st.floats(-700, 700)
TARGETS = st.floats(0, 1)


def loss_program(loss: Loss, outputs: Rows, targets: Rows) -> Program:
    """The loss of given outputs: they are fed in as features."""
    network = chain(Activation("identity"), loss, features=len(outputs[0]))
    return loaded_program(network, Samples(np.array(outputs, dtype=float), np.array(targets, dtype=float)))


def run_loss(loss: Loss, outputs: Rows, targets: Rows) -> Program:
    """A loss that has run and may warn."""
    return run_through(loss_program(loss, outputs, targets))


def gradient(program: Program) -> np.ndarray:
    """δa of the outputs."""
    return program.value("grad_activation", "n1")


# Oracles: value and gradient of one row, written as the textbook writes them


def squared_row(a: list[Decimal], y: list[Decimal]) -> tuple[Decimal, list[Decimal]]:
    """Σ (a − y)² / m"""
    distances = [one - other for one, other in zip(a, y, strict=True)]
    return sum((d * d for d in distances), Decimal(0)) / len(a), [2 * d / len(a) for d in distances]


def binary_row(a: list[Decimal], y: list[Decimal]) -> tuple[Decimal, list[Decimal]]:
    """−Σ (y ln p + (1 − y) ln(1 − p)) / m with p = 1 / (1 + e⁻ᵃ)"""
    yes = [(1 / (1 + (-one).exp())) for one in a]
    no = [(1 / (1 + one.exp())) for one in a]
    terms = [-(t * p.ln() + (1 - t) * q.ln()) for t, p, q in zip(y, yes, no, strict=True)]
    return sum(terms, Decimal(0)) / len(a), [(p - t) / len(a) for p, t in zip(yes, y, strict=True)]


def softmax_row(a: list[Decimal], y: list[Decimal]) -> tuple[Decimal, list[Decimal]]:
    """−Σ y ln p with p = eᵃ / Σ eᵃ"""
    powers = [one.exp() for one in a]
    shares = [power / sum(powers) for power in powers]
    value = -sum((t * p.ln() for t, p in zip(y, shares, strict=True)), Decimal(0))
    return value, [p * sum(y) - t for p, t in zip(shares, y, strict=True)]


def probability_row(a: list[Decimal], y: list[Decimal]) -> tuple[Decimal, list[Decimal]]:
    """−Σ y ln a"""
    value = -sum((t * one.ln() for t, one in zip(y, a, strict=True)), Decimal(0))
    return value, [-t / one for t, one in zip(y, a, strict=True)]


ORACLES = {
    "mse": squared_row,
    "binary_cross_entropy": binary_row,
    "softmax_cross_entropy": softmax_row,
    "cross_entropy": probability_row,
}


def expected(kind: str, outputs: Rows, targets: Rows) -> tuple[float, np.ndarray]:
    """The mean over the rows and its gradient."""
    with localcontext(PRECISE):
        rows = [
            ORACLES[kind]([Decimal(x) for x in a], [Decimal(x) for x in y])
            for a, y in zip(outputs, targets, strict=True)
        ]
        value = sum((row[0] for row in rows), Decimal(0)) / len(rows)
        return float(value), np.array([[float(g / len(rows)) for g in row[1]] for row in rows])


def one_hot(classes: int, width: int) -> list[float]:
    """The target of a class."""
    return [float(place == classes) for place in range(width)]


def test_every_loss_has_its_oracle_here() -> None:
    assert set(ORACLES) == set(LOSSES)


def assert_equal(kind: str, outputs: Rows, targets: Rows, rel: float = 1e-12) -> None:
    """The engine says what the decimals say, without a warning."""
    value, slope = expected(kind, outputs, targets)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        program = run_loss(LOSSES[kind](), outputs, targets)
    assert float(program.loss) == pytest.approx(value, rel=rel, abs=1e-13)
    assert np.allclose(gradient(program), slope, rtol=rel, atol=1e-15)


@given(st.lists(st.tuples(st.floats(-1e3, 1e3), st.floats(-1e3, 1e3)), min_size=1, max_size=4))
def test_mean_squared_error(pairs: list[tuple[float, float]]) -> None:
    assert_equal("mse", [[a] for a, _y in pairs], [[y] for _a, y in pairs])
    assert_equal("mse", [[a for a, _y in pairs]], [[y for _a, y in pairs]])


@given(st.lists(st.tuples(LOGITS, TARGETS), min_size=1, max_size=4))
def test_binary_cross_entropy(pairs: list[tuple[float, float]]) -> None:
    assert_equal("binary_cross_entropy", [[a for a, _y in pairs]], [[y for _a, y in pairs]])


@given(st.lists(st.lists(LOGITS, min_size=3, max_size=3), min_size=1, max_size=3), st.integers(0, 2))
def test_softmax_cross_entropy(outputs: Rows, truth: int) -> None:
    assert_equal("softmax_cross_entropy", outputs, [one_hot(truth, 3)] * len(outputs))


@given(st.lists(st.lists(st.floats(1e-290, 1), min_size=2, max_size=2), min_size=1, max_size=3), st.integers(0, 1))
def test_cross_entropy_of_probabilities(outputs: Rows, truth: int) -> None:
    assert_equal("cross_entropy", outputs, [one_hot(truth, 2)] * len(outputs))


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
def test_binary_cross_entropy_of_enormous_logits(logit: float, target: float, loss: float, slope: float) -> None:
    program = run_loss(BinaryCrossEntropy(), [[logit]], [[target]])
    assert float(program.loss) == pytest.approx(loss, rel=1e-15)
    assert gradient(program)[0, 0] == pytest.approx(slope, abs=1e-300)


@pytest.mark.parametrize(
    ("logits", "truth", "loss", "slope"),
    [
        ([1e308, -1e308], 0, 0.0, [0.0, 0.0]),
        ([-1e308, 1e308], 1, 0.0, [0.0, 0.0]),
        ([1e308, 1e308], 0, np.log(2), [-0.5, 0.5]),
        ([1e308, 0.0], 1, 1e308, [1.0, -1.0]),
        ([0.0, -1e308], 0, 0.0, [0.0, 0.0]),
        ([1000.0, 0.0], 1, 1000.0, [1.0, -1.0]),
    ],
)
def test_softmax_cross_entropy_of_enormous_logits(
    logits: list[float], truth: int, loss: float, slope: list[float]
) -> None:
    program = loss_program(SoftmaxCrossEntropy(), [logits], [one_hot(truth, 2)])
    run_calls(program.calls(optional=True))  # the distance of the logits overflows to infinity, rightly
    assert float(program.loss) == pytest.approx(loss, rel=1e-15, abs=1e-300)
    assert np.allclose(gradient(program), [slope], atol=1e-300)


@pytest.mark.parametrize("probability", [0.0, 5e-324, 1e-308])
def test_cross_entropy_of_a_probability_of_zero_stays_finite(probability: float) -> None:
    program = run_loss(CrossEntropy(), [[probability, 1.0]], [[1.0, 0.0]])
    assert 700 < float(program.loss) < 720
    assert np.isfinite(gradient(program)).all()
    assert gradient(program)[0, 0] < -1e300


# Short and long ways


@given(st.lists(st.lists(st.floats(-30, 30), min_size=3, max_size=3), min_size=1, max_size=4), st.integers(0, 2))
def test_the_shortcut_of_softmax_agrees_with_the_long_way(outputs: Rows, truth: int) -> None:
    targets = [one_hot(truth, 3)] * len(outputs)
    samples = Samples(np.array(outputs), np.array(targets))
    short = run_loss(SoftmaxCrossEntropy(), outputs, targets)
    network = chain(Activation("identity"), Activation("softmax"), CrossEntropy(), features=3)
    long = run_through(loaded_program(network, samples))
    assert float(short.loss) == pytest.approx(float(long.loss), rel=1e-12, abs=1e-15)
    assert np.allclose(gradient(short), gradient(long), rtol=1e-11, atol=1e-15)
    assert np.array_equal(short.prediction, long.prediction)


@given(st.floats(-30, 30), st.integers(0, 1))
def test_two_classes_by_softmax_are_one_question_of_their_difference(logit: float, truth: int) -> None:
    one = run_loss(BinaryCrossEntropy(), [[logit]], [[float(truth)]])
    two = run_loss(SoftmaxCrossEntropy(), [[0.0, logit]], [one_hot(truth, 2)])
    assert float(one.loss) == pytest.approx(float(two.loss), rel=1e-12)
    assert gradient(one)[0, 0] == pytest.approx(gradient(two)[0, 1], rel=1e-9, abs=1e-15)


@given(st.lists(LOGITS, min_size=2, max_size=5), st.floats(-1e6, 1e6))
def test_a_shift_of_all_logits_changes_nothing(logits: list[float], shift: float) -> None:
    targets = [one_hot(0, len(logits))]
    plain = run_loss(SoftmaxCrossEntropy(), [logits], targets)
    moved = run_loss(SoftmaxCrossEntropy(), [[a + shift for a in logits]], targets)
    assert np.allclose(plain.prediction, moved.prediction, atol=1e-8)


# What a loss says of itself


@pytest.mark.parametrize("kind", LOSSES)
def test_a_loss_has_one_input_and_no_output(kind: str) -> None:
    loss = LOSSES[kind]()
    assert loss.ports == ("prediction",)
    assert not loss.has_output
    assert loss.parameters(((2,),)) == ()
    assert loss.output_shape(((3,),)) == (3,)


@pytest.mark.parametrize("kind", LOSSES)
def test_a_loss_compares_vectors(kind: str) -> None:
    with pytest.raises(ShapeError, match="compares vectors, but values of shape 2 × 3 arrive"):
        LOSSES[kind]().output_shape(((2, 3),))


def test_losses_of_classes_and_of_numbers() -> None:
    assert {kind for kind, loss in LOSSES.items() if not loss.classifies} == {"mse"}
    assert {kind for kind, loss in LOSSES.items() if loss.takes_logits} == {
        "binary_cross_entropy",
        "softmax_cross_entropy",
    }


@pytest.mark.parametrize("kind", LOSSES)
@pytest.mark.parametrize(("batch", "outputs"), [(1, 1), (1, 3), (4, 1), (4, 3)])
def test_the_formula_shows_the_factor_that_is_applied(kind: str, batch: int, outputs: int) -> None:
    last = Dense(outputs, "softmax" if kind == "cross_entropy" else "identity")
    network = chain(last, LOSSES[kind]())
    samples = Samples(np.ones((batch, 2)), np.eye(outputs)[[0] * batch])
    program = loaded_program(network, samples)
    count = batch * outputs if kind in {"mse", "binary_cross_entropy"} else batch
    loss, begin = (
        next(s for s in program.instructions if s.quantity.key == key) for key in ("loss", "grad_activation")
    )
    factor = {"mse": f"2/{count} "}.get(kind, f"1/{count} ")
    assert (f"1/{count} " in loss.text) == (count > 1)
    assert (factor in begin.text) == (count > 1)
