"""Dropout: in training each value is dropped with probability p, and the rest are stretched to keep the mean.

The mask belongs to the update, not to the run: walking an update again, or resuming from a file, drops the same values.
Source: Srivastava et al. 2014, in the inverted form.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import ClassVar

import numpy as np

from playground.engine.errors import SettingError
from playground.engine.instruction import Array, Factor, Terms
from playground.engine.operations.axes import axis_letters
from playground.engine.operations.operation import Line, Operation, Site


@dataclass(frozen=True)
class Dropout(Operation):
    """a = x ⊙ r with r = 0 at rate p, else 1 / (1 − p); in evaluation a = x (Srivastava et al. 2014)."""

    kind: ClassVar[str] = "dropout"
    title: ClassVar[str] = "Dropout"
    group: ClassVar[str] = "Normalize"
    summary: ClassVar[str] = "a = x ⊙ r, in training some values are dropped at random"
    is_random: ClassVar[bool] = True

    rate: float = 0.2

    def check_settings(self) -> None:
        """Raise `SettingError` unless 0 ≤ p < 1."""
        if not 0 <= self.rate < 1:
            raise SettingError(f"has the rate {self.rate}, expected a number from 0 to below 1")

    def forward(self, site: Site) -> None:
        """Emit r and a = x ⊙ r; in evaluation a is another name for x."""
        x = site.input()
        if not site.training:
            a = site.new("activation", alias=x)
            site.emit(a, Line("{a} = {x}", {"a": a, "x": x}, note="nothing is dropped in evaluation"))
            return
        mask, draw = site.draw("mask", partial(draw_mask, self.rate))
        keep = 1 - self.rate
        line = Line(f"{{out}} = Bernoulli({keep:.4g}) / {keep:.4g}", {}, note="drawn anew for every update")
        site.emit(mask, line, draw)
        a, letters = site.new("activation"), axis_letters(x.array)
        line = Line(
            "{a} = {x} ⊙ {r}",
            {"a": a, "x": x, "r": mask},
            note="what is dropped is 0; the rest is stretched so that the mean stays",
            terms=Terms(letters, ((Factor("x", letters), Factor("r", letters)),)),
        )
        site.emit(a, line, partial(np.multiply, x.array, mask.array, a.array))

    def backward(self, site: Site) -> None:
        """Emit δx = δa ⊙ r."""
        da, below = site.output_gradient(), site.input_gradient()
        if not site.training:
            line = Line("{out} = {da}", {"da": da}, note="nothing was dropped")
            site.emit(below, line, partial(np.copyto, below.array, da.array))
            return
        mask, letters = site.value("mask"), axis_letters(da.array)
        line = Line(
            "{out} = {da} ⊙ {r}",
            {"da": da, "r": mask},
            note="a dropped value had no effect, so it gets no gradient",
            terms=Terms(letters, ((Factor("da", letters), Factor("r", letters)),)),
        )
        site.emit(below, line, partial(np.multiply, da.array, mask.array, below.array))


def draw_mask(rate: float, stream: np.random.Generator, out: Array) -> None:
    """Fill with 0 at rate p, else 1 / (1 − p)."""
    np.copyto(out, stream.random(out.shape) >= rate)
    np.divide(out, 1 - rate, out)
