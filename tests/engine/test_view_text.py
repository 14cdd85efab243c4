"""The text of a view is an expression that gives the same elements of the same memory, for whatever view it is."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.lib.stride_tricks import as_strided

from playground.engine.view_text import lie_alike, view_text

BASE = np.arange(2.0 * 3 * 4 * 5).reshape(2, 3, 4, 5)


def evaluated(text: str, base: np.ndarray) -> np.ndarray:
    return eval(text, {"np": np, "x": base})


@pytest.mark.parametrize(
    ("shape", "make", "text"),
    [
        ((3, 2), lambda x: x, "x"),
        ((3, 2), lambda x: x.T, "x.T"),
        ((3, 8), lambda x: x[:, 2:4], "x[:, 2:4]"),
        ((3, 8), lambda x: x[1:], "x[1:3]"),
        ((3, 8), lambda x: x[:, 5], "x[:, 5]"),
        ((3, 8), lambda x: x[:, None], "x.reshape(3, 1, 8)"),
        ((3, 8), lambda x: x[:, 0:1], "x[:, 0:1]"),
        ((10,), lambda x: x[0:6].reshape(3, 2), "x[0:6].reshape(3, 2)"),
        ((10,), lambda x: x[4:5].reshape(()), "x[4, ...]"),
        ((10,), lambda x: x[::-3], "x[9::-3]"),
        ((2, 3, 4), lambda x: x.reshape(2, -1), "x.reshape(2, 12)"),
        ((2, 3, 4), lambda x: x.transpose(2, 0, 1), "x.transpose(2, 0, 1)"),
        ((2, 3, 4), lambda x: x.transpose(1, 0, 2)[1:], "x[:, 1:3].transpose(1, 0, 2)"),
        ((3,), lambda x: np.broadcast_to(x, (4, 3)), "np.broadcast_to(x[None], (4, 3))"),
        ((2, 7), lambda x: x[:, :-1].reshape(2, 3, 2), "x[:, 0:6].reshape(2, 3, 2)"),
        ((), lambda x: x, "x"),
    ],
)
def test_views_are_written_as_a_reader_would_write_them(
    shape: tuple[int, ...], make: Callable[[np.ndarray], np.ndarray], text: str
) -> None:
    base = np.zeros(shape)
    assert view_text("x", base, make(base)) == text
    assert lie_alike(evaluated(text, base), make(base))


def test_windows_that_overlap_are_strides() -> None:
    base = np.zeros((3, 4))
    windows = as_strided(base, (2, 3, 2, 2), (32, 8, 32, 8))
    text = view_text("x", base, windows)
    assert text == "np.lib.stride_tricks.as_strided(x, (2, 3, 2, 2), (32, 8, 32, 8))"
    assert lie_alike(evaluated(text, base), windows)


@st.composite
def views(draw: st.DrawFn) -> np.ndarray:
    """A view of BASE by slices, single places, new axes, another order of axes, and reshaping where that is a view."""
    view = BASE
    for _ in range(draw(st.integers(0, 3))):
        index: list[slice | int | None] = []
        for length in view.shape:
            index += draw(st.sampled_from([[], [], [None]]))
            start = draw(st.integers(0, length - 1))
            stop, step = draw(st.integers(start + 1, length)), draw(st.sampled_from([1, 1, 2, 3]))
            piece = slice(start, stop, step)
            index.append(draw(st.sampled_from([slice(None), slice(None), piece, slice(None, None, -1), start])))
        view = view[(*index, ...)]
        view = view.transpose(draw(st.permutations(range(view.ndim))))
        flat = view.reshape(-1)
        if draw(st.booleans()) and np.shares_memory(flat, BASE):
            view = flat
    return view


@settings(max_examples=300, deadline=None)
@given(views())
def test_any_view_comes_back_as_the_same_elements(view: np.ndarray) -> None:
    assert lie_alike(evaluated(view_text("x", BASE, view), BASE), view)
