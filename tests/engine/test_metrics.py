"""Metrics against their definitions written out by hand, by their laws and, where it is installed, scikit-learn."""

import warnings
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.engine.metrics import (
    Array,
    Confusion,
    accuracy,
    confusion,
    correct_count,
    decided,
    r_squared,
    rmse,
    top_k_accuracy,
)

NAN = float("nan")


def one_hot(labels: list[int], classes: int) -> Array:
    """Labels as rows of 0 and 1."""
    return np.eye(classes)[labels]


@st.composite
def classified(draw: st.DrawFn) -> tuple[Array, list[int], int]:
    """Scores with many ties, labels, and how many classes there are."""
    classes, rows = draw(st.integers(2, 5)), draw(st.integers(1, 12))
    score = st.sampled_from([-1.0, 0.0, 0.25, 0.5, 1.0])
    scores = draw(st.lists(st.lists(score, min_size=classes, max_size=classes), min_size=rows, max_size=rows))
    labels = draw(st.lists(st.integers(0, classes - 1), min_size=rows, max_size=rows))
    return np.array(scores), labels, classes


# Classes


@pytest.mark.parametrize(
    ("values", "threshold", "labels"),
    [
        ([[0.6], [0.4], [0.5], [NAN]], 0.5, [1, 0, 0, -1]),
        ([[0.6], [-0.4], [0.0]], 0.0, [1, 0, 0]),
        ([[0.2, 0.8], [0.5, 0.5], [NAN, 1.0]], 0.5, [1, 0, -1]),
    ],
)
def test_which_class_a_row_names(values: list[list[float]], threshold: float, labels: list[int]) -> None:
    assert decided(np.array(values), threshold).tolist() == labels


@given(classified())
def test_the_confusion_matrix_counts_each_sample_once(case: tuple[Array, list[int], int]) -> None:
    scores, labels, classes = case
    table = confusion(scores, one_hot(labels, classes))
    predicted = [max(range(classes), key=lambda label, row=row: row[label]) for row in scores.tolist()]
    for actual in range(classes):
        for taken in range(classes):
            pairs = zip(labels, predicted, strict=True)
            assert table.counts[actual][taken] == sum(pair == (actual, taken) for pair in pairs)
    assert table.samples == len(labels)
    assert table.undecided == (0,) * classes


@given(classified())
def test_accuracy_is_the_diagonal_and_the_first_of_top_k(case: tuple[Array, list[int], int]) -> None:
    scores, labels, classes = case
    targets = one_hot(labels, classes)
    share = accuracy(scores, targets)
    assert share == confusion(scores, targets).accuracy == top_k_accuracy(scores, targets, 1)
    assert share == correct_count(scores, targets) / len(labels)


@given(classified())
def test_top_k_grows_with_k_to_one(case: tuple[Array, list[int], int]) -> None:
    scores, labels, classes = case
    shares = [top_k_accuracy(scores, one_hot(labels, classes), k) for k in range(1, classes + 1)]
    assert shares == sorted(shares, key=lambda share: share or 0.0)
    assert shares[-1] == 1.0


def test_top_two_of_three_by_hand() -> None:
    scores = np.array([[0.5, 0.3, 0.2], [0.5, 0.3, 0.2], [0.5, 0.3, 0.2], [0.4, 0.2, 0.4]])
    assert top_k_accuracy(scores, one_hot([0, 1, 2, 2], 3), 2) == 3 / 4


@given(classified())
def test_precision_and_recall_are_their_fractions_or_not_defined(case: tuple[Array, list[int], int]) -> None:
    scores, labels, classes = case
    table = confusion(scores, one_hot(labels, classes))
    predicted = decided(scores).tolist()
    for label in range(classes):
        right = sum(pair == (label, label) for pair in zip(labels, predicted, strict=True))
        for measured, whole in (
            (table.precision(label), predicted.count(label)),
            (table.recall(label), labels.count(label)),
        ):
            assert measured == (float(Fraction(right, whole)) if whole else None)


def test_nought_of_nought_is_not_defined() -> None:
    table = confusion(np.array([[0.9, 0.1, 0.0], [0.8, 0.2, 0.0]]), one_hot([0, 1], 3))
    assert [table.precision(label) for label in range(3)] == [0.5, None, None]
    assert [table.recall(label) for label in range(3)] == [1.0, 0.0, None]
    assert Confusion(((0, 0), (0, 0)), (0, 0)).accuracy is None
    assert accuracy(np.empty((0, 2)), np.empty((0, 2))) is None
    assert top_k_accuracy(np.empty((0, 3)), np.empty((0, 3)), 2) is None


def test_a_prediction_that_is_no_number_is_wrong_for_every_class() -> None:
    scores, targets = np.array([[NAN, NAN], [0.1, 0.9], [NAN, 0.0]]), one_hot([0, 1, 0], 2)
    table = confusion(scores, targets)
    assert (table.counts, table.undecided) == (((0, 0), (0, 1)), (2, 0))
    assert table.accuracy == accuracy(scores, targets) == 1 / 3
    assert table.recall(0) == 0.0
    assert table.precision(0) is None
    assert top_k_accuracy(scores, targets, 2) == 1 / 3
    assert accuracy(np.array([[NAN]]), np.array([[0.0]])) == 0.0


