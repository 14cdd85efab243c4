"""Pooling: by loops over every window, where gradients go, ties, padding, and what it refuses."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from playground.engine.errors import SettingError, ShapeError
from playground.engine.operations.operation import Operation
from playground.engine.operations.pooling import AveragePool2D, GlobalAveragePool, MaxPool2D, Pooling
from playground.engine.program import Program
from playground.engine.samples import Samples
from tests.engine.sample_networks import loaded_program, run_through, samples_for
from tests.engine.samples_image import on_image

Image = tuple[int, int, int]
PAIRS = st.tuples(st.integers(1, 3), st.integers(1, 3))
SETTINGS = st.tuples(PAIRS, st.one_of(st.just(()), PAIRS), st.tuples(st.integers(0, 1), st.integers(0, 1)))
IMAGES = st.tuples(st.integers(1, 2), st.integers(3, 6), st.integers(3, 6))


def pooled(operation: Operation, image: Image, pixels: np.ndarray | None = None, batch: int = 3) -> Program:
    """A block (`n2`) that has run on the pixels, else on random ones."""
    network = on_image(image, operation)
    samples = samples_for(network, batch if pixels is None else len(pixels))
    return run_through(
        loaded_program(
            network, samples if pixels is None else Samples(pixels.reshape(len(pixels), -1), samples.targets)
        )
    )


def checked(operation: Pooling) -> Pooling:
    """The operation, if its settings are allowed."""
    try:
        operation.check_settings()
    except SettingError:
        assume(False)
    return operation


def looped(operation: Pooling, program: Program, outside: float) -> tuple[np.ndarray, np.ndarray]:
    """a and the input's gradient, by a loop over every window."""
    (height, width), (down, across) = operation.window, operation.padding
    x, da = program.value("activation", "n1"), program.value("grad_activation", "n2")
    padded = np.pad(x, ((0, 0), (0, 0), (down, down), (across, across)), constant_values=outside)
    a, below = np.empty_like(da), np.zeros_like(padded)
    for index in np.ndindex(*da.shape):
        sample, channel, row, column = index
        top, left = (
            place * step for place, step in zip((row, column), operation.stride or operation.window, strict=True)
        )
        here = (sample, channel, slice(top, top + height), slice(left, left + width))
        if isinstance(operation, AveragePool2D):
            a[index] = padded[here].mean()
            below[here] += da[index] / (height * width)
        else:
            a[index] = padded[here].max()
            best = np.unravel_index(padded[here].argmax(), (height, width))
            below[here][best] += da[index]
    return a, below[:, :, down : below.shape[2] - down, across : below.shape[3] - across]


@settings(deadline=None)
@given(SETTINGS, IMAGES)
def test_the_largest_of_each_window_goes_on_and_takes_its_gradient(
    setting: tuple[tuple[int, ...], ...], image: Image
) -> None:
    operation = checked(MaxPool2D(*setting))
    program = pooled(operation, image)
    a, below = looped(operation, program, -np.inf)
    assert np.array_equal(program.value("activation", "n2"), a)
    assert np.allclose(program.value("grad_activation", "n1"), below, atol=1e-14)


@settings(deadline=None)
@given(SETTINGS, IMAGES)
def test_the_average_of_each_window_goes_on_and_shares_its_gradient(
    setting: tuple[tuple[int, ...], ...], image: Image
) -> None:
    operation = checked(AveragePool2D(*setting))
    program = pooled(operation, image)
    a, below = looped(operation, program, 0.0)
    assert np.allclose(program.value("activation", "n2"), a, atol=1e-14)
    assert np.allclose(program.value("grad_activation", "n1"), below, atol=1e-14)


def test_of_equal_values_the_first_takes_the_whole_gradient() -> None:
    program = pooled(MaxPool2D(), (1, 2, 4), np.array([[1.0, 2.0, 3.0, 3.0, 2.0, 2.0, 3.0, 3.0]]))
    first, second = program.value("grad_activation", "n2").ravel()
    assert program.value("activation", "n2").ravel().tolist() == [2.0, 3.0]
    assert program.value("grad_activation", "n1").ravel().tolist() == [0, first, second, 0, 0, 0, 0, 0]


def test_the_padding_is_never_the_largest() -> None:
    program = pooled(MaxPool2D((2, 2), (1, 1), (1, 1)), (1, 2, 2), -np.ones((1, 4)))
    assert np.array_equal(program.value("activation", "n2"), -np.ones((1, 1, 3, 3)))


def test_the_zeros_of_the_padding_count_in_an_average() -> None:
    program = pooled(AveragePool2D((2, 2), (2, 2), (1, 1)), (1, 2, 2), np.full((1, 4), 8.0))
    assert np.array_equal(program.value("activation", "n2"), np.full((1, 1, 2, 2), 2.0))


def test_the_largest_value_names_the_place_it_came_from() -> None:
    program = pooled(MaxPool2D(), (1, 2, 4), np.array([[1.0, 2.0, 3.0, 3.0, 2.0, 2.0, 3.0, 3.0]]))
    line = next(step for step in program.instructions if step.symbol == "a⁽²⁾")
    assert line.source is not None
    assert line.source((0, 0, 0, 0)) == ("X", (0, 0, 1, 0, 0, 0))
    assert line.source((0, 0, 0, 1)) == ("X", (0, 0, 0, 0, 0, 1))


def test_a_global_average_makes_a_vector_of_an_image() -> None:
    program = pooled(GlobalAveragePool(), (3, 2, 4))
    x, da = program.value("activation", "n1"), program.value("grad_activation", "n2")
    assert np.allclose(program.value("activation", "n2"), x.mean(axis=(2, 3)))
    assert np.allclose(program.value("grad_activation", "n1"), np.broadcast_to(da[:, :, None, None] / 8, x.shape))
    assert GlobalAveragePool().output_shape(((5, 7, 9),)) == (5,)


# Shapes and settings


def test_windows_stand_side_by_side_unless_a_stride_is_given() -> None:
    assert MaxPool2D().output_shape(((4, 7, 6),)) == (4, 3, 3)
    assert MaxPool2D((3, 2), (1, 2)).output_shape(((4, 7, 6),)) == (4, 5, 3)
    assert AveragePool2D((3, 3), padding=(1, 1)).output_shape(((4, 7, 6),)) == (4, 3, 2)


@pytest.mark.parametrize("operation", [MaxPool2D(), AveragePool2D(), GlobalAveragePool()])
def test_they_take_images(operation: Operation) -> None:
    with pytest.raises(ShapeError, match="takes images of shape channels × height × width"):
        operation.output_shape(((64,),))


def test_a_window_must_fit() -> None:
    with pytest.raises(ShapeError, match="reach over 2 × 2 pixels, but the image with its padding has 1 × 4"):
        MaxPool2D().output_shape(((1, 1, 4),))


@pytest.mark.parametrize(
    ("operation", "message"),
    [
        (MaxPool2D(()), "has a window of nothing, expected a height and a width, each 1 to 64"),
        (MaxPool2D(stride=(1,)), "has a stride of 1, expected a height and a width"),
        (AveragePool2D(padding=(0, 65)), "has a padding of 0 × 65, expected"),
        (AveragePool2D((3, 2), padding=(2, 1)), "has a padding of 2 × 1, expected at most half of the window of 3 × 2"),
    ],
)
def test_settings_out_of_range_are_refused(operation: Pooling, message: str) -> None:
    with pytest.raises(SettingError, match=message):
        operation.check_settings()
