"""Everything that may be wrong with what goes in, one by one: the type of the error, the block or column, the words."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
import pytest

from playground.data.dataset import Dataset
from playground.data.encoding import encode
from playground.data.errors import (
    ConstantColumnError,
    DataError,
    EmptyDataError,
    LabelError,
    OneClassError,
    OutputCountError,
)
from playground.data.imported import Imported, pack, unpack
from playground.data.learnable import check_learnable
from playground.data.sources import Bundled, Generated, load
from playground.data.table import read_csv
from playground.engine import errors
from playground.engine.errors import (
    BatchError,
    BatchSizeError,
    CycleError,
    MissingWireError,
    NetworkError,
    ParameterError,
    SettingError,
    ShapeError,
    TargetError,
    WiringError,
)
from playground.engine.network import Edge, Network, Node
from playground.engine.operations.activations import Activation
from playground.engine.operations.dense import Dense
from playground.engine.operations.embedding import Embedding
from playground.engine.operations.joins import Add
from playground.engine.operations.losses import MeanSquaredError
from playground.engine.operations.operation import Operation
from playground.engine.operations.shaping import Flatten
from playground.engine.operations.source import Input
from playground.engine.parameters import initialize, layout_of, with_values
from playground.engine.samples import Samples, check_batch_size, check_samples
from playground.engine.settings import TrainingSettings
from tests.engine.sample_networks import chain, diamond_network, skip_network, wired


def network(extra: dict[str, Operation], *wires: str) -> Network:
    """X → O → L, with more blocks and wires."""
    nodes: dict[str, Operation] = {"X": Input(2), "O": Dense(2), "L": MeanSquaredError()}
    return wired(nodes | extra, "x o", "o l", *wires)


def between(operation: Operation) -> Network:
    """X → N1 → N2: one operation before the loss."""
    return chain(operation, MeanSquaredError())


NETWORKS = {
    "cycle": (network({"A": Dense(), "B": Dense()}, "a b", "b a"), CycleError, "a", "A waits for its own output"),
    "wire to itself": (network({"A": Dense()}, "a a"), CycleError, "a", "the wires form a cycle"),
    "missing wire": (
        network({"S": Add()}, "x s 1"),
        MissingWireError,
        "s",
        "S gets no values at input 1: wire a block",
    ),
    "loose end": (network({"A": Dense()}, "x a"), MissingWireError, "a", "A leads nowhere: wire its output on"),
    "no input": (wired({"L": MeanSquaredError()}), MissingWireError, None, "the network has no Input: add one"),
    "no loss": (wired({"X": Input()}), MissingWireError, None, "the network has no loss: add one"),
    "second wire at a port": (network({"A": Dense()}, "x a", "a o"), WiringError, "o", "O gets two wires at input"),
    "port that is not there": (network({}, "x o 1"), WiringError, "o", "O has no input 2"),
    "wire from nowhere": (network({}, "q o"), WiringError, None, "a wire ends at 'q', which is no block"),
    "wire from the loss": (network({}, "l o 1"), WiringError, "l", "L is a loss: it has no output to wire"),
    "second loss": (network({"M": MeanSquaredError()}, "o m"), WiringError, "m", "M is a second loss beside L"),
    "two blocks of one name": (
        Network((Node("a", "A", Input()), Node("b", "A", MeanSquaredError())), (Edge("a", "b"),)),
        WiringError,
        "b",
        "two blocks are named 'A'",
    ),
    "shapes that do not fit": (
        wired({"X": Input(2), "A": Dense(3), "S": Add(), "L": MeanSquaredError()}, "x a", "x s 0", "a s 1", "s l"),
        ShapeError,
        "s",
        "S adds values of shape 2 and 3",
    ),
    "zero units": (between(Dense(0)), SettingError, "n1", "N1 has 0 units, expected 1 to 65,536"),
    "too many units": (between(Dense(65_537)), SettingError, "n1", "expected 1 to 65,536"),
    "zero features": (chain(MeanSquaredError(), features=0), SettingError, "x", "X has 0 units"),
    "unknown activation": (
        between(Dense(1, "swish")),
        SettingError,
        "n1",
        "unknown activation function 'swish'; known",
    ),
    "unknown function": (
        between(Activation("sinus")),
        SettingError,
        "n1",
        "unknown activation function 'sinus'; known",
    ),
    "unknown initializer": (
        between(Dense(1, initializer="one")),
        SettingError,
        "n1",
        "unknown initializer 'one'; known",
    ),
    "unknown reduction": (
        chain(MeanSquaredError("max")),
        SettingError,
        "n1",
        "unknown reduction 'max'; known are mean",
    ),
}


@pytest.mark.parametrize("case", NETWORKS)
def test_a_wrong_network_names_the_block(case: str) -> None:
    wrong, kind, node, words = NETWORKS[case]
    found = [problem for problem in wrong.problems if type(problem) is kind and words in str(problem)]
    assert found, wrong.problems
    assert found[0].node == node
    with pytest.raises(NetworkError):
        _ = layout_of(wrong)


def rows(count: int, columns: int, value: float = 0.0) -> np.ndarray:
    """A table full of one value."""
    return np.full((count, columns), value)


LOOKING_UP = chain(Embedding(4, 4), Flatten(), MeanSquaredError())
SAMPLES = {
    "no samples": (
        partial(check_samples, skip_network(), Samples(rows(0, 2), rows(0, 2))),
        errors.EmptyDataError,
        "x",
        "the training part of the data is empty, expected at least one sample",
    ),
    "more columns than features": (
        partial(check_samples, skip_network(), Samples(rows(4, 3), rows(4, 2))),
        BatchError,
        "x",
        "the features have 3 columns, but the inputs take 2",
    ),
    "more classes than outputs": (
        partial(check_samples, diamond_network(), Samples(rows(4, 2), np.eye(4))),
        BatchError,
        "l",
        "the targets have 4 columns, but L takes 3",
    ),
    "more features than targets": (
        partial(check_samples, skip_network(), Samples(rows(4, 2), rows(3, 2))),
        BatchError,
        "l",
        "there are 4 rows of features, but 3 of targets",
    ),
    "label out of range": (
        partial(check_samples, diamond_network(), Samples(rows(1, 2), rows(1, 3, 2.0))),
        TargetError,
        "l",
        "target 1 of sample 1 is 2.0, but L compares classes: expected 0 to 1",
    ),
    "feature that is no number": (
        partial(check_samples, skip_network(), Samples(rows(4, 2, np.nan), rows(4, 2))),
        BatchError,
        "x",
        "the features hold NaN or infinity",
    ),
    "number without a row in a table": (
        partial(check_samples, LOOKING_UP, Samples(rows(1, 2, 4.0), rows(1, 8))),
        BatchError,
        "n1",
        "feature 1: N1 looks up 4, expected whole numbers from 0 to 3",
    ),
    "batch larger than the data": (
        partial(check_batch_size, 8, 7),
        BatchSizeError,
        None,
        "batch size is 8, but the training part has only 7 samples: set it to 7 or less",
    ),
    "batch of nothing": (TrainingSettings(batch_size=0).check, SettingError, None, "batch size is 0"),
    "unknown id": (partial(skip_network().node, "q"), NetworkError, None, "there is no block with the id 'q'"),
    "unknown name": (
        partial(skip_network().named, "Q"),
        NetworkError,
        None,
        "there is no block named 'Q'; there are X, H, G, S, O, L",
    ),
}


@pytest.mark.parametrize("case", SAMPLES)
def test_wrong_samples_settings_and_names_name_the_block(case: str) -> None:
    act, kind, node, words = SAMPLES[case]
    with pytest.raises(NetworkError) as refusal:
        act()
    assert type(refusal.value) is kind
    assert refusal.value.node == node
    assert words in str(refusal.value)


PARAMETERS = {
    "block that is not there": ({"Q": {}}, None, "there is no block named 'Q'"),
    "parameter that is not there": ({"N1": {"V": 1.0}}, "n1", "N1 has no parameter 'V'; it has W, b"),
    "shape": ({"N1": {"b": [1.0, 2.0]}}, "n1", "b of N1 has shape 2, expected 1"),
    "text": ({"N1": {"b": ["one"]}}, "n1", "b of N1 is not a table of numbers"),
    "infinity": ({"N1": {"b": [np.inf]}}, "n1", "b of N1 holds NaN or infinity"),
}


@pytest.mark.parametrize("case", PARAMETERS)
def test_wrong_parameters_name_the_block(case: str) -> None:
    given, node, words = PARAMETERS[case]
    net = between(Dense(1))
    with pytest.raises(ParameterError) as refusal:
        with_values(net, layout_of(net), initialize(layout_of(net), 0), given)  # type: ignore[arg-type]
    assert refusal.value.node == node
    assert words in str(refusal.value)


VARIED = np.arange(6.0).reshape(3, 2)


def table(features: np.ndarray, targets: np.ndarray, *classes: str) -> Dataset:
    """Columns a and b, the target y."""
    return Dataset("Table", features, targets, ("a", "b"), classes, ("y",))


def imported(labels: list[float]) -> Imported:
    """A table as it lies in a document."""
    return Imported("t.csv", "y", ("a",), ("no", "yes"), pack(np.arange(float(len(labels)))), pack(np.array(labels)))


IRIS = load(Bundled("iris"))
DATA: dict[str, tuple[Callable[[], object], type[DataError], str | None, str]] = {
    "no samples": (partial(table, rows(0, 2), rows(0, 1)), EmptyDataError, None, "found no samples"),
    "no samples in a document": (partial(unpack, imported([])), EmptyDataError, None, "found no samples"),
    "label out of range": (partial(table, VARIED, np.array([0, 1, 2]), "no", "yes"), LabelError, "y", "labels 0 to 2"),
    "label out of range in a document": (
        partial(unpack, imported([0, 2])),
        LabelError,
        "y",
        "found 2.0, expected a label",
    ),
    "more classes than outputs": (
        partial(encode, IRIS, IRIS.targets, 2),
        OutputCountError,
        None,
        "Output has 2 units, the data 3 classes",
    ),
    "one class only": (
        partial(check_learnable, table(VARIED, np.array([1, 1, 1]), "no", "yes")),
        OneClassError,
        "y",
        "column 'y': found only the class 'yes', expected at least 2 classes",
    ),
    "constant target": (
        partial(check_learnable, table(VARIED, rows(3, 1, 2.5))),
        ConstantColumnError,
        "y",
        "column 'y': found only 2.5 to predict, expected at least 2 different values",
    ),
    "constant columns": (
        partial(check_learnable, table(rows(3, 2, 7.0), VARIED[:, :1])),
        ConstantColumnError,
        "a",
        "found one and the same value in all samples, in each of its 2 columns ('a', 'b')",
    ),
    "not a number": (
        partial(table, np.where(VARIED == 3, np.nan, VARIED), VARIED[:, :1]),
        DataError,
        "b",
        "sample 2, column 'b': found nan, expected a finite number",
    ),
    "unknown data": (
        partial(load, Generated("suns")),
        DataError,
        None,
        "found 'suns', expected a generator: xor, moons",
    ),
}


@pytest.mark.parametrize("case", DATA)
def test_wrong_data_name_the_column(case: str) -> None:
    act, kind, column, words = DATA[case]
    with pytest.raises(DataError) as refusal:
        act()
    assert type(refusal.value) is kind
    assert refusal.value.column == column
    assert words in str(refusal.value)


CSV = {
    "no rows": ("a,y\n", EmptyDataError, "y", "column 'y': found no rows below the header"),
    "one class only": (
        "a,y\n1,x\n2,x\n",
        OneClassError,
        "y",
        "column 'y': found only 'x', expected at least 2 different",
    ),
    "constant target": ("a,y\n1,7.5\n2,7.5\n", ConstantColumnError, "y", "column 'y': found only '7.5'"),
    "unknown column": ("a,z\n1,2\n", DataError, "y", "found no column 'y', expected one of 'a', 'z'"),
    "text among numbers": ("a,y\n1,2\nred,3\n", DataError, "a", "line 3, column 'a': found 'red', expected a number"),
    "empty cell": ("a,y\n1,\n", DataError, "y", "line 2, column 'y': found an empty cell"),
}


@pytest.mark.parametrize("case", CSV)
def test_a_wrong_file_names_the_column(case: str, tmp_path: Path) -> None:
    content, kind, column, words = CSV[case]
    (tmp_path / "file.csv").write_text(content, encoding="utf-8")
    with pytest.raises(DataError) as refusal:
        read_csv(tmp_path / "file.csv", "y")
    assert type(refusal.value) is kind
    assert refusal.value.column == column
    assert words in str(refusal.value)


def test_a_few_constant_columns_are_named_but_do_no_harm() -> None:
    digits = load(Bundled("digits"))
    check_learnable(digits)
    assert len(digits.constant_columns) == 3
