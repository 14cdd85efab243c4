"""What is shown of a network's quality: the engine's numbers in the data's words; what is not defined says so."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from playground.data.dataset import Dataset
from playground.data.sources import Bundled, Generated
from playground.data.split import Preparation
from playground.document.diagram import Diagram
from playground.engine.evaluation import Report
from playground.engine.metrics import Confusion, confusion
from playground.engine.operations.dense import Dense
from playground.engine.operations.losses import MeanSquaredError, SoftmaxCrossEntropy
from playground.engine.operations.source import Input
from playground.session.metrics_report import NOT_DEFINED, Measurer, MetricsReport, Part, metrics_report, share_text
from playground.session.predictions import Predictor
from playground.session.state import State, opened
from tests.session.diagrams import chain, moons

IRIS = replace(chain(Input(4), Dense(3, "identity"), SoftmaxCrossEntropy()), data=Bundled("iris"))
CURVE = replace(chain(Input(1), Dense(1, "identity"), MeanSquaredError()), data=Generated("curve", 30))


def shown(state: State, part: Part) -> MetricsReport:
    """With the state's own parameters."""
    measurer = Measurer.of(state)
    assert measurer is not None
    assert state.learned is not None
    report = measurer.shown(state.learned.values, part)
    assert report is not None
    return report


@pytest.mark.parametrize("part", Part)
def test_the_confusion_matrix_is_that_of_the_networks_own_answers(part: Part) -> None:
    state = opened(IRIS)
    assert state.data is not None
    assert state.learned is not None
    data = state.data
    index = data.prepared.train_index if part is Part.TRAINING else data.prepared.validation_index
    answers = Predictor(state).answers(state.learned.values, data.dataset.features[index])
    table = confusion(answers, np.eye(3)[data.dataset.targets[index]])
    report = shown(state, part)
    assert (report.part, report.samples) == (part, len(index))
    assert [row.name for row in report.classes] == ["setosa", "versicolor", "virginica"]
    assert tuple(row.counts for row in report.classes) == table.counts
    assert [row.precision for row in report.classes] == [table.precision(label) for label in range(3)]
    assert [row.recall for row in report.classes] == [table.recall(label) for label in range(3)]


@pytest.mark.parametrize(
    ("diagram", "titles", "classes"),
    [(moons(), ["Loss", "Accuracy"], 2), (IRIS, ["Loss", "Accuracy"], 3), (CURVE, ["Loss", "RMSE", "R²"], 0)],
)
def test_the_task_decides_what_is_shown(diagram: Diagram, titles: list[str], classes: int) -> None:
    report = shown(opened(diagram), Part.VALIDATION)
    assert [row.title for row in report.rows] == titles
    assert len(report.classes) == classes
    assert all(row.hint and row.text for row in report.rows)


def test_other_parameters_are_measured_by_the_same_programs() -> None:
    state = opened(moons())
    measurer = Measurer.of(state)
    assert measurer is not None
    assert state.learned is not None
    first = measurer.report(state.learned.values, Part.TRAINING)
    measurer.report(np.zeros_like(state.learned.values), Part.TRAINING)
    assert measurer.report(state.learned.values, Part.TRAINING) == first


def test_without_samples_or_without_a_network_there_is_nothing_to_show() -> None:
    state = opened(replace(moons(), preparation=Preparation(0.0)))
    measurer = Measurer.of(state)
    assert measurer is not None
    assert state.learned is not None
    assert measurer.shown(state.learned.values, Part.VALIDATION) is None
    assert Measurer.of(opened(Diagram())) is None


def test_what_is_not_defined_says_so() -> None:
    dataset = Dataset("Two", np.eye(2), np.eye(2), ("a", "b"), (), ("y", "z"))
    report = metrics_report(Report(2, 0.5, rmse=(0.25, 1.0), r_squared=(None, 0.75)), dataset, Part.TRAINING)
    assert [(row.title, row.text) for row in report.rows] == [
        ("Loss", "0.5000"),
        ("RMSE of y", "0.2500"),
        ("R² of y", NOT_DEFINED),
        ("RMSE of z", "1.000"),
        ("R² of z", "0.7500"),
    ]
    assert (share_text(None), share_text(0.975)) == (NOT_DEFINED, "97.5 %")


def test_many_classes_have_a_top_three() -> None:
    dataset = Dataset("Two", np.eye(2), np.array([0, 1]), ("a", "b"), ("no", "yes"))
    report = Report(2, 0.5, Confusion(((1, 0), (0, 0)), (0, 1)), top_three=1.0)
    made = metrics_report(report, dataset, Part.TRAINING)
    assert [(row.title, row.text) for row in made.rows] == [
        ("Loss", "0.5000"),
        ("Accuracy", "50.0 %"),
        ("Top 3", "100.0 %"),
    ]
    assert [(row.undecided, row.precision, row.recall) for row in made.classes] == [(0, 1.0, 1.0), (1, None, 0.0)]
