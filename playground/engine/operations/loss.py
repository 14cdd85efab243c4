"""What every loss is: a block that ends the forward pass in one number L and begins the backward pass with δa.

It also holds the two ways of writing that all losses share: a sum of one number per value, scaled, and the factor in
front of it. It must not know any particular loss.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

import numpy as np

from playground.engine.errors import SettingError, ShapeError
from playground.engine.instruction import Array, Call, Operand
from playground.engine.operations.operation import Line, Operation, Shape, Site, shape_text

REDUCTIONS: Mapping[str, str] = {"mean": "Mean", "sum": "Sum"}


@dataclass(frozen=True)
class Factor:
    """The number top/bottom in front of a formula, and the call that multiplies by it."""

    top: int
    bottom: int

    @property
    def text(self) -> str:
        """A fraction, a whole number, or nothing for 1, with a space behind it."""
        if self.bottom > 1:
            return f"<{self.top}|{self.bottom}> "
        return "" if self.top == 1 else f"{self.top} "

    def of_sum(self, terms: str) -> str:
        """The factor times a sum, which needs no brackets where the factor is 1."""
        return f"{self.text}({terms})" if self.text else terms

    def scaling(self, site: Site, array: Array, sign: int = 1) -> tuple[Call, ...]:
        """array := ± factor · array."""
        factor = sign * self.top / self.bottom
        return () if factor == 1 else (partial(np.multiply, array, site.constant(factor), array),)


@dataclass(frozen=True)
class Loss(Operation):
    """Root of all losses: one input, the prediction; the targets come with the data.

    `reduction` is what becomes of the numbers that a loss has for the values or samples of a batch: their mean or sum.
    """

    group: ClassVar[str] = "Loss"
    classifies: ClassVar[bool] = False  # whether targets are classes, so that accuracy is defined
    per_output: ClassVar[bool] = False  # whether each output is judged by itself, not as one share among several
    squashing: ClassVar[str] = ""  # the activation function that makes raw outputs what the loss compares
    takes_logits: ClassVar[bool] = False  # whether the loss applies `squashing` itself, or expects it below
    decision_threshold: ClassVar[float] = 0.5  # a single output above it means yes
    wants_targets: ClassVar[bool] = True  # whether there is anything to compare with
    averages_outputs: ClassVar[bool] = False  # whether the mean is over outputs and batch, or over the batch alone

    reduction: str = "mean"

    @property
    def ports(self) -> tuple[str, ...]:
        """The prediction."""
        return ("prediction",)

    @property
    def has_output(self) -> bool:
        """A loss ends the forward pass."""
        return False

    def check_settings(self) -> None:
        """Raise `SettingError` for an unknown reduction."""
        if self.reduction not in REDUCTIONS:
            raise SettingError(f"has the unknown reduction {self.reduction!r}; known are {', '.join(REDUCTIONS)}")

    def output_shape(self, inputs: tuple[Shape, ...]) -> Shape:
        """The shape of the targets: that of the prediction, a vector."""
        if len(inputs[0]) != 1:
            arrived = shape_text(inputs[0])
            raise ShapeError(f"compares vectors, but values of shape {arrived} arrive: flatten them first")
        return inputs[0]

    def divisor(self, site: Site) -> int:
        """How many numbers the mean is over; 1 for a sum."""
        if self.reduction == "sum":
            return 1
        return site.input().array.size if self.averages_outputs else site.batch

    def factor(self, site: Site, top: int = 1) -> Factor:
        """What stands in front of the sum, or of the gradient: top over the divisor."""
        return Factor(top, self.divisor(site))


@dataclass(frozen=True, eq=False)
class Total:
    """L as a sum: `calls` write into `values` the numbers whose formula is `summand`; L is minus a `negative` one."""

    summand: str
    operands: Mapping[str, Operand]
    values: Array
    calls: tuple[Call, ...]
    note: str
    negative: bool = False

    @property
    def text(self) -> str:
        """The sum as a formula; a single number stands alone."""
        return f"Σ[{self.summand}]" if self.values.size > 1 or self.negative else self.summand


def emit_total(site: Site, total: Total, factor: Factor) -> None:
    """Emit L = ± factor · Σ values, as optional work. Scaled before it is added, so that no mean overflows."""
    loss = site.scalar("loss")
    sign = "−" if total.negative else ""
    site.emit(
        loss,
        Line(f"{{L}} = {sign}{factor.text}{total.text}", {"L": loss, **total.operands}, note=total.note),
        *total.calls,
        *factor.scaling(site, total.values, -1 if total.negative else 1),
        partial(np.add.reduce, total.values, None, None, loss.array),
        optional=True,
    )
