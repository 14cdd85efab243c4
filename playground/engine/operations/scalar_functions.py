"""Functions of one number for computational graphs: exp, ln, √, sin, cos, tan, each with its derivative beside it.

tanh, sigmoid, ReLU and the absolute value are activation functions already: `Activation` applies them to a number too.
Source: Griewank and Walther, Evaluating Derivatives, 2008, table of elementary partials.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import ClassVar

import numpy as np

from playground.engine.instruction import Array
from playground.engine.operations.elementwise import Calls, Elementwise, Point, Rule, called


def _exponential_slope(point: Point, out: Array) -> Calls:
    return (partial(np.copyto, out, point.a),)


@dataclass(frozen=True)
class Exponential(Elementwise):
    """a = eˣ, ∂a/∂x = eˣ = a."""

    kind: ClassVar[str] = "exp"
    title: ClassVar[str] = "Exponential"
    summary: ClassVar[str] = "a = eˣ, which is its own derivative"
    note: ClassVar[str] = "e raised to the power of the number"

    value: ClassVar[Rule] = Rule("e^{x}", partial(called, np.exp))
    slopes: ClassVar[tuple[Rule, ...]] = (Rule("{a}", _exponential_slope),)


def _logarithm_slope(point: Point, out: Array) -> Calls:
    return (partial(np.divide, point.site.constant(1), point.x, out),)


@dataclass(frozen=True)
class Logarithm(Elementwise):
    """a = ln x, ∂a/∂x = 1/x; −∞ at 0 and NaN below it."""

    kind: ClassVar[str] = "log"
    title: ClassVar[str] = "Logarithm"
    summary: ClassVar[str] = "a = ln x, for x above 0"
    note: ClassVar[str] = "the natural logarithm of the number"

    value: ClassVar[Rule] = Rule("ln {x}", partial(called, np.log))
    slopes: ClassVar[tuple[Rule, ...]] = (Rule("<1|{x}>", _logarithm_slope),)


def _root_slope(point: Point, out: Array) -> Calls:
    return (partial(np.divide, point.site.constant(0.5), point.a, out),)


@dataclass(frozen=True)
class SquareRoot(Elementwise):
    """a = √x, ∂a/∂x = 1/(2√x) = 0.5/a; infinitely steep at 0, NaN below it."""

    kind: ClassVar[str] = "sqrt"
    title: ClassVar[str] = "Square root"
    summary: ClassVar[str] = "a = √x, for x not below 0"
    note: ClassVar[str] = "the square root of the number"

    value: ClassVar[Rule] = Rule("√{x}", partial(called, np.sqrt))
    slopes: ClassVar[tuple[Rule, ...]] = (Rule("<0.5|{a}>", _root_slope),)


def _cosine_slope(point: Point, out: Array) -> Calls:
    return partial(np.sin, point.x, out), partial(np.negative, out, out)


def _tangent_slope(point: Point, out: Array) -> Calls:
    return partial(np.multiply, point.a, point.a, out), partial(np.add, out, point.site.constant(1), out)


@dataclass(frozen=True)
class Sine(Elementwise):
    """a = sin x, ∂a/∂x = cos x; angles in radians."""

    kind: ClassVar[str] = "sin"
    title: ClassVar[str] = "Sine"
    summary: ClassVar[str] = "a = sin x"
    note: ClassVar[str] = "the sine of the number"

    value: ClassVar[Rule] = Rule("sin({x})", partial(called, np.sin))
    slopes: ClassVar[tuple[Rule, ...]] = (Rule("cos({x})", partial(called, np.cos)),)


@dataclass(frozen=True)
class Cosine(Elementwise):
    """a = cos x, ∂a/∂x = −sin x; angles in radians."""

    kind: ClassVar[str] = "cos"
    title: ClassVar[str] = "Cosine"
    summary: ClassVar[str] = "a = cos x"
    note: ClassVar[str] = "the cosine of the number"

    value: ClassVar[Rule] = Rule("cos({x})", partial(called, np.cos))
    slopes: ClassVar[tuple[Rule, ...]] = (Rule("(−sin({x}))", _cosine_slope),)


@dataclass(frozen=True)
class Tangent(Elementwise):
    """a = tan x, ∂a/∂x = 1 + tan² x = 1 + a²; angles in radians."""

    kind: ClassVar[str] = "tan"
    title: ClassVar[str] = "Tangent"
    summary: ClassVar[str] = "a = tan x"
    note: ClassVar[str] = "the tangent of the number"

    value: ClassVar[Rule] = Rule("tan({x})", partial(called, np.tan))
    slopes: ClassVar[tuple[Rule, ...]] = (Rule("(1 + {a}²)", _tangent_slope),)
