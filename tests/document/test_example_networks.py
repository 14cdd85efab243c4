"""What the example networks are there to show is in them."""

import math

from playground.document import example_networks as networks
from playground.engine.operations.joins import Add, Concatenate
from playground.engine.operations.losses import MeanSquaredError
from playground.engine.operations.recurrent import RecurrentCell
from playground.engine.operations.reductions import Scale
from playground.engine.parameters import layout_of


def test_the_skip_reaches_one_block_by_two_paths() -> None:
    network = networks.skip().network
    (join,) = [node for node in network.nodes if isinstance(node.operation, Add)]
    sources = [edge.source for edge in network.incoming[join.id]]
    assert len(network.outgoing[sources[1]]) == 2


def test_the_branches_meet_in_a_concatenation() -> None:
    network = networks.branches().network
    assert any(isinstance(node.operation, Concatenate) for node in network.nodes)
    assert len(network.outgoing["n1"]) == 2


def test_the_curve_is_a_regression_on_one_number() -> None:
    network = networks.curve().network
    assert network.loss is not None
    assert isinstance(network.loss.operation, MeanSquaredError)
    assert network.shapes["n1"] == (1,)


def test_xor_uses_all_four_samples_in_every_update() -> None:
    diagram = networks.xor()
    assert diagram.training.batch_size == 4
    assert diagram.preparation.validation_fraction == 0.0


def test_layers_are_smaller_than_their_data() -> None:
    assert networks.digits().network.shapes["n1"] == (64,)
    assert networks.iris().network.shapes["n1"] == (4,)
    assert networks.moons().network.shapes["n1"] == (2,)


def test_the_filters_read_the_image_with_a_third_of_the_weights_of_the_dense_layers() -> None:
    network = networks.convolution().network
    shapes = {node.name: network.shapes[node.id] for node in network.nodes}
    assert (shapes["Image"], shapes["Filters"], shapes["Largest"]) == ((1, 8, 8), (8, 6, 6), (8, 3, 3))
    assert 3 * layout_of(network).size <= 1.01 * layout_of(networks.digits().network).size


def test_attention_scores_every_note_for_the_question() -> None:
    network = networks.attention().network
    shapes = {node.name: network.shapes[node.id] for node in network.nodes}
    assert shapes["Tokens"] == (4, 4)
    assert shapes["Query"] == (1, 4)
    assert (shapes["Keys"], shapes["Values"]) == ((3, 4), (3, 1))
    assert shapes["Scores"] == shapes["Shares"] == (1, 3)
    assert shapes["Answer"] == (1, 1)
    assert network.named("Scaled").operation == Scale(1 / math.sqrt(shapes["Query"][-1]))


def test_the_steps_of_the_recurrent_cell_share_the_weights_of_the_first() -> None:
    network = networks.recurrent().network
    steps = [node for node in network.order if isinstance(node.operation, RecurrentCell)]
    assert [node.name for node in steps] == ["Step 1", "Step 2", "Step 3", "Step 4"]
    assert network.users(steps[0].id) == tuple(steps)
    read = [[network.by_id[edge.source].name for edge in network.incoming[step.id]] for step in steps]
    assert read == [["Bit 1", "Nothing yet"], ["Bit 2", "Step 1"], ["Bit 3", "Step 2"], ["Bit 4", "Step 3"]]
