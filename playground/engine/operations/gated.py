"""Activation functions that let z through a gate between 0 and 1: SiLU, Mish and GELU.

Value and slope stand side by side. Sources: Elfwing et al. 2018 (SiLU), Misra 2019 (Mish), Hendrycks and Gimpel 2016
(GELU, here exact: the gate is the distribution function Φ of the standard normal distribution).
"""

from __future__ import annotations

from functools import partial

import numpy as np

from playground.engine.instruction import Array
from playground.engine.operations.activation_function import ActivationFunction, Calls
from playground.engine.operations.normal_distribution import DENSITY_AT_ZERO, LARGEST, tail_calls
from playground.engine.operations.operation import Site
from playground.engine.operations.real_order import larger
from playground.engine.operations.smooth import sigmoid_calls


def _silu(site: Site, z: Array, a: Array) -> Calls:
    return (*sigmoid_calls(site, z, a), partial(np.multiply, a, z, a))


def _silu_slope(site: Site, z: Array, _a: Array, out: Array) -> Calls:
    """σ (1 + z (1 − σ)): 1 − σ and z come first, since z (1 − σ) cannot overflow."""
    one, factor = site.constant(1), site.scratch(z.shape)
    return (
        *sigmoid_calls(site, z, out),
        partial(np.subtract, one, out, factor),
        partial(np.multiply, factor, z, factor),
        partial(np.add, factor, one, factor),
        partial(np.multiply, out, factor, out),
    )


def _mish(site: Site, z: Array, a: Array) -> Calls:
    """With e = eᶻ the gate tanh(ln(1 + e)) is n / (n + 2), n = e (e + 2); from z = 40 on it is 1 to rounding."""
    held, below = site.scratch(z.shape), site.scratch(z.shape)
    return (
        partial(np.minimum, z, site.constant(40), out=held),
        *_mish_gate_calls(site, held, a, below),
        partial(np.divide, a, below, a),
        partial(np.multiply, a, z, a),
    )


def _mish_gate_calls(site: Site, held: Array, above: Array, below: Array) -> Calls:
    """above = n, below = n + 2."""
    two = site.constant(2)
    return (
        partial(np.exp, held, above),
        partial(np.add, above, two, below),
        partial(np.multiply, above, below, above),
        partial(np.add, above, two, below),
    )


def _mish_slope(site: Site, z: Array, _a: Array, out: Array) -> Calls:
    """The gate τ, plus z σ(z) (1 − τ²), where 1 − τ² = (1 − τ) (1 + τ) and 1 − τ = 2 / (n + 2)."""
    held, below, factor = site.scratch(z.shape), site.scratch(z.shape), site.scratch(z.shape)
    return (
        partial(np.minimum, z, site.constant(40), out=held),
        *sigmoid_calls(site, held, factor),
        *_mish_gate_calls(site, held, out, below),
        partial(np.divide, out, below, out),
        partial(np.divide, site.constant(2), below, below),
        partial(np.multiply, factor, below, factor),
        partial(np.multiply, factor, held, factor),
        partial(np.add, out, site.constant(1), below),
        partial(np.multiply, factor, below, factor),
        partial(np.add, out, factor, out),
    )


def _gelu(site: Site, z: Array, a: Array) -> Calls:
    """a = max(z, 0) − |z| Q(|z|), the same value on both sides without cancellation where it is tiny."""
    size, bell, tail = site.scratch(z.shape), site.scratch(z.shape), site.scratch(z.shape)
    return (
        *_held_size(site, z, size),
        *tail_calls(site, size, bell, tail),
        partial(np.multiply, size, tail, tail),
        larger(site.constant(0), z, a),
        partial(np.subtract, a, tail, a),
    )


def _held_size(site: Site, z: Array, size: Array) -> Calls:
    """size = min(|z|, 40); like max(z, 0) it takes its right side at 0, so that the two slopes there make ½."""
    return (
        partial(np.negative, z, size),
        larger(size, z, size),
        partial(np.minimum, size, site.constant(LARGEST), out=size),
    )


def _gelu_slope(site: Site, z: Array, _a: Array, out: Array) -> Calls:
    """Φ(z) + z φ(z) is [z > 0] − sign(z) (Q(|z|) − |z| φ(z)), and ½ at 0."""
    size, bell, tail = site.scratch(z.shape), site.scratch(z.shape), site.scratch(z.shape)
    return (
        *_held_size(site, z, size),
        *tail_calls(site, size, bell, tail),
        partial(np.multiply, size, bell, bell),
        partial(np.multiply, bell, site.constant(DENSITY_AT_ZERO), bell),
        partial(np.subtract, tail, bell, tail),
        partial(np.sign, z, size),
        partial(np.multiply, size, tail, tail),
        partial(np.heaviside, z, site.constant(0.5), out),
        partial(np.subtract, out, tail, out),
    )


GATED = (
    ActivationFunction(
        "gelu",
        "GELU",
        "{z} Φ({z})",
        "(Φ({z}) + {z} × φ({z}))",
        _gelu,
        _gelu_slope,
        expanded="<{z}|2> (1 + erf({z} / √2))",
        remark="Φ is the distribution function of the standard normal distribution and φ its density",
    ),
    ActivationFunction(
        "silu", "SiLU", "{z} σ({z})", "σ({z}) (1 + {z} (1 − σ({z})))", _silu, _silu_slope, "<{z}|1 + e^−{z}>"
    ),
    ActivationFunction(
        "mish",
        "Mish",
        "{z} tanh(ln(1 + e^{z}))",
        "(tanh(ln(1 + e^{z})) + {z} × σ({z}) (1 − tanh(ln(1 + e^{z}))²))",
        _mish,
        _mish_slope,
        expanded="{z} × tanh(ln(1 + e^{z}))",
    ),
)
