"""Normalization: values brought to mean 0 and variance 1, then stretched by a learned gain γ and moved by a shift β.

Batch normalization measures each feature over the samples, layer normalization each sample over its features; all else
they share. In evaluation batch normalization uses running statistics, which every update renews.
Sources: Ioffe and Szegedy 2015 (batch normalization), Ba, Kiros and Hinton 2016 (layer normalization).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import ClassVar

import numpy as np

from playground.engine.errors import SettingError
from playground.engine.instruction import Factor, Operand, Terms
from playground.engine.operations.axes import axis_letters, check_axis, counted_axis
from playground.engine.operations.measuring import Measure
from playground.engine.operations.operation import Line, Operation, ParameterSpec, Shape, Site

ALONE = "a value that is measured alone is its own mean, so that 0 is left: walk a batch to see more"


@dataclass(frozen=True)
class Normalization(Operation):
    """What both share: γ and β along one axis of a sample, the statistics of a pass, and the way back."""

    group: ClassVar[str] = "Normalize"
    words: ClassVar[tuple[str, str, str]]  # quantities of mean, variance and deviation

    axis: int = -1
    epsilon: float = 1e-5

    def check_settings(self) -> None:
        """Raise `SettingError` for an impossible axis, or an ε not above 0 and at most 1."""
        check_axis(self.axis)
        if not 0 < self.epsilon <= 1:
            raise SettingError(f"has epsilon = {self.epsilon}, expected a number above 0 and at most 1")

    def output_shape(self, inputs: tuple[Shape, ...]) -> Shape:
        """The shape that arrives; `ShapeError` if it has not the chosen axis."""
        counted_axis(self.axis, inputs[0])
        return inputs[0]

    def parameters(self, inputs: tuple[Shape, ...]) -> tuple[ParameterSpec, ...]:
        """γ, which starts at 1, and β, which starts at 0, one number a feature."""
        size = (inputs[0][self.axis],)
        return ParameterSpec("gain", size, "constant"), ParameterSpec("shift", size, "zeros")

    def forward(self, site: Site) -> None:
        """Emit mean, variance and deviation, x̂ = (x − μ) / s, and a = γ x̂ + β."""
        measure = self._measure(site)
        mean, variance = self._statistics(site, measure)
        self._emit_deviation(site, measure, variance)
        self._emit_normalized(site, measure, mean)
        self._emit_stretched(site)

    def backward(self, site: Site) -> None:
        """Emit ∂L/∂γ, ∂L/∂β, δx̂ and the gradient of what arrived."""
        self._emit_parameter_gradients(site)
        self._emit_normalized_gradient(site)
        self._emit_input_gradient(site, self._measure(site))

    def _feature(self, site: Site) -> Measure:
        """The values with the axis along which γ and β lie kept."""
        x = site.input().array
        return Measure.of(x, axis_letters(x)[1 + counted_axis(self.axis, x.shape[1:])])

    def _measure(self, site: Site) -> Measure:
        raise TypeError(f"{self.kind} measures nothing")

    def _statistics(self, site: Site, measure: Measure) -> tuple[Operand, Operand]:
        """Emit the mean and the variance of this batch, and return them."""
        x, share = site.input(), partial(site.helper, "1/m", site.constant(1 / measure.count), site.input())
        mean, variance = (site.statistic(word, measure.kept_shape) for word in self.words[:2])
        line = Line(
            "{m} = {share} Σ {x}",
            {"m": mean, "share": share(), "x": x},
            note=f"the mean of the m = {measure.count} values that are measured together",
            terms=Terms(measure.kept, ((Factor("share", ""), measure.factor("x")),)),
        )
        site.emit(mean, line, *measure.mean_calls(site, x.array, mean.array))
        distance, squares = site.scratch(x.array.shape), site.scratch(x.array.shape)
        line = Line(
            "{v} = {share} Σ ({x} − {m})²",
            {
                "v": variance,
                "share": share(),
                "x": x,
                "m": measure.shown(mean),
                "d": site.helper(f"({x.label} − {mean.label})", distance, x),
            },
            note="the mean squared distance from the mean",
            terms=Terms(measure.kept, ((Factor("share", ""), measure.factor("d"), measure.factor("d")),)),
        )
        site.emit(
            variance,
            line,
            partial(np.subtract, x.array, measure.spread(mean.array), distance),
            partial(np.multiply, distance, distance, squares),
            *measure.mean_calls(site, squares, variance.array),
        )
        return mean, variance

    def _emit_deviation(self, site: Site, measure: Measure, variance: Operand) -> None:
        deviation, epsilon = site.statistic(self.words[2], measure.kept_shape), site.constant(self.epsilon)
        line = Line(
            "{s} = √({v} + {e})",
            {"s": deviation, "v": variance, "e": site.helper("ε", epsilon, variance)},
            note=f"the standard deviation; ε = {self.epsilon:g} keeps it from 0",
        )
        site.emit(
            deviation,
            line,
            partial(np.add, variance.array, epsilon, deviation.array),
            partial(np.sqrt, deviation.array, deviation.array),
        )

    def _emit_normalized(self, site: Site, measure: Measure, mean: Operand) -> None:
        x, normalized, deviation = site.input(), site.new("normalized"), site.value(self.words[2])
        line = Line(
            "{xh} = <{x} − {m}|{s}>",
            {"xh": normalized, "x": x, "m": measure.shown(mean), "s": measure.shown(deviation)},
            note="the distance from the mean, in standard deviations" if measure.count > 1 else ALONE,
        )
        site.emit(
            normalized,
            line,
            partial(np.subtract, x.array, measure.spread(mean.array), normalized.array),
            partial(np.divide, normalized.array, measure.spread(deviation.array), normalized.array),
        )

    def _emit_stretched(self, site: Site) -> None:
        a, normalized, feature = site.new("activation"), site.value("normalized"), self._feature(site)
        gain, shift = site.parameter("gain"), site.parameter("shift")
        line = Line(
            "{a} = {g} ⊙ {xh} + {b}",
            {"a": a, "g": gain, "xh": normalized, "b": shift},
            note="each feature has a learned gain and a learned shift",
            terms=Terms(
                feature.letters, ((Factor("g", feature.kept), feature.factor("xh")), (Factor("b", feature.kept),))
            ),
        )
        site.emit(
            a,
            line,
            partial(np.multiply, normalized.array, feature.spread(gain.array), a.array),
            partial(np.add, a.array, feature.spread(shift.array), a.array),
        )

    def _emit_parameter_gradients(self, site: Site) -> None:
        da, normalized, feature = site.output_gradient(), site.value("normalized"), self._feature(site)
        product, gain, shift = site.scratch(da.array.shape), site.gradient("gain"), site.gradient("shift")
        line = Line(
            "{gg} = Σ {da} ⊙ {xh}",
            {"gg": gain, "da": da, "xh": normalized},
            note="the gain multiplies x̂ wherever its feature occurs",
            terms=Terms(feature.kept, ((feature.factor("da"), feature.factor("xh")),)),
        )
        site.emit(
            gain,
            line,
            partial(np.multiply, da.array, normalized.array, product),
            partial(np.add.reduce, product, feature.over, None, gain.array),
        )
        line = Line(
            "{gb} = Σ {da}",
            {"gb": shift, "da": da},
            note="the shift moves every value of its feature one to one",
            terms=Terms(feature.kept, ((feature.factor("da"),),)),
        )
        site.emit(shift, line, partial(np.add.reduce, da.array, feature.over, None, shift.array))

    def _emit_normalized_gradient(self, site: Site) -> None:
        da, gain, grad, feature = (
            site.output_gradient(),
            site.parameter("gain"),
            site.new("grad_normalized"),
            self._feature(site),
        )
        line = Line(
            "{dx} = {g} ⊙ {da}",
            {"dx": grad, "g": gain, "da": da},
            note="the gain stretches the gradient too",
            terms=Terms(feature.letters, ((Factor("g", feature.kept), feature.factor("da")),)),
        )
        site.emit(grad, line, partial(np.multiply, da.array, feature.spread(gain.array), grad.array))

    def _emit_input_gradient(self, site: Site, measure: Measure) -> None:
        grad, normalized, below = site.value("grad_normalized"), site.value("normalized"), site.input_gradient()
        deviation, product = site.value(self.words[2]), site.scratch(grad.array.shape)
        mean, along = site.scratch(measure.kept_shape), site.scratch(measure.kept_shape)
        line = Line(
            "{out} = <{dx} − {m} − {xh} ⊙ {q}|{s}>",
            {
                "dx": grad,
                "xh": normalized,
                "m": measure.shown(site.helper(f"mean({grad.label})", mean, grad)),
                "q": measure.shown(site.helper(f"mean({grad.label} {normalized.label})", along, grad)),
                "s": measure.shown(deviation),
            },
            note="each value moves mean and variance too: what is common to the gradients, or along x̂, cancels",
        )
        site.emit(
            below,
            line,
            *measure.mean_calls(site, grad.array, mean),
            partial(np.multiply, grad.array, normalized.array, product),
            *measure.mean_calls(site, product, along),
            partial(np.multiply, normalized.array, measure.spread(along), product),
            partial(np.subtract, grad.array, product, product),
            partial(np.subtract, product, measure.spread(mean), product),
            partial(np.divide, product, measure.spread(deviation.array), below.array),
        )


@dataclass(frozen=True)
class LayerNormalization(Normalization):
    """x̂ = (x − μ) / √(σ² + ε), a = γ x̂ + β, with μ and σ² over the features of one sample (Ba et al. 2016)."""

    kind: ClassVar[str] = "layer_normalization"
    title: ClassVar[str] = "Layer normalization"
    summary: ClassVar[str] = "each sample's features to mean 0 and variance 1, then a = γ x̂ + β"
    words: ClassVar[tuple[str, str, str]] = ("sample_mean", "sample_variance", "sample_deviation")

    def _measure(self, site: Site) -> Measure:
        feature = self._feature(site)
        return Measure(feature.shape, feature.letters, feature.letters.replace(feature.kept, ""))


@dataclass(frozen=True)
class BatchNormalization(Normalization):
    """x̂ = (x − μ) / √(σ² + ε), a = γ x̂ + β, with μ and σ² over the batch (Ioffe and Szegedy 2015).

    Axis 0 is a vector's feature or an image's channel. Evaluation reads running statistics instead, which each update
    renews: μ̄ := (1 − ρ) μ̄ + ρ μ and σ̄² with σ² N / (N − 1), the unbiased estimate.
    """

    kind: ClassVar[str] = "batch_normalization"
    title: ClassVar[str] = "Batch normalization"
    summary: ClassVar[str] = "each feature over the batch to mean 0 and variance 1, then a = γ x̂ + β"
    mixes_samples: ClassVar[bool] = True
    words: ClassVar[tuple[str, str, str]] = ("mean", "variance", "deviation")

    axis: int = 0
    renewal: float = 0.1

    def check_settings(self) -> None:
        """Raise `SettingError` for a setting of the normalization, or ρ not above 0 and at most 1."""
        super().check_settings()
        if not 0 < self.renewal <= 1:
            raise SettingError(f"has the renewal {self.renewal}, expected a number above 0 and at most 1")

    def parameters(self, inputs: tuple[Shape, ...]) -> tuple[ParameterSpec, ...]:
        """γ and β, and the running statistics, which begin at mean 0 and variance 1."""
        gain, shift = super().parameters(inputs)
        mean = ParameterSpec("running_mean", gain.shape, "zeros", trainable=False)
        return gain, shift, mean, ParameterSpec("running_variance", gain.shape, "constant", trainable=False)

    def _measure(self, site: Site) -> Measure:
        return self._feature(site)

    def _statistics(self, site: Site, measure: Measure) -> tuple[Operand, Operand]:
        if site.training:
            return super()._statistics(site, measure)
        return site.parameter("running_mean"), site.parameter("running_variance")

    def update(self, site: Site) -> None:
        """Emit the renewal of the running statistics."""
        count = self._measure(site).count
        self._renew(site, "mean", 1.0)
        self._renew(site, "variance", count / max(1, count - 1))

    def _renew(self, site: Site, quantity: str, unbiased: float) -> None:
        running, now = site.parameter(f"running_{quantity}"), site.value(quantity)
        kept, share = site.constant(1 - self.renewal), site.constant(self.renewal * unbiased)
        scratch = site.scratch(now.array.shape)
        line = Line(
            "{r} := {k} {r} + {p} {now}",
            {
                "r": running,
                "now": now,
                "k": site.helper(f"{1 - self.renewal:.4g}", kept, running),
                "p": site.helper(f"{self.renewal * unbiased:.4g}", share, running),
            },
            note="evaluation will use this average over the last batches",
        )
        site.emit(
            running,
            line,
            partial(np.multiply, running.array, kept, running.array),
            partial(np.multiply, now.array, share, scratch),
            partial(np.add, running.array, scratch, running.array),
        )
