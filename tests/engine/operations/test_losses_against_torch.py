"""Parity with PyTorch, value and gradient to 1e-10, for every loss that it has; skipped where it is not installed."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from playground.engine.operations.losses import (
    BinaryCrossEntropy,
    BinaryCrossEntropyOfProbabilities,
    CrossEntropy,
    Huber,
    KLDivergence,
    LogCosh,
    Loss,
    MeanAbsoluteError,
    MeanSquaredError,
    SoftmaxCrossEntropy,
)
from tests.engine.operations.loss_oracles import gradient, run_loss

torch = pytest.importorskip("torch", reason="PyTorch is not installed: no parity with it was tested")
F = torch.nn.functional
Oracle = Callable[..., Any]  # (prediction, targets, reduction=…) to a tensor

DRAW = np.random.default_rng(7)
NUMBERS = DRAW.normal(0, 3, (5, 4))
OTHERS = DRAW.normal(0, 3, (5, 4))
SHARES = DRAW.dirichlet(np.ones(4), 5)
TRUE_SHARES = DRAW.dirichlet(np.ones(4), 5)
ANSWERS = (DRAW.uniform(size=(5, 4)) > 0.5).astype(float)
ONE_HOT = np.eye(4)[[0, 3, 1, 1, 2]]
WEIGHTS = (0.5, 2.0, 0.0, 3.5)


def log_cosh(a: Any, y: Any, reduction: str) -> Any:  # noqa: ANN401
    """PyTorch has none of its own."""
    return getattr(torch.log(torch.cosh(a - y)), reduction)()


def divergence(a: Any, y: Any, reduction: str) -> Any:  # noqa: ANN401
    """Of logarithms, the mean over the batch alone."""
    return F.kl_div(torch.log(a), y, reduction="batchmean" if reduction == "mean" else reduction)


def smoothed(moved: float, weights: tuple[float, ...]) -> Oracle:
    """Its cross-entropy with targets that are probabilities."""
    weight = torch.tensor(weights, dtype=torch.float64) if weights else None

    def oracle(a: Any, y: Any, reduction: str) -> Any:  # noqa: ANN401
        return F.cross_entropy(a, y, weight=weight, label_smoothing=moved, reduction=reduction)

    return oracle


def of_probabilities(a: Any, y: Any, reduction: str) -> Any:  # noqa: ANN401
    """The negative log-likelihood takes logarithms and class numbers."""
    return F.nll_loss(torch.log(a), y.argmax(dim=1), reduction=reduction)


def adjusted(moved: float, weights: tuple[float, ...]) -> "Case":
    """A case of cross-entropy from logits."""
    return (
        lambda reduction: SoftmaxCrossEntropy(reduction, moved, weights),
        smoothed(moved, weights),
        NUMBERS,
        ONE_HOT,
    )


Case = tuple[Callable[[str], Loss], Oracle, np.ndarray, np.ndarray]
ADJUSTMENTS = [(moved, weights) for moved in (0.0, 0.1, 0.7) for weights in ((), WEIGHTS)]
CASES: dict[str, Case] = {
    "mse": (MeanSquaredError, F.mse_loss, NUMBERS, OTHERS),
    "mae": (MeanAbsoluteError, F.l1_loss, NUMBERS, OTHERS),
    "mae of a hit": (MeanAbsoluteError, F.l1_loss, NUMBERS, NUMBERS),
    "huber": (Huber, F.huber_loss, NUMBERS, OTHERS),
    "huber, delta 2.5": (
        lambda reduction: Huber(reduction, 2.5),
        lambda a, y, reduction: F.huber_loss(a, y, reduction=reduction, delta=2.5),
        NUMBERS,
        OTHERS,
    ),
    "log-cosh": (LogCosh, log_cosh, NUMBERS, OTHERS),
    "yes or no, logits": (BinaryCrossEntropy, F.binary_cross_entropy_with_logits, NUMBERS, ANSWERS),
    "yes or no, probabilities": (BinaryCrossEntropyOfProbabilities, F.binary_cross_entropy, SHARES, ANSWERS),
    "divergence": (KLDivergence, divergence, SHARES, TRUE_SHARES),
    "divergence from certainty": (KLDivergence, divergence, SHARES, ONE_HOT),
    "cross-entropy of probabilities": (CrossEntropy, of_probabilities, SHARES, ONE_HOT),
    "cross-entropy of a mixture": (SoftmaxCrossEntropy, smoothed(0.0, ()), NUMBERS, TRUE_SHARES),
    **{
        f"cross-entropy, smoothed {moved}, weights {weights}": adjusted(moved, weights)
        for moved, weights in ADJUSTMENTS
    },
}


def judged(oracle: Oracle, outputs: np.ndarray, targets: np.ndarray, reduction: str) -> tuple[float, np.ndarray]:
    """PyTorch's loss and gradient."""
    prediction = torch.tensor(outputs, requires_grad=True)
    value = oracle(prediction, torch.tensor(targets), reduction=reduction)
    value.backward()
    return float(value.detach()), prediction.grad.numpy()


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
@pytest.mark.parametrize("reduction", ["mean", "sum"])
def test_value_and_gradient(case: Case, reduction: str) -> None:
    loss, oracle, outputs, targets = case
    value, slope = judged(oracle, outputs, targets, reduction)
    program = run_loss(loss(reduction), outputs.tolist(), targets.tolist())
    assert float(program.loss) == pytest.approx(value, rel=1e-10, abs=1e-12)
    assert np.allclose(gradient(program), slope, rtol=1e-10, atol=1e-12)


@pytest.mark.parametrize("moved", [0.0, 0.1, 0.7])
def test_with_class_numbers_the_weighted_mean_divides_by_the_weights_of_the_true_classes(moved: float) -> None:
    weights, truth = torch.tensor(WEIGHTS, dtype=torch.float64), ONE_HOT.argmax(axis=1)
    ours = run_loss(SoftmaxCrossEntropy("mean", moved, WEIGHTS), NUMBERS.tolist(), ONE_HOT.tolist())
    share = len(truth) / sum(WEIGHTS[place] for place in truth)
    for reduction, factor in (("mean", share), ("sum", len(truth))):
        value = F.cross_entropy(
            torch.tensor(NUMBERS), torch.tensor(truth), weight=weights, label_smoothing=moved, reduction=reduction
        )
        assert factor * float(ours.loss) == pytest.approx(float(value), rel=1e-10)
