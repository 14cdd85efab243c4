"""`playground check`: its numbers, and that a wrong gradient is an exit code."""

from functools import partial
from pathlib import Path

import numpy as np
import pytest

from playground.engine.operations import dense
from playground.engine.operations.operation import Line, Site
from tests.cli.conftest import Command


def test_every_parameter_and_every_input_is_checked(command: Command, moons: Path) -> None:
    result = command("check", moons, "--samples", 5, "--json")
    report = result.json
    assert result.code == 0
    assert report.keys() == {"max_relative_error", "coordinates", "methods", "worst", "parts"}
    assert report["coordinates"] == (4 * 2 + 4 + 4 + 1) + 5 * 2
    assert 0 <= report["max_relative_error"] <= 1e-8
    assert report["worst"].keys() == {
        "node", "quantity", "index", "backpropagated", "numerical", "relative_error", "method",
    }  # fmt: skip
    assert report["worst"]["relative_error"] == report["max_relative_error"]


def test_every_part_says_its_method_and_its_largest_error(command: Command, moons: Path) -> None:
    report = command("check", moons, "--samples", 5, "--json").json
    assert report["methods"] == {"complex step": report["coordinates"]}
    assert [(part["quantity"], part["coordinates"]) for part in report["parts"]] == [
        ("W", 8), ("b", 4), ("W", 4), ("b", 1), ("x", 10),
    ]  # fmt: skip
    assert {part["method"] for part in report["parts"]} == {report["worst"]["method"]} == {"complex step"}
    assert max(part["max_relative_error"] for part in report["parts"]) == report["max_relative_error"]


def test_another_method_can_be_asked_for(command: Command, moons: Path) -> None:
    report = command("check", moons, "--method", "differences", "--json").json
    assert set(report["methods"]) == {"extrapolated differences"}
    assert 0 < report["max_relative_error"] <= 1e-8
    assert "agree with extrapolated differences" in command("check", moons, "--method", "differences").out
    assert command("check", moons, "--method", "guessing").code == 2


def test_at_most_the_training_part_is_checked(command: Command, moons: Path) -> None:
    assert command("check", moons, "--samples", 10**6, "--json").json["coordinates"] == 17 + 32 * 2


def test_text_says_the_verdict_and_the_place(command: Command, branches: Path) -> None:
    result = command("check", branches)
    assert result.code == 0
    assert "agree with the complex step" in result.out
    assert " of " in result.out.splitlines()[1]


def test_a_wrong_gradient_is_found(command: Command, moons: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def too_large(site: Site) -> None:
        gradient, dz = site.gradient("bias"), site.value("grad_pre_activation")
        calls = (
            partial(np.add.reduce, dz.array, 0, None, gradient.array),
            partial(np.multiply, gradient.array, 1.001, gradient.array),
        )
        site.emit(gradient, Line("{gb} = {dz}", {"gb": gradient, "dz": dz}), *calls)

    monkeypatch.setattr(dense, "emit_bias_gradient", too_large)
    result = command("check", moons, "--json")
    assert result.code == 1
    assert result.json["worst"]["quantity"] == "b"
    assert result.json["max_relative_error"] == pytest.approx(0.001, rel=0.01)
    assert "do not agree" in command("check", moons).out


def test_a_gradient_that_is_no_number_is_null_and_fails(command: Command, moons: Path, tmp_path: Path) -> None:
    parameters = tmp_path / "p.json"
    parameters.write_text('{"Dense 2": {"b": [1e308]}, "Dense 1": {"b": [1e308, 1e308, 1e308, 1e308]}}')
    result = command("check", moons, "--parameters", parameters, "--json")
    assert (result.code == 0) == (result.json["max_relative_error"] is not None)
