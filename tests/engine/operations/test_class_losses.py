"""Losses of one class among several against high-precision decimals: smoothing, weights, enormous logits."""

import math
import warnings

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.engine.errors import SettingError, ShapeError
from playground.engine.instruction import run_calls
from playground.engine.operations.activations import Activation
from playground.engine.operations.dense import Dense
from playground.engine.operations.losses import (
    BinaryCrossEntropy,
    CrossEntropy,
    KLDivergence,
    Loss,
    SoftmaxCrossEntropy,
)
from playground.engine.program import Program
from playground.engine.samples import Samples
from tests.engine.operations.loss_oracles import (
    Rows,
    assert_equal,
    expected,
    gradient,
    loss_program,
    one_hot,
    run_loss,
    ulps,
    ulps_of,
)
from tests.engine.sample_networks import chain, loaded_program, run_through, samples_for

LOGITS = st.floats(-700, 700)
ANY_LOGITS = st.lists(st.floats(-1e308, 1e308) | LOGITS, min_size=2, max_size=5)
SMOOTHINGS = st.sampled_from([0.0, 0.1, 0.5, 0.99])
WEIGHTS = st.just(()) | st.tuples(*[st.floats(0, 10)] * 3)


def rows(values: st.SearchStrategy[float], width: int = 3) -> st.SearchStrategy[Rows]:
    """One to three samples."""
    return st.lists(st.lists(values, min_size=width, max_size=width), min_size=1, max_size=3)


def run_quietly(loss: Loss, outputs: Rows, targets: Rows) -> Program:
    """A loss that has run as training runs it, and must not warn."""
    program = loss_program(loss, outputs, targets)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        run_calls(program.calls(optional=True))
    return program


@given(rows(LOGITS), st.integers(0, 2), SMOOTHINGS, WEIGHTS, st.sampled_from(["mean", "sum"]))
def test_from_logits(outputs: Rows, truth: int, moved: float, weights: tuple[float, ...], reduction: str) -> None:
    loss = SoftmaxCrossEntropy(reduction, moved, weights)
    value, slope = expected(loss, outputs, targets := [one_hot(truth, 3)] * len(outputs))
    program = run_loss(loss, outputs, targets)
    assert float(program.loss) == pytest.approx(value, rel=1e-12, abs=1e-13)
    assert np.allclose(gradient(program), slope, rtol=1e-12, atol=1e-14)


@given(rows(st.floats(1e-290, 1)), st.integers(0, 2), SMOOTHINGS, WEIGHTS)
def test_from_probabilities(outputs: Rows, truth: int, moved: float, weights: tuple[float, ...]) -> None:
    assert_equal(CrossEntropy("mean", moved, weights), outputs, [one_hot(truth, 3)] * len(outputs))


@given(rows(st.floats(1e-290, 1)), st.lists(st.floats(0, 1), min_size=3, max_size=3))
def test_divergence(outputs: Rows, truth: list[float]) -> None:
    assert_equal(KLDivergence(), outputs, [truth] * len(outputs))


@given(rows(st.floats(1e-290, 1)), st.integers(0, 2))
def test_the_divergence_from_a_certain_truth_is_the_cross_entropy(outputs: Rows, truth: int) -> None:
    targets = [one_hot(truth, 3)] * len(outputs)
    one, other = run_loss(KLDivergence(), outputs, targets), run_loss(CrossEntropy(), outputs, targets)
    assert float(one.loss) == pytest.approx(float(other.loss), rel=1e-14, abs=1e-15)
    assert np.array_equal(gradient(one), gradient(other))


@given(st.lists(st.floats(0.01, 1), min_size=2, max_size=4))
def test_a_distribution_does_not_diverge_from_itself(parts: list[float]) -> None:
    shares = [part / sum(parts) for part in parts]
    assert float(run_loss(KLDivergence(), [shares], [shares]).loss) == 0


# Digits


