"""A function of one number with its tangent at a point, in plain numbers: a link of a chain, an activation.

Where the numbers come from is told elsewhere; here nothing is computed but the straight line.
"""

from __future__ import annotations

from dataclasses import dataclass

from playground.engine.instruction import Array


@dataclass(frozen=True, eq=False)
class TouchedCurve:
    """`below` and `above` name the axes; the tangent touches the curve through (across, up) at (x, y)."""

    below: str
    above: str
    x: float
    y: float
    slope: float
    across: Array
    up: Array

    def tangent_at(self, x: float) -> float:
        """How high the tangent is."""
        return self.y + self.slope * (x - self.x)
