"""A window's picture lights the pixels that the line has read, where they are in the image."""

from __future__ import annotations

import numpy as np
import pytest

from playground.engine.operations.convolution import Conv2D
from playground.engine.operations.dense import Dense
from playground.engine.operations.losses import MeanSquaredError
from playground.engine.operations.pooling import AveragePool2D
from playground.engine.operations.shaping import Flatten, Reshape
from playground.engine.operations.source import Input
from playground.session.pictures import Sight
from tests.session.pictured import line_of, pictured, walked_through
from tests.session.walked_nets import NETS, chain

IMAGE = chain(
    Input(16),
    Reshape((1, 4, 4)),
    Conv2D(2, (2, 2), activation="tanh"),
    AveragePool2D((3, 3)),
    Flatten(),
    Dense(1, "identity"),
    MeanSquaredError(),
)


def seen(quantity: str, name: str, index: tuple[int, ...], count: int = 1) -> Sight:
    """The picture of one element of a small convolution."""
    walked = walked_through(IMAGE, count)
    picture = pictured(walked, line_of(walked, quantity, name), index)
    assert isinstance(picture, Sight)
    return picture


def test_the_patch_that_an_output_cell_saw_is_lit_in_the_image() -> None:
    image, weights, result = seen("pre_activation", "Hidden 2", (0, 1, 2, 1)).slabs
    assert image.lit == {(2, 1), (2, 2), (3, 1), (3, 2)}
    assert result.lit == {(2, 1)}
    assert (image.values.shape, weights.values.shape, result.values.shape) == ((4, 4), (2, 2), (3, 3))


def test_the_lit_pixels_and_the_weights_make_the_lit_number() -> None:
    image, weights, result = seen("pre_activation", "Hidden 2", (1, 0, 1, 1), 2).slabs
    patch = image.values[1:3, 1:3]
    bias = result.values[1, 1] - (patch * weights.values).sum()
    other = result.values[0, 0] - (image.values[0:2, 0:2] * weights.values).sum()
    assert bias == pytest.approx(other, rel=1e-9)  # what is left is the bias, the same everywhere


def test_a_weights_gradient_lights_every_pixel_the_weight_has_read() -> None:
    image, blame, _ = seen("grad_weights", "Hidden 2", (1, 0, 0, 1)).slabs
    assert image.lit == {(row, column) for row in range(3) for column in range(1, 4)}
    assert blame.values.shape == (3, 3)


def test_pooling_lights_its_window() -> None:
    image, result = seen("activation", "Hidden 3", (0, 1, 0, 0)).slabs
    assert len(image.lit) == 9
    assert result.values.shape == (1, 1)


def test_other_lines_have_no_windows() -> None:
    walked = walked_through(NETS["2-3-2 softmax"])
    assert not isinstance(pictured(walked, line_of(walked, "pre_activation", "Output"), (0, 0)), Sight)
    assert np.isfinite(walked.program.loss)
