"""`playground trace` against a pass worked out here in plain Python floats, and against training itself."""

import json
import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from playground.cli.opening import Ready, ready
from playground.document.files import read
from playground.engine.training import Training
from tests.cli.conftest import Command
from tests.cli.networks import Result

KEYS = {"phase", "node", "quantity", "symbol", "formula", "shape", "value", "operands", "contributions"}
W1, B1 = [[0.5, -0.3], [0.8, 0.2]], [0.1, -0.2]
W2, B2 = [[0.7, -0.6]], [0.05]
X, Y, RATE = [0.8, -0.5], [1.0], 0.1


@pytest.fixture
def tiny(command: Command, tmp_path: Path) -> Path:
    """A 2-2-1 network with the parameters above."""
    parameters, path = tmp_path / "parameters.json", tmp_path / "tiny.playground"
    parameters.write_text(json.dumps({"Dense 1": {"W": W1, "b": B1}, "Dense 2": {"W": W2, "b": B2}}))
    network = ("--layers", "2, 2 tanh, 1 sigmoid", "--loss", "binary-cross-entropy", "--data", "moons")
    result = command("new", path, *network, "--learning-rate", RATE, "--parameters", parameters)
    assert result.code == 0, result.err
    return path


def values(steps: list[dict[str, Any]]) -> dict[tuple[str, str, str], Any]:
    """Values by phase, node and quantity; of several updates the last."""
    return {(step["phase"], step["node"], step["quantity"]): step["value"] for step in steps}


def by_hand() -> dict[tuple[str, str, str], Any]:
    """One update of the tiny network on (X, Y), in plain floats."""
    z1 = [sum(w * x for w, x in zip(row, X, strict=True)) + b for row, b in zip(W1, B1, strict=True)]
    a1 = [math.tanh(z) for z in z1]
    z2 = [sum(w * a for w, a in zip(W2[0], a1, strict=True)) + B2[0]]
    p = [1 / (1 + math.exp(-z2[0]))]
    dz2 = [p[0] - Y[0]]
    da1 = [w * dz2[0] for w in W2[0]]
    dz1 = [da * (1 - a * a) for da, a in zip(da1, a1, strict=True)]
    dw2, dw1 = [[dz2[0] * a for a in a1]], [[dz * x for x in X] for dz in dz1]
    return {
        ("forward", "Input", "activation"): X,
        ("forward", "Dense 1", "pre_activation"): z1,
        ("forward", "Dense 1", "activation"): a1,
        ("forward", "Dense 2", "pre_activation"): z2,
        ("forward", "Dense 2", "activation"): z2,
        ("loss", "Loss", "probabilities"): p,
        ("loss", "Loss", "loss"): -math.log(p[0]),
        ("backward", "Dense 2", "grad_activation"): dz2,
        ("backward", "Dense 2", "grad_pre_activation"): dz2,
        ("backward", "Dense 2", "grad_weights"): dw2,
        ("backward", "Dense 2", "grad_bias"): dz2,
        ("backward", "Dense 1", "grad_activation"): da1,
        ("backward", "Dense 1", "grad_pre_activation"): dz1,
        ("backward", "Dense 1", "grad_weights"): dw1,
        ("backward", "Dense 1", "grad_bias"): dz1,
        ("backward", "Input", "grad_activation"): [sum(W1[unit][i] * dz1[unit] for unit in range(2)) for i in range(2)],
        ("update", "Dense 1", "weights"): moved(W1, dw1),
        ("update", "Dense 1", "bias"): moved([B1], [dz1])[0],
        ("update", "Dense 2", "weights"): moved(W2, dw2),
        ("update", "Dense 2", "bias"): moved([B2], [dz2])[0],
    }


def moved(rows: list[list[float]], gradients: list[list[float]]) -> list[list[float]]:
    """W − α ∂L/∂W."""
    return [[w - RATE * g for w, g in zip(row, line, strict=True)] for row, line in zip(rows, gradients, strict=True)]


