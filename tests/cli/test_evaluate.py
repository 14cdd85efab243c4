"""`playground evaluate`: the engine's numbers, for either part, as text and as JSON."""

from dataclasses import replace
from pathlib import Path

import pytest

from playground.data.split import Preparation
from playground.document.document import Document
from playground.document.files import write
from tests.cli.conftest import Command
from tests.cli.networks import moons_net

KEYS = {"part", "samples", "loss", "accuracy", "top_3", "classes", "rmse", "r_squared"}


@pytest.fixture
def curve(command: Command, tmp_path: Path) -> Path:
    """A file with a regression."""
    command("examples", "curve", tmp_path / "curve.playground")
    return tmp_path / "curve.playground"


@pytest.mark.parametrize(("part", "samples"), [("training", 32), ("validation", 8)])
def test_either_part_is_counted_whole(command: Command, moons: Path, part: str, samples: int) -> None:
    report = command("evaluate", moons, "--part", part, "--json").json
    assert report.keys() == KEYS
    assert (report["part"], report["samples"]) == (part, samples)
    matrix = [row["taken_for"] for row in report["classes"]]
    assert sum(map(sum, matrix)) == samples
    assert report["accuracy"] == pytest.approx((matrix[0][0] + matrix[1][1]) / samples)


def test_the_numbers_are_those_of_training(command: Command, moons: Path, tmp_path: Path) -> None:
    trained = tmp_path / "trained.playground"
    curves = command("train", moons, "--epochs", 3, "--save", trained, "--json").json
    report = command("evaluate", trained, "--json").json
    assert report["part"] == "validation"
    assert report["loss"] == curves["validation_loss"][-1]
    assert report["accuracy"] == curves["validation_accuracy"][-1]


def test_a_regression_has_rmse_and_r_squared_and_no_classes(command: Command, curve: Path) -> None:
    report = command("evaluate", curve, "--json").json
    assert report["loss"] == pytest.approx(report["rmse"][0] ** 2)
    assert report["r_squared"][0] < 1
    assert (report["accuracy"], report["top_3"], report["classes"]) == (None, None, [])
    assert [line.split()[0] for line in command("evaluate", curve).out.splitlines()[1:]] == ["Loss", "RMSE", "R²"]


def test_text_shows_the_matrix_and_what_is_not_defined(command: Command, moons: Path, tmp_path: Path) -> None:
    parameters = tmp_path / "p.json"
    parameters.write_text('{"Dense 2": {"W": [[0, 0, 0, 0]], "b": [-50]}}')
    lines = command("evaluate", moons, "--part", "training", "--parameters", parameters).out.splitlines()
    assert lines[0] == "32 samples of the training part"
    assert lines[-3].split() == ["taken", "for", "→", "upper", "lower", "precision", "recall"]
    assert lines[-2].split() == ["upper", "16", "0", "50.0", "%", "100.0", "%"]
    assert lines[-1].split() == ["lower", "16", "0", "not", "defined", "0.0", "%"]


def test_a_prediction_that_is_no_number_is_wrong_and_null(command: Command, moons: Path, tmp_path: Path) -> None:
    parameters = tmp_path / "p.json"
    parameters.write_text('{"Dense 2": {"W": [[1e308, 1e308, -1e308, -1e308]]}, "Dense 1": {"b": [9, 9, 9, 9]}}')
    report = command("evaluate", moons, "--parameters", parameters, "--json").json
    assert report["accuracy"] is not None
    assert sum(sum(row["taken_for"]) + row["undecided"] for row in report["classes"]) == 8
    assert command("evaluate", moons, "--parameters", parameters).code == 0


def test_without_a_validation_part_the_training_part_is_meant(command: Command, tmp_path: Path) -> None:
    path, document = tmp_path / "whole.playground", moons_net()
    write(path, Document(replace(document.diagram, preparation=Preparation(0.0))))
    assert command("evaluate", path, "--json").json["part"] == "training"
    refused = command("evaluate", path, "--part", "validation")
    assert (refused.code, refused.out) == (1, "")
    assert "found no validation samples, expected at least one" in refused.err