@given(ANY_LOGITS, st.data())
def test_from_logits_every_digit_counts_and_nothing_warns(logits: list[float], data: st.DataObject) -> None:
    targets = [one_hot(data.draw(st.integers(0, len(logits) - 1)), len(logits))]
    wanted, slope = expected(SoftmaxCrossEntropy(), [logits], targets)
    program = run_quietly(SoftmaxCrossEntropy(), [logits], targets)
    assert ulps(float(program.loss), wanted) <= 4 or (math.isinf(wanted) and program.loss > 1e308)
    assert np.allclose(gradient(program), slope, rtol=1e-12, atol=1e-15)


@given(rows(LOGITS), SMOOTHINGS, WEIGHTS)
def test_smoothing_and_weights_keep_the_digits(outputs: Rows, moved: float, weights: tuple[float, ...]) -> None:
    assert ulps_of(SoftmaxCrossEntropy("mean", moved, weights), outputs, [one_hot(1, 3)] * len(outputs)) <= 8


# Extremes


@pytest.mark.parametrize(
    ("logits", "truth", "loss", "slope"),
    [
        ([1e308, -1e308], 0, 0.0, [0.0, 0.0]),
        ([-1e308, 1e308], 1, 0.0, [0.0, 0.0]),
        ([1e308, 1e308], 0, np.log(2), [-0.5, 0.5]),
        ([1e308, 0.0], 1, 1e308, [1.0, -1.0]),
        ([0.0, -1e308], 0, 0.0, [0.0, 0.0]),
        ([1000.0, 0.0], 1, 1000.0, [1.0, -1.0]),
        ([40.0, 0.0], 0, math.exp(-40), [-math.exp(-40), math.exp(-40)]),
    ],
)
def test_enormous_logits(logits: list[float], truth: int, loss: float, slope: list[float]) -> None:
    program = run_quietly(SoftmaxCrossEntropy(), [logits], [one_hot(truth, 2)])
    assert float(program.loss) == pytest.approx(loss, rel=1e-15, abs=1e-300)
    assert np.allclose(gradient(program), [slope], atol=1e-16)


@pytest.mark.parametrize("loss", [CrossEntropy(), CrossEntropy("sum", 0.0, (1000.0, 1.0)), KLDivergence()])
@pytest.mark.parametrize("probability", [0.0, 5e-324, 1e-308])
def test_a_probability_of_zero_stays_finite(loss: Loss, probability: float) -> None:
    program = run_loss(loss, [[probability, 1.0]], [[1.0, 0.0]])
    assert 690 < float(program.loss) < 720_000
    assert np.isfinite(gradient(program)).all()
    assert gradient(program)[0, 0] < -1e300


def test_not_a_number_stays_visible() -> None:
    for loss in (SoftmaxCrossEntropy(), CrossEntropy(), KLDivergence()):
        program = loss_program(loss, [[np.nan, 0.5]], [[1.0, 0.0]])
        run_calls(program.calls(optional=True))
        assert np.isnan(program.loss)


def test_learning_stands_still_where_a_softmax_below_has_rounded_to_zero_but_not_from_logits() -> None:
    samples = Samples(np.array([[800.0, 0.0]]), np.array([[0.0, 1.0]]))
    long = chain(Activation("identity"), Activation("softmax"), CrossEntropy(), features=2)
    short = chain(Activation("identity"), SoftmaxCrossEntropy(), features=2)
    slopes = [run_through(loaded_program(network, samples)).value("grad_activation", "n1") for network in (long, short)]
    assert np.array_equal(slopes, [[[0, 0]], [[1, -1]]])


# Short and long ways


