"""The letters of terms have words, one and several, that fit the kind of block."""

from __future__ import annotations

from playground.engine.instruction import Factor, Terms
from playground.session.axis_words import axis_words, counted, named_axes

DENSE = Terms("nu", ((Factor("W", "uk"), Factor("x", "nk")), (Factor("b", "u"),)))
CONVOLUTION = Terms("nfij", ((Factor("W", "fcpq"), Factor("X", "ncpqij")),))


def test_a_dense_layer_counts_units_and_inputs() -> None:
    words = axis_words(DENSE)
    assert counted("uk", (3, 1), words) == "3 units, 1 input"
    assert named_axes("nu", words, several=False) == "sample and unit"


def test_an_image_counts_channels_and_windows_with_letters_that_mean_else_elsewhere() -> None:
    words = axis_words(CONVOLUTION)
    assert named_axes("cij", words) == "channels, windows down and windows across"
    assert axis_words(DENSE)["k"] != words["c"]


def test_an_axis_without_a_word_is_counted_from_one() -> None:
    assert named_axes("ab", axis_words(Terms("ab", ()))) == "places along axis 1 and places along axis 2"