def test_one_column_stands_for_two_classes() -> None:
    table = confusion(np.array([[0.9], [0.2], [0.7]]), np.array([[1.0], [0.0], [0.0]]))
    assert table.counts == ((1, 1), (0, 1))


# Numbers


def test_rmse_and_r_squared_by_hand() -> None:
    prediction, targets = np.array([[1.0], [2.0], [6.0]]), np.array([[1.0], [3.0], [5.0]])
    assert rmse(prediction, targets) == (pytest.approx((2 / 3) ** 0.5, rel=1e-15),)
    assert r_squared(prediction, targets) == (pytest.approx(1 - 2 / 8, rel=1e-15),)


def test_each_target_is_measured_on_its_own() -> None:
    targets = np.array([[1.0, 7.0], [2.0, 7.0]])
    prediction = targets + np.array([[0.0, 3.0], [0.0, -3.0]])
    assert rmse(prediction, targets) == (0.0, 3.0)
    assert r_squared(prediction, targets) == (1.0, None)


@given(st.lists(st.floats(-1e100, 1e100), min_size=2, max_size=9))
def test_the_mean_explains_nothing_and_the_truth_all(column: list[float]) -> None:
    targets = np.array(column)[:, np.newaxis]
    (of_truth,), (of_mean,) = r_squared(targets, targets), r_squared(np.full_like(targets, targets.mean()), targets)
    if min(column) == max(column):
        assert of_truth is None
        assert of_mean is None
    else:
        assert of_truth in (1.0, None)  # None: so close together that their spread vanishes
        assert of_mean == (None if of_truth is None else pytest.approx(0.0, abs=1e-12))


@given(st.floats(-1e100, 1e100), st.integers(1, 9))
def test_constant_targets_have_no_r_squared(value: float, rows: int) -> None:
    assert r_squared(np.zeros((rows, 1)), np.full((rows, 1), value)) == (None,)


def test_no_rows_have_no_rmse() -> None:
    assert rmse(np.empty((0, 2)), np.empty((0, 2))) == (None, None)
    assert r_squared(np.empty((0, 2)), np.empty((0, 2))) == (None, None)


@pytest.mark.parametrize("error", [1e300, 1e-300, float("inf")])
def test_errors_whose_squares_are_no_numbers_are_measured_without_a_warning(error: float) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        (measured,) = rmse(np.array([[error], [-error]]), np.zeros((2, 1)))
        (share,) = r_squared(np.array([[error], [-error]]), np.array([[1.0], [-1.0]]))
    assert measured == pytest.approx(error, rel=1e-15)
    assert share == (0.0 if error < 1 else -float("inf"))


def test_a_prediction_that_is_no_number_leaves_no_number() -> None:
    (error,), (share,) = (measure(np.array([[NAN], [1.0]]), np.array([[0.0], [1.0]])) for measure in (rmse, r_squared))
    assert error is not None
    assert share is not None
    assert np.isnan([error, share]).all()


# An independent implementation


def test_scikit_learn_agrees() -> None:
    judge: Any = pytest.importorskip("sklearn.metrics")
    stream = np.random.default_rng(3)
    for classes in (2, 3, 7):
        labels, scores = stream.integers(0, classes, 60), stream.normal(size=(60, classes))
        targets, predicted = np.eye(classes)[labels], scores.argmax(axis=1)
        table, names = confusion(scores, targets), list(range(classes))
        assert table.counts == tuple(map(tuple, judge.confusion_matrix(labels, predicted, labels=names).tolist()))
        assert table.accuracy == judge.accuracy_score(labels, predicted)
        for measure, theirs in ((table.precision, judge.precision_score), (table.recall, judge.recall_score)):
            expected = theirs(labels, predicted, labels=names, average=None, zero_division=np.nan)
            np.testing.assert_allclose([measure(label) or 0.0 for label in names], np.nan_to_num(expected), rtol=1e-15)
        if classes > 2:
            assert top_k_accuracy(scores, targets, 2) == judge.top_k_accuracy_score(labels, scores, k=2, labels=names)


def test_scikit_learn_agrees_on_regression() -> None:
    judge: Any = pytest.importorskip("sklearn.metrics")
    stream = np.random.default_rng(4)
    targets = stream.normal(size=(40, 3))
    prediction = targets + stream.normal(size=(40, 3))
    np.testing.assert_allclose(
        rmse(prediction, targets),  # type: ignore[arg-type]
        np.sqrt(judge.mean_squared_error(targets, prediction, multioutput="raw_values")),
        rtol=1e-14,
    )
    np.testing.assert_allclose(
        r_squared(prediction, targets),  # type: ignore[arg-type]
        judge.r2_score(targets, prediction, multioutput="raw_values"),
        rtol=1e-13,
    )
