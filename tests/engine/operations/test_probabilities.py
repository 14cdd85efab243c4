"""Probabilities made of logits, and the gradient that is their distance from the truth."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.engine.formulas import to_text
from playground.engine.operations.losses import BinaryCrossEntropy, Loss, SoftmaxCrossEntropy
from tests.engine.operations.loss_oracles import gradient, run_loss

LOGITS = st.lists(st.floats(-1e3, 1e3), min_size=2, max_size=4)


@pytest.mark.parametrize(
    ("loss", "short", "long"),
    [
        (BinaryCrossEntropy(), "p = σ(a)", "p = 1/(1 + e^−a)"),
        (SoftmaxCrossEntropy(), "p = softmax(a)", "p = e^a/(Σ e^a)"),
    ],
)
def test_the_squashing_is_a_line_in_short_and_at_length(loss: Loss, short: str, long: str) -> None:
    line = next(s for s in run_loss(loss, [[1.0]], [[1.0]]).instructions if s.quantity.key == "probabilities")
    assert line.expanded is not None
    assert [to_text(formula, lambda symbol: symbol.operand) for formula in (line.formula, line.expanded)] == [
        short,
        long,
    ]


@given(LOGITS)
def test_the_prediction_is_what_the_squashing_makes_of_the_logits(logits: list[float]) -> None:
    truth = [[0.0] * len(logits)]
    yes = run_loss(BinaryCrossEntropy(), [logits], truth).prediction
    shares = run_loss(SoftmaxCrossEntropy(), [logits], truth).prediction
    far = np.exp(-np.abs(logits))  # the smaller of both forms never overflows
    assert np.allclose(yes, np.where(np.array(logits) < 0, far, 1) / (1 + far), rtol=1e-13, atol=0)
    assert shares.sum() == pytest.approx(1, rel=1e-14)
    assert np.argmax(logits) in np.flatnonzero(shares == shares.max())


@pytest.mark.parametrize("loss", [BinaryCrossEntropy("sum"), SoftmaxCrossEntropy("sum")])
@given(logits=LOGITS)
def test_the_shortcut_is_probability_minus_truth_to_the_bit(loss: Loss, logits: list[float]) -> None:
    truth = [1.0, *[0.0] * (len(logits) - 1)]
    program = run_loss(loss, [logits], [truth])
    assert np.array_equal(gradient(program), program.prediction - np.array([truth]))
