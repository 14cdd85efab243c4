"""Losses of given outputs, and what they ought to be: value and gradient of a row in decimals of 60 digits.

The oracles are written as a textbook writes them, with the same rules at kinks; they share nothing with the engine.
"""

import math
from collections.abc import Callable
from decimal import Context, Decimal, localcontext

import numpy as np

from playground.engine.operations.activations import Activation
from playground.engine.operations.catalogue import LOSSES
from playground.engine.operations.losses import CrossEntropy, Huber, Loss, SoftmaxCrossEntropy
from playground.engine.program import Program
from playground.engine.samples import Samples
from tests.engine.sample_networks import chain, loaded_program, run_through

Rows = list[list[float]]
Numbers = list[Decimal]
Row = tuple[Decimal, Numbers]  # the loss of a sample, and its derivative by each output
Oracle = Callable[[Loss, Numbers, Numbers], Row]
PRECISE = Context(prec=60, Emin=-(10**17), Emax=10**17)
TINY = Decimal("1e-25")


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


def one_hot(truth: int, width: int) -> list[float]:
    """The target of a class."""
    return [float(place == truth) for place in range(width)]


def log1p(x: Decimal) -> Decimal:
    """ln(1 + x), for an x of any smallness."""
    return x - x * x / 2 if abs(x) < TINY else (1 + x).ln()


def _elementwise(value: Callable[[Decimal, Decimal], Decimal], slope: Callable[[Decimal, Decimal], Decimal]) -> Oracle:
    """The sum over the outputs of a function of output and target."""

    def row(_loss: Loss, a: Numbers, y: Numbers) -> Row:
        return sum(map(value, a, y), Decimal(0)), list(map(slope, a, y))

    return row


def _log_cosh(a: Decimal, y: Decimal) -> Decimal:
    """|d| − ln 2 + ln(1 + e^−2|d|), near 0 as a series"""
    distance = abs(a - y)
    if distance < Decimal("1e-12"):
        return distance**2 / 2 - distance**4 / 12
    return distance - Decimal(2).ln() + log1p((-2 * distance).exp())


def _tanh(x: Decimal) -> Decimal:
    power = (-2 * abs(x)).exp()
    size = abs(x) - abs(x) ** 3 / 3 if abs(x) < Decimal("1e-12") else (1 - power) / (1 + power)
    return size.copy_sign(x)


def _huber_row(loss: Loss, a: Numbers, y: Numbers) -> Row:
    assert isinstance(loss, Huber)
    delta, distances = Decimal(loss.delta), [one - other for one, other in zip(a, y, strict=True)]
    parts = [d * d / 2 if abs(d) <= delta else delta * (abs(d) - delta / 2) for d in distances]
    return sum(parts, Decimal(0)), [max(-delta, min(delta, d)) for d in distances]


def _softplus(x: Decimal) -> Decimal:
    """ln(1 + eˣ)"""
    return max(x, Decimal(0)) + log1p((-abs(x)).exp())


def _sigmoid(x: Decimal) -> Decimal:
    return 1 / (1 + (-x).exp()) if x > 0 else x.exp() / (1 + x.exp())


def log_softmax(a: Numbers) -> Numbers:
    """a − ln Σ eᵃ"""
    first = a.index(max(a))
    rest = sum(((one - a[first]).exp() for place, one in enumerate(a) if place != first), Decimal(0))
    return [one - a[first] - log1p(rest) for one in a]


def _answer(loss: CrossEntropy | SoftmaxCrossEntropy, y: Numbers) -> Numbers:
    """w ((1 − ε) y + ε/C)"""
    moved, weights = Decimal(loss.label_smoothing), [Decimal(w) for w in loss.class_weights] or [Decimal(1)] * len(y)
    return [w * ((1 - moved) * one + moved / len(y)) for w, one in zip(weights, y, strict=True)]


def _softmax_row(loss: Loss, a: Numbers, y: Numbers) -> Row:
    assert isinstance(loss, SoftmaxCrossEntropy)
    logarithms, wanted = log_softmax(a), _answer(loss, y)
    slopes = [p.exp() * sum(wanted) - one for p, one in zip(logarithms, wanted, strict=True)]
    return -sum((one * p for p, one in zip(logarithms, wanted, strict=True)), Decimal(0)), slopes


