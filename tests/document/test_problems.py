"""Problems name the block, say what was found and what is needed, and most can be solved by one edit."""

import numpy as np
import pytest
from hypothesis import given

from playground.data.dataset import Dataset
from playground.data.sources import Bundled, Generated, load
from playground.data.split import Preparation, prepare
from playground.document.diagram import Diagram
from playground.document.edits import add_block, set_operation, set_training
from playground.document.problems import problems, start_problems
from playground.engine.network import Edge, Network, Node
from playground.engine.operations.activations import Activation
from playground.engine.operations.dense import Dense
from playground.engine.operations.embedding import Embedding
from playground.engine.operations.joins import Add
from playground.engine.operations.losses import (
    BinaryCrossEntropy,
    CrossEntropy,
    Hinge,
    Huber,
    Loss,
    MeanSquaredError,
    Objective,
    SoftmaxCrossEntropy,
)
from playground.engine.operations.shaping import Flatten
from playground.engine.operations.source import Input
from playground.engine.settings import TrainingSettings
from tests.document.sample_diagrams import DIAGRAMS, built, plain

MOONS = load(Generated("moons"))
IRIS = load(Bundled("iris"))
BLOBS = load(Generated("blobs"))
CURVE = load(Generated("curve"))


def net(features: int, units: int, loss: Loss) -> Diagram:
    """One hidden layer, one output layer."""
    return built(Input(features), Dense(4), Dense(units, "identity"), loss)


def messages(diagram: Diagram, dataset: Dataset) -> list[str]:
    """What is said."""
    return [problem.message for problem in problems(diagram, dataset)]


@pytest.mark.parametrize(
    ("features", "units", "loss", "dataset"),
    [
        (2, 1, BinaryCrossEntropy(), MOONS),
        (2, 2, SoftmaxCrossEntropy(), MOONS),
        (2, 1, MeanSquaredError(), MOONS),
        (2, 2, MeanSquaredError(), MOONS),
        (4, 3, SoftmaxCrossEntropy(), IRIS),
        (4, 3, CrossEntropy(), IRIS),
        (4, 3, MeanSquaredError(), IRIS),
        (1, 1, MeanSquaredError(), CURVE),
        (2, 1, Hinge(), MOONS),
        (2, 1, Huber(), MOONS),
        (4, 3, Huber(), IRIS),
        (1, 1, Huber(), CURVE),
    ],
)
def test_what_fits_is_no_problem(features: int, units: int, loss: Loss, dataset: Dataset) -> None:
    assert problems(net(features, units, loss), dataset) == ()


@pytest.mark.parametrize(
    ("diagram", "dataset", "message", "fix"),
    [
        (
            net(2, 3, SoftmaxCrossEntropy()),
            IRIS,
            "Input takes 2 features, the data has 4 columns.",
            "Set features to 4",
        ),
        (net(2, 1, MeanSquaredError()), CURVE, "Input takes 2 features, the data has 1 column.", "Set features to 1"),
        (
            net(4, 9, SoftmaxCrossEntropy()),
            IRIS,
            "Dense 2 has 9 units, the data 3 classes. Softmax cross-entropy needs one output for each class.",
            "Set units to 3",
        ),
        (
            net(2, 1, SoftmaxCrossEntropy()),
            MOONS,
            "Dense 2 has 1 unit, the data 2 classes. Softmax cross-entropy needs one output for each class.",
            "Set units to 2",
        ),
        (
            net(2, 5, BinaryCrossEntropy()),
            MOONS,
            "Dense 2 has 5 units, the data 2 classes. Binary cross-entropy needs one output for the pair.",
            "Set units to 1",
        ),
        (
            net(1, 2, MeanSquaredError()),
            CURVE,
            "Dense 2 has 2 units, the data 1 target. Each target needs one output.",
            "Set units to 1",
        ),
        (
            net(2, 3, Hinge()),
            BLOBS,
            "Hinge answers one yes-or-no question, but the data has 3 classes.",
            "Use softmax cross-entropy",
        ),
        (
            net(2, 3, BinaryCrossEntropy()),
            BLOBS,
            "Binary cross-entropy answers one yes-or-no question, but the data has 3 classes.",
            "Use softmax cross-entropy",
        ),
        (
            net(1, 1, BinaryCrossEntropy()),
            CURVE,
            "Binary cross-entropy compares classes, but the data has numbers to predict.",
            "Use mean squared error",
        ),
    ],
)
def test_a_misfit_is_named_and_its_fix_solves_it(diagram: Diagram, dataset: Dataset, message: str, fix: str) -> None:
    (problem,) = problems(diagram, dataset)
    assert problem.message == message
    assert problem.fix is not None
    assert problem.fix.title == fix
    assert problems(problem.fix.apply(diagram), dataset) == ()


def test_the_fix_reaches_the_layer_below_an_activation() -> None:
    diagram = built(Input(4), Dense(9, "identity"), Activation("softmax"), CrossEntropy())
    (problem,) = problems(diagram, IRIS)
    assert problem.node == "n3"
    assert problem.fix is not None
    assert problem.fix.apply(diagram).network.by_id["n2"].operation == Dense(3, "identity")


def test_where_no_single_edit_helps_there_is_no_fix() -> None:
    wires = ((1, 2, 0), (1, 2, 1), (2, 3, 0))
    (problem,) = problems(built(Input(4), Add(), SoftmaxCrossEntropy(), wires=wires), IRIS)
    assert problem.node == "n2"
    assert problem.fix is None


