"""Round numbers along an axis, linear or logarithmic, with their labels. No Qt."""

from __future__ import annotations

import math
from collections.abc import Sequence

from playground.session.numbers import MINUS

Tick = tuple[float, str]

_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
_MANTISSAS: tuple[tuple[float, ...], ...] = ((1, 2, 3, 4, 5, 6, 7, 8, 9), (1, 2, 5), (1, 3), (1,))


def linear_ticks(low: float, high: float, most: int = 7) -> list[Tick]:
    """At most `most` round values in [low, high], ascending; none for an empty or endless range."""
    if not math.isfinite(high - low) or high <= low:
        return []
    step = _step((high - low) / most)
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return [(count * step, _label(count * step, step)) for count in range(first, last + 1)]


def log_ticks(low: float, high: float, most: int = 7) -> list[Tick]:
    """Like `linear_ticks` for an axis of decimal logarithms: places are exponents, labels the numbers themselves."""
    if not math.isfinite(high - low) or high <= low:
        return []
    if high - low > most:
        return [(place, _number(10**place)) for place, _ in linear_ticks(low, high, most) if place == round(place)]
    choices = [_log_places(low, high, mantissas) for mantissas in _MANTISSAS]
    places = next((choice for choice in choices if len(choice) <= most), choices[-1])
    if len(places) >= 2:
        return [(place, _number(10**place)) for place in places]
    return [(math.log10(value), label) for value, label in linear_ticks(10**low, 10**high, most) if value > 0]


def _log_places(low: float, high: float, mantissas: Sequence[float]) -> list[float]:
    places = [
        power + math.log10(mantissa) for power in range(math.floor(low), math.ceil(high) + 1) for mantissa in mantissas
    ]
    return [place for place in places if low - 1e-9 <= place <= high + 1e-9]


def _step(rough: float) -> float:
    power = 10.0 ** math.floor(math.log10(rough))
    return next(step * power for step in _STEPS if step * power >= rough * (1 - 1e-9))


def _label(value: float, step: float) -> str:
    if not 1e-4 <= step < 1e6:
        return _number(value)
    decimals = max(0, -math.floor(math.log10(step) + 1e-9))
    if not math.isclose(round(step, decimals), step):
        decimals += 1
    return f"{value:.{decimals}f}".replace("-", MINUS) if value else "0"


def _number(value: float) -> str:
    """A round number in few characters: 0.05, 300, 2e−5."""
    mantissa, power = f"{value:.3e}".split("e")
    if -3 <= int(power) < 6 or not value:
        return f"{value:.4g}".replace("-", MINUS)
    return f"{float(mantissa):g}e{int(power)}".replace("-", MINUS)
