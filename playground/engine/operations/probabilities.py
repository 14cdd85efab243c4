"""How a loss from logits makes probabilities of the raw outputs, and the short gradient that this leads to.

A loss that applies sigmoid or softmax itself begins the backward pass with p − y: the derivatives of the logarithm and
of the squashing cancel. It must not know which loss asks.
"""

from __future__ import annotations

from functools import partial

import numpy as np

from playground.engine.instruction import Operand
from playground.engine.operations.activations import ACTIVATIONS
from playground.engine.operations.loss import Factor
from playground.engine.operations.operation import Line, Site


def emit_probabilities(site: Site, squashing: str, note: str) -> Operand:
    """Emit p = g(a), where g is the activation function of that key."""
    a, p, function = site.input(), site.new("probabilities"), ACTIVATIONS[squashing]
    line = Line(
        f"{{p}} = {function.formula.format(z='{a}')}",
        {"p": p, "a": a},
        note=note,
        expanded=f"{{p}} = {function.expanded.format(z='{a}')}",
    )
    site.emit(p, line, *function.apply(site, a.array, p.array))
    return p


def emit_shortcut(site: Site, y: Operand, factor: Factor) -> None:
    """Emit δa = factor · (p − y); the targets of a sample add up to 1, or each is a probability by itself."""
    p, below = site.value("probabilities"), site.input_gradient()
    line = Line(
        f"{{out}} = {factor.of_sum('{p} − {y}')}",
        {"p": p, "y": y},
        note="predicted minus true probability: the derivatives of loss and squashing cancel to this",
    )
    site.emit(below, line, partial(np.subtract, p.array, y.array, below.array), *factor.scaling(site, below.array))
