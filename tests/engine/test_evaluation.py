"""Evaluation: scores and predictions do not depend on how the samples were cut into chunks."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.engine import evaluation, metrics
from playground.engine.evaluation import Evaluator, Report, Score
from playground.engine.network import Network
from playground.engine.operations.activations import Activation
from playground.engine.operations.dense import Dense
from playground.engine.operations.losses import (
    BinaryCrossEntropy,
    Hinge,
    MeanSquaredError,
    Objective,
    SoftmaxCrossEntropy,
)
from playground.engine.parameters import ParameterArrays, layout_of
from playground.engine.samples import Samples
from tests.engine.sample_networks import (
    chain,
    diamond_network,
    loaded_program,
    run_through,
    samples_for,
    skip_network,
    twice_network,
    values_for,
)

NETWORKS = [skip_network(), twice_network(), diamond_network()]


def evaluator(network: Network) -> Evaluator:
    """With the parameters of the sample programs."""
    return Evaluator(network, ParameterArrays.of(layout_of(network), values_for(network), {}))


@pytest.mark.parametrize("network", NETWORKS)
@pytest.mark.parametrize("chunk", [1, 2, 5, 6, 7, 100])
def test_loss_and_accuracy_do_not_depend_on_the_chunks(
    network: Network, chunk: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    samples = samples_for(network, 12)
    whole = evaluator(network).score(samples, 2)
    monkeypatch.setattr(evaluation, "CHUNK", chunk)
    cut = evaluator(network).score(samples, 2)
    assert whole is not None
    assert cut is not None
    assert cut.loss == pytest.approx(whole.loss, rel=1e-14)
    assert cut.accuracy == whole.accuracy


@pytest.mark.parametrize("network", NETWORKS)
def test_the_loss_is_that_of_the_training_program(network: Network) -> None:
    samples = samples_for(network, 12)
    score = evaluator(network).score(samples, 2)
    assert score is not None
    assert score.loss == pytest.approx(float(run_through(loaded_program(network, samples)).loss), rel=1e-15)


@pytest.mark.parametrize("network", NETWORKS)
@given(rows=st.integers(0, 9))
def test_a_prediction_of_many_rows_is_that_of_each_row(network: Network, rows: int) -> None:
    features = samples_for(network, 9).features[:rows]
    oracle = evaluator(network)
    alone = [oracle.predict(row[None]) for row in features]
    together = oracle.predict(features)
    assert together.shape[0] == rows
    if rows:
        assert np.allclose(together, np.concatenate(alone), rtol=1e-13, atol=1e-15)


@pytest.mark.parametrize("chunk", [1, 4, 5])
def test_predictions_do_not_depend_on_the_chunks(chunk: int, monkeypatch: pytest.MonkeyPatch) -> None:
    oracle, features = evaluator(skip_network()), samples_for(skip_network(), 12).features
    whole = oracle.predict(features)
    monkeypatch.setattr(evaluation, "CHUNK", chunk)
    assert np.allclose(oracle.predict(features), whole, rtol=1e-13, atol=1e-15)


def test_a_prediction_is_a_probability_where_the_loss_makes_one() -> None:
    features = samples_for(diamond_network(), 4).features
    assert np.allclose(evaluator(diamond_network()).predict(features).sum(axis=1), 1)


def test_a_prediction_is_a_copy() -> None:
    network = skip_network()
    oracle, features = evaluator(network), samples_for(network, 3).features
    first = oracle.predict(features)
    before = first.copy()
    oracle.predict(features + 1)
    assert np.array_equal(first, before)


def test_a_prediction_does_not_compute_a_loss() -> None:
    network = skip_network()
    oracle = evaluator(network)
    oracle.program(3).loss[...] = 7
    oracle.predict(samples_for(network, 3).features)
    assert oracle.program(3).loss == 7


def test_features_of_whole_numbers_are_predicted_as_the_same_numbers() -> None:
    oracle = evaluator(skip_network())
    assert np.array_equal(oracle.predict(np.array([[1, 2]])), oracle.predict(np.array([[1.0, 2.0]])))


def test_parameters_are_read_when_asked() -> None:
    network = skip_network()
    oracle, features = evaluator(network), samples_for(network, 3).features
    before = oracle.predict(features)
    oracle.arrays.values[...] = 0
    assert before.any()
    assert not oracle.predict(features).any()


def test_no_samples_have_no_score_and_no_predictions() -> None:
    oracle = evaluator(skip_network())
    assert oracle.score(Samples(np.empty((0, 2)), np.empty((0, 2))), 0) is None
    assert oracle.predict(np.empty((0, 2))).shape == (0, 2)


def test_a_regression_has_no_accuracy() -> None:
    score = evaluator(skip_network()).score(samples_for(skip_network(), 3), 0)
    assert score is not None
    assert score.accuracy is None


@pytest.mark.parametrize("loss", [MeanSquaredError(), BinaryCrossEntropy(), SoftmaxCrossEntropy()])
def test_memory_does_not_grow_with_the_data(loss: MeanSquaredError, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evaluation, "CHUNK", 8)
    network = chain(Activation("tanh"), loss)
    oracle = evaluator(network)
    for rows in (100, 104, 1004):
        oracle.predict(np.zeros((rows, 2)))
    assert max(oracle.programs) == 8
    assert len(oracle.programs) <= 8


# Reports


def sum_of_squares() -> Network:
    """Two numbers to predict, the loss a sum."""
    return chain(Dense(3, "tanh"), Dense(2, "identity"), MeanSquaredError(reduction="sum"))


@pytest.mark.parametrize("chunk", [5, 100])
def test_a_loss_that_is_a_sum_is_told_for_each_sample(chunk: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evaluation, "CHUNK", chunk)
    network = sum_of_squares()
    samples = samples_for(network, 12)
    score = evaluator(network).score(samples, 0)
    assert score is not None
    assert score.loss == pytest.approx(float(run_through(loaded_program(network, samples)).loss) / 12, rel=1e-14)


@pytest.mark.parametrize("network", [*NETWORKS, sum_of_squares()])
@pytest.mark.parametrize("classes", [0, 2])
@pytest.mark.parametrize("chunk", [5, 100])
def test_a_report_says_what_the_score_and_the_metrics_say(
    network: Network, classes: int, chunk: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(evaluation, "CHUNK", chunk)
    samples, oracle = samples_for(network, 12), evaluator(network)
    report, score = oracle.report(samples, classes), oracle.score(samples, classes)
    assert report is not None
    assert score is not None
    prediction = oracle.predict(samples.features)
    assert (report.samples, report.loss) == (12, score.loss)
    if classes:
        assert report.confusion == metrics.confusion(prediction, samples.targets)
        assert report.confusion is not None
        assert report.confusion.accuracy == score.accuracy
        assert (report.rmse, report.r_squared) == ((), ())
    else:
        assert report.confusion is None
        assert report.rmse == metrics.rmse(prediction, samples.targets)
        assert report.r_squared == metrics.r_squared(prediction, samples.targets)


def test_the_best_three_are_counted_where_there_are_more_than_three_classes() -> None:
    for outputs in (3, 4):
        network = chain(Dense(outputs, "identity"), SoftmaxCrossEntropy())
        samples, oracle = samples_for(network, 12), evaluator(network)
        report = oracle.report(samples, outputs)
        assert report is not None
        best = metrics.top_k_accuracy(oracle.predict(samples.features), samples.targets, 3)
        assert report.top_three == (best if outputs == 4 else None)


def test_a_hinge_decides_by_the_sign() -> None:
    network = chain(Dense(1, "identity"), Hinge())
    samples, oracle = samples_for(network, 12), evaluator(network)
    score, right = oracle.score(samples, 2), (oracle.predict(samples.features) > 0) == (samples.targets > 0.5)
    assert score is not None
    assert score.accuracy == np.count_nonzero(right) / 12


@pytest.mark.parametrize("classes", [0, 2])
def test_a_value_that_is_compared_with_nothing_has_a_loss_alone(classes: int) -> None:
    network = chain(Dense(1, "identity"), Objective())
    samples, oracle = samples_for(network, 3), evaluator(network)
    report, score = oracle.report(samples, classes), oracle.score(samples, classes)
    assert report is not None
    assert report == Report(3, pytest.approx(float(oracle.predict(samples.features).mean()), rel=1e-14))
    assert score == Score(report.loss, None)
    assert oracle.predict(np.empty((0, 2))).shape == (0, 1)


def test_no_samples_have_no_report() -> None:
    assert evaluator(skip_network()).report(Samples(np.empty((0, 2)), np.empty((0, 2))), 0) is None
