"""Losses of numbers: how far each output a is from its target y.

Near 0 all of them but the absolute error are a parabola; far away the square punishes most, the others grow no faster
than the distance itself, so that a wild sample pulls no harder than any other. Source: Goodfellow et al., Deep
Learning, section 5.5.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from math import inf
from typing import ClassVar

import numpy as np

from playground.engine.errors import SettingError
from playground.engine.instruction import Array
from playground.engine.operations.loss import Factor, Loss, Total, emit_total
from playground.engine.operations.operation import Line, Site
from playground.engine.operations.real_order import larger, magnitude, smaller


@dataclass(frozen=True)
class RegressionLoss(Loss):
    """Root of the losses of a − y: the mean, if it is one, is over outputs and batch."""

    per_output: ClassVar[bool] = True
    averages_outputs: ClassVar[bool] = True

    def emit_slope(self, site: Site, name: str, function: Callable[[Array, Array], object], note: str) -> None:
        """Emit δa = f(a − y) / count, f a function that NumPy has."""
        a, y, below = site.input(), site.target(), site.input_gradient()
        formula = _over(f"{name}({{a}} − {{y}})", self.divisor(site))
        site.emit(
            below,
            Line(f"{{out}} = {formula}", {"a": a, "y": y}, note=note),
            partial(np.subtract, a.array, y.array, below.array),
            partial(function, below.array, below.array),
            *self.factor(site).scaling(site, below.array),
        )


@dataclass(frozen=True)
class SquaredLoss(RegressionLoss):
    """Root of the losses of (a − y)², which differ in what the squares are divided by."""

    halved: ClassVar[bool] = False
    words: ClassVar[str]

    def forward(self, site: Site) -> None:
        """Emit L."""
        a, y = site.input(), site.target()
        squares = site.scratch(a.array.shape)
        calls = (
            partial(np.subtract, a.array, y.array, squares),
            partial(np.multiply, squares, squares, squares),
        )
        total = Total("({a} − {y})²", {"a": a, "y": y}, squares, calls, self.words)
        emit_total(site, total, Factor(1, self.divisor(site) * (2 if self.halved else 1)))

    def backward(self, site: Site) -> None:
        """Emit δa = 2 (a − y) / count, without the 2 for halved squares."""
        a, y, below = site.input(), site.target(), site.input_gradient()
        factor = self.factor(site, 1 if self.halved else 2)
        twice = "the ½ and the 2 cancel, which leaves the distance" if self.halved else "twice the distance"
        line = Line(
            f"{{out}} = {factor.of_sum('{a} − {y}')}",
            {"a": a, "y": y},
            note=f"the derivative of the square: {twice}, with its sign",
        )
        site.emit(below, line, partial(np.subtract, a.array, y.array, below.array), *factor.scaling(site, below.array))


@dataclass(frozen=True)
class MeanSquaredError(SquaredLoss):
    """L = mean of (a − y)² over outputs and batch."""

    kind: ClassVar[str] = "mse"
    title: ClassVar[str] = "Mean squared error"
    summary: ClassVar[str] = "L = mean of (a − y)²"
    words: ClassVar[str] = "the squared distance to the target, averaged"


@dataclass(frozen=True)
class SumOfSquares(SquaredLoss):
    """L = Σ (a − y)² of each sample, averaged over the batch."""

    kind: ClassVar[str] = "sum_of_squares"
    title: ClassVar[str] = "Sum of squares"
    summary: ClassVar[str] = "L = Σ (a − y)²"
    averages_outputs: ClassVar[bool] = False
    words: ClassVar[str] = "the squared distances to the targets, added up"


@dataclass(frozen=True)
class HalfSumOfSquares(SumOfSquares):
    """L = ½ Σ (a − y)² of each sample, averaged over the batch: the ½ makes the derivative a − y."""

    kind: ClassVar[str] = "half_sum_of_squares"
    title: ClassVar[str] = "Half sum of squares"
    summary: ClassVar[str] = "L = ½ Σ (a − y)²"
    halved: ClassVar[bool] = True
    words: ClassVar[str] = "half the squared distances to the targets, added up"


@dataclass(frozen=True)
class MeanAbsoluteError(RegressionLoss):
    """L = mean of |a − y|. At a = y, where the slope jumps from −1 to 1, it counts as 0.

    Source: Hastie et al., The Elements of Statistical Learning, section 10.6.
    """

    kind: ClassVar[str] = "mae"
    title: ClassVar[str] = "Mean absolute error"
    summary: ClassVar[str] = "L = mean of |a − y|"

    def forward(self, site: Site) -> None:
        """Emit L."""
        a, y = site.input(), site.target()
        distance = site.scratch(a.array.shape)
        calls = (partial(np.subtract, a.array, y.array, distance), magnitude(distance, distance))
        total = Total("|{a} − {y}|", {"a": a, "y": y}, distance, calls, "the distance to the target, averaged")
        emit_total(site, total, self.factor(site))

    def backward(self, site: Site) -> None:
        """Emit δa = sign(a − y) / count."""
        note = "only the side on which the output lies counts, not how far it is; a hit has no gradient"
        self.emit_slope(site, "sign", np.sign, note)


@dataclass(frozen=True)
class Huber(RegressionLoss):
    """L = mean of ½ (a − y)² within `delta` of the target, δ (|a − y| − ½ δ) beyond.

    With c = a − y, held between −δ and δ, both are c (a − y − ½ c), and c is the derivative, which has no jump.
    Source: Huber, Robust estimation of a location parameter, Annals of Mathematical Statistics 35 (1964).
    """

    kind: ClassVar[str] = "huber"
    title: ClassVar[str] = "Huber"
    summary: ClassVar[str] = "L = mean of ½ (a − y)² up to δ, a straight line beyond"

    delta: float = 1.0

    def check_settings(self) -> None:
        """Raise `SettingError` unless 0 < delta < ∞."""
        super().check_settings()
        if not 0 < self.delta < inf:
            raise SettingError(f"has delta = {self.delta}, expected a number above 0")

    def forward(self, site: Site) -> None:
        """Emit the clipped distance c and L."""
        a, y, c = site.input(), site.target(), site.new("clipped_distance")
        delta = float(self.delta)
        line = Line(
            f"{{c}} = max(−{delta!r}, min({delta!r}, {{a}} − {{y}}))",
            {"c": c, "a": a, "y": y},
            note="the distance to the target, held within ±δ",
        )
        site.emit(
            c,
            line,
            partial(np.subtract, a.array, y.array, c.array),
            smaller(c.array, site.constant(delta), c.array),
            larger(c.array, site.constant(-delta), c.array),
        )
        values, half = site.scratch(c.array.shape), site.scratch(c.array.shape)
        calls = (
            partial(np.multiply, c.array, site.constant(0.5), half),
            partial(np.subtract, a.array, y.array, values),
            partial(np.subtract, values, half, values),
            partial(np.multiply, values, c.array, values),
        )
        note = "half the square of a small distance; a large one counts in proportion, averaged"
        total = Total("{c} ({a} − {y} − <{c}|2>)", {"c": c, "a": a, "y": y}, values, calls, note)
        emit_total(site, total, self.factor(site))

    def backward(self, site: Site) -> None:
        """Emit δa = c / count."""
        c, below = site.value("clipped_distance"), site.input_gradient()
        line = Line(
            f"{{out}} = {_over('{c}', self.divisor(site))}",
            {"c": c},
            note="the clipped distance: beyond δ all samples pull alike",
        )
        site.emit(below, line, partial(np.multiply, c.array, site.constant(1 / self.divisor(site)), below.array))


@dataclass(frozen=True)
class LogCosh(RegressionLoss):
    """L = mean of ln cosh(a − y): about ½ (a − y)² near the target and |a − y| − ln 2 far from it, smooth all the way.

    Computed as ln(1 + 2 sinh²(d/2)) with d = min(|a − y|, 20), and beyond 20 the rest of the distance added to it:
    no digits are lost near 0 and nothing overflows. Source: Green, IEEE Transactions on Medical Imaging 9 (1990).
    """

    kind: ClassVar[str] = "log_cosh"
    title: ClassVar[str] = "Log-cosh"
    summary: ClassVar[str] = "L = mean of ln cosh(a − y)"

    def forward(self, site: Site) -> None:
        """Emit L."""
        a, y = site.input(), site.target()
        near, far = site.scratch(a.array.shape), site.scratch(a.array.shape)
        calls = (
            partial(np.subtract, a.array, y.array, far),
            magnitude(far, far),
            smaller(far, site.constant(20), near),
            partial(np.subtract, far, near, far),
            partial(np.multiply, near, site.constant(0.5), near),
            partial(np.sinh, near, near),
            partial(np.multiply, near, near, near),
            partial(np.add, near, near, near),
            partial(np.log1p, near, near),
            partial(np.add, near, far, near),
        )
        note = "half the square of a small distance, a large one as it is, averaged"
        emit_total(site, Total("ln(cosh({a} − {y}))", {"a": a, "y": y}, near, calls, note), self.factor(site))

    def backward(self, site: Site) -> None:
        """Emit δa = tanh(a − y) / count."""
        self.emit_slope(site, "tanh", np.tanh, "the distance while it is small, never more than 1")


def _over(formula: str, count: int) -> str:
    """The formula divided by a count."""
    return f"<{formula}|{count}>" if count > 1 else formula
