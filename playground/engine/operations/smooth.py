"""Smooth activation functions: the squashing ones, softplus, and the plain curves sine, Gaussian and square.

Value and slope stand side by side; nothing overflows however large |z| is. Sources: Goodfellow et al., Deep Learning,
section 6.3 (tanh, sigmoid, softplus), Turian et al. 2009 (softsign), Sitzmann et al. 2020 (sine).
"""

from __future__ import annotations

from functools import partial

import numpy as np

from playground.engine.instruction import Array
from playground.engine.operations.activation_function import ActivationFunction, Calls
from playground.engine.operations.operation import Site
from playground.engine.operations.precision import double_buffer
from playground.engine.operations.real_order import larger, magnitude


def _tanh(_site: Site, z: Array, a: Array) -> Calls:
    return (partial(np.tanh, z, a),)


def _tanh_slope(site: Site, _z: Array, a: Array, out: Array) -> Calls:
    return (partial(np.multiply, a, a, out), partial(np.subtract, site.constant(1), out, out))


def sigmoid_calls(site: Site, z: Array, a: Array) -> Calls:
    """a = eᶻ / (1 + eᶻ), accurate down to the smallest eᶻ; z is held where eᶻ would overflow: a is 1 long before."""
    largest, below = site.constant(float(np.log(np.finfo(a.dtype).max)) - 1), site.scratch(z.shape)
    return (
        partial(np.minimum, z, largest, out=a),
        partial(np.exp, a, a),
        partial(np.add, a, site.constant(1), below),
        partial(np.divide, a, below, a),
    )


def _sigmoid_slope(_site: Site, _z: Array, a: Array, out: Array) -> Calls:
    return (partial(np.multiply, a, a, out), partial(np.subtract, a, out, out))


def _softplus(site: Site, z: Array, a: Array) -> Calls:
    """a = max(z, 0) + ln(1 + e^−|z|)"""
    rest = double_buffer(z.shape, a)
    return (
        partial(np.negative, z, rest),
        partial(np.minimum, rest, z, out=rest),
        partial(np.exp, rest, rest),
        partial(np.log1p, rest, rest),
        partial(np.maximum, z, site.constant(0), out=a),
        partial(np.add, a, rest, a, casting="same_kind"),
    )


def _softplus_slope(site: Site, z: Array, _a: Array, out: Array) -> Calls:
    return sigmoid_calls(site, z, out)


def _softsign(site: Site, z: Array, a: Array) -> Calls:
    return (magnitude(z, a), partial(np.add, a, site.constant(1), a), partial(np.divide, z, a, a))


def _softsign_slope(site: Site, z: Array, _a: Array, out: Array) -> Calls:
    """The root first: (1 + |z|)² may overflow."""
    return (
        partial(np.absolute, z, out),
        partial(np.add, out, site.constant(1), out),
        partial(np.divide, site.constant(1), out, out),
        partial(np.multiply, out, out, out),
    )


def _sine(_site: Site, z: Array, a: Array) -> Calls:
    return (partial(np.sin, z, a),)


def _sine_slope(_site: Site, z: Array, _a: Array, out: Array) -> Calls:
    return (partial(np.cos, z, out),)


def _gaussian(site: Site, z: Array, a: Array) -> Calls:
    """z is held where z² would overflow: a is 0 long before."""
    largest = float(np.sqrt(np.finfo(a.dtype).max)) / 2
    return (
        larger(z, site.constant(-largest), a),
        partial(np.minimum, a, site.constant(largest), out=a),
        partial(np.multiply, a, a, a),
        partial(np.negative, a, a),
        partial(np.exp, a, a),
    )


def _gaussian_slope(site: Site, z: Array, a: Array, out: Array) -> Calls:
    """z a first: it is 0 where z is enormous."""
    return (partial(np.multiply, z, a, out), partial(np.multiply, out, site.constant(-2), out))


def _square(_site: Site, z: Array, a: Array) -> Calls:
    return (partial(np.multiply, z, z, a),)


def _square_slope(site: Site, z: Array, _a: Array, out: Array) -> Calls:
    return (partial(np.multiply, z, site.constant(2), out),)


SMOOTH = (
    ActivationFunction("tanh", "tanh", "tanh({z})", "(1 − {a}²)", _tanh, _tanh_slope),
    ActivationFunction(
        "sigmoid", "Sigmoid", "σ({z})", "{a} (1 − {a})", sigmoid_calls, _sigmoid_slope, "<1|1 + e^−{z}>"
    ),
    ActivationFunction("softplus", "Softplus", "ln(1 + e^{z})", "σ({z})", _softplus, _softplus_slope),
    ActivationFunction("softsign", "Softsign", "{z} / (1 + |{z}|)", "1 / (1 + |{z}|)²", _softsign, _softsign_slope),
    ActivationFunction("sine", "Sine", "sin({z})", "cos({z})", _sine, _sine_slope),
    ActivationFunction("gaussian", "Gaussian", "exp(−{z}²)", "(−2) {z} {a}", _gaussian, _gaussian_slope),
    ActivationFunction("square", "Square", "{z}²", "2 {z}", _square, _square_slope),
)