def trace_of_x(command: Command, path: Path, *more: object) -> Result:
    return command("trace", path, "--input", "0.8,-0.5", "--target", "1", *more)


def test_every_step_of_a_pass_agrees_with_the_pass_by_hand(command: Command, tiny: Path) -> None:
    result = trace_of_x(command, tiny, "--json")
    steps = result.json["steps"]
    expected = by_hand()
    assert result.code == 0
    assert [(step["phase"], step["node"], step["quantity"]) for step in steps] == list(expected)
    for place, value in values(steps).items():
        np.testing.assert_allclose(value, expected[place], rtol=1e-14, atol=0, err_msg=str(place))


def test_every_step_has_exactly_the_promised_keys(command: Command, tiny: Path) -> None:
    payload = trace_of_x(command, tiny, "--json").json
    assert payload.keys() == {"steps"}
    for step in payload["steps"]:
        assert step.keys() == KEYS
        assert list(np.shape(step["value"])) == step["shape"]
        assert all(operand.keys() == {"symbol", "value"} for operand in step["operands"].values())
        assert step["formula"].startswith(step["symbol"])


def test_operands_are_what_the_step_read(command: Command, tiny: Path) -> None:
    steps = trace_of_x(command, tiny, "--json").json["steps"]
    second = steps[1]
    assert second["symbol"] == "z⁽¹⁾"
    assert second["formula"] == "z⁽¹⁾ = W⁽¹⁾ a⁽⁰⁾ + b⁽¹⁾"
    assert second["operands"] == {
        "W": {"symbol": "W⁽¹⁾", "value": W1},
        "x": {"symbol": "a⁽⁰⁾", "value": X},
        "b": {"symbol": "b⁽¹⁾", "value": B1},
    }
    update = next(step for step in steps if (step["phase"], step["node"]) == ("update", "Dense 1"))
    assert update["operands"]["W"]["value"] == W1  # as it was, not as it became


def test_two_updates_go_on_from_the_first(command: Command, tiny: Path) -> None:
    once = trace_of_x(command, tiny, "--json").json["steps"]
    twice = trace_of_x(command, tiny, "--updates", 2, "--json").json["steps"]
    assert twice[: len(once)] == once
    assert len(twice) == 2 * len(once)
    place = ("update", "Dense 1", "weights")
    read_again = next(step for step in twice[len(once) :] if step["quantity"] == "pre_activation")
    assert read_again["operands"]["W"]["value"] == values(once)[place]


def test_a_sample_is_one_of_the_training_part_as_the_network_sees_it(command: Command, moons: Path) -> None:
    train = subject(moons).data.training.train
    for index in (0, 31):
        steps = command("trace", moons, "--sample", index, "--json").json["steps"]
        assert steps[0]["value"] == train.features[index].tolist()
    assert command("trace", moons, "--json").json == command("trace", moons, "--sample", 0, "--json").json


def test_a_batch_is_written_in_rows(command: Command, moons: Path) -> None:
    steps = command("trace", moons, "--batch", "--json").json["steps"]
    shapes = {(step["node"], step["quantity"]): step["shape"] for step in steps}
    assert shapes["Dense 1", "pre_activation"] == [10, 4]
    assert shapes["Dense 1", "grad_weights"] == [4, 2]
    assert shapes["Loss", "loss"] == []


def test_tracing_batches_is_training(command: Command, moons: Path, tmp_path: Path) -> None:
    begun = tmp_path / "begun.playground"
    command("train", moons, "--epochs", 1, "--save", begun)
    updates = 6  # over the end of the second epoch, with its smaller batch
    steps = command("trace", begun, "--batch", "--updates", updates, "--json").json["steps"]
    trained = trained_for(subject(begun), updates)
    last = values(steps)
    for slot in trained.learned().layout.slots:
        name = trained.network.node(slot.node).name
        assert last["update", name, slot.quantity] == slot.view(trained.values()).tolist()
    assert [step["shape"] for step in steps if step["quantity"] == "activation" and step["node"] == "Input"] == [
        [10, 2], [10, 2], [10, 2], [2, 2], [10, 2], [10, 2],
    ]  # fmt: skip


