"""The loss of a computational graph: the number that arrives is itself what is to become small.

There is nothing to compare it with, so it must not ask for targets.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import ClassVar

import numpy as np

from playground.engine.errors import ShapeError
from playground.engine.operations.loss import Loss, Total, emit_total
from playground.engine.operations.operation import Line, Shape, Site, shape_text


@dataclass(frozen=True)
class Objective(Loss):
    """L = a: the value that arrives, averaged (or added up) over the batch, is what training makes small.

    Source: Griewank and Walther, Evaluating Derivatives, 2008.
    """

    kind: ClassVar[str] = "objective"
    title: ClassVar[str] = "Value"
    summary: ClassVar[str] = "L = a, the number that arrives"
    wants_targets: ClassVar[bool] = False

    @property
    def ports(self) -> tuple[str, ...]:
        """The value."""
        return ("value",)

    def output_shape(self, inputs: tuple[Shape, ...]) -> Shape:
        """(0,): there are no targets; `ShapeError` unless a single number arrives."""
        if inputs[0] != (1,):
            raise ShapeError(f"takes one number, but values of shape {shape_text(inputs[0])} arrive: add them up first")
        return (0,)

    def forward(self, site: Site) -> None:
        """Emit L."""
        a, values = site.input(), site.scratch((site.batch, 1))
        several = " of each sample" if site.batch > 1 else ""
        total = Total("{a}", {"a": a}, values, (partial(np.copyto, values, a.array),), f"the value{several} itself")
        emit_total(site, total, self.factor(site))

    def backward(self, site: Site) -> None:
        """Emit δa = 1 / N."""
        below, count = site.input_gradient(), self.divisor(site)
        share = f"<1|{count}>" if count > 1 else "1"
        line = Line(f"{{out}} = {share}", {}, note="the derivative of the value by itself, each sample's share in L")
        site.emit(below, line, partial(np.copyto, below.array, site.constant(1 / count)))
