"""Arithmetic for computational graphs that the joins lack: ÷, powers, the larger, the smaller and the opposite number.

Each shows its value and its local derivatives side by side; sums, differences and products are the joins `Add`,
`Subtract` and `Multiply`. Source: Griewank and Walther, Evaluating Derivatives, 2008, table of elementary partials.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from math import isfinite
from typing import ClassVar

import numpy as np

from playground.engine.errors import SettingError
from playground.engine.instruction import Array
from playground.engine.operations.elementwise import Calls, Elementwise, Point, Rule, called
from playground.engine.operations.numbers import number_text


def _constant(value: float, point: Point, out: Array) -> Calls:
    return (partial(np.copyto, out, point.site.constant(value)),)


@dataclass(frozen=True)
class Negative(Elementwise):
    """a = −x, ∂a/∂x = −1."""

    kind: ClassVar[str] = "negative"
    title: ClassVar[str] = "Negative"
    summary: ClassVar[str] = "a = −x, the opposite number"
    note: ClassVar[str] = "the same number with the other sign"

    value: ClassVar[Rule] = Rule("−{x}", partial(called, np.negative))
    slopes: ClassVar[tuple[Rule, ...]] = (Rule("(−1)", partial(_constant, -1.0)),)


def _quotient(point: Point, out: Array) -> Calls:
    return (partial(np.divide, point.x, point.y, out),)


def _quotient_by_x(point: Point, out: Array) -> Calls:
    return (partial(np.divide, point.site.constant(1), point.y, out),)


def _quotient_by_y(point: Point, out: Array) -> Calls:
    return (partial(np.divide, point.a, point.y, out), partial(np.negative, out, out))


@dataclass(frozen=True)
class Divide(Elementwise):
    """a = x / y, ∂a/∂x = 1/y, ∂a/∂y = −x/y² = −a/y; a division by zero gives infinity or NaN."""

    kind: ClassVar[str] = "divide"
    title: ClassVar[str] = "Divide"
    summary: ClassVar[str] = "a = x / y, the first input over the second"
    note: ClassVar[str] = "the first number divided by the second"

    value: ClassVar[Rule] = Rule("<{x}|{y}>", _quotient)
    slopes: ClassVar[tuple[Rule, ...]] = (Rule("<1|{y}>", _quotient_by_x), Rule("<−{a}|{y}>", _quotient_by_y))


def _power(point: Point, out: Array) -> Calls:
    return (partial(np.power, point.x, point.y, out),)


def _power_by_x(point: Point, out: Array) -> Calls:
    """y · x^(y − 1); for y = 0 the exponent is raised to 0, so that 0⁰ has the slope 0 and not 0 · ∞."""
    return (
        partial(np.equal, point.y, point.site.constant(0), out),
        partial(np.add, out, point.y, out),
        partial(np.subtract, out, point.site.constant(1), out),
        partial(np.power, point.x, out, out),
        partial(np.multiply, out, point.y, out),
    )


def _power_by_y(point: Point, out: Array) -> Calls:
    """a · ln x; at x = 0 the logarithm is taken of 1, so that the slope is 0 and not 0 · ∞."""
    return (
        partial(np.equal, point.x, point.site.constant(0), out),
        partial(np.add, out, point.x, out),
        partial(np.log, out, out),
        partial(np.multiply, out, point.a, out),
    )


@dataclass(frozen=True)
class Power(Elementwise):
    """a = x^y, ∂a/∂x = y x^(y − 1), ∂a/∂y = a ln x; for x < 0 only whole exponents have a value, and none has ∂a/∂y.

    At x = 0 the slope by the exponent counts as 0. A fixed exponent is better written as `FixedPower`.
    """

    kind: ClassVar[str] = "power"
    title: ClassVar[str] = "Power"
    summary: ClassVar[str] = "a = x^y, the first input to the power of the second"
    note: ClassVar[str] = "the first number raised to the power of the second"

    value: ClassVar[Rule] = Rule("{x}^{y}", _power)
    slopes: ClassVar[tuple[Rule, ...]] = (
        Rule("{y} × {x}^({y} − 1)", _power_by_x),
        Rule("{a} × ln {x}", _power_by_y),
    )


def _raised(exponent: float, point: Point, out: Array) -> Calls:
    return (partial(np.power, point.x, point.site.constant(exponent), out),)


def _raised_slope(exponent: float, point: Point, out: Array) -> Calls:
    if exponent == 0:
        return _constant(0, point, out)
    return (
        partial(np.power, point.x, point.site.constant(exponent - 1), out),
        partial(np.multiply, out, point.site.constant(exponent), out),
    )


@dataclass(frozen=True)
class FixedPower(Elementwise):
    """a = xⁿ with a chosen number n, ∂a/∂x = n xⁿ⁻¹; for x < 0 only a whole n gives a value."""

    kind: ClassVar[str] = "fixed_power"
    title: ClassVar[str] = "Fixed power"
    summary: ClassVar[str] = "a = xⁿ, e.g. the square for n = 2"
    note: ClassVar[str] = "the number raised to a fixed power"

    exponent: float = 2.0

    def check_settings(self) -> None:
        """Raise `SettingError` unless the exponent is finite."""
        if not isfinite(self.exponent):
            raise SettingError(f"has the exponent {self.exponent}, expected a finite number")

    def value_rule(self) -> Rule:
        """xⁿ"""
        return Rule(f"{{x}}^{_factor(self.exponent)}", partial(_raised, self.exponent))

    def slope_rules(self) -> tuple[Rule, ...]:
        """n xⁿ⁻¹"""
        n, below = _factor(self.exponent), _factor(self.exponent - 1)
        formula = {0.0: "0", 1.0: "1", 2.0: "2 × {x}"}.get(self.exponent, f"{n} × {{x}}^{below}")
        return (Rule(formula, partial(_raised_slope, self.exponent)),)


def _factor(number: float) -> str:
    """A number inside a formula: `2`, `0.5`, `(−1)`."""
    return f"({number_text(number)})" if number < 0 else number_text(number)


def _larger(point: Point, out: Array) -> Calls:
    return (partial(_larger_real_part if np.iscomplexobj(out) else np.maximum, point.x, point.y, out=out),)


def _smaller(point: Point, out: Array) -> Calls:
    return (partial(_smaller_real_part if np.iscomplexobj(out) else np.minimum, point.x, point.y, out=out),)


def _larger_real_part(x: Array, y: Array, *, out: Array) -> None:
    """Complex numbers, met in the gradient check alone; at a tie the mean of both, as each then has the slope ½."""
    np.copyto(out, np.where(x.real > y.real, x, np.where(x.real < y.real, y, (x + y) / 2)))


def _smaller_real_part(x: Array, y: Array, *, out: Array) -> None:
    np.copyto(out, np.where(x.real < y.real, x, np.where(x.real > y.real, y, (x + y) / 2)))


def _ahead(point: Point, out: Array) -> Calls:
    return _wins(point, point.x, point.y, out)


def _behind(point: Point, out: Array) -> Calls:
    return _wins(point, point.y, point.x, out)


def _wins(point: Point, one: Array, other: Array, out: Array) -> Calls:
    """1 where `one` is the larger, ½ where both are equal, else 0."""
    at_least = point.site.scratch(out.shape)
    return (
        partial(np.greater, one, other, out),
        partial(np.greater_equal, one, other, at_least),
        partial(np.add, out, at_least, out),
        partial(np.multiply, out, point.site.constant(0.5), out),
    )


_AHEAD = Rule("([{x} > {y}] + [{x} ≥ {y}]) / 2", _ahead)
_BEHIND = Rule("([{y} > {x}] + [{y} ≥ {x}]) / 2", _behind)


@dataclass(frozen=True)
class Maximum(Elementwise):
    """a = max(x, y); the larger input gets the whole gradient, at a tie each gets half: the central difference."""

    kind: ClassVar[str] = "maximum"
    title: ClassVar[str] = "Maximum"
    summary: ClassVar[str] = "a = max(x, y), the larger of two"
    note: ClassVar[str] = "the larger of the two numbers"

    value: ClassVar[Rule] = Rule("max({x}, {y})", _larger)
    slopes: ClassVar[tuple[Rule, ...]] = (_AHEAD, _BEHIND)


@dataclass(frozen=True)
class Minimum(Elementwise):
    """a = min(x, y); the smaller input gets the whole gradient, at a tie each gets half: the central difference."""

    kind: ClassVar[str] = "minimum"
    title: ClassVar[str] = "Minimum"
    summary: ClassVar[str] = "a = min(x, y), the smaller of two"
    note: ClassVar[str] = "the smaller of the two numbers"

    value: ClassVar[Rule] = Rule("min({x}, {y})", _smaller)
    slopes: ClassVar[tuple[Rule, ...]] = (_BEHIND, _AHEAD)
