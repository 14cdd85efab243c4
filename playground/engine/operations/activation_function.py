"""What an activation function g is to the engine: its formulas, the calls that write a = g(z), and its slope.

A function of each value by itself writes g′(z); one that mixes values brings a backward rule of its own. Knows neither
the table of functions nor the blocks that apply them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from playground.engine.instruction import Array, Call, Operand
from playground.engine.operations.operation import Site

Calls = tuple[Call, ...]
Apply = Callable[[Site, Array, Array], Calls]
Slope = Callable[[Site, Array, Array, Array], Calls]
PullBack = Callable[[Site, Operand, Operand], None]


@dataclass(frozen=True)
class ActivationFunction:
    """g with its slope. Formulas use {z} and {a}; an elementwise g has `slope`, any other its own `pull_back`.

    `apply(site, z, a)` writes a, `slope(site, z, a, out)` writes g′(z), `pull_back(site, z, dz)` emits δz. `expanded`
    is the formula without a name for the function, `remark` what a learner should know of it besides.
    """

    key: str
    title: str
    formula: str
    slope_formula: str
    apply: Apply
    slope: Slope | None
    expanded: str = ""
    remark: str = ""
    pull_back: PullBack | None = None
