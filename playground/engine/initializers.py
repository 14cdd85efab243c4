"""How parameters begin. Each way is one function of a stream and a shape; a parameter's scale multiplies what it draws.

Sources: Glorot and Bengio 2010 (Glorot), He et al. 2015 (He), LeCun et al. 1998 (LeCun), Saxe et al. 2014 (orthogonal).
For W of shape (units, inputs) the fan-in is `inputs`, the fan-out `units`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import isfinite, prod, sqrt

import numpy as np
from numpy.typing import NDArray

from playground.engine.errors import SettingError

Shape = tuple[int, ...]
Draw = Callable[[np.random.Generator, Shape], NDArray[np.float64]]


@dataclass(frozen=True)
class Initializer:
    """One way to draw first values; `formula` is what the inspector shows."""

    key: str
    title: str
    formula: str
    draw: Draw


def fans(shape: Shape) -> tuple[int, int]:
    """(fan-in, fan-out) of a parameter: W of shape (units, inputs) gives (inputs, units); a vector counts once each.

    A filter of shape (channels, height, width) sees as many values at once; each value of an image is seen by every
    filter at each of its height · width places.
    """
    if len(shape) < 2:
        size = shape[0] if shape else 1
        return size, size
    return prod(shape[1:]), shape[0] * prod(shape[2:])


def _zeros(_stream: np.random.Generator, shape: Shape) -> NDArray[np.float64]:
    return np.zeros(shape)


def _ones(_stream: np.random.Generator, shape: Shape) -> NDArray[np.float64]:
    return np.ones(shape)


def _uniform(variance: Callable[[int, int], float]) -> Draw:
    def draw(stream: np.random.Generator, shape: Shape) -> NDArray[np.float64]:
        limit = sqrt(3 * variance(*fans(shape)))
        return stream.uniform(-limit, limit, shape)

    return draw


def _normal(variance: Callable[[int, int], float]) -> Draw:
    def draw(stream: np.random.Generator, shape: Shape) -> NDArray[np.float64]:
        return stream.normal(0.0, sqrt(variance(*fans(shape))), shape)

    return draw


def _plain_uniform(stream: np.random.Generator, shape: Shape) -> NDArray[np.float64]:
    return stream.uniform(-1.0, 1.0, shape)


def _plain_normal(stream: np.random.Generator, shape: Shape) -> NDArray[np.float64]:
    return stream.normal(0.0, 1.0, shape)


def _orthogonal(stream: np.random.Generator, shape: Shape) -> NDArray[np.float64]:
    """Rows, or columns if these are fewer, of length 1 at right angles; all directions are equally likely."""
    rows, columns = (shape[0] if shape else 1), prod(shape[1:])
    drawn = stream.normal(0.0, 1.0, (max(rows, columns), min(rows, columns)))
    directions, triangle = np.linalg.qr(drawn)
    directions = directions * np.copysign(1.0, np.diagonal(triangle))  # else the signs are LAPACK's choice
    turned: NDArray[np.float64] = directions if rows >= columns else directions.T
    return turned.reshape(shape)


def _glorot(fan_in: int, fan_out: int) -> float:
    return 2 / (fan_in + fan_out)


def _he(fan_in: int, _fan_out: int) -> float:
    return 2 / fan_in


def _lecun(fan_in: int, _fan_out: int) -> float:
    return 1 / fan_in


_TABLE = (
    Initializer("glorot_uniform", "Glorot uniform", "uniform in ±√(6 / (inputs + units))", _uniform(_glorot)),
    Initializer("glorot_normal", "Glorot normal", "normal, variance 2 / (inputs + units)", _normal(_glorot)),
    Initializer("he_uniform", "He uniform", "uniform in ±√(6 / inputs)", _uniform(_he)),
    Initializer("he_normal", "He normal", "normal, variance 2 / inputs", _normal(_he)),
    Initializer("lecun_uniform", "LeCun uniform", "uniform in ±√(3 / inputs)", _uniform(_lecun)),
    Initializer("lecun_normal", "LeCun normal", "normal, variance 1 / inputs", _normal(_lecun)),
    Initializer("orthogonal", "Orthogonal", "rows (or columns) of length 1 at right angles", _orthogonal),
    Initializer("uniform", "Uniform", "uniform in ±1", _plain_uniform),
    Initializer("normal", "Normal", "normal, variance 1", _plain_normal),
    Initializer("zeros", "Zeros", "all values 0", _zeros),
    Initializer("constant", "Constant", "all values 1", _ones),
)

INITIALIZERS: Mapping[str, Initializer] = {initializer.key: initializer for initializer in _TABLE}


def check_initializer(key: str, scale: float) -> None:
    """Raise `SettingError` for an unknown initializer, or a scale that is not finite."""
    if key not in INITIALIZERS:
        raise SettingError(f"has the unknown initializer {key!r}; known are {', '.join(INITIALIZERS)}")
    if not isfinite(scale):
        raise SettingError(f"has the initializer scale {scale}, expected a number")
