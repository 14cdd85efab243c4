"""Keeping parameters small and gradients short: penalties are added to the gradient, then it is clipped, then the
optimizer's rule follows. The loss that is shown stays the data's own.

Penalties act on weights, tables and values, not on biases, gains, shifts and learned slopes (Goodfellow et al. 2016,
7.1; He et al. 2015 for slopes). Sources: Loshchilov and Hutter 2019 (decoupled decay), Pascanu et al. 2013 (clipping).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import partial

import numpy as np

from playground.engine.errors import SettingError
from playground.engine.instruction import Call
from playground.engine.network import Network
from playground.engine.optimizer import Cells, Rule, is_not_negative, shrink, where_it_applies
from playground.engine.parameters import Slot

UNPENALIZED = frozenset({"bias", "gain", "shift", "slopes"})
MARGIN = 1e-6  # PyTorch's, beside the norm, so that a gradient of nothing divides nothing


@dataclass(frozen=True)
class Penalties:
    """Factors λ of Σ|W| (`l1`), ½ Σ W² (`l2`) and of decay apart from the gradient; 0 for none."""

    l1: float = 0.0
    l2: float = 0.0
    decay: float = 0.0


@dataclass(frozen=True)
class Clipping:
    """The largest size of one element of the gradient (`value`) and of the whole gradient (`norm`); 0 for none."""

    value: float = 0.0
    norm: float = 0.0


def check_amounts(amounts: Mapping[str, float]) -> None:
    """Raise `SettingError` for a penalty or a limit below 0."""
    for name, value in amounts.items():
        if not is_not_negative(value):
            raise SettingError(f"{name.replace('_', ' ')} is {value}, expected 0 or more")


def penalized(network: Network, slots: tuple[Slot, ...], penalties: Penalties) -> Mapping[str, Mapping[Slot, float]]:
    """For each penalty the parameters it acts on with its factor: a block's own where it has one."""
    return {entry.name: _factors(network, slots, entry.name, penalties) for entry in fields(penalties)}


def _factors(network: Network, slots: tuple[Slot, ...], name: str, penalties: Penalties) -> dict[Slot, float]:
    usual = getattr(penalties, name)
    owns = {slot: getattr(network.node(slot.node).learning, name) for slot in slots}
    factors = {slot: usual if own is None else own for slot, own in owns.items()}
    return {slot: factor for slot, factor in factors.items() if factor and slot.quantity not in UNPENALIZED}


def _add_weights(cells: Cells) -> tuple[Call, ...]:
    gradient, scratch = cells["g"], cells.scratch
    return (
        partial(np.multiply, cells["W"], cells["l2"], scratch),
        where_it_applies(cells, "l2", partial(np.add, gradient, scratch, gradient)),
    )


def _add_signs(cells: Cells) -> tuple[Call, ...]:
    gradient, scratch = cells["g"], cells.scratch
    return (
        partial(np.sign, cells["W"], scratch),
        partial(np.multiply, scratch, cells["l1"], scratch),
        where_it_applies(cells, "l1", partial(np.add, gradient, scratch, gradient)),
    )


PENALTY_RULES = (
    Rule(
        "g",
        "{g} := {g} + {l2} {W}",
        "the slope of ½ λ Σ W², which is not part of the loss that is shown",
        _add_weights,
        "l2",
    ),
    Rule(
        "g",
        "{g} := {g} + {l1} sign({W})",
        "the slope of λ Σ |W|, which is not part of the loss that is shown",
        _add_signs,
        "l1",
    ),
)
DECAY_RULE = Rule(
    "W",
    "{W} := (1 − {learning_rate} {decay}) {W}",
    "every weight shrinks a little, whatever its gradient",
    partial(shrink, "decay"),
    "decay",
)


def _bound(cells: Cells) -> tuple[Call, ...]:
    gradient, limit = cells["g"], cells["clip_value"]
    return (
        partial(np.minimum, gradient, limit, out=gradient),
        partial(np.maximum, gradient, np.asarray(-limit), out=gradient),
    )


def _measure(cells: Cells) -> tuple[Call, ...]:
    """√Σ g², by way of the largest, so that no square overflows."""
    gradient, norm, scratch = cells["g"], cells["gradient_norm"], cells.scratch
    found, largest, squares, root = (np.empty_like(norm) for _ in range(4))
    return (
        partial(np.absolute, gradient, scratch),
        partial(np.maximum.reduce, scratch, 0, None, found),
        partial(np.maximum, found, np.asarray(np.finfo(norm.dtype).tiny), out=largest),
        partial(np.divide, gradient, largest, scratch),
        partial(np.multiply, scratch, scratch, scratch),
        partial(np.add.reduce, scratch, 0, None, squares),
        partial(np.sqrt, squares, root),
        partial(np.multiply, root, largest, norm),
    )


def _compare(cells: Cells) -> tuple[Call, ...]:
    factor = cells["clip_factor"]
    length, ratio = np.empty_like(factor), np.empty_like(factor)
    return (
        partial(np.add, cells["gradient_norm"], np.asarray(MARGIN, factor.dtype), length),
        partial(np.divide, cells["clip_norm"], length, ratio),
        partial(np.minimum, ratio, np.asarray(1, factor.dtype), out=factor),
    )


def _shorten(cells: Cells) -> tuple[Call, ...]:
    return (partial(np.multiply, cells["g"], cells["clip_factor"], cells["g"]),)


CLIP_VALUE = Rule(
    "g",
    "{g} := max(−{clip_value}, min({g}, {clip_value}))",
    "no element of a gradient counts for more than the limit",
    _bound,
)
MEASURE_RULES = (
    Rule("gradient_norm", "{gradient_norm} = √(Σ[{g}²])", "the length of the whole gradient", _measure),
    Rule(
        "clip_factor",
        "{clip_factor} = min(1, <{clip_norm}|{gradient_norm} + 0.000001>)",
        "by how much the whole gradient has to be shortened; 1 if it is short enough",
        _compare,
    ),
)
CLIP_NORM = Rule("g", "{g} := {clip_factor} {g}", "a shorter gradient, of the same direction", _shorten)
