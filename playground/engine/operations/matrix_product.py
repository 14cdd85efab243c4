"""The matrix product of two inputs, sample by sample: how the queries of attention meet its keys.

Source: Vaswani et al., Attention is all you need (2017), section 3.2; the rules are those of matrix calculus.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import ClassVar

import numpy as np

from playground.engine.errors import ShapeError
from playground.engine.instruction import Array, Factor, Operand, Terms
from playground.engine.operations.axes import axis_letters
from playground.engine.operations.joins import Pair
from playground.engine.operations.operation import Line, Shape, Site, shape_text


@dataclass(frozen=True)
class MatrixProduct(Pair):
    """A = X Y, or A = X Yᵀ: of shapes (…, m, k) and (…, k, n), or (…, n, k), becomes (…, m, n)."""

    kind: ClassVar[str] = "matrix_product"
    title: ClassVar[str] = "Matrix product"
    summary: ClassVar[str] = "A = X Y or X Yᵀ, rows of the first times columns or rows of the second"

    transpose_second: bool = False

    def output_shape(self, inputs: tuple[Shape, ...]) -> Shape:
        """(…, m, n); `ShapeError` unless both are matrices whose lengths fit."""
        first, second = inputs
        found = f"{shape_text(first)} and {shape_text(second)}"
        if len(first) < 2 or len(second) < 2:
            raise ShapeError(f"multiplies two matrices, but values of shape {found} arrive; reshape them before")
        *others, inner, columns = self._seen(second)
        if first[:-2] != tuple(others) or first[-1] != inner:
            turned = " transposed" if self.transpose_second else ""
            raise ShapeError(
                f"multiplies {found}{turned}: the rows of the first have length {first[-1]}, "
                f"the columns of the second {inner}; these and all axes before must be equal"
            )
        return (*first[:-1], columns)

    def forward(self, site: Site) -> None:
        """Emit A = X Y."""
        x, y, a = site.input(0), site.input(1), site.new("activation")
        axes = axis_letters(a.array)[:-2]
        line = Line(
            "{a} = {x} {y.T}" if self.transpose_second else "{a} = {x} {y}",
            {"a": a, "x": x, "y": y},
            note=f"each row of the first meets each {self._line_of_second} of the second: products, added up",
            terms=Terms(f"{axes}ij", ((Factor("x", f"{axes}ik"), Factor("y", axes + self._letters)),)),
        )
        site.emit(a, line, partial(np.matmul, x.array, self._turned(y), a.array))

    def backward(self, site: Site) -> None:
        """Emit δX = δA Yᵀ and δY = Xᵀ δA, or for X Yᵀ: δX = δA Y and δY = δAᵀ X."""
        self._first_gradient(site)
        self._second_gradient(site)

    def _first_gradient(self, site: Site) -> None:
        da, y, below = site.output_gradient(), site.input(1), site.input_gradient(0)
        axes = axis_letters(da.array)[:-2]
        line = Line(
            "{out} = {da} {y}" if self.transpose_second else "{out} = {da} {y.T}",
            {"da": da, "y": y},
            note="each value of the first collects the gradients of the products it was part of, times its partners",
            terms=Terms(f"{axes}ik", ((Factor("da", f"{axes}ij"), Factor("y", axes + self._letters)),)),
        )
        site.emit(below, line, partial(np.matmul, da.array, self._turned(y).swapaxes(-1, -2), below.array))

    def _second_gradient(self, site: Site) -> None:
        da, x, below = site.output_gradient(), site.input(0), site.input_gradient(1)
        axes = axis_letters(da.array)[:-2]
        line = Line(
            "{out} = {da.T} {x}" if self.transpose_second else "{out} = {x.T} {da}",
            {"da": da, "x": x},
            note="each value of the second collects the gradients of the products it was part of, times its partners",
            terms=Terms(axes + self._letters, ((Factor("da", f"{axes}ij"), Factor("x", f"{axes}ik")),)),
        )
        one, other = (da, x) if self.transpose_second else (x, da)
        site.emit(below, line, partial(np.matmul, one.array.swapaxes(-1, -2), other.array, below.array))

    @property
    def _letters(self) -> str:
        """The last two axes of the second matrix in the terms."""
        return "jk" if self.transpose_second else "kj"

    @property
    def _line_of_second(self) -> str:
        return "row" if self.transpose_second else "column"

    def _seen(self, shape: Shape) -> Shape:
        """The second shape as the product sees it."""
        return (*shape[:-2], shape[-1], shape[-2]) if self.transpose_second else shape

    def _turned(self, second: Operand) -> Array:
        return second.array.swapaxes(-1, -2) if self.transpose_second else second.array
