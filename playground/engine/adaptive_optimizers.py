"""Optimizers that give each parameter a step of its own size: Adagrad, RMSprop, Adam and its kin, Lion.

Sources: Duchi et al. 2011 (Adagrad), Hinton 2012 (RMSprop), Kingma and Ba 2015 (Adam), Loshchilov and Hutter 2019
(AdamW), Dozat 2016 (Nadam), Chen et al. 2023 (Lion). Definitions are PyTorch's: ε is added outside the root.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType
from typing import ClassVar

import numpy as np

from playground.engine.instruction import Array, Call
from playground.engine.optimizer import Calls, Cells, Optimizer, Rule, descend, shrink

WARMING = 0.96  # of Nadam's momentum, as in Dozat's paper


def _mean(moment: str, fade: str, result: str = "") -> Calls:
    """result := β moment + (1 − β) g; by default the result is the moment itself."""

    def calls(cells: Cells) -> tuple[Call, ...]:
        out = cells[result or moment]
        return (
            partial(np.multiply, cells[moment], cells[fade], out),
            partial(np.multiply, cells["g"], cells.rest(fade), cells.scratch),
            partial(np.add, out, cells.scratch, out),
        )

    return calls


def _mean_square(moment: str, fade: str) -> Calls:
    """moment := β moment + (1 − β) g²."""

    def calls(cells: Cells) -> tuple[Call, ...]:
        mean, gradient, scratch = cells[moment], cells["g"], cells.scratch
        return (
            partial(np.multiply, mean, cells[fade], mean),
            partial(np.multiply, gradient, gradient, scratch),
            partial(np.multiply, scratch, cells.rest(fade), scratch),
            partial(np.add, mean, scratch, mean),
        )

    return calls


def _sum_squares(cells: Cells) -> tuple[Call, ...]:
    squares, gradient = cells["square_sum"], cells["g"]
    return (
        partial(np.multiply, gradient, gradient, cells.scratch),
        partial(np.add, squares, cells.scratch, squares),
    )


def _scaled_step(direction: str, squares: str) -> Calls:
    """W := W − α direction / (√squares + ε)."""

    def calls(cells: Cells) -> tuple[Call, ...]:
        scratch = cells.scratch
        return (
            partial(np.sqrt, cells[squares], scratch),
            partial(np.add, scratch, cells["epsilon"], scratch),
            partial(np.divide, cells[direction], scratch, scratch),
            *descend(cells, scratch),
        )

    return calls


def _unbiased(moment: str, fade: str) -> Calls:
    """moment hat = moment / (1 − βᵗ)."""

    def calls(cells: Cells) -> tuple[Call, ...]:
        share = np.empty_like(cells["step"])
        return (
            partial(write_share, cells[fade].item(), cells["step"], share),
            partial(np.divide, cells[moment], share, cells[f"{moment}_hat"]),
        )

    return calls


def write_share(fade: float, step: Array, out: Array) -> None:
    """1 − βᵗ. Single numbers are quicker in Python than in NumPy."""
    out[()] = 1 - fade ** step.item()


def _count(cells: Cells) -> tuple[Call, ...]:
    return (partial(add_one, cells["step"]),)


def add_one(step: Array) -> None:
    """step := step + 1, quicker than a call of NumPy for a single number."""
    step[()] = step.item() + 1


_STEP = Rule("step", "{step} := {step} + 1", "one update more", _count)
_FIRST = Rule(
    "first",
    "{first} := {beta1} {first} + (1 − {beta1}) {g}",
    "a fading mean of the gradients",
    _mean("first", "beta1"),
)
_SECOND = Rule(
    "second",
    "{second} := {beta2} {second} + (1 − {beta2}) ({g})²",
    "a fading mean of the squared gradients",
    _mean_square("second", "beta2"),
)
_FIRST_HAT = Rule(
    "first_hat",
    "{first_hat} = <{first}|1 − {beta1}^{step}>",
    "the mean began at 0; this makes up for it",
    _unbiased("first", "beta1"),
)
_SECOND_HAT = Rule(
    "second_hat",
    "{second_hat} = <{second}|1 − {beta2}^{step}>",
    "the mean square began at 0; this makes up for it",
    _unbiased("second", "beta2"),
)
_STEP_OF_MEANS = Rule(
    "W",
    "{W} := {W} − {learning_rate} <{first_hat}|√{second_hat} + {epsilon}>",
    "a step against the mean gradient, measured by its usual size",
    _scaled_step("first_hat", "second_hat"),
)


@dataclass(frozen=True)
class Adagrad(Optimizer):
    """s := s + (∂L/∂W)², then W := W − α ∂L/∂W / (√s + ε)."""

    kind: ClassVar[str] = "adagrad"
    title: ClassVar[str] = "Adagrad"
    moments: ClassVar[tuple[str, ...]] = ("square_sum",)
    rules: ClassVar[tuple[Rule, ...]] = (
        Rule("square_sum", "{square_sum} := {square_sum} + ({g})²", "all squared gradients so far", _sum_squares),
        Rule(
            "W",
            "{W} := {W} − {learning_rate} <{g}|√{square_sum} + {epsilon}>",
            "the more a parameter has moved, the smaller its step",
            _scaled_step("g", "square_sum"),
        ),
    )

    epsilon: float = 1e-10


@dataclass(frozen=True)
class RMSprop(Optimizer):
    """v := ρ v + (1 − ρ) (∂L/∂W)², then W := W − α ∂L/∂W / (√v + ε)."""

    kind: ClassVar[str] = "rmsprop"
    title: ClassVar[str] = "RMSprop"
    moments: ClassVar[tuple[str, ...]] = ("square_mean",)
    rules: ClassVar[tuple[Rule, ...]] = (
        Rule(
            "square_mean",
            "{square_mean} := {rho} {square_mean} + (1 − {rho}) ({g})²",
            "a fading mean of the squared gradients",
            _mean_square("square_mean", "rho"),
        ),
        Rule(
            "W",
            "{W} := {W} − {learning_rate} <{g}|√{square_mean} + {epsilon}>",
            "a step against the gradient, measured by its usual size",
            _scaled_step("g", "square_mean"),
        ),
    )

    learning_rate: float = 0.01
    rho: float = 0.99
    epsilon: float = 1e-8


@dataclass(frozen=True)
class Adam(Optimizer):
    """Means m of the gradient and v of its square, both corrected for their start, W := W − α m̂ / (√v̂ + ε)."""

    kind: ClassVar[str] = "adam"
    title: ClassVar[str] = "Adam"
    moments: ClassVar[tuple[str, ...]] = ("first", "second")
    counters: ClassVar[Mapping[str, float]] = MappingProxyType({"step": 0.0})
    beginning: ClassVar[tuple[Rule, ...]] = (_STEP,)
    rules: ClassVar[tuple[Rule, ...]] = (_FIRST, _SECOND, _FIRST_HAT, _SECOND_HAT, _STEP_OF_MEANS)

    learning_rate: float = 0.01
    beta1: float = 0.9
    beta2: float = 0.999
    epsilon: float = 1e-8


@dataclass(frozen=True)
class AdamW(Adam):
    """W := (1 − α λ) W before Adam's step: decay that the adaptive step sizes do not touch."""

    kind: ClassVar[str] = "adamw"
    title: ClassVar[str] = "AdamW"
    rules: ClassVar[tuple[Rule, ...]] = (
        Rule(
            "W",
            "{W} := (1 − {learning_rate} {weight_decay}) {W}",
            "every parameter shrinks a little, whatever its gradient",
            partial(shrink, "weight_decay"),
        ),
        *Adam.rules,
    )

    weight_decay: float = 0.01


