"""Numbers and arrays as Python source that gives the same bits again: written out while they are small, else in base64.

Knows neither programs nor names.
"""

from __future__ import annotations

from base64 import b64encode
from textwrap import indent, wrap
from typing import Any

import numpy as np

from playground.engine.bits import Array, same_bits

LONGEST = 1_000  # numbers that are written out
_WIDTH = 100


def number_text(value: float | np.generic) -> str:
    """A number as it can be typed: the shortest text that reads back as the same number of the same precision."""
    if not isinstance(value, np.floating):
        return repr(value.item() if isinstance(value, np.generic) else value) if np.isfinite(value) else _limit(value)
    if not np.isfinite(value):
        return _limit(float(value))
    short = str(value)
    return short if type(value)(float(short)) == value else repr(float(value))


def _limit(value: float | np.generic) -> str:
    return f"np.{value}" if value != -np.inf else "-np.inf"


def dtype_text(dtype: np.dtype[Any]) -> str:
    """A kind of number as an argument: `np.float32`."""
    return f"np.{dtype.name}" if dtype != np.dtype(np.longdouble) else "np.longdouble"


def shape_source(shape: tuple[int, ...]) -> str:
    """A shape as the argument of `np.zeros`: a number for one axis."""
    return str(shape[0]) if len(shape) == 1 else str(shape)


def array_text(array: Array) -> str:
    """An expression for a new array of the same shape, kind and bits."""
    kind = "" if array.dtype in (np.float64, np.int64, np.bool_) else f", {dtype_text(array.dtype)}"
    if array.ndim:
        if same_bits(array, np.zeros_like(array)):
            return zeros_text(array)
        if same_bits(array, np.ones_like(array)):
            return f"np.ones({shape_source(array.shape)}{_kind_of(array)})"
        if array.size and not np.isnan(array.flat[0]) and same_bits(array, np.full_like(array, array.flat[0])):
            return f"np.full({shape_source(array.shape)}, {number_text(array.flat[0])}{_kind_of(array)})"
    if array.size > LONGEST or not np.isfinite(array).all():
        return _encoded(array)
    rows = _nested(array)
    inner = f"\n{indent(rows, '    ')}\n" if "\n" in rows else rows
    return f"np.array({inner}{kind})"


def zeros_text(array: Array) -> str:
    """An expression for zeros of the same shape and kind."""
    return f"np.zeros({shape_source(array.shape)}{_kind_of(array)})"


def _kind_of(array: Array) -> str:
    return "" if array.dtype == np.float64 else f", {dtype_text(array.dtype)}"


def _nested(array: Array) -> str:
    if array.ndim == 0:
        return number_text(array.flat[0])
    if array.ndim == 1:
        return "[" + "\n ".join(wrap(", ".join(map(number_text, array)), _WIDTH)) + "]"
    return "[" + ",\n ".join(map(_indented, array)) + "]"


def _indented(row: Array) -> str:
    return _nested(row).replace("\n", "\n ")


def _encoded(array: Array) -> str:
    text = b64encode(array.astype(array.dtype.newbyteorder("<")).tobytes()).decode()
    pieces = "\n".join(f'"{text[start : start + _WIDTH]}"' for start in range(0, len(text), _WIDTH))
    kind = array.dtype.newbyteorder("<").str
    return f'np.frombuffer(b64decode(\n{pieces}\n), "{kind}").reshape({shape_source(array.shape)}).copy()'