def test_several_inputs_share_the_columns() -> None:
    wires = ((1, 3, 0), (2, 4, 0), (3, 5, 0), (4, 5, 1), (5, 6, 0))
    diagram = built(Input(3), Input(2), Dense(3), Dense(3), Add(), SoftmaxCrossEntropy(), wires=wires)
    assert messages(diagram, IRIS) == ["The inputs take 5 features together, the data has 4 columns."]
    assert messages(set_operation(diagram, "n2", Input(1)), IRIS) == []


def test_the_networks_own_problems_come_first_and_name_their_block() -> None:
    diagram = add_block(plain(), Dense(3))
    found = problems(diagram, IRIS)
    assert [problem.node for problem in found[:2]] == ["n5", "n5"]
    assert problems(diagram, None) == found[: len(diagram.network.problems)]


@given(DIAGRAMS)
def test_any_diagram_can_be_judged_and_every_fix_be_applied(diagram: Diagram) -> None:
    for problem in problems(diagram, IRIS):
        assert problem.message
        assert problem.node is None or problem.node in diagram.network.by_id
        if problem.fix is not None:
            assert problem not in problems(problem.fix.apply(diagram), IRIS)


def test_a_cycle_made_elsewhere_does_not_hinder_the_judgement() -> None:
    nodes = (Node("a", "A", Dense()), Node("b", "B", Dense()), Node("l", "Loss", MeanSquaredError()))
    cyclic = Diagram(Network(nodes, (Edge("a", "b"), Edge("b", "a"), Edge("b", "l"))))
    assert any("cycle" in message for message in messages(cyclic, MOONS))


def test_a_batch_larger_than_the_training_part_cannot_be_trained() -> None:
    diagram, prepared = set_training(plain(), TrainingSettings(batch_size=500)), prepare(MOONS, Preparation(0.25))
    (problem,) = start_problems(diagram, prepared)
    assert problem.node == diagram.network.inputs[0].id
    assert problem.message.startswith("batch size is 500, but the training part has only 150 samples")
    assert problem.fix is not None
    assert problem.fix.title == "Set batch size to 150"
    assert start_problems(problem.fix.apply(diagram), prepared) == ()
    assert problems(diagram, MOONS) == ()


def looking_up(entries: int) -> Diagram:
    """Two numbers, each of which picks a row of a table, and one output."""
    return built(Input(2), Embedding(entries, 3), Flatten(), Dense(1, "identity"), BinaryCrossEntropy())


def test_a_table_needs_features_as_they_are() -> None:
    diagram = looking_up(2)
    corners = load(Generated("xor", 40, 0.0))
    (problem,) = start_problems(diagram, prepare(corners, diagram.preparation))
    assert problem.node == diagram.network.nodes[1].id
    assert problem.message.startswith("column 'x1': Embedding 1 looks up -")
    assert problem.message.endswith("expected whole numbers from 0 to 1, which standardized features are not")
    assert problem.fix is not None
    assert problem.fix.title == "Do not standardize"
    fixed = problem.fix.apply(diagram)
    assert start_problems(fixed, prepare(corners, fixed.preparation)) == ()


def test_features_that_are_no_whole_numbers_are_none_for_a_table_whatever_is_done_to_them() -> None:
    (problem,) = start_problems(looking_up(9), prepare(MOONS, Preparation()))
    assert "expected whole numbers from 0 to 8, which standardized features are not" in problem.message
    assert problem.fix is None


ROWS = np.arange(8.0).reshape(4, 2)


@pytest.mark.parametrize(
    ("dataset", "node", "words"),
    [
        (Dataset("one", ROWS, np.zeros(4), ("a", "b"), ("no", "yes"), ("y",)), "n4", "'y': found only the class 'no'"),
        (Dataset("flat", ROWS, np.ones((4, 1)), ("a", "b"), (), ("y",)), "n4", "column 'y': found only 1.0 to predict"),
        (Dataset("same", 0 * ROWS, ROWS[:, :1], ("a", "b"), ()), "n1", "one and the same value in all samples"),
    ],
)
def test_data_that_teach_nothing_are_said_on_the_block_that_takes_them(dataset: Dataset, node: str, words: str) -> None:
    (problem,) = problems(net(2, 1, MeanSquaredError()), dataset)
    assert problem.node == node
    assert words in problem.message


def test_a_value_that_is_compared_with_nothing_fits_any_targets() -> None:
    flat = Dataset("flat", ROWS, np.ones((4, 1)), ("a", "b"), (), ("y",))
    for dataset in (MOONS, BLOBS, flat):
        assert problems(net(2, 1, Objective()), dataset) == ()


def test_settings_out_of_range_are_a_problem() -> None:
    diagram = Diagram(plain().network, training=TrainingSettings(batch_size=-1))
    assert messages(diagram, MOONS) == ["batch size is -1, expected 1 or more"]


def test_regression_with_several_targets_needs_as_many_outputs() -> None:
    dataset = Dataset("two", ROWS, ROWS, ("a", "b"), ())
    assert messages(net(2, 1, MeanSquaredError()), dataset) == [
        "Dense 2 has 1 unit, the data 2 targets. Each target needs one output."
    ]