def _momentum(ahead: int, result: str) -> Calls:
    """β₁ (1 − ½ · 0.96^(ψ (t + ahead)))."""

    def calls(cells: Cells) -> tuple[Call, ...]:
        settings = cells["beta1"].item(), cells["momentum_decay"].item()
        return (partial(write_momentum, settings, ahead, cells["step"], cells[result]),)

    return calls


def write_momentum(settings: tuple[float, float], ahead: int, step: Array, out: Array) -> None:
    """β₁ (1 − ½ · 0.96^(ψ (t + ahead))) for the settings (β₁, ψ)."""
    most, speed = settings
    out[()] = most * (1 - 0.5 * WARMING ** (speed * (step.item() + ahead)))


def _multiply_momenta(cells: Cells) -> tuple[Call, ...]:
    return (partial(multiply_number, cells["momentum_product"], cells["momentum_now"]),)


def multiply_number(product: Array, factor: Array) -> None:
    """product := product × factor."""
    product[()] = product.item() * factor.item()


def _mean_to_come(cells: Cells) -> tuple[Call, ...]:
    """m̂ = μ′ m / (1 − Π μ′) + (1 − μ) g / (1 − Π)."""
    momenta = cells["momentum_now"], cells["momentum_next"], cells["momentum_product"]
    old, new, hat = np.empty_like(momenta[0]), np.empty_like(momenta[0]), cells["first_hat"]
    return (
        partial(write_weights, momenta, old, new),
        partial(np.multiply, cells["first"], old, hat),
        partial(np.multiply, cells["g"], new, cells.scratch),
        partial(np.add, hat, cells.scratch, hat),
    )


