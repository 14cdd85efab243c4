"""Convolution: by loops over every window, as a dense layer over every window, and what it refuses."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from playground.engine.errors import SettingError, ShapeError
from playground.engine.instruction import Instruction, Phase
from playground.engine.operations.convolution import MAX_FILTERS, Conv2D
from playground.engine.operations.dense import Dense
from playground.engine.program import Program
from tests.engine.sample_networks import loaded_program, run_through, samples_for
from tests.engine.samples_image import on_image

PAIRS = st.tuples(st.integers(1, 2), st.integers(1, 3))
LAYERS = st.builds(
    Conv2D,
    filters=st.integers(1, 3),
    kernel=PAIRS,
    stride=PAIRS,
    padding=st.tuples(st.integers(0, 2), st.integers(0, 1)),
    dilation=PAIRS,
    activation=st.just("identity"),
    bias=st.booleans(),
)
IMAGES = st.tuples(st.integers(1, 2), st.integers(3, 5), st.integers(7, 8))
Image = tuple[int, int, int]


def layer(operation: Conv2D, image: Image, batch: int) -> Program:
    """A layer (`n2`) that has run on random images, which are `n1`'s activation."""
    network = on_image(image, operation)
    return run_through(loaded_program(network, samples_for(network, batch)))


def padded(operation: Conv2D, images: np.ndarray) -> np.ndarray:
    """The images in their frame of zeros."""
    (down, across) = operation.padding
    return np.pad(images, ((0, 0), (0, 0), (down, down), (across, across)))


def window(operation: Conv2D, images: np.ndarray, row: int, column: int) -> np.ndarray:
    """One window of padded images, (samples, channels, kernel height, kernel width), a view."""
    (height, width), (down, across) = operation.kernel, operation.dilation
    top, left = row * operation.stride[0], column * operation.stride[1]
    return images[:, :, top : top + height * down : down, left : left + width * across : across][..., :height, :width]


@settings(deadline=None)
@given(LAYERS, IMAGES, st.integers(1, 3))
def test_each_filter_weighs_every_window_alike(operation: Conv2D, image: Image, batch: int) -> None:
    program = layer(operation, image, batch)
    images, z = padded(operation, program.value("activation", "n1")), program.value("pre_activation", "n2")
    weights = program.value("weights", "n2")
    bias = program.value("bias", "n2") if operation.bias else np.zeros(operation.filters)
    for row, column in np.ndindex(*z.shape[2:]):
        here = window(operation, images, row, column)
        for unit in range(operation.filters):
            expected = (here * weights[unit]).sum(axis=(1, 2, 3)) + bias[unit]
            assert np.allclose(z[:, unit, row, column], expected, rtol=1e-12, atol=1e-13)


@settings(deadline=None)
@given(LAYERS, IMAGES, st.integers(1, 3))
def test_gradients_add_up_over_all_windows(operation: Conv2D, image: Image, batch: int) -> None:
    program = layer(operation, image, batch)
    images, dz = padded(operation, program.value("activation", "n1")), program.value("grad_pre_activation", "n2")
    weights = program.value("weights", "n2")
    slope, below = np.zeros_like(weights), np.zeros_like(images)
    for sample, unit, row, column in np.ndindex(*dz.shape):
        slope[unit] += dz[sample, unit, row, column] * window(operation, images, row, column)[sample]
        window(operation, below, row, column)[sample] += dz[sample, unit, row, column] * weights[unit]
    down, across = operation.padding
    inside = below[:, :, down : below.shape[2] - down, across : below.shape[3] - across]
    assert np.allclose(program.value("grad_weights", "n2"), slope, atol=1e-13)
    assert np.allclose(program.value("grad_activation", "n1"), inside, atol=1e-13)
    if operation.bias:
        assert np.allclose(program.value("grad_bias", "n2"), dz.sum(axis=(0, 2, 3)), atol=1e-13)


def test_a_kernel_as_large_as_the_image_is_a_dense_layer() -> None:
    shape = (2, 3, 4)
    convolved, dense = on_image(shape, Conv2D(5, (3, 4), activation="tanh")), on_image(shape, Dense(5, "tanh"))
    assert convolved.shapes["n3"] == (5,)
    assert dense.shapes["n2"] == (2, 3, 5)  # a dense layer alone works along the last axis
    program = layer(Conv2D(5, (3, 4), activation="tanh"), shape, 4)
    rows, weights = program.features, program.value("weights", "n2").reshape(5, -1)
    expected = np.tanh(rows @ weights.T + program.value("bias", "n2"))
    assert np.allclose(program.value("activation", "n2").reshape(4, 5), expected, rtol=1e-13)


