"""Activation functions made of pieces: the rectifiers, the clipped line, the absolute value, the step.

Value and slope stand side by side. At a kink the slope is that of the left piece unless the formula says otherwise,
as in PyTorch. Sources: Nair and Hinton 2010 (ReLU), Maas et al. 2013 (leaky), Clevert et al. 2016 (ELU), Klambauer et
al. 2017 (SELU), Courbariaux et al. 2015 (hard sigmoid, here with PyTorch's slope 1/6).
"""

from __future__ import annotations

from functools import partial

import numpy as np

from playground.engine.instruction import Array
from playground.engine.operations.activation_function import ActivationFunction, Calls
from playground.engine.operations.operation import Site
from playground.engine.operations.real_order import larger, magnitude, smaller

LEAK = 0.01  # slope of leaky ReLU for z < 0
SELU_SCALE = 1.0507009873554804934193349852946  # λ and α keep mean 0 and variance 1 from layer to layer
SELU_ALPHA = 1.6732632423543772848170429916717


def _identity(_site: Site, z: Array, a: Array) -> Calls:
    return () if a is z else (partial(np.copyto, a, z),)


def _identity_slope(site: Site, _z: Array, _a: Array, out: Array) -> Calls:
    return (partial(np.copyto, out, site.constant(1)),)


def _relu(site: Site, z: Array, a: Array) -> Calls:
    return (larger(z, site.constant(0), a),)


def _relu_slope(site: Site, z: Array, _a: Array, out: Array) -> Calls:
    return (partial(np.greater, z, site.constant(0), out),)


def _leaky_relu(site: Site, z: Array, a: Array) -> Calls:
    return (partial(np.multiply, z, site.constant(LEAK), a), larger(z, a, a))


def _leaky_relu_slope(site: Site, z: Array, _a: Array, out: Array) -> Calls:
    return (partial(np.greater, z, site.constant(0), out), partial(np.maximum, out, site.constant(LEAK), out=out))


def _elu(site: Site, z: Array, a: Array) -> Calls:
    """eᶻ − 1 lies above z everywhere, so the larger of z and e^min(z, 0) − 1 is the right piece."""
    return (smaller(z, site.constant(0), a), partial(np.expm1, a, a), larger(a, z, a))


def _elu_slope(site: Site, _z: Array, a: Array, out: Array) -> Calls:
    return (partial(np.minimum, a, site.constant(0), out=out), partial(np.add, out, site.constant(1), out))


def _selu(site: Site, z: Array, a: Array) -> Calls:
    zero, positive = site.constant(0), site.scratch(z.shape)
    return (
        smaller(zero, z, a),
        partial(np.expm1, a, a),
        partial(np.multiply, a, site.constant(SELU_ALPHA), a),
        larger(z, zero, positive),
        partial(np.add, a, positive, a),
        partial(np.multiply, a, site.constant(SELU_SCALE), a),
    )


def _selu_slope(site: Site, z: Array, a: Array, out: Array) -> Calls:
    """min(a, 0) + λα, less the difference λα − λ where z > 0."""
    left, negative = SELU_SCALE * SELU_ALPHA, site.scratch(z.shape)
    return (
        partial(np.greater, z, site.constant(0), out),
        partial(np.multiply, out, site.constant(SELU_SCALE - left), out),
        partial(np.add, out, site.constant(left), out),
        partial(np.minimum, a, site.constant(0), out=negative),
        partial(np.add, out, negative, out),
    )


def _hard_sigmoid(site: Site, z: Array, a: Array) -> Calls:
    return (
        partial(np.divide, z, site.constant(6), a),
        partial(np.add, a, site.constant(0.5), a),
        larger(a, site.constant(0), a),
        smaller(a, site.constant(1), a),
    )


def _hard_sigmoid_slope(site: Site, z: Array, _a: Array, out: Array) -> Calls:
    return (
        partial(np.absolute, z, out),
        partial(np.less, out, site.constant(3), out),
        partial(np.divide, out, site.constant(6), out),
    )


def _absolute(_site: Site, z: Array, a: Array) -> Calls:
    return (magnitude(z, a),)


def _absolute_slope(_site: Site, z: Array, _a: Array, out: Array) -> Calls:
    return (partial(np.sign, z, out),)


def _step(site: Site, z: Array, a: Array) -> Calls:
    return (partial(np.greater, z.real, site.constant(0), a),)


def _step_slope(site: Site, _z: Array, _a: Array, out: Array) -> Calls:
    return (partial(np.copyto, out, site.constant(0)),)


PIECEWISE = (
    ActivationFunction("identity", "Identity", "{z}", "1", _identity, _identity_slope),
    ActivationFunction("relu", "ReLU", "max(0, {z})", "[{z} > 0]", _relu, _relu_slope),
    ActivationFunction(
        "leaky_relu", "Leaky ReLU", "max(0.01 {z}, {z})", "([{z} > 0] or 0.01)", _leaky_relu, _leaky_relu_slope
    ),
    ActivationFunction("elu", "ELU", "max(0, {z}) + min(0, e^{z} − 1)", "([{z} > 0] or {a} + 1)", _elu, _elu_slope),
    ActivationFunction(
        "selu",
        "SELU",
        "λ (max(0, {z}) + α × min(0, e^{z} − 1))",
        "([{z} > 0] × λ or {a} + λ × α)",
        _selu,
        _selu_slope,
        expanded="λ × (max(0, {z}) + α × min(0, e^{z} − 1))",
        remark="λ = 1.0507 and α = 1.6733 keep mean 0 and variance 1 from layer to layer",
    ),
    ActivationFunction(
        "hard_sigmoid",
        "Hard sigmoid",
        "min(1, max(0, {z} / 6 + 0.5))",
        "[3 > |{z}|] / 6",
        _hard_sigmoid,
        _hard_sigmoid_slope,
    ),
    ActivationFunction("absolute", "Absolute value", "|{z}|", "sign({z})", _absolute, _absolute_slope),
    ActivationFunction(
        "step",
        "Step",
        "[{z} > 0]",
        "0",
        _step,
        _step_slope,
        remark="the step is flat on both sides, its slope is 0 everywhere, so nothing can be learned through it",
    ),
)