def write_weights(momenta: tuple[Array, Array, Array], old: Array, new: Array) -> None:
    """How much the mean and how much the gradient count: μ′ / (1 − Π μ′) and (1 − μ) / (1 − Π)."""
    now, coming, product = (momentum.item() for momentum in momenta)
    old[()] = coming / (1 - product * coming)
    new[()] = (1 - now) / (1 - product)


@dataclass(frozen=True)
class Nadam(Adam):
    """Adam with Nesterov's look ahead: in m̂ the gradient and the mean as it will be; the momentum μ grows to β₁."""

    kind: ClassVar[str] = "nadam"
    title: ClassVar[str] = "Nadam"
    counters: ClassVar[Mapping[str, float]] = MappingProxyType({"step": 0.0, "momentum_product": 1.0})
    beginning: ClassVar[tuple[Rule, ...]] = (
        _STEP,
        Rule(
            "momentum_now",
            "{momentum_now} = {beta1} (1 − 0.5 × 0.96^({momentum_decay} {step}))",
            "the momentum of this update",
            _momentum(0, "momentum_now"),
        ),
        Rule(
            "momentum_next",
            "{momentum_next} = {beta1} (1 − 0.5 × 0.96^({momentum_decay} ({step} + 1)))",
            "the momentum of the next update",
            _momentum(1, "momentum_next"),
        ),
        Rule(
            "momentum_product",
            "{momentum_product} := {momentum_product} {momentum_now}",
            "all momenta so far multiplied: what is left of the start at 0",
            _multiply_momenta,
        ),
    )
    rules: ClassVar[tuple[Rule, ...]] = (
        _FIRST,
        _SECOND,
        Rule(
            "first_hat",
            "{first_hat} = <{momentum_next} {first}|1 − {momentum_product} {momentum_next}>"
            " + <(1 − {momentum_now}) {g}|1 − {momentum_product}>",
            "the mean as it will be if the gradient stays, corrected for the start at 0",
            _mean_to_come,
        ),
        _SECOND_HAT,
        _STEP_OF_MEANS,
    )

    momentum_decay: float = 0.004


def _against_sign(cells: Cells) -> tuple[Call, ...]:
    return (partial(np.sign, cells["direction"], cells.scratch), *descend(cells, cells.scratch))


@dataclass(frozen=True)
class Lion(Optimizer):
    """c = β₁ m + (1 − β₁) ∂L/∂W, m := β₂ m + (1 − β₂) ∂L/∂W, W := W − α sign(c): every step has the same size."""

    kind: ClassVar[str] = "lion"
    title: ClassVar[str] = "Lion"
    moments: ClassVar[tuple[str, ...]] = ("first",)
    rules: ClassVar[tuple[Rule, ...]] = (
        Rule(
            "direction",
            "{direction} = {beta1} {first} + (1 − {beta1}) {g}",
            "the mean gradient, with this one counted more than the mean will keep",
            _mean("first", "beta1", "direction"),
        ),
        Rule(
            "first",
            "{first} := {beta2} {first} + (1 − {beta2}) {g}",
            "a fading mean of the gradients",
            _mean("first", "beta2"),
        ),
        Rule(
            "W",
            "{W} := {W} − {learning_rate} sign({direction})",
            "a step of α against the sign alone",
            _against_sign,
        ),
    )

    learning_rate: float = 0.003
    beta1: float = 0.9
    beta2: float = 0.99