def test_the_filters_are_not_turned() -> None:
    program = layer(Conv2D(1, (1, 2), activation="identity", bias=False), (1, 1, 2), 1)
    one, other = program.value("weights", "n2").ravel()
    x, y = program.features[0]
    assert program.value("pre_activation", "n2").item() == pytest.approx(one * x + other * y)


# How an element is explained


def line_of(program: Program, quantity: str) -> Instruction:
    """The layer's line for a quantity."""
    return next(step for step in program.instructions if (step.node, step.quantity.key) == ("n2", quantity))


def test_an_element_of_a_window_names_its_pixel_or_the_padding() -> None:
    line = line_of(layer(Conv2D(1, padding=(1, 1), stride=(2, 2)), (2, 4, 4), 3), "windows")
    assert line.source is not None
    assert line.source((2, 1, 2, 0, 1, 0)) == ("outside", ())
    assert line.source((2, 1, 2, 1, 1, 0)) == ("x", (2, 1, 3, 0))
    assert line.operand("outside").label == "0"


def test_the_lines_read_as_those_of_a_dense_layer() -> None:
    program = layer(Conv2D(2), (1, 4, 4), 3)
    texts = [step.text for step in program.instructions if (step.via or step.node) == "n2"]
    assert texts == [
        "X⁽²⁾ = windows(a⁽¹⁾, 3 × 3)",
        "z⁽²⁾ = W⁽²⁾ X⁽²⁾ + b⁽²⁾",
        "a⁽²⁾ = max(0, z⁽²⁾)",
        "δz⁽²⁾ = δa⁽²⁾ ⊙ g′(z⁽²⁾)",
        "∂L/∂W⁽²⁾ = Σₙ δz⁽²⁾ X⁽²⁾ᵀ",
        "∂L/∂b⁽²⁾ = Σₙᵢⱼ δz⁽²⁾",
        "δa⁽¹⁾ = W⁽²⁾ᵀ δz↓⁽²⁾",
    ]


def test_the_gradient_of_the_data_is_left_out_of_training() -> None:
    program = layer(Conv2D(2), (1, 4, 4), 3)
    optional = [step.node for step in program.instructions if step.optional and step.phase is Phase.BACKWARD]
    assert optional == ["n1", "n0"]


# Shapes, parameters, settings


def test_shapes_follow_from_kernel_stride_padding_and_dilation() -> None:
    assert Conv2D(8).output_shape(((1, 8, 8),)) == (8, 6, 6)
    assert Conv2D(8, padding=(1, 1)).output_shape(((3, 8, 8),)) == (8, 8, 8)
    assert Conv2D(8, stride=(2, 3)).output_shape(((1, 8, 8),)) == (8, 3, 2)
    assert Conv2D(8, dilation=(2, 3)).output_shape(((1, 8, 8),)) == (8, 4, 2)


def test_it_learns_a_weight_for_each_filter_channel_and_place_and_a_bias_for_each_filter() -> None:
    weights, bias = Conv2D(4, (2, 3), initializer="he_normal").parameters(((5, 8, 8),))
    assert (weights.shape, weights.initializer) == ((4, 5, 2, 3), "he_normal")
    assert (bias.shape, bias.initializer) == ((4,), "zeros")
    assert [spec.quantity for spec in Conv2D(4, bias=False).parameters(((5, 8, 8),))] == ["weights"]


def test_it_takes_images_that_hold_a_window() -> None:
    with pytest.raises(ShapeError, match="takes images of shape channels × height × width"):
        Conv2D().output_shape(((64,),))
    with pytest.raises(ShapeError, match="reach over 5 × 5 pixels, but the image with its padding has 4 × 6"):
        Conv2D(dilation=(2, 2)).output_shape(((1, 4, 6),))


@pytest.mark.parametrize(
    ("operation", "message"),
    [
        (Conv2D(0), f"has 0 filters, expected 1 to {MAX_FILTERS:,}"),
        (Conv2D(kernel=(3,)), "has a kernel of 3, expected a height and a width, each 1 to 64"),
        (Conv2D(stride=(0, 1)), "has a stride of 0 × 1, expected a height and a width, each 1 to 64"),
        (Conv2D(padding=(-1, 0)), "has a padding of -1 × 0, expected a height and a width, each 0 to 64"),
        (Conv2D(dilation=()), "has a dilation of nothing, expected"),
        (Conv2D(activation="nothing"), "unknown activation function 'nothing'"),
        (Conv2D(initializer="nothing"), "unknown initializer 'nothing'"),
    ],
)
def test_settings_out_of_range_are_refused(operation: Conv2D, message: str) -> None:
    with pytest.raises(SettingError, match=message):
        operation.check_settings()
