"""Windows over images: how many fit, which pixels they read, and which of them a pixel lies in."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from playground.engine.errors import SettingError, ShapeError
from playground.engine.operations.windows import (
    LARGEST,
    Windows,
    check_lengths,
    checked_counts,
    checked_image,
    fewest,
    gathered,
)

PAIRS = st.tuples(st.integers(1, 3), st.integers(1, 3))
FRAMES = st.tuples(st.integers(0, 2), st.integers(0, 2))
IMAGES = st.tuples(st.integers(1, 2), st.integers(1, 6), st.integers(1, 6))
WINDOWS = st.builds(Windows, IMAGES, PAIRS, PAIRS, FRAMES, PAIRS).filter(lambda windows: min(windows.counts) > 0)


def image_of(windows: Windows) -> np.ndarray:
    """A sample whose values are 1, 2, …, in a frame of zeros."""
    padded = np.zeros((windows.image[0], *windows.padded))
    windows.inside(padded)[...] = np.arange(1, np.prod(windows.image) + 1).reshape(windows.image)
    return padded


def read_by(windows: Windows) -> dict[tuple[int, int], list[tuple[int, ...]]]:
    """For each pixel all (i, j, p, q) that read it, by trying every one."""
    found: dict[tuple[int, int], list[tuple[int, ...]]] = {}
    for index in np.ndindex(*windows.counts, *windows.size):
        pixel = windows.pixel(index[:2], index[2:])
        if pixel is not None:
            found.setdefault((pixel[0], pixel[1]), []).append(index)
    return found


@given(WINDOWS)
def test_the_view_reads_the_pixels_that_it_says(windows: Windows) -> None:
    padded = image_of(windows)
    image, view = windows.inside(padded), windows.over(padded)
    for index in np.ndindex(*view.shape):
        pixel = windows.pixel(index[1:3], index[3:])
        assert view[index] == (0 if pixel is None else image[(index[0], *pixel)])


@given(WINDOWS)
def test_the_last_window_fits_and_one_more_would_not(windows: Windows) -> None:
    for count, stride, reach, side in zip(windows.counts, windows.stride, windows.reach, windows.padded, strict=True):
        assert (count - 1) * stride + reach <= side < count * stride + reach


@given(WINDOWS)
def test_every_pixel_knows_its_windows_and_no_others(windows: Windows) -> None:
    shape = (*windows.size, windows.image[0], *windows.counts)
    none = int(np.prod(shape))
    readers, by_pixel = windows.readers(np.arange(none).reshape(shape), none), read_by(windows)
    few = fewest(readers, none)
    for channel, *pixel in np.ndindex(*windows.image):
        expected = {(p, q, channel, i, j) for i, j, p, q in by_pixel.get((pixel[0], pixel[1]), ())}
        for numbers in (readers[:, :, channel, *pixel].ravel(), few[:, channel, *pixel]):
            assert {tuple(map(int, np.unravel_index(n, shape))) for n in numbers if n != none} == expected


@given(WINDOWS)
def test_no_more_places_are_kept_than_the_busiest_pixel_needs(windows: Windows) -> None:
    shape = (*windows.size, windows.image[0], *windows.counts)
    none = int(np.prod(shape))
    few = fewest(windows.readers(np.arange(none).reshape(shape), none), none)
    assert len(few) == max([1, *map(len, read_by(windows).values())])


@given(WINDOWS, st.integers(1, 3))
def test_gathering_is_the_transpose_of_reading(windows: Windows, batch: int) -> None:
    """⟨windows of x, y⟩ = ⟨x, y gathered below the pixels⟩, which is what makes it the gradient."""
    draw = np.random.default_rng(0)
    padded = np.zeros((batch, windows.image[0], *windows.padded))
    x = windows.inside(padded)
    x[...] = draw.normal(size=x.shape)
    laid = windows.over(padded).transpose(0, 4, 5, 1, 2, 3)
    y = draw.normal(size=laid.shape)
    none = y[0].size
    below = gathered(y, windows.readers(np.arange(none).reshape(laid.shape[1:]), none)).sum(axis=(1, 2))
    assert np.vdot(laid, y) == pytest.approx(np.vdot(x, below), rel=1e-12, abs=1e-12)


# Errors


def test_vectors_and_sequences_are_no_images() -> None:
    assert checked_image(((3, 8, 8),)) == (3, 8, 8)
    with pytest.raises(ShapeError, match="channels × height × width, but values of shape 64 arrive; put a Reshape"):
        checked_image(((64,),))


@given(IMAGES, PAIRS, PAIRS)
def test_a_window_that_reaches_over_the_image_is_refused(
    image: tuple[int, ...], size: tuple[int, int], gap: tuple[int, int]
) -> None:
    windows = Windows(image, size, (1, 1), (0, 0), gap)
    assume(min(windows.counts) < 1)
    with pytest.raises(ShapeError, match=r"windows that reach over \d × \d pixels, but the image .* has \d × \d"):
        checked_counts(windows)


@pytest.mark.parametrize("lengths", [(1, LARGEST), (2, 3)])
def test_two_lengths_in_range_pass(lengths: tuple[int, ...]) -> None:
    check_lengths("kernel", lengths, 1)


@pytest.mark.parametrize(
    ("lengths", "found"),
    [((), "nothing"), ((3,), "3"), ((0, 3), "0 × 3"), ((3, 65), "3 × 65"), ((1, 1, 1), "1 × 1 × 1")],
)
def test_anything_else_is_refused(lengths: tuple[int, ...], found: str) -> None:
    with pytest.raises(SettingError, match=f"has a kernel of {found}, expected a height and a width, each 1 to 64"):
        check_lengths("kernel", lengths, 1)
