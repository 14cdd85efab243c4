"""The Softmax block: probabilities, or their logarithms, along any one axis of what arrives, as attention needs it.

How they are computed stands in `softmax`; here they get their formulas. Along the last axis a formula can sum over a
row of numbers; along any other the sum is an operand of its own. Source: Bridle 1990; Vaswani et al. 2017.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import ClassVar

import numpy as np

from playground.engine.instruction import Array, Factor, Operand, Terms
from playground.engine.operations.activations import ACTIVATIONS, emit_apply, emit_pull_back
from playground.engine.operations.axes import axis_letters, check_axis, counted_axis
from playground.engine.operations.operation import Line, Operation, Shape, Site
from playground.engine.operations.precision import double_buffer
from playground.engine.operations.softmax import (
    Exponentials,
    axis_log_softmax_calls,
    axis_softmax_calls,
    log_softmax_gradient_calls,
    softmax_gradient_calls,
)


@dataclass(frozen=True)
class Softmax(Operation):
    """a = eˣ / Σ eˣ, or its logarithm x − ln Σ eˣ, with the sum over one axis of a sample (the last is −1)."""

    kind: ClassVar[str] = "softmax"
    title: ClassVar[str] = "Softmax"
    group: ClassVar[str] = "Normalize"
    summary: ClassVar[str] = "a = softmax(x), probabilities that add up to 1 along an axis"

    axis: int = -1
    log: bool = False

    def check_settings(self) -> None:
        """Raise `SettingError` for an axis no sample can have."""
        check_axis(self.axis)

    def output_shape(self, inputs: tuple[Shape, ...]) -> Shape:
        """The shape that arrives; `ShapeError` if it has no such axis."""
        counted_axis(self.axis, inputs[0])
        return inputs[0]

    def forward(self, site: Site) -> None:
        """Emit a."""
        column = self._column(site)
        if column is None:
            emit_apply(site, ACTIVATIONS["log_softmax" if self.log else "softmax"], site.input())
        elif self.log:
            column.emit_logarithms(site)
        else:
            column.emit_shares(site)

    def backward(self, site: Site) -> None:
        """Emit the contribution to the block below."""
        column = self._column(site)
        if column is None:
            function = ACTIVATIONS["log_softmax" if self.log else "softmax"]
            emit_pull_back(site, function, site.input(), site.input_gradient())
        elif self.log:
            column.emit_logarithms_gradient(site)
        else:
            column.emit_shares_gradient(site)

    def _column(self, site: Site) -> _Column | None:
        """Where the sums of any axis but the last are kept."""
        array = site.input().array
        axis = counted_axis(self.axis, array.shape[1:]) + 1
        return None if axis == array.ndim - 1 else _Column(array, axis)


@dataclass(frozen=True, eq=False)
class _Column:
    """One axis of a batch, not the last; `axis` counts the batch as 0. A sum over it has the letters of the others."""

    array: Array
    axis: int

    @property
    def letters(self) -> str:
        return axis_letters(self.array)

    @property
    def rest(self) -> str:
        return self.letters[: self.axis] + self.letters[self.axis + 1 :]

    def sums(self) -> Array:
        """A buffer for one number in place of the axis."""
        shape = self.array.shape
        return double_buffer((*shape[: self.axis], 1, *shape[self.axis + 1 :]), self.array)

    def helper(self, site: Site, symbol: str, sums: Array, like: Operand) -> Operand:
        """Such a buffer as an operand without the axis."""
        return site.helper(symbol, np.squeeze(sums, self.axis), like)

    def terms(self, *groups: tuple[str, ...]) -> Terms:
        """Products of operands; those whose name begins with Σ lack the axis."""
        return Terms(
            self.letters,
            tuple(
                tuple(Factor(name, self.rest if name.startswith("sum") else self.letters) for name in group)
                for group in groups
            ),
        )

    @property
    def place(self) -> str:
        return f"along axis {self.axis - 1}"

    def emit_shares(self, site: Site) -> None:
        x, a, parts, inverse = site.input(), site.new("activation"), Exponentials.of(self.array, self.axis), self.sums()
        operands = {
            "a": a,
            "power": site.helper("eˣ", parts.powers, like=x),
            "sum": self.helper(site, "1/Σeˣ", inverse, like=x),
        }
        line = Line(
            "{a} = {power} {sum}",
            operands,
            note=f"each value's share {self.place}; all powers there are divided by one that keeps them small",
            terms=self.terms(("power", "sum")),
        )
        one = np.array(1, inverse.dtype)
        calls = axis_softmax_calls(x.array, a.array, parts)
        site.emit(a, line, *calls, partial(np.divide, one, parts.total, inverse))

    def emit_logarithms(self, site: Site) -> None:
        x, a, negative = site.input(), site.new("activation"), self.sums()
        parts = Exponentials.of(self.array, self.axis)
        line = Line(
            "{a} = {x} + {sum}",
            {"a": a, "x": x, "sum": self.helper(site, "(−ln Σeˣ)", negative, like=x)},
            note=f"the logarithm of each value's share {self.place}",
            terms=self.terms(("x",), ("sum",)),
        )
        site.emit(
            a,
            line,
            *axis_log_softmax_calls(x.array, a.array, parts),
            partial(np.add, parts.total, parts.largest, negative),
            partial(np.negative, negative, negative),
        )

    def emit_shares_gradient(self, site: Site) -> None:
        da, a, below, sums, negative = *_backward_values(site), self.sums(), self.sums()
        line = Line(
            "{out} = {a} ⊙ ({da} + {sum})",
            {"a": a, "da": da, "sum": self.helper(site, "(−Σ δa a)", negative, like=da)},
            note=f"softmax's Jacobian {self.place}, diag(a) − a aᵀ, applied to the gradient",
            terms=self.terms(("a", "da"), ("a", "sum")),
        )
        calls = softmax_gradient_calls(da.array, a.array, below.array, sums, self.axis)
        site.emit(below, line, *calls, partial(np.negative, sums, negative))

    def emit_logarithms_gradient(self, site: Site) -> None:
        da, a, below, sums, negative = *_backward_values(site), self.sums(), self.sums()
        share = site.scratch(self.array.shape)
        operands = {
            "da": da,
            "a": a,
            "share": site.helper("eᵃ", share, like=a),
            "sum": self.helper(site, "(−Σ δa)", negative, like=da),
        }
        line = Line(
            "{out} = {da} + {share} ⊙ {sum}",
            operands,
            note=f"raising one value lowers all {self.place}, each by the probability eᵃ of the raised one",
            terms=self.terms(("da",), ("share", "sum")),
        )
        calls = log_softmax_gradient_calls(da.array, a.array, below.array, sums, self.axis)
        site.emit(below, line, *calls, partial(np.exp, a.array, share), partial(np.negative, sums, negative))


def _backward_values(site: Site) -> tuple[Operand, Operand, Operand]:
    return site.output_gradient(), site.value("activation"), site.input_gradient()
