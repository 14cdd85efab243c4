"""`playground new`: what the file then holds, and what is refused before anything is written."""

import json
from pathlib import Path
from typing import Any

import pytest

from playground.data.sources import Bundled, Generated, Imported
from playground.data.split import Preparation
from playground.document.diagram import Diagram
from playground.document.files import read
from playground.engine.operations.convolution import Conv2D
from playground.engine.operations.dense import Dense
from playground.engine.operations.losses import Huber
from playground.engine.operations.numbers import Parameter
from playground.engine.operations.objective import Objective
from playground.engine.operations.pooling import MaxPool2D
from playground.engine.operations.shaping import Flatten, Reshape
from playground.engine.optimizers import SGD, Momentum
from tests.cli.conftest import Command

NETWORK = ("--layers", "2, 8 tanh, 8 tanh, 1 sigmoid", "--loss", "binary-cross-entropy")
MOONS = (*NETWORK, "--data", "moons")


def made(command: Command, folder: Path, *options: object) -> Diagram:
    path = folder / "made.playground"
    result = command("new", path, *options)
    assert (result.code, result.err) == (0, "")
    return read(path).diagram


def test_the_line_of_the_manual_makes_a_network(command: Command, tmp_path: Path) -> None:
    path = tmp_path / "moons.playground"
    result = command("new", path, *MOONS, "--json")
    assert result.json == {"file": str(path), "blocks": 5, "parameters": 105}
    diagram = read(path).diagram
    assert [node.name for node in diagram.network.nodes] == ["Input", "Dense 1", "Dense 2", "Dense 3", "Loss"]
    assert diagram.data == Generated("moons", 200, 0.1, 0)
    assert command("validate", path).code == 0


def test_equal_lines_make_equal_files(command: Command, tmp_path: Path) -> None:
    one, two, other = (tmp_path / f"{name}.playground" for name in ("one", "two", "other"))
    for path, seed in ((one, 5), (two, 5), (other, 6)):
        assert command("new", path, *MOONS, "--seed", seed).code == 0
    assert one.read_bytes() == two.read_bytes() != other.read_bytes()


def test_every_setting_arrives(command: Command, tmp_path: Path) -> None:
    data = ("--data", "circles", "--samples", 90, "--noise", 0.2, "--validation", 0.3, "--no-standardize")
    training = ("--optimizer", "momentum", "--learning-rate", 0.05, "--momentum", 0.8, "--batch-size", 7)
    more = ("--seed", 4, "--initializer", "he-normal")
    diagram = made(command, tmp_path, *NETWORK, *data, *training, *more)
    assert diagram.data == Generated("circles", 90, 0.2, 4)
    assert diagram.preparation == Preparation(0.3, 4, standardize=False)
    assert diagram.training.optimizer == Momentum(0.05, 0.8)
    assert (diagram.training.batch_size, diagram.training.seed) == (7, 4)
    dense = [node.operation for node in diagram.network.nodes if isinstance(node.operation, Dense)]
    assert {operation.initializer for operation in dense} == {"he_normal"}


def test_an_optimizer_is_said_in_words_and_any_setting_by_name(command: Command, tmp_path: Path) -> None:
    words = ("--optimizer", "momentum 0.05 momentum=0.8", "--set", "batch_size=7", "--set", "learning-rate=0.5")
    diagram = made(command, tmp_path, *MOONS, *words)
    assert diagram.training.optimizer == Momentum(0.5, 0.8)
    assert diagram.training.batch_size == 7


def test_layers_may_be_any_blocks_and_a_loss_may_have_settings(command: Command, tmp_path: Path) -> None:
    layers = "64, reshape 1 8 8, conv 4 3x3 stride 2, max-pool 2, flatten, 10 softmax"
    diagram = made(command, tmp_path, "--layers", layers, "--loss", "softmax-cross-entropy", "--data", "digits")
    operations = [node.operation for node in diagram.network.nodes]
    assert operations[1:5] == [Reshape((1, 8, 8)), Conv2D(4, stride=(2, 2)), MaxPool2D((2, 2)), Flatten()]
    diagram = made(command, tmp_path, "--layers", "2, 1", "--loss", "huber delta=0.5", "--data", "plane")
    assert diagram.network.nodes[-1].operation == Huber(delta=0.5)


