"""Losses of yes-or-no questions: each output is judged by itself against a target of 1 (yes) or 0 (no).

Two of them read probabilities, made by the loss or by a sigmoid below; the hinge reads the sign of the output and how
far it is from 0. It must not know how many classes the data have.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import ClassVar

import numpy as np

from playground.engine.instruction import Array, Call
from playground.engine.operations.loss import Loss, Total, emit_total
from playground.engine.operations.operation import Line, Site
from playground.engine.operations.probabilities import emit_probabilities, emit_shortcut
from playground.engine.operations.real_order import larger

_SURPRISE = "the surprise at the true answer, averaged"


@dataclass(frozen=True)
class BinaryLoss(Loss):
    """Root of the losses of yes-or-no questions; the mean, if it is one, is over outputs and batch."""

    classifies: ClassVar[bool] = True
    per_output: ClassVar[bool] = True
    averages_outputs: ClassVar[bool] = True


@dataclass(frozen=True)
class BinaryCrossEntropy(BinaryLoss):
    """L = −mean of y ln p + (1 − y) ln(1 − p) with p = σ(a); then δa is p − y.

    Source: Goodfellow et al., Deep Learning, section 6.2.2.
    """

    kind: ClassVar[str] = "binary_cross_entropy"
    title: ClassVar[str] = "Binary cross-entropy"
    summary: ClassVar[str] = "p = σ(a), L = −mean of y ln p + (1 − y) ln(1 − p)"
    squashing: ClassVar[str] = "sigmoid"
    takes_logits: ClassVar[bool] = True

    def forward(self, site: Site) -> None:
        """Emit p = σ(a) and L."""
        a, y = site.input(), site.target()
        p = emit_probabilities(site, self.squashing, "the output as a probability")
        values = site.scratch(a.array.shape)
        summand = "{y} ln {p} + (1 − {y}) ln(1 − {p})"
        calls = self._surprise_calls(site, values)
        emit_total(site, Total(summand, {"y": y, "p": p}, values, calls, _SURPRISE, negative=True), self.factor(site))

    def _surprise_calls(self, site: Site, values: Array) -> tuple[Call, ...]:
        """(y − [a > 0]) a − ln(1 + e^−|a|), the same value: no overflow, and no difference of nearly equal numbers."""
        a, y, weight = site.input().array, site.target().array, site.scratch(values.shape)
        return (
            partial(np.negative, a, values),
            partial(np.minimum, a, values, out=values),  # −|a|
            partial(np.exp, values, values),
            partial(np.log1p, values, values),
            partial(np.greater, a, site.constant(0), weight),
            partial(np.subtract, y, weight, weight),
            partial(np.multiply, weight, a, weight),
            partial(np.subtract, weight, values, values),
        )

    def backward(self, site: Site) -> None:
        """Emit δa = (p − y) / count."""
        emit_shortcut(site, site.target(), self.factor(site))


@dataclass(frozen=True)
class BinaryCrossEntropyOfProbabilities(BinaryLoss):
    """L = −mean of y ln a + (1 − y) ln(1 − a), the long way: a sigmoid stands below.

    A probability of 0 or 1 counts as the nearest number that is neither, so that L and δa stay finite.
    Source: Goodfellow et al., Deep Learning, section 6.2.2.
    """

    kind: ClassVar[str] = "binary_cross_entropy_of_probabilities"
    title: ClassVar[str] = "Binary cross-entropy of probabilities"
    summary: ClassVar[str] = "L = −mean of y ln a + (1 − y) ln(1 − a), for outputs that are probabilities"
    squashing: ClassVar[str] = "sigmoid"

    def forward(self, site: Site) -> None:
        """Emit L."""
        a, y = site.input(), site.target()
        values, no, weight = (site.scratch(a.array.shape) for _ in range(3))
        calls: tuple[Call, ...] = (
            *_open_calls(site, a.array, values),
            partial(np.negative, values, no),
            partial(np.log1p, no, no),
            partial(np.log, values, values),
            partial(np.multiply, values, y.array, values),
            partial(np.subtract, site.constant(1), y.array, weight),
            partial(np.multiply, no, weight, no),
            partial(np.add, values, no, values),
        )
        summand = "{y} ln {a} + (1 − {y}) ln(1 − {a})"
        emit_total(site, Total(summand, {"y": y, "a": a}, values, calls, _SURPRISE, negative=True), self.factor(site))

    def backward(self, site: Site) -> None:
        """Emit δa = (a − y) / (count · a (1 − a))."""
        a, y, below = site.input(), site.target(), site.input_gradient()
        factor, p, no = self.factor(site), site.scratch(a.array.shape), site.scratch(a.array.shape)
        count = f"{factor.bottom} " if factor.bottom > 1 else ""
        line = Line(
            f"{{out}} = <{{a}} − {{y}}|{count}{{a}} (1 − {{a}})>",
            {"a": a, "y": y},
            note="the slope of the sigmoid below, a (1 − a), will cancel the denominator",
        )
        site.emit(
            below,
            line,
            *_open_calls(site, a.array, p),
            partial(np.subtract, p, y.array, below.array),
            partial(np.subtract, site.constant(1), p, no),
            partial(np.multiply, no, p, no),
            partial(np.divide, below.array, no, below.array),
            *factor.scaling(site, below.array),
        )


def _open_calls(site: Site, a: Array, out: Array) -> tuple[Call, ...]:
    """out = a, held inside the open interval from 0 to 1."""
    limits = np.finfo(a.dtype)
    return (
        partial(np.maximum, a, site.constant(float(limits.tiny)), out=out),
        partial(np.minimum, out, site.constant(1 - float(limits.epsneg)), out=out),
    )


@dataclass(frozen=True)
class Hinge(BinaryLoss):
    """L = mean of max(0, 1 − m) with the margin m = (2 y − 1) a: targets 0 and 1 count as −1 and 1.

    An output is right when its sign is, and costs nothing from a margin of 1 on; at 1 itself the slope counts as 0.
    Source: Cortes and Vapnik, Support-vector networks, Machine Learning 20 (1995).
    """

    kind: ClassVar[str] = "hinge"
    title: ClassVar[str] = "Hinge"
    summary: ClassVar[str] = "m = (2 y − 1) a, L = mean of max(0, 1 − m)"
    decision_threshold: ClassVar[float] = 0.0

    def forward(self, site: Site) -> None:
        """Emit the margin m and L."""
        a, y, m = site.input(), site.target(), site.new("margin")
        line = Line(
            "{m} = (2 {y} − 1) {a}",
            {"m": m, "y": y, "a": a},
            note="the output, its sign turned if the answer is no: positive means right",
        )
        site.emit(
            m,
            line,
            partial(np.multiply, y.array, site.constant(2), m.array),
            partial(np.subtract, m.array, site.constant(1), m.array),
            partial(np.multiply, m.array, a.array, m.array),
        )
        lacking = site.scratch(m.array.shape)
        calls = (
            partial(np.subtract, site.constant(1), m.array, lacking),
            larger(lacking, site.constant(0), lacking),
        )
        total = Total("max(0, 1 − {m})", {"m": m}, lacking, calls, "what a margin lacks to reach 1, averaged")
        emit_total(site, total, self.factor(site))

    def backward(self, site: Site) -> None:
        """Emit δa = (1 − 2 y) [1 > m] / count."""
        m, y, below = site.value("margin"), site.target(), site.input_gradient()
        factor, turned = self.factor(site), site.scratch(m.array.shape)
        share = factor.top / factor.bottom
        line = Line(
            f"{{out}} = {factor.text}(1 − 2 {{y}}) × [1 > {{m}}]",
            {"y": y, "m": m},
            note="a push towards the right side while the margin is below 1, nothing after",
        )
        site.emit(
            below,
            line,
            partial(np.multiply, y.array, site.constant(-2 * share), turned),
            partial(np.add, turned, site.constant(share), turned),
            partial(np.greater, site.constant(1), m.array, below.array),
            partial(np.multiply, below.array, turned, below.array),
        )