def _probability_row(loss: Loss, a: Numbers, y: Numbers) -> Row:
    assert isinstance(loss, CrossEntropy)
    wanted = _answer(loss, y)
    value = -sum((one * p.ln() for p, one in zip(a, wanted, strict=True)), Decimal(0))
    return value, [-one / p for p, one in zip(a, wanted, strict=True)]


def _sign(x: Decimal) -> Decimal:
    return Decimal((x > 0) - (x < 0))


ORACLES: dict[str, Oracle] = {
    "mse": _elementwise(lambda a, y: (a - y) ** 2, lambda a, y: 2 * (a - y)),
    "sum_of_squares": _elementwise(lambda a, y: (a - y) ** 2, lambda a, y: 2 * (a - y)),
    "half_sum_of_squares": _elementwise(lambda a, y: (a - y) ** 2 / 2, lambda a, y: a - y),
    "mae": _elementwise(lambda a, y: abs(a - y), lambda a, y: _sign(a - y)),
    "huber": _huber_row,
    "log_cosh": _elementwise(_log_cosh, lambda a, y: _tanh(a - y)),
    "hinge": _elementwise(
        lambda a, y: max(Decimal(0), 1 - (2 * y - 1) * a), lambda a, y: -(2 * y - 1) * ((2 * y - 1) * a < 1)
    ),
    "binary_cross_entropy": _elementwise(
        lambda a, y: y * _softplus(-a) + (1 - y) * _softplus(a), lambda a, y: _sigmoid(a) - y
    ),
    "binary_cross_entropy_of_probabilities": _elementwise(
        lambda a, y: -y * a.ln() - (1 - y) * log1p(-a), lambda a, y: (a - y) / (a * (1 - a))
    ),
    "softmax_cross_entropy": _softmax_row,
    "cross_entropy": _probability_row,
    "kl_divergence": _elementwise(lambda a, y: y * (y / a).ln() if y else y, lambda a, y: -y / a),
    "objective": lambda _loss, a, _y: (a[0], [Decimal(1)]),
}
MEANS_OF_OUTPUTS = {"mse", "mae", "huber", "log_cosh", "hinge"} | {kind for kind in LOSSES if "binary" in kind}


def expected(loss: Loss, outputs: Rows, targets: Rows) -> tuple[float, np.ndarray]:
    """The mean (or sum) over the rows and its gradient."""
    with localcontext(PRECISE):
        rows: list[Row] = [
            ORACLES[loss.kind](loss, [Decimal(x) for x in a], [Decimal(x) for x in y])
            for a, y in zip(outputs, targets, strict=True)
        ]
        count = len(rows) * (len(outputs[0]) if loss.kind in MEANS_OF_OUTPUTS else 1)
        divisor = count if loss.reduction == "mean" else 1
        value = sum((row[0] for row in rows), Decimal(0)) / divisor
        return float(value), np.array([[float(g / divisor) for g in row[1]] for row in rows])


def assert_equal(loss: Loss, outputs: Rows, targets: Rows, rel: float = 1e-12) -> None:
    """The engine says what the decimals say."""
    value, slope = expected(loss, outputs, targets)
    program = run_loss(loss, outputs, targets)
    assert math.isclose(float(program.loss), value, rel_tol=rel, abs_tol=1e-13)
    assert np.allclose(gradient(program), slope, rtol=rel, atol=1e-15)


def ulps(found: float, wanted: float) -> float:
    """The distance in units of the last digit; infinite if either is NaN or infinite."""
    return abs(found - wanted) / math.ulp(wanted) if math.isfinite(found) and math.isfinite(wanted) else math.inf


def ulps_of(loss: Loss, outputs: Rows, targets: Rows) -> float:
    """How far L of these rows is from the truth, in units of its last digit."""
    return ulps(float(run_loss(loss, outputs, targets).loss), expected(loss, outputs, targets)[0])
