"""What the axes of an instruction's operands count, in words: the letters of `Terms` as samples, units, inputs, pixels.

The letters are those the operations write; a letter that has no word of its own is a place along an axis.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from playground.engine.instruction import Terms

Words = Mapping[str, tuple[str, str]]  # by letter: one and several

_SAMPLE: Mapping[str, tuple[str, str]] = {"n": ("sample", "samples")}
_LAYER: Mapping[str, tuple[str, str]] = {
    **_SAMPLE,
    "u": ("unit", "units"),
    "k": ("input", "inputs"),
    "j": ("earlier unit", "earlier units"),
    **dict.fromkeys("abcdef", ("position", "positions")),
}
_IMAGE: Mapping[str, tuple[str, str]] = {
    **_SAMPLE,
    "f": ("filter", "filters"),
    "c": ("channel", "channels"),
    "p": ("row of a window", "rows of a window"),
    "q": ("column of a window", "columns of a window"),
    "i": ("window down", "windows down"),
    "j": ("window across", "windows across"),
    "h": ("row of pixels", "rows of pixels"),
    "w": ("column of pixels", "columns of pixels"),
    "r": ("window over a pixel", "windows over a pixel"),
}
_TABLE: Mapping[str, tuple[str, str]] = {
    **_SAMPLE,
    "v": ("entry", "entries"),
    "d": ("number of an entry", "numbers of an entry"),
    "l": ("position", "positions"),
}
_MATRIX: Mapping[str, tuple[str, str]] = {
    **_SAMPLE,
    "i": ("row", "rows"),
    "j": ("column", "columns"),
    "k": ("inner place", "inner places"),
}


def axis_words(terms: Terms) -> Words:
    """The words for every letter of the terms."""
    letters = {*terms.result, *(axis for group in terms.groups for factor in group for axis in factor.axes)}
    known = _known(letters)
    return {letter: known.get(letter) or _place(letter) for letter in letters}


def counted(axes: str, sizes: Iterable[int], words: Words) -> str:
    """`3 units, 2 inputs`."""
    return ", ".join(f"{size} {words[axis][size != 1]}" for axis, size in zip(axes, sizes, strict=True))


def named_axes(axes: Iterable[str], words: Words, several: bool = True) -> str:
    """`samples and positions`, or one of each: `sample and position`."""
    names = list(dict.fromkeys(words[axis][several] for axis in axes))
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def _known(letters: set[str]) -> Words:
    if letters & set("hwpqr") or {"f", "i"} <= letters:
        return _IMAGE
    if "v" in letters:
        return _TABLE
    if "u" in letters or letters == set("nk"):
        return _LAYER
    return _MATRIX if {"i", "j"} <= letters else _SAMPLE


def _place(letter: str) -> tuple[str, str]:
    """`z` stands for the one place that is left of a sum."""
    axis = "abcdefghijklm".find(letter) + 1
    return (f"place along axis {axis}", f"places along axis {axis}") if axis else ("value", "values")
