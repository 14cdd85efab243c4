"""`playground gradients`: lengths of the batch's gradient and of its samples'."""

from pathlib import Path

import numpy as np
import pytest

from playground.cli.opening import read, ready
from playground.engine.operations.dense import Dense
from playground.engine.per_sample import mean_gradient, per_sample_gradients
from tests.cli.conftest import Command


def test_the_lengths_are_those_of_the_engines_gradients(command: Command, moons: Path) -> None:
    report = command("gradients", moons, "--samples", 5, "--json").json
    subject = ready(read(str(moons)), "moons")
    samples = subject.data.training.train.rows(slice(5))
    gradients = per_sample_gradients(subject.network, subject.learned.layout, subject.learned.values, samples)
    assert report["samples"] == 5
    assert report["all"]["by_sample"] == pytest.approx(np.linalg.norm(gradients, axis=1).tolist())
    assert report["all"]["batch"] == pytest.approx(np.linalg.norm(mean_gradient(subject.network, gradients)))
    names = ["W of Dense 1", "b of Dense 1", "W of Dense 2", "b of Dense 2"]
    assert [entry["name"] for entry in report["parameters"]] == names
    squares = sum(entry["batch"] ** 2 for entry in report["parameters"])
    assert squares**0.5 == pytest.approx(report["all"]["batch"])


def test_text_is_a_line_for_each_parameter_and_one_for_all(command: Command, moons: Path) -> None:
    lines = command("gradients", moons).out.splitlines()
    assert lines[0] == "Lengths of the gradients of 32 samples"
    assert len(lines) == 2 + 4 + 1
    assert lines[-1].startswith("all ")


def test_a_block_that_mixes_samples_is_named(command: Command, moons: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Dense, "mixes_samples", True)
    result = command("gradients", moons)
    assert (result.code, result.out) == (1, "")
    assert f"{moons}: Dense 1 lets the samples of a batch depend on each other" in result.err
