"""Makes room for blocks that grow when they show values: two factors that stretch the layout, keeping its order.

Pure arithmetic on arrays; the document's positions stay as they are.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from playground.session.number_style import NumberStyle

Array = NDArray[np.float64]
LARGEST = 4.0
GAP = (56.0, 30.0)  # left between neighbours in x, where wires run, and in y
NOTED_GAP = (110.0, 30.0)  # where words stand beside the wires
WIDE_GAP = (200.0, 40.0)  # where those words are whole products
_SYMBOL, _CHARACTER, _DIGITS = 68.0, 7.0, 3  # of those words: what stands before the number, and its usual digits


def noted_gap(numbers: NumberStyle, *, wide: bool = False) -> tuple[float, float]:
    """The gap for words that end in a number written so, or that are `wide` with three of them."""
    usual, places = (WIDE_GAP, 3 * numbers.places(_DIGITS)) if wide else (NOTED_GAP, numbers.places(_DIGITS))
    return max(usual[0], _SYMBOL + _CHARACTER * places), usual[1]


def stretch(corners: Array, small: Array, large: Array, gap: tuple[float, float] = GAP) -> tuple[float, float]:
    """Factors for x and y so that blocks of sizes `large` (n, 2) do not touch where those of size `small` (2,) did not.

    Blocks stand at `corners` (n, 2). In x they grow to both sides of their middle, in y downwards.
    """
    apart = corners[None, :, :] - corners[:, None, :]
    clear = apart >= small
    right, lower, upper = clear[..., 0], clear[..., 1], clear[..., 1].T
    widths = (large[None, :, 0] + large[:, None, 0]) / 2 + gap[0]
    heights = np.broadcast_to(large[:, None, 1] + gap[1], apart.shape[:2])
    x = _factor(apart[..., 0], widths, right & ~lower & ~upper)
    y = _factor(apart[..., 1], heights, lower & ~right & ~right.T)
    touching = lower & (right | right.T) & (abs(apart[..., 0]) * x < widths) & (apart[..., 1] * y < heights)
    wider, taller = _factor(abs(apart[..., 0]), widths, touching), _factor(apart[..., 1], heights, touching)
    return (max(x, wider), y) if wider / x < taller / y else (x, max(y, taller))


def _factor(apart: Array, needed: Array, pairs: NDArray[np.bool_]) -> float:
    """The smallest factor at which every listed pair (left or upper block first) has the room it needs."""
    return float(np.clip((needed[pairs] / apart[pairs]).max(initial=1.0), 1.0, LARGEST))
