"""Losses: how wrong a prediction is, and the gradient with which the backward pass begins.

Each is the mean over the batch. A loss "from logits" takes the raw outputs and applies sigmoid or softmax itself, so
that its gradient is the short p − y; the long way, a softmax layer below `CrossEntropy`, stands beside it.
The value L is optional work: the gradients never read it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import ClassVar

import numpy as np

from playground.engine.errors import ShapeError
from playground.engine.instruction import Array, Call, Operand
from playground.engine.operations.activations import sigmoid_calls, softmax_calls
from playground.engine.operations.operation import Line, Operation, Shape, Site, shape_text


@dataclass(frozen=True)
class Loss(Operation):
    """Root of all losses: one input, the prediction; the targets come with the data."""

    group: ClassVar[str] = "Loss"
    classifies: ClassVar[bool] = False  # whether targets are classes, so that accuracy is defined
    takes_logits: ClassVar[bool] = False

    @property
    def ports(self) -> tuple[str, ...]:
        """The prediction."""
        return ("prediction",)

    @property
    def has_output(self) -> bool:
        """A loss ends the forward pass."""
        return False

    def output_shape(self, inputs: tuple[Shape, ...]) -> Shape:
        """The shape of the targets: that of the prediction, a vector."""
        if len(inputs[0]) != 1:
            raise ShapeError(f"compares vectors, but values of shape {shape_text(inputs[0])} arrive")
        return inputs[0]


def _share(count: int) -> str:
    """The factor 1/count as a formula, nothing for 1."""
    return f"<1|{count}> " if count > 1 else ""


def _smallest(site: Site, values: Array) -> Array:
    """A probability below this counts as this, so that its logarithm and its inverse stay finite."""
    return site.constant(float(np.finfo(values.dtype).tiny))


def _mean_calls(site: Site, values: Array, loss: Operand, count: int, sign: float = 1.0) -> tuple[Call, ...]:
    """L = sign · Σ values / count."""
    return (
        partial(np.add.reduce, values, None, None, loss.array),
        partial(np.multiply, loss.array, site.constant(sign / count), loss.array),
    )


@dataclass(frozen=True)
class MeanSquaredError(Loss):
    """L = mean of (a − y)² over outputs and batch."""

    kind: ClassVar[str] = "mse"
    title: ClassVar[str] = "Mean squared error"
    summary: ClassVar[str] = "L = mean of (a − y)²"

    def forward(self, site: Site) -> None:
        """Emit L."""
        a, y, loss = site.input(), site.target(), site.scalar("loss")
        difference, count = site.scratch(a.array.shape), a.array.size
        total = "Σ[({a} − {y})²]" if count > 1 else "({a} − {y})²"
        line = Line(
            f"{{L}} = {_share(count)}{total}",
            {"L": loss, "a": a, "y": y},
            note="the squared distance to the target, averaged",
        )
        site.emit(
            loss,
            line,
            partial(np.subtract, a.array, y.array, difference),
            partial(np.multiply, difference, difference, difference),
            *_mean_calls(site, difference, loss, count),
            optional=True,
        )

    def backward(self, site: Site) -> None:
        """Emit δa = 2 (a − y) / count."""
        a, y, below = site.input(), site.target(), site.input_gradient()
        count = a.array.size
        factor = f"<2|{count}> " if count > 1 else "2 "
        line = Line(
            "{out} = " + factor + "({a} − {y})",
            {"a": a, "y": y},
            note="the derivative of the square: twice the distance, with its sign",
        )
        site.emit(
            below,
            line,
            partial(np.subtract, a.array, y.array, below.array),
            partial(np.multiply, below.array, site.constant(2 / count), below.array),
        )


def _emit_shortcut(site: Site, count: int) -> None:
    """Emit δa = (p − y) / count, the whole derivative of a loss from logits."""
    p, y, below = site.value("probabilities"), site.target(), site.input_gradient()
    difference = "({p} − {y})" if count > 1 else "{p} − {y}"
    line = Line(
        f"{{out}} = {_share(count)}{difference}",
        {"p": p, "y": y},
        note="predicted minus true probability: the derivatives of loss and squashing cancel to this",
    )
    calls = [partial(np.subtract, p.array, y.array, below.array)]
    if count > 1:
        calls.append(partial(np.multiply, below.array, site.constant(1 / count), below.array))
    site.emit(below, line, *calls)


@dataclass(frozen=True)
class BinaryCrossEntropy(Loss):
    """L = −mean of y ln p + (1 − y) ln(1 − p) with p = σ(a), each output a yes-or-no question."""

    kind: ClassVar[str] = "binary_cross_entropy"
    title: ClassVar[str] = "Binary cross-entropy"
    summary: ClassVar[str] = "p = σ(a), L = −mean of y ln p + (1 − y) ln(1 − p)"
    classifies: ClassVar[bool] = True
    takes_logits: ClassVar[bool] = True

    def forward(self, site: Site) -> None:
        """Emit p = σ(a) and L = mean of max(a, 0) − a y + ln(1 + e^−|a|), the same value without overflow."""
        a, y, p, loss = site.input(), site.target(), site.new("probabilities"), site.scalar("loss")
        site.emit(
            p,
            Line(
                "{p} = σ({a})",
                {"p": p, "a": a},
                note="the output as a probability",
                expanded="{p} = <1|1 + e^−{a}>",
            ),
            *sigmoid_calls(site, a.array, p.array),
        )
        line = Line(
            f"{{L}} = −{_share(a.array.size)}Σ[{{y}} ln {{p}} + (1 − {{y}}) ln(1 − {{p}})]",
            {"L": loss, "y": y, "p": p},
            note="the surprise at the true answer, averaged",
        )
        site.emit(loss, line, *self._loss_calls(site, a.array, y.array, loss), optional=True)

    def _loss_calls(self, site: Site, a: Array, y: Array, loss: Operand) -> tuple[Call, ...]:
        total, product = site.scratch(a.shape), site.scratch(a.shape)
        return (
            partial(np.negative, a, total),
            partial(np.minimum, a, total, out=total),  # −|a|
            partial(np.exp, total, total),
            partial(np.log1p, total, total),
            partial(np.multiply, a, y, product),
            partial(np.subtract, total, product, total),
            partial(np.maximum, a, site.constant(0), out=product),
            partial(np.add, total, product, total),
            *_mean_calls(site, total, loss, a.size),
        )

    def backward(self, site: Site) -> None:
        """Emit δa = (p − y) / count."""
        _emit_shortcut(site, site.input().array.size)


@dataclass(frozen=True)
class SoftmaxCrossEntropy(Loss):
    """L = −mean of Σ y ln p with p = softmax(a), one of several classes."""

    kind: ClassVar[str] = "softmax_cross_entropy"
    title: ClassVar[str] = "Softmax cross-entropy"
    summary: ClassVar[str] = "p = softmax(a), L = −mean of Σ y ln p"
    classifies: ClassVar[bool] = True
    takes_logits: ClassVar[bool] = True

    def forward(self, site: Site) -> None:
        """Emit p = softmax(a) and L = mean of ln Σ eᵃ − Σ y a, the same value without overflow."""
        a, y, p, loss = site.input(), site.target(), site.new("probabilities"), site.scalar("loss")
        site.emit(
            p,
            Line(
                "{p} = softmax({a})",
                {"p": p, "a": a},
                note="the outputs as probabilities that add up to 1",
                expanded="{p} = <e^{a}|Σ[e^{a}]>",
            ),
            *softmax_calls(site, a.array, p.array),
        )
        line = Line(
            f"{{L}} = −{_share(site.batch)}Σ[{{y}} ln {{p}}]",
            {"L": loss, "y": y, "p": p},
            note="the surprise at the true class" + (", averaged over the batch" if site.batch > 1 else ""),
        )
        site.emit(loss, line, *self._loss_calls(site, a.array, y.array, loss), optional=True)

    def _loss_calls(self, site: Site, a: Array, y: Array, loss: Operand) -> tuple[Call, ...]:
        shifted, exponential = site.scratch(a.shape), site.scratch(a.shape)
        column, product = site.scratch((a.shape[0], 1)), site.scratch((a.shape[0], 1))
        lowest = site.constant(float(np.finfo(a.dtype).min))
        return (
            partial(np.maximum.reduce, a, -1, None, column, True),
            partial(np.subtract, a, column, shifted),
            partial(np.maximum, shifted, lowest, out=shifted),  # −∞ · 0 would be NaN
            partial(np.exp, shifted, exponential),
            partial(np.add.reduce, exponential, -1, None, column, True),
            partial(np.log, column, column),
            partial(np.multiply, shifted, y, shifted),
            partial(np.add.reduce, shifted, -1, None, product, True),
            partial(np.subtract, column, product, column),
            *_mean_calls(site, column, loss, site.batch),
        )

    def backward(self, site: Site) -> None:
        """Emit δa = (p − y) / N."""
        _emit_shortcut(site, site.batch)


@dataclass(frozen=True)
class CrossEntropy(Loss):
    """L = −mean of Σ y ln a on probabilities, the long way: a softmax layer stands below."""

    kind: ClassVar[str] = "cross_entropy"
    title: ClassVar[str] = "Cross-entropy of probabilities"
    summary: ClassVar[str] = "L = −mean of Σ y ln a, for outputs that are probabilities"
    classifies: ClassVar[bool] = True

    def forward(self, site: Site) -> None:
        """Emit L."""
        a, y, loss = site.input(), site.target(), site.scalar("loss")
        surprise = site.scratch(a.array.shape)
        line = Line(
            f"{{L}} = −{_share(site.batch)}Σ[{{y}} ln {{a}}]",
            {"L": loss, "y": y, "a": a},
            note="the surprise at the true class",
        )
        site.emit(
            loss,
            line,
            partial(np.maximum, a.array, _smallest(site, surprise), out=surprise),
            partial(np.log, surprise, surprise),
            partial(np.multiply, surprise, y.array, surprise),
            *_mean_calls(site, surprise, loss, site.batch, sign=-1.0),
            optional=True,
        )

    def backward(self, site: Site) -> None:
        """Emit δa = −y / (N a)."""
        a, y, below = site.input(), site.target(), site.input_gradient()
        line = Line(
            f"{{out}} = −{_share(site.batch)}<{{y}}|{{a}}>",
            {"a": a, "y": y},
            note="the derivative of −ln a, at the true class alone",
        )
        site.emit(
            below,
            line,
            partial(np.maximum, a.array, _smallest(site, below.array), out=below.array),
            partial(np.divide, y.array, below.array, below.array),
            partial(np.multiply, below.array, site.constant(-1 / site.batch), below.array),
        )
