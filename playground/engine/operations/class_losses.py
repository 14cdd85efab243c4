"""Losses of one class among several: the outputs of a sample are, or become, probabilities that add up to 1.

Targets are probabilities too, as a rule 1 for the true class and 0 for the others. `label_smoothing` moves a share of
that 1 evenly to all classes; `class_weights` lets a mistake about a rare class count for more.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from math import inf
from typing import ClassVar

import numpy as np

from playground.engine.errors import SettingError, ShapeError
from playground.engine.instruction import Array, Call, Operand
from playground.engine.operations.loss import Factor, Loss, Total, emit_total
from playground.engine.operations.operation import Line, Shape, Site
from playground.engine.operations.probabilities import emit_probabilities, emit_shortcut
from playground.engine.operations.softmax import log_softmax_calls


@dataclass(frozen=True)
class ClassLoss(Loss):
    """Root of the cross-entropies of several classes, which compare with ỹ = w ⊙ ((1 − ε) y + ε/C).

    ε is `label_smoothing` (Szegedy et al., 2016), C the number of classes, w the `class_weights` (none: all 1). The
    mean is over the batch; weights do not change what it is divided by, so that they count in a batch of one sample too
    and the gradient of a batch stays the mean of its samples'. So does PyTorch where targets are probabilities; where
    they are class numbers it divides by the sum of the weights of the true classes instead of N.
    """

    classifies: ClassVar[bool] = True
    squashing: ClassVar[str] = "softmax"

    label_smoothing: float = 0.0
    class_weights: tuple[float, ...] = ()

    def check_settings(self) -> None:
        """Raise `SettingError` unless 0 ≤ label smoothing < 1 and every class weight is finite and at least 0."""
        super().check_settings()
        if not 0 <= self.label_smoothing < 1:
            raise SettingError(f"has a label smoothing of {self.label_smoothing}, expected 0 to below 1")
        for number, weight in enumerate(self.class_weights, start=1):
            if not 0 <= weight < inf:
                raise SettingError(f"has {weight} as class weight {number}, expected 0 or more")

    def output_shape(self, inputs: tuple[Shape, ...]) -> Shape:
        """The shape of the prediction; there are as many class weights as outputs, or none."""
        shape = super().output_shape(inputs)
        if self.class_weights and len(self.class_weights) != shape[0]:
            found, outputs = len(self.class_weights), shape[0]
            raise ShapeError(f"has class weights for {found} classes, but {outputs} values arrive: expected {outputs}")
        return shape

    def answer(self, site: Site) -> Operand:
        """What the prediction is compared with: y, or ỹ once `emit_answer` has run."""
        adjusted = bool(self.label_smoothing or self.class_weights)
        return site.value("adjusted_target") if adjusted else site.target()

    def emit_answer(self, site: Site) -> Operand:
        """Emit ỹ = w ⊙ ((1 − ε) y + ε/C) where there is a weight or an ε, and give what is to be compared with."""
        if not self.label_smoothing and not self.class_weights:
            return site.target()
        y, adjusted = site.target(), site.new("adjusted_target")
        operands, formula, note = {"y": y, "adjusted": adjusted}, "{y}", "the target times the weight of its class"
        calls: tuple[Call, ...] = (partial(np.copyto, adjusted.array, y.array),)
        if self.label_smoothing:
            formula, calls = self._smoothing(site, y.array, adjusted.array)
            note = "the target, a share of it spread evenly over all classes"
        if self.class_weights:
            formula = f"{{w}} ({formula})" if self.label_smoothing else "{w} {y}"
            note += " and weighted" if self.label_smoothing else ""
            weights = np.array(self.class_weights, y.array.dtype)
            operands["w"] = site.helper("w", np.broadcast_to(weights, y.array.shape), like=y)
            calls = (*calls, partial(np.multiply, adjusted.array, weights, adjusted.array))
        site.emit(adjusted, Line(f"{{adjusted}} = {formula}", operands, note=note), *calls)
        return adjusted

    def _smoothing(self, site: Site, y: Array, out: Array) -> tuple[str, tuple[Call, ...]]:
        """(1 − ε) y + ε/C, as a formula and as calls."""
        share, classes = float(self.label_smoothing), y.shape[-1]
        return f"(1 − {share!r}) {{y}} + <{share!r}|{classes}>", (
            partial(np.multiply, y, site.constant(1 - share), out),
            partial(np.add, out, site.constant(share / classes), out),
        )

    def surprise_note(self, site: Site) -> str:
        """What L is, in words."""
        averaged = ", averaged over the batch" if site.batch > 1 and self.reduction == "mean" else ""
        return f"the surprise at the true class{averaged}"


@dataclass(frozen=True)
class SoftmaxCrossEntropy(ClassLoss):
    """L = −mean of Σ y ln p with p = softmax(a), one of several classes; then δa is p − y.

    Label smoothing ε and class weights w put ỹ = w ⊙ ((1 − ε) y + ε/C) in the place of y, C being the number of
    classes. Source: Goodfellow et al., Deep Learning, section 6.2.2.
    """

    kind: ClassVar[str] = "softmax_cross_entropy"
    title: ClassVar[str] = "Softmax cross-entropy"
    summary: ClassVar[str] = "p = softmax(a), L = −mean of Σ y ln p"
    takes_logits: ClassVar[bool] = True

    def forward(self, site: Site) -> None:
        """Emit p = softmax(a), ỹ if it differs from y, and L."""
        a, p = (
            site.input().array,
            emit_probabilities(site, self.squashing, "the outputs as probabilities that add up to 1"),
        )
        y, values = self.emit_answer(site), site.scratch(a.shape)
        lowest = site.constant(float(np.finfo(values.dtype).min))
        calls: tuple[Call, ...] = (
            *log_softmax_calls(site, a, values),
            partial(np.maximum, values, lowest, out=values),  # −∞ · 0 would be NaN
            partial(np.multiply, values, y.array, values),
        )
        total = Total("{y} ln {p}", {"y": y, "p": p}, values, calls, self.surprise_note(site), negative=True)
        emit_total(site, total, self.factor(site))

    def backward(self, site: Site) -> None:
        """Emit δa = (p − ỹ) / N; with class weights (p Σ ỹ − ỹ) / N, for then the ỹ of a sample do not add up to 1."""
        y, factor = self.answer(site), self.factor(site)
        if not self.class_weights:
            emit_shortcut(site, y, factor)
            return
        p, below = site.value("probabilities"), site.input_gradient()
        column = site.scratch((site.batch, 1))
        line = Line(
            f"{{out}} = {factor.of_sum('{p} Σ[{y}] − {y}')}",
            {"p": p, "y": y},
            note="predicted minus true probability, the prediction weighted like the truth",
        )
        site.emit(
            below,
            line,
            partial(np.add.reduce, y.array, -1, None, column, True),
            partial(np.multiply, p.array, column, below.array),
            partial(np.subtract, below.array, y.array, below.array),
            *factor.scaling(site, below.array),
        )


@dataclass(frozen=True)
class CrossEntropy(ClassLoss):
    """L = −mean of Σ y ln a on probabilities, the long way: a softmax layer stands below.

    Label smoothing ε and class weights w put ỹ = w ⊙ ((1 − ε) y + ε/C) in the place of y, C being the number of
    classes. A probability of 0 counts as the smallest normal number, so that L and δa stay finite. But where softmax
    itself has rounded a probability to 0, its Jacobian lets no gradient through and learning stands still; the loss
    from logits, whose δa is p − y, does not know this trouble.
    Source: Goodfellow et al., Deep Learning, section 6.2.2.
    """

    kind: ClassVar[str] = "cross_entropy"
    title: ClassVar[str] = "Cross-entropy of probabilities"
    summary: ClassVar[str] = "L = −mean of Σ y ln a, for outputs that are probabilities"

    def forward(self, site: Site) -> None:
        """Emit ỹ if it differs from y, and L."""
        a, y = site.input(), self.emit_answer(site)
        values = site.scratch(a.array.shape)
        calls = (
            partial(np.maximum, a.array, _smallest(site, values), out=values),
            partial(np.log, values, values),
            partial(np.multiply, values, y.array, values),
        )
        total = Total("{y} ln {a}", {"y": y, "a": a}, values, calls, self.surprise_note(site), negative=True)
        emit_total(site, total, self.factor(site))

    def backward(self, site: Site) -> None:
        """Emit δa = −ỹ / (N a)."""
        _emit_ratio(site, self.answer(site), self.factor(site), max(self.class_weights, default=1.0))


@dataclass(frozen=True)
class KLDivergence(Loss):
    """L = mean of Σ y ln(y / a): how much worse the predicted probabilities a tell what happens than the true ones y.

    0 ln 0 counts as 0. For targets of 0 and 1 it is the cross-entropy, and the gradient is the cross-entropy's always.
    Source: Kullback and Leibler, On information and sufficiency, Annals of Mathematical Statistics 22 (1951).
    """

    kind: ClassVar[str] = "kl_divergence"
    title: ClassVar[str] = "KL divergence"
    summary: ClassVar[str] = "L = mean of Σ y ln(y / a), for outputs that are probabilities"
    classifies: ClassVar[bool] = True
    squashing: ClassVar[str] = "softmax"

    def forward(self, site: Site) -> None:
        """Emit L."""
        a, y = site.input(), site.target()
        values, truth = site.scratch(a.array.shape), site.scratch(a.array.shape)
        smallest = _smallest(site, values)
        calls = (
            partial(np.maximum, a.array, smallest, out=values),
            partial(np.maximum, y.array, smallest, out=truth),
            partial(np.divide, truth, values, values),
            partial(np.log, values, values),
            partial(np.multiply, values, y.array, values),
        )
        note = "how far the predicted probabilities are from the true ones, in surprise"
        total = Total("{y} ln(<{y}|{a}>)", {"y": y, "a": a}, values, calls, note)
        emit_total(site, total, self.factor(site))

    def backward(self, site: Site) -> None:
        """Emit δa = −y / (N a)."""
        _emit_ratio(site, site.target(), self.factor(site))


def _smallest(site: Site, values: Array, heaviest: float = 1.0) -> Array:
    """A probability below this counts as this, so that its logarithm, and a weight divided by it, stay finite."""
    return site.constant(float(np.finfo(values.dtype).tiny) * max(1.0, heaviest))


def _emit_ratio(site: Site, y: Operand, factor: Factor, heaviest: float = 1.0) -> None:
    """Emit δa = −factor · y / a."""
    a, below = site.input(), site.input_gradient()
    line = Line(
        f"{{out}} = −{factor.text}<{{y}}|{{a}}>",
        {"a": a, "y": y},
        note="the derivative of −ln a, in proportion to how true the class is",
    )
    site.emit(
        below,
        line,
        partial(np.maximum, a.array, _smallest(site, below.array, heaviest), out=below.array),
        partial(np.divide, y.array, below.array, below.array),
        *factor.scaling(site, below.array, -1),
    )
