"""Embedding: each whole number that arrives picks a row of a learned table, as words are given vectors.

Source: Bengio et al. 2003, A neural probabilistic language model.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import ClassVar

import numpy as np

from playground.engine.errors import SettingError
from playground.engine.initializers import INITIALIZERS
from playground.engine.instruction import Array, Factor, Index, Terms
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

    def check_settings(self) -> None:
        """Raise `SettingError` for a count out of range or an unknown initializer."""
        check_units(self.dimension)
        if not 1 <= self.entries <= MAX_UNITS:
            raise SettingError(f"has {self.entries} entries, expected 1 to {MAX_UNITS:,}")
        if self.initializer not in INITIALIZERS:
            raise SettingError(f"has the unknown initializer {self.initializer!r}; known are {', '.join(INITIALIZERS)}")

    def value_problem(self, values: Array) -> str:
        """Why these values of a feature cannot be looked up; "" if they can."""
        wrong = values[(values != np.floor(values)) | (values < 0) | (values >= self.entries)]
        expected = f"whole numbers from 0 to {self.entries - 1} (no standardized ones)"
        return f"looks up {wrong[0]:.4g}, expected {expected}" if wrong.size else ""

    def output_shape(self, inputs: tuple[Shape, ...]) -> Shape:
        """(length, dimension) for a vector of `length` numbers."""
        return (one_row(inputs[0], "an embedding"), self.dimension)

    def parameters(self, inputs: tuple[Shape, ...]) -> tuple[ParameterSpec, ...]:
        """E: (entries, dimension)."""
        return (ParameterSpec("table", (self.entries, self.dimension), self.initializer),)

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
        site.emit(
            a,
            line,
            partial(np.copyto, rows, x.array.real, "unsafe"),
            partial(np.clip, rows, 0, self.entries - 1, rows),
            partial(np.take, table.array, rows, 0, a.array, "clip"),
        )

    def backward(self, site: Site) -> None:
        """Emit ∂L/∂E and, as a whole number cannot change a little, δx = 0."""
        x, da, gradient, below = site.input(), site.output_gradient(), site.gradient("table"), site.input_gradient()
        chosen = site.scratch((x.array.size, self.entries))  # a 1 where a row was picked: the table by a product
        rows = np.arange(self.entries)
        picked = site.helper(f"[{x.label} = row]", chosen.reshape(*x.array.shape, self.entries), x)
        line = Line(
            "{gE} = Σ {picked} {da}",
            {"gE": gradient, "picked": picked, "da": da},
            note="a row gathers the gradients of all places that picked it",
            terms=Terms("vd", ((Factor("picked", "nlv"), Factor("da", "nld")),)),
        )
        site.emit(
            gradient,
            line,
            partial(np.equal, x.array.reshape(-1, 1), rows, chosen),
            partial(np.matmul, chosen.T, da.array.reshape(-1, self.dimension), gradient.array),
        )
        line = Line("{out} = 0", {}, note="a whole number cannot change a little: no gradient goes on")
        site.emit(below, line, partial(below.array.fill, 0))


def _picked(rows: Array, index: Index) -> tuple[str, Index]:
    """Where element `index` of the result came from."""
    return "E", (int(rows[index[:-1]]), index[-1])