def test_every_block_with_weights_begins_as_told(command: Command, tmp_path: Path) -> None:
    layers = ("--layers", "64, reshape 1 8 8, conv 2, flatten, 10", "--loss", "softmax-cross-entropy")
    diagram = made(command, tmp_path, *layers, "--data", "digits", "--initializer", "zeros")
    found = [node.operation for node in diagram.network.nodes if hasattr(node.operation, "initializer")]
    assert [operation.initializer for operation in found] == ["zeros", "zeros"]


def test_a_formula_becomes_a_computational_graph(command: Command, tmp_path: Path) -> None:
    formula = ("--expression", "(x*w2 + w1 + w2 - y)**2", "--learn", "w1=6, w2")
    network = made(command, tmp_path, *formula, "--data", "moons").network
    assert isinstance(network.nodes[-1].operation, Objective)
    starts = {node.name: node.operation.value for node in network.nodes if isinstance(node.operation, Parameter)}
    assert starts == {"w1": 6.0, "w2": 1.0}


def test_defaults_are_the_program_s_own(command: Command, tmp_path: Path) -> None:
    diagram = made(command, tmp_path, *NETWORK, "--data", "circles")
    assert diagram.data == Generated("circles", 200, 0.05, 0)
    assert diagram.training.optimizer == SGD()


def test_data_may_be_a_bundled_table(command: Command, tmp_path: Path) -> None:
    options = ("--layers", "4, 8 relu, 3 softmax", "--loss", "softmax_cross_entropy", "--data", "iris")
    assert made(command, tmp_path, *options).data == Bundled("iris")


def test_data_may_be_a_csv_file(command: Command, tmp_path: Path) -> None:
    path = tmp_path / "points.csv"
    path.write_text("u,v,w\n" + "\n".join(f"{i},{-i},{i / 3}" for i in range(30)), encoding="utf-8")
    options = ("--layers", "2, 4 tanh, 1", "--loss", "mse", "--data", path, "--target", "w")
    data = made(command, tmp_path, *options).data
    assert isinstance(data, Imported)
    assert (data.name, data.target, data.samples) == ("points.csv", "w", 30)


