"""Embedding: each whole number that arrives picks a row of a learned table, as words are given vectors.

Source: Bengio et al. 2003, A neural probabilistic language model.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import ClassVar

import numpy as np

from playground.engine.errors import SettingError
from playground.engine.initializers import check_initializer
from playground.engine.instruction import Array, Call, Factor, Index, Terms
from playground.engine.operations.dense import MAX_UNITS, check_units
from playground.engine.operations.operation import Line, Operation, ParameterSpec, Shape, Site, one_row


@dataclass(frozen=True)
class Embedding(Operation):
    """a = E[x]: row x of the table E of shape (entries, dimension), x a whole number from 0 (Bengio et al. 2003).

    ∂L/∂E adds up δa over the places where a row was picked. A whole number has no gradient: δx is 0.
    """

    kind: ClassVar[str] = "embedding"
    title: ClassVar[str] = "Embedding"
    group: ClassVar[str] = "Sequence"
    summary: ClassVar[str] = "a = E[x], each whole number picks a row of a learned table"

    entries: int = 10
    dimension: int = 4
    initializer: str = "glorot_normal"
    initializer_scale: float = 1.0

    def check_settings(self) -> None:
        """Raise `SettingError` for a count out of range or an unknown initializer."""
        check_units(self.dimension)
        if not 1 <= self.entries <= MAX_UNITS:
            raise SettingError(f"has {self.entries} entries, expected 1 to {MAX_UNITS:,}")
        check_initializer(self.initializer, self.initializer_scale)

    def value_problem(self, values: Array) -> str:
        """Why these values of a feature cannot be looked up; "" if they can."""
        wrong = values[(values != np.floor(values)) | (values < 0) | (values >= self.entries)]
        if not wrong.size:
            return ""
        expected = f"looks up {wrong[0]:.4g}, expected whole numbers from 0 to {self.entries - 1}"
        return expected if wrong[0] == np.floor(wrong[0]) else f"{expected}, which standardized features are not"

    def output_shape(self, inputs: tuple[Shape, ...]) -> Shape:
        """(length, dimension) for a vector of `length` numbers."""
        return (one_row(inputs[0], "an embedding"), self.dimension)

    def parameters(self, inputs: tuple[Shape, ...]) -> tuple[ParameterSpec, ...]:
        """E: (entries, dimension)."""
        return (ParameterSpec("table", (self.entries, self.dimension), self.initializer, self.initializer_scale),)

    def forward(self, site: Site) -> None:
        """Emit a = E[x]."""
        x, table, a = site.input(), site.parameter("table"), site.new("activation")
        rows = np.zeros(x.array.shape, np.intp)
        line = Line(
            "{a} = {E}[{x}]",
            {"a": a, "E": table, "x": x},
            note="each number picks its row of the table",
            source=partial(_picked, rows),
        )
        site.emit(a, line, *self._find(x.array, rows), partial(np.take, table.array, rows, 0, a.array, "clip"))

    def backward(self, site: Site) -> None:
        """Emit ∂L/∂E and, as a whole number cannot change a little, δx = 0."""
        self._emit_table_gradient(site)
        below = site.input_gradient()
        line = Line("{out} = 0", {}, note="a whole number cannot change a little: no gradient goes on")
        site.emit(below, line, partial(below.array.fill, 0))

    def _emit_table_gradient(self, site: Site) -> None:
        x, da, gradient = site.input(), site.output_gradient(), site.gradient("table")
        picked = site.helper(f"[{x.label} = row]", x.array, x)
        line = Line(
            "{gE} = Σ {picked} {da}",
            {"gE": gradient, "picked": replace(picked, source=partial(_chosen, x.array, self.entries)), "da": da},
            note="a row gathers the gradients of all places that picked it",
            terms=Terms("vd", ((Factor("picked", "nlv"), Factor("da", "nld")),)),
        )
        rows, flat = np.zeros(x.array.shape, np.intp), site.scratch(da.array.shape)
        places = np.zeros(da.array.shape, np.intp)  # of each δa in the table laid out flat
        site.emit(
            gradient,
            line,
            *self._find(x.array, rows),
            partial(np.multiply, rows[..., np.newaxis], self.dimension, places),
            partial(np.add, places, np.arange(self.dimension), places),
            partial(gradient.array.fill, 0),
            partial(np.copyto, flat, da.array),
            partial(np.add.at, gradient.array.reshape(-1), places.reshape(-1), flat.reshape(-1)),
        )

    def _find(self, x: Array, rows: Array) -> tuple[Call, ...]:
        """The numbers as rows of the table, those without one as the nearest: `value_problem` speaks of them."""
        within = np.zeros_like(x.real)
        return (
            partial(np.fmax, x.real, 0, within),
            partial(np.fmin, within, self.entries - 1, rows, casting="unsafe"),
        )


def _picked(rows: Array, index: Index) -> tuple[str, Index]:
    """Where element `index` of the result came from."""
    return "E", (int(rows[index[:-1]]), index[-1])


def _chosen(x: Array, entries: int) -> Array:
    """1 where a row was picked, else 0: (samples, length, entries)."""
    chosen: Array = (x[..., np.newaxis] == np.arange(entries)).astype(x.dtype)
    return chosen
