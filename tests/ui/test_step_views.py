"""The pictures of the stepper: what blocks show on the canvas, whatever the rank of their values."""

import numpy as np

from playground.document import example_networks, graph_examples
from playground.engine.operations.convolution import Conv2D
from playground.session.step_rows import block_rows
from playground.ui.block_rows import value_rows
from playground.ui.step_views import with_tangents
from tests.engine.samples_image import on_image
from tests.session.walked_nets import stepper


def test_the_values_of_a_sequence_stand_as_rows_on_their_block() -> None:
    diagram = example_networks.attention()
    walked = stepper(diagram.network)
    walked.run_to(len(walked.instructions))
    for node, rows in value_rows(walked).items():
        for shown, row in zip(rows, block_rows(walked, node), strict=True):
            assert shown.values is not None
            assert row.array is not None
            assert shown.values.shape == shown.drawn_shape
            assert np.array_equal(shown.values.ravel(), row.array.ravel())


def test_the_images_of_a_convolution_stand_side_by_side_on_their_block() -> None:
    walked = stepper(on_image((1, 4, 4), Conv2D(2)))
    walked.run_to(len(walked.instructions))
    z = next(row for row in value_rows(walked)["n2"] if row.quantity == "pre_activation")
    array = walked.program.value("pre_activation", "n2")
    assert z.values is not None
    assert z.drawn_shape == (2, 4)
    assert np.array_equal(z.values, np.hstack([array[0, 0], array[0, 1]]))


def test_a_tangent_stands_below_the_values_of_its_block() -> None:
    walked = stepper(graph_examples.one_neuron().diagram.network)
    walked.run_to(1)
    rows = value_rows(walked)
    node = walked.network.nodes[0].id
    shown = with_tangents(rows, {node: ("∂x/∂x", np.ones((1, 1)))})
    assert [row.symbol for row in shown[node]][-1] == "∂x/∂x"
    assert all(shown[other] == rows[other] for other in rows if other != node)


def test_numbers_that_enter_a_graph_show_the_gradient_that_comes_back() -> None:
    walked = stepper(graph_examples.one_neuron().diagram.network)
    symbols = {id: [row.symbol for row in rows] for id, rows in value_rows(walked).items()}
    assert symbols[walked.network.named("x").id] == ["x", "∂L/∂x"]
    assert symbols[walked.network.named("w2").id] == ["w2", "∂L/∂w2"]