def subject(path: Path) -> Ready:
    return ready(read(path), path.name)


def trained_for(subject: Ready, updates: int) -> Training:
    training = Training(subject.network, subject.settings, subject.data.training, subject.learned)
    for _ in range(updates):
        training.update()
    return training


def test_contributions_name_the_consumers_and_add_up(command: Command, branches: Path) -> None:
    for choice in ((), ("--batch",)):
        steps = command("trace", branches, *choice, "--json").json["steps"]
        total = next(step for step in steps if step["contributions"])
        assert (total["node"], total["quantity"]) == ("Dense 1", "grad_activation")
        assert {part["from"] for part in total["contributions"]} == {"Dense 2", "Add 1"}
        parts = np.sum([part["value"] for part in total["contributions"]], axis=0)
        np.testing.assert_allclose(parts, total["value"], rtol=1e-15)
        assert sum(bool(step["contributions"]) for step in steps) == 1


def test_text_has_a_line_for_each_step(command: Command, tiny: Path) -> None:
    result = trace_of_x(command, tiny, "--updates", 2)
    lines = result.out.splitlines()
    assert len(lines) == 2 * (1 + len(by_hand())) + 1
    assert lines[0].split() == ["phase", "block", "formula", "shape", "value"]
    assert lines[2].split()[:4] == ["2", "forward", "Dense", "1"]
    assert "z⁽¹⁾ = W⁽¹⁾ a⁽⁰⁾ + b⁽¹⁾" in lines[2]
    assert lines[2].endswith("[0.6500, 0.3400]")
    assert len({line.index("forward") for line in lines if "forward" in line}) == 1


def test_overflow_is_null_in_json_and_no_warning(command: Command, tmp_path: Path) -> None:
    wild = tmp_path / "wild.playground"
    command("new", wild, "--layers", "1, 4, 1", "--loss", "mse", "--data", "curve", "--learning-rate", 1e6)
    steps = command("trace", wild, "--batch", "--updates", 40, "--json").json["steps"]
    assert None in [value for step in steps[-20:] for value in np.ravel(step["value"])]
    assert "NaN" in command("trace", wild, "--batch", "--updates", 40).out


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--sample", "32"), "found sample 32, expected 0 to 31 (training part)"),
        (("--input", "1,2,3", "--target", "1"), "found 3 numbers in --input, expected 2"),
        (("--input", "1,2", "--target", "1,0"), "found 2 numbers in --target, expected 1"),
    ],
)
def test_samples_that_there_are_not_are_refused(
    command: Command, moons: Path, options: tuple[str, ...], told: str
) -> None:
    result = command("trace", moons, *options, "--json")
    assert (result.code, result.out) == (1, "")
    assert result.err == f"{moons}: {told}\n"


@pytest.mark.parametrize(
    "options",
    [("--input", "1,2"), ("--target", "1"), ("--sample", "1", "--batch"), ("--updates", "0"), ("--input", "1,a")],
)
def test_wrong_usage_is_told_with_the_usage(command: Command, moons: Path, options: tuple[str, ...]) -> None:
    result = command("trace", moons, *options)
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith("usage: playground trace")


def test_given_parameters_are_used(command: Command, tiny: Path, tmp_path: Path) -> None:
    parameters = tmp_path / "other.json"
    parameters.write_text('{"Dense 1": {"b": [10, 20]}}', encoding="utf-8")
    steps = trace_of_x(command, tiny, "--parameters", parameters, "--json").json["steps"]
    assert steps[1]["operands"]["b"]["value"] == [10, 20]
    assert steps[1]["operands"]["W"]["value"] == W1