def test_parameters_are_set_by_block(command: Command, tmp_path: Path) -> None:
    parameters = tmp_path / "p.json"
    given: dict[str, Any] = {"Dense 3": {"W": [[float(i) for i in range(8)]], "b": [0.1]}}
    parameters.write_text(json.dumps(given), encoding="utf-8")
    path = tmp_path / "made.playground"
    assert command("new", path, *MOONS, "--parameters", parameters).code == 0
    learned = read(path).learned
    assert learned is not None
    assert learned.values[-9:].tolist() == [0, 1, 2, 3, 4, 5, 6, 7, 0.1]


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--layers", "3, 8 tanh, 1", "--loss", "mse", "--data", "moons"), "the data has 2 columns"),
        (("--layers", "2, 8 tahn, 1", "--loss", "mse", "--data", "moons"), "entry 2 '8 tahn'"),
        (("--layers", "2", "--loss", "mse", "--data", "moons"), "expected inputs and layers"),
        (("--layers", "2, 1", "--loss", "newton", "--data", "moons"), "there is no loss 'newton'"),
        (("--layers", "2, 1", "--loss", "mse", "--data", "no.csv", "--target", "y"), "no.csv: cannot be read"),
        (("--layers", "4, 2 softmax", "--loss", "softmax-cross-entropy", "--data", "iris"), "3 classes"),
        ((*MOONS, "--samples", "3"), "expected 4 to"),
        (("--expression", "x + y(", "--data", "moons"), "column"),
        (("--layers", "64, reshape 1 9 9, 1", "--loss", "mse", "--data", "digits"), "Reshape 1 makes 1 × 9 × 9"),
        (("--layers", "2, add, 1", "--loss", "mse", "--data", "moons"), "entry 2 'add': Add has 2 inputs"),
        (("--layers", "2, 1", "--loss", "huber delta=0", "--data", "plane"), "loss: Huber"),
        ((*MOONS, "--set", "beta1=0.5"), "--set beta1=0.5: found 'beta1', expected one of the settings"),
        ((*MOONS, "--set", "batch_size=0"), "batch size is 0"),
        ((*MOONS, "--noise", "-1"), "found noise -1.0"),
        ((*MOONS, "--validation", "1"), "found a fraction of 1.0"),
        ((*MOONS, "--learning-rate", "0"), "learning rate is 0.0"),
        ((*MOONS, "--optimizer", "momentum", "--momentum", "1"), "momentum is 1.0"),
    ],
)
def test_what_cannot_run_is_refused_and_nothing_is_written(
    command: Command, tmp_path: Path, options: tuple[str, ...], told: str
) -> None:
    result = command("new", tmp_path / "made.playground", *options)
    assert (result.code, result.out) == (1, "")
    assert told in result.err
    assert result.err.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"Dense 9": {"b": [1]}}, "there is no block named 'Dense 9'"),
        ({"Dense 1": {"V": [1]}}, "Dense 1 has no parameter 'V'"),
        ({"Dense 1": {"W": [[1, 2, 3]]}}, "W of Dense 1 has shape 1 × 3, expected 8 × 2"),
        ({"Dense 1": {"W": [[1, 2], [3]]}}, "W of Dense 1"),
        ({"Loss": {"W": [1]}}, "Loss has no parameter 'W'"),
    ],
)
def test_parameters_that_do_not_fit_are_refused_by_file_and_block(
    command: Command, tmp_path: Path, given: object, told: str
) -> None:
    parameters, path = tmp_path / "p.json", tmp_path / "made.playground"
    parameters.write_text(json.dumps(given), encoding="utf-8")
    result = command("new", path, *MOONS, "--parameters", parameters)
    assert result.code == 1
    assert result.err.startswith(f"{parameters}: ")
    assert told in result.err
    assert not path.exists()


@pytest.mark.parametrize(
    "options",
    [
        (*NETWORK,),
        (*MOONS, "--target", "y"),
        (*MOONS, "--momentum", "0.5"),
        (*NETWORK, "--data", "iris", "--samples", "10"),
        (*NETWORK, "--data", "iris", "--target", "y"),
        (*NETWORK, "--data", "nothing"),
        (*MOONS, "--optimizer", "newton"),
        (*MOONS, "--optimizer", "momentum momentum=3"),
        (*MOONS, "--learn", "w1"),
        (*MOONS, "--expression", "x**2"),
        ("--expression", "x**2", "--loss", "mse", "--data", "moons"),
        ("--expression", "x**2", "--learn", "w=1,w=2", "--data", "moons"),
        ("--layers", "2, 1", "--data", "moons"),
        (*MOONS, "--initializer", "ones"),
    ],
)
def test_options_that_do_not_go_together_are_wrong_usage(
    command: Command, tmp_path: Path, options: tuple[str, ...]
) -> None:
    result = command("new", tmp_path / "made.playground", *options)
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith("usage: playground new")
    assert list(tmp_path.iterdir()) == []


def test_few_samples_make_one_batch(command: Command, tmp_path: Path) -> None:
    path = tmp_path / "made.playground"
    assert command("new", path, *MOONS, "--samples", 5, "--validation", 0.2).code == 0
    assert read(path).diagram.training.batch_size == 4
    assert command("train", path, "--epochs", 1).code == 0


def test_a_batch_larger_than_the_training_part_is_refused(command: Command, tmp_path: Path) -> None:
    result = command("new", tmp_path / "made.playground", *MOONS, "--samples", 5, "--batch-size", 5)
    assert result.code == 1
    assert "batch size is 5, but the training part has only 4 samples: set it to 4 or less" in result.err


def test_a_folder_that_is_not_there_is_told(command: Command, tmp_path: Path) -> None:
    result = command("new", tmp_path / "no" / "made.playground", *MOONS)
    assert result.code == 1
    assert "made.playground" in result.err