@given(rows(st.floats(-30, 30)), st.integers(0, 2), SMOOTHINGS, WEIGHTS)
def test_the_shortcut_of_softmax_agrees_with_the_long_way(
    outputs: Rows, truth: int, moved: float, weights: tuple[float, ...]
) -> None:
    targets = [one_hot(truth, 3)] * len(outputs)
    short = run_loss(SoftmaxCrossEntropy("mean", moved, weights), outputs, targets)
    network = chain(Activation("identity"), Activation("softmax"), CrossEntropy("mean", moved, weights), features=3)
    long = run_through(loaded_program(network, Samples(np.array(outputs), np.array(targets))))
    assert float(short.loss) == pytest.approx(float(long.loss), rel=1e-12, abs=1e-14)
    assert np.allclose(gradient(short), gradient(long), rtol=1e-11, atol=1e-14)
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


@given(rows(LOGITS), st.integers(0, 2), st.floats(0.125, 8))
def test_a_weight_of_all_classes_is_a_factor(outputs: Rows, truth: int, weight: float) -> None:
    targets = [one_hot(truth, 3)] * len(outputs)
    plain = run_loss(SoftmaxCrossEntropy(), outputs, targets)
    weighted = run_loss(SoftmaxCrossEntropy(class_weights=(weight,) * 3), outputs, targets)
    assert float(weighted.loss) == pytest.approx(weight * float(plain.loss), rel=1e-13)
    assert np.allclose(gradient(weighted), weight * gradient(plain), rtol=1e-12, atol=1e-15)


# Settings


@pytest.mark.parametrize("kind", [SoftmaxCrossEntropy, CrossEntropy])
@pytest.mark.parametrize("share", [-0.1, 1.0, math.nan])
def test_a_smoothing_that_is_no_share_is_refused(kind: type[Loss], share: float) -> None:
    with pytest.raises(SettingError, match=f"has a label smoothing of {share}, expected 0 to below 1"):
        kind(label_smoothing=share).check_settings()


@pytest.mark.parametrize("kind", [SoftmaxCrossEntropy, CrossEntropy])
@pytest.mark.parametrize("weight", [-1.0, math.inf, math.nan])
def test_a_weight_below_zero_is_refused(kind: type[Loss], weight: float) -> None:
    with pytest.raises(SettingError, match=f"has {weight} as class weight 2, expected 0 or more"):
        kind(class_weights=(1.0, weight)).check_settings()


@pytest.mark.parametrize("kind", [SoftmaxCrossEntropy, CrossEntropy])
def test_there_is_one_weight_for_each_class(kind: type[Loss]) -> None:
    loss = kind(class_weights=(1.0, 2.0))
    assert loss.output_shape(((2,),)) == (2,)
    with pytest.raises(ShapeError, match="has class weights for 2 classes, but 3 values arrive: expected 3"):
        loss.output_shape(((3,),))


# Formulas


@pytest.mark.parametrize(
    ("fields", "answer", "slope"),
    [
        ({}, None, "δa⁽¹⁾ = 1/2 (p − y)"),
        ({"label_smoothing": 0.25}, "ỹ = (1 − 0.25) y + 0.25/3", "δa⁽¹⁾ = 1/2 (p − ỹ)"),
        ({"class_weights": (1.0, 2.0, 3.0)}, "ỹ = w y", "δa⁽¹⁾ = 1/2 (p Σ ỹ − ỹ)"),
        (
            {"label_smoothing": 0.25, "class_weights": (1.0, 2.0, 3.0)},
            "ỹ = w ((1 − 0.25) y + 0.25/3)",
            "δa⁽¹⁾ = 1/2 (p Σ ỹ − ỹ)",
        ),
    ],
)
def test_what_the_prediction_is_compared_with_is_a_line_of_its_own(
    fields: dict[str, object], answer: str | None, slope: str
) -> None:
    network = chain(Dense(3, "identity"), SoftmaxCrossEntropy(**fields))
    lines = [step.text for step in loaded_program(network, samples_for(network, 2)).instructions]
    start = lines.index("p = softmax(a⁽¹⁾)")
    wanted = "y" if answer is None else "ỹ"
    value = f"L = −1/2 Σ {wanted} ln p"
    assert lines[start + 1 :][: 2 + (answer is not None)] == [*([answer] if answer else []), value, slope]
