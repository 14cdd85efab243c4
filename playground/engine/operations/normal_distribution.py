"""The upper tail Q(x) = ½ erfc(x/√2) of the standard normal distribution, which NumPy lacks, as calls on arrays.

For x ≥ 0, Q(x) = e^(−x²/2) P(u) / (x + 4), where u runs from −1 at x = 0 to 1 at x = 40 and P is a Chebyshev series;
beyond 40, Q is 0 to rounding. Φ(z) is 1 − Q(z), and Q(−z) for z < 0. The form is that of Shepherd and Laframboise,
Mathematics of Computation 36 (1981); the coefficients were computed to 40 digits. Complex arguments are continued
analytically by the same formula.
"""

from __future__ import annotations

from functools import partial
from itertools import chain

import numpy as np

from playground.engine.instruction import Array
from playground.engine.operations.activation_function import Calls
from playground.engine.operations.operation import Site

LARGEST = 40.0
DENSITY_AT_ZERO = 0.3989422804014326779399461  # 1/√(2π)

_SHIFT = 4.0
_SERIES = (
    1.01162090838450834,
    -0.740503289573893043,
    0.202765221182703863,
    -0.0400869578103049054,
    0.00496495819291915588,
    -0.000137195135522766239,
    -0.0000706419379229963169,
    9.06868448978622599e-6,
    9.45295849567141211e-7,
    -2.59071534980660257e-7,
    -1.75111877121109972e-8,
    7.25310280081390217e-9,
    5.59935040973117629e-10,
    -2.09355463863317699e-10,
    -2.53500096085564381e-11,
    5.76758278006274608e-12,
    1.22696206019469455e-12,
    -1.1992748763287491e-13,
    -5.54720306326189759e-14,
    -5.02537956019322504e-16,
    2.13992959118990078e-15,
    2.57020822788102734e-16,
    -5.84633357092539695e-17,
    -1.84147297578158753e-17,
)


def tail_calls(site: Site, x: Array, bell: Array, tail: Array) -> Calls:
    """bell = e^(−x²/2) and tail = Q(x) for x from 0 to `LARGEST`; the relative error stays below 1e-13."""
    inverse, u = site.scratch(x.shape), site.scratch(x.shape)
    nearest, farthest = 1 / _SHIFT, 1 / (LARGEST + _SHIFT)
    slope = -2 / (nearest - farthest)
    return (
        partial(np.add, x, site.constant(_SHIFT), inverse),
        partial(np.divide, site.constant(1), inverse, inverse),
        partial(np.multiply, inverse, site.constant(slope), u),
        partial(np.add, u, site.constant(-1 - slope * nearest), u),
        *_polynomial_calls(site, u, tail),
        partial(np.multiply, tail, inverse, tail),
        partial(np.multiply, x, x, bell),
        partial(np.multiply, bell, site.constant(-0.5), bell),
        partial(np.exp, bell, bell),
        partial(np.multiply, tail, bell, tail),
    )


def _polynomial_calls(site: Site, u: Array, out: Array) -> Calls:
    """out = P(u) by Horner's rule, with as many terms as the precision can tell."""
    wanted = [c for c in _SERIES if abs(c) > np.finfo(u.dtype).eps / 16]
    first, second, *rest = np.polynomial.chebyshev.cheb2poly(wanted)[::-1].tolist()
    return (
        partial(np.multiply, u, site.constant(first), out),
        partial(np.add, out, site.constant(second), out),
        *chain.from_iterable(
            (partial(np.multiply, out, u, out), partial(np.add, out, site.constant(c), out)) for c in rest
        ),
    )
