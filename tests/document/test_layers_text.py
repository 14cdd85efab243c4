"""A network in a line of words: what is written is what is built, and a slip is named by its place."""

import pytest

from playground.data.sources import Bundled, Generated
from playground.data.split import Preparation
from playground.document.diagram import Diagram
from playground.document.errors import LayersError
from playground.document.layers_text import diagram_from_text
from playground.engine.network import Edge
from playground.engine.operations.activations import Activation
from playground.engine.operations.catalogue import LOSSES
from playground.engine.operations.dense import Dense
from playground.engine.operations.losses import BinaryCrossEntropy, CrossEntropy, Loss, SoftmaxCrossEntropy
from playground.engine.operations.source import Input


def build(layers: str, loss: str = "mse") -> Diagram:
    """A network for the moons."""
    return diagram_from_text(layers, loss, Generated("moons"))


def test_the_example_of_the_command_line() -> None:
    diagram = diagram_from_text("2, 8 tanh, 8 tanh, 1 sigmoid", "binary-cross-entropy", Generated("moons"), seed=4)
    operations = [node.operation for node in diagram.network.nodes]
    assert operations == [Input(2), Dense(8), Dense(8), Dense(1, "identity"), BinaryCrossEntropy()]
    assert [node.name for node in diagram.network.nodes] == ["Input", "Dense 1", "Dense 2", "Dense 3", "Loss"]
    assert diagram.network.edges == tuple(Edge(f"n{i}", f"n{i + 1}") for i in range(1, 5))
    assert diagram.network.problems == ()
    assert diagram.training.seed == 4
    assert len(set(diagram.positions.values())) == diagram.made == 5


@pytest.mark.parametrize(
    ("loss", "last", "expected", "activation"),
    [
        ("binary-cross-entropy", "1 sigmoid", BinaryCrossEntropy, "identity"),
        ("binary_cross_entropy", "1", BinaryCrossEntropy, "identity"),
        ("softmax-cross-entropy", "3 softmax", SoftmaxCrossEntropy, "identity"),
        ("softmax-cross-entropy", "3 tanh", SoftmaxCrossEntropy, "tanh"),
        ("cross-entropy", "3 softmax", CrossEntropy, "softmax"),
    ],
)
def test_a_loss_that_brings_the_last_activation_along_absorbs_it(
    loss: str, last: str, expected: type[Loss], activation: str
) -> None:
    nodes = build(f"4, 5 relu, {last}", loss).network.nodes
    assert type(nodes[-1].operation) is expected
    assert isinstance(nodes[-2].operation, Dense)
    assert nodes[-2].operation.activation == activation


@pytest.mark.parametrize("loss", LOSSES)
def test_every_loss_can_be_named_with_hyphens_or_underscores(loss: str) -> None:
    assert build("2, 1", loss) == build("2,1", loss.replace("_", "-").upper())


def test_names_of_activations_may_have_hyphens_and_rectifiers_begin_as_he_proposed() -> None:
    first = build("2, 3 leaky-relu, 1").network.nodes[1].operation
    assert first == Dense(3, "leaky_relu", "he_uniform")


def test_any_block_with_one_input_can_be_an_entry_with_its_settings() -> None:
    operations = [node.operation for node in build("2, dense units=3 bias=no, tanh, 1").network.nodes]
    assert operations[1:3] == [Dense(3, bias=False), Activation("tanh")]


def test_data_and_preparation_are_taken_over() -> None:
    diagram = diagram_from_text("4, 3", "mse", Bundled("iris"), preparation=Preparation(0.5))
    assert (diagram.data, diagram.preparation) == (Bundled("iris"), Preparation(0.5))


@pytest.mark.parametrize(
    ("layers", "sentence"),
    [
        (
            "2, 8 tanh, 8 tahn",
            "layers: entry 3 '8 tahn': Dense: there is no activation 'tahn' (did you mean tanh?)",
        ),
        ("2", "layers: found one entry, expected inputs and layers, as in '2, 8 tanh, 1'"),
        ("", "layers: found one entry, expected inputs and layers"),
        (",1", "layers: entry 1 '': expected the number of inputs alone, such as '2'"),
        ("2,,1", "layers: entry 2 '': nothing was typed, expected units and an activation such as '16 relu'"),
        ("2, tanh 8, 1", "layers: entry 2 'tanh 8': Activation: found '8'"),
        ("2, 8 tanh relu, 1", "layers: entry 2 '8 tanh relu': Dense: found 'relu', expected one of the settings"),
        ("2, -8 tanh, 1", "layers: entry 2 '-8 tanh': Dense has -8 units, expected 1 to 65,536"),
        ("2 tanh, 1", "layers: entry 1 '2 tanh': expected the number of inputs alone, such as '2'"),
        ("0, 1", "layers: entry 1 '0': Input has 0 units, expected 1 to 65,536"),
        ("2, 0 tanh, 1", "layers: entry 2 '0 tanh': Dense has 0 units, expected 1 to 65,536"),
        ("2, 65537, 1", "layers: entry 2 '65537': Dense has 65537 units, expected 1 to 65,536"),
        ("2, mse, 1", "layers: entry 2 'mse': Mean squared error is a loss, expected a layer here"),
        ("2, add, 1", "layers: entry 2 'add': Add has 2 inputs, expected a block with one in a chain"),
        ("2, input 3, 1", "layers: entry 2 'input 3': Input has no input, expected a block with one in a chain"),
        ("2, 60000, 60000", "layers: the network would have 3,600,240,000 parameters, expected at most 1,000,000"),
        ("1, " + "1, " * 6_000 + "1", "layers: found 6,002 entries, more than 1,000, expected"),
        ("٣, 1", "layers: entry 1 '٣': expected the number of inputs alone"),
    ],
)
def test_a_slip_is_named_by_its_place(layers: str, sentence: str) -> None:
    with pytest.raises(LayersError) as error:
        build(layers)
    assert str(error.value).startswith(sentence)


def test_an_unknown_loss_is_named_with_those_there_are() -> None:
    with pytest.raises(LayersError, match="loss: there is no loss 'newton'; known are mse, binary-cross-entropy"):
        build("2, 1", "newton")
