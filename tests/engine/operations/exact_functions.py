"""Activation functions to sixty digits, by Python's decimal arithmetic: the oracle for values, and a ruler in ulp."""

from collections.abc import Callable, Sequence
from decimal import Decimal, localcontext

import numpy as np

DIGITS = 60
ONE, TWO, HALF = Decimal(1), Decimal(2), Decimal("0.5")
Exact = Callable[[Decimal], Decimal]


def ulps(found: np.floating, exact: Decimal) -> float:
    """How many units in the last place of the number nearest to the truth lie between a result and the truth."""
    nearest = abs(type(found)(float(exact)))
    unit = nearest - np.nextafter(nearest, type(found)(0)) or np.nextafter(nearest, type(found)(1))
    return float(abs(Decimal(float(found)) - exact) / Decimal(float(unit)))


def sigmoid(z: Decimal) -> Decimal:
    """eᶻ / (1 + eᶻ)"""
    return ONE / (ONE + (-z).exp()) if z > 0 else z.exp() / (ONE + z.exp())


def softplus(z: Decimal) -> Decimal:
    """max(z, 0) + ln(1 + e^−|z|)"""
    return max(z, Decimal(0)) + ln_one_plus((-abs(z)).exp())


def ln_one_plus(x: Decimal) -> Decimal:
    """ln(1 + x) for x ≥ 0, by its series where x is small."""
    return (ONE + x).ln() if x > Decimal("1e-20") else x - x * x / 2 + x * x * x / 3


def tanh(z: Decimal) -> Decimal:
    """The odd function 1 − 2 / (e²ᶻ + 1); by its series where z is small."""
    if abs(z) < Decimal("1e-15"):
        return z - z**3 / 3
    size = ONE - TWO / ((TWO * min(abs(z), Decimal(100))).exp() + ONE)
    return size.copy_sign(z)


def upper_tail(x: Decimal) -> Decimal:
    """½ erfc(x/√2) for x ≥ 0: the series of erf for small x, the continued fraction of Laplace beyond."""
    density = (-x * x / 2).exp() / (TWO * pi()).sqrt()
    if x < 4:
        return HALF - density * rising_series(x)
    below = x
    for k in range(400, 0, -1):
        below = x + k / below
    return density / below


def rising_series(x: Decimal) -> Decimal:
    """Σ x^(2k+1) / (1 · 3 · … · (2k+1))"""
    term = total = x
    k = 1
    while term > Decimal("1e-70"):
        term *= x * x / (2 * k + 1)
        total += term
        k += 1
    return total


def pi() -> Decimal:
    """Machin's 16 arctan(1/5) − 4 arctan(1/239)."""
    return 16 * _arctan_inverse(5) - 4 * _arctan_inverse(239)


def _arctan_inverse(n: int) -> Decimal:
    terms = range(90)
    return sum(((-1) ** k * ONE / (Decimal(n) ** (2 * k + 1) * (2 * k + 1)) for k in terms), Decimal(0))


def gelu(z: Decimal) -> Decimal:
    """z Φ(z)"""
    tail = upper_tail(abs(z))
    return z * (ONE - tail if z > 0 else tail)


def softmax(zs: Sequence[Decimal]) -> list[Decimal]:
    """eᶻ / Σ eᶻ"""
    largest = max(zs)
    powers = [(z - largest).exp() for z in zs]
    return [power / sum(powers) for power in powers]


def log_softmax(zs: Sequence[Decimal]) -> list[Decimal]:
    """z − ln Σ eᶻ"""
    top = max(range(len(zs)), key=lambda place: zs[place])
    rest = sum(((z - zs[top]).exp() for place, z in enumerate(zs) if place != top), Decimal(0))
    return [z - zs[top] - ln_one_plus(rest) for z in zs]


def exactly(function: Exact, z: float) -> Decimal:
    """The function of one float, to sixty digits."""
    with localcontext() as context:
        context.prec = DIGITS
        return +function(Decimal(float(z)))


def exactly_of_all(function: Callable[[Sequence[Decimal]], list[Decimal]], zs: Sequence[float]) -> list[Decimal]:
    """A function of several floats at once, to sixty digits."""
    with localcontext() as context:
        context.prec = DIGITS
        return [+value for value in function([Decimal(float(z)) for z in zs])]
