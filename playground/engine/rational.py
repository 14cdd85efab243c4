"""A number that knows its exact fraction as long as it has one, beside the float that the engine computes.

It goes through NumPy's arithmetic in arrays of objects. Which of two numbers is the larger is decided by the floats, so
that fraction and float take the same branch. Knows no network.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from playground.engine.instruction import Array

MOST_BITS = 256  # of a numerator or a denominator; a longer fraction tells nobody anything
_SMALL = 1 << 16  # a quotient of whole numbers up to here is known by its float

Rationals = NDArray[np.object_]  # of `Rational`


class Rational:
    """`near` is the float, `fraction` the exact value or None: not a rational number, or too long to be written."""

    __array_ufunc__ = None  # a NumPy scalar on the left leaves the arithmetic to this class
    __slots__ = ("fraction", "near")

    def __init__(self, near: float, fraction: Fraction | None) -> None:
        self.near = np.float64(near)
        self.fraction = None if fraction is None or _is_long(fraction) else fraction

    def __repr__(self) -> str:
        return f"Rational({self.near!r}, {self.fraction})"

    def __add__(self, other: object) -> Rational:
        return _combined(self, of(other), np.add, Fraction.__add__)

    def __sub__(self, other: object) -> Rational:
        return _combined(self, of(other), np.subtract, Fraction.__sub__)

    def __mul__(self, other: object) -> Rational:
        return _combined(self, of(other), np.multiply, Fraction.__mul__)

    def __truediv__(self, other: object) -> Rational:
        return _combined(self, of(other), np.divide, _quotient)

    def __pow__(self, other: object) -> Rational:
        return _combined(self, of(other), np.power, _power)

    def __radd__(self, other: object) -> Rational:
        return of(other) + self

    def __rsub__(self, other: object) -> Rational:
        return of(other) - self

    def __rmul__(self, other: object) -> Rational:
        return of(other) * self

    def __rtruediv__(self, other: object) -> Rational:
        return of(other) / self

    def __neg__(self) -> Rational:
        return Rational(-self.near, None if self.fraction is None else -self.fraction)

    def __abs__(self) -> Rational:
        return -self if self.near < 0 else self

    def log(self) -> Rational:
        """The natural logarithm, no fraction except at 1; NumPy asks for it by this name."""
        return Rational(float(np.log(self.near)), Fraction(0) if self.fraction == 1 else None)

    def __lt__(self, other: object) -> bool:
        return bool(self.near < of(other).near)

    def __le__(self, other: object) -> bool:
        return bool(self.near <= of(other).near)

    def __gt__(self, other: object) -> bool:
        return bool(self.near > of(other).near)

    def __ge__(self, other: object) -> bool:
        return bool(self.near >= of(other).near)

    def __eq__(self, other: object) -> bool:
        return bool(self.near == of(other).near)

    def __hash__(self) -> int:
        return hash(self.near)


def of(value: object) -> Rational:
    """A number as it is written: 0.1 is 1/10, and a truth value 0 or 1; infinity and NaN are no fractions."""
    if isinstance(value, Rational):
        return value
    near = np.float64(value)  # type: ignore[arg-type]  # what is no number is NumPy's own TypeError
    return Rational(near, Fraction(repr(float(near))) if np.isfinite(near) else None)


def constant(value: object) -> Rational:
    """A number that a program holds: 1/3 of a batch is a third, whatever digits its float has."""
    written = of(value)
    if written.fraction is None or written.fraction.denominator <= _SMALL:
        return written
    simple = Fraction(float(written.near)).limit_denominator(_SMALL)
    return Rational(written.near, simple) if float(simple) == written.near else written


def rationals(array: Array, read: Callable[[object], Rational] = of) -> Rationals:
    """An array of the same shape with every number read."""
    exact = np.empty(array.shape, np.object_)
    exact.reshape(-1)[:] = [read(value) for value in array.reshape(-1).tolist()]
    return exact


def inexact(array: Array) -> Rationals:
    """An array of the same shape whose numbers are no fractions."""
    return rationals(array, lambda value: Rational(of(value).near, None))


def _combined(
    one: Rational,
    other: Rational,
    nearly: Callable[[np.float64, np.float64], np.float64],
    exactly: Callable[[Fraction, Fraction], Fraction | None],
) -> Rational:
    near = nearly(one.near, other.near)
    if one.fraction is None or other.fraction is None:
        return Rational(near, None)
    return Rational(near, exactly(one.fraction, other.fraction))


def _quotient(one: Fraction, other: Fraction) -> Fraction | None:
    return one / other if other else None


def _power(base: Fraction, exponent: Fraction) -> Fraction | None:
    """A whole power; none where it would be infinite or far too long."""
    count = abs(exponent.numerator)
    if exponent.denominator != 1 or (exponent < 0 and not base):
        return None
    if count * max(base.numerator.bit_length(), base.denominator.bit_length()) > 2 * MOST_BITS and abs(base) != 1:
        return None
    return base**exponent.numerator


def _is_long(fraction: Fraction) -> bool:
    return max(fraction.numerator.bit_length(), fraction.denominator.bit_length()) > MOST_BITS
