"""Descent with and without momentum, and the one list of all optimizers, from which files and windows take them.

Sources: Robbins and Monro 1951 (SGD), Polyak 1964 (momentum, in the form v := μ v + ∂L/∂W), Sutskever et al. 2013
(Nesterov momentum). Definitions and names of settings are those of PyTorch.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

import numpy as np

from playground.engine.adaptive_optimizers import Adagrad, Adam, AdamW, Lion, Nadam, RMSprop
from playground.engine.instruction import Call
from playground.engine.optimizer import Cells, Optimizer, Rule, descend

__all__ = [
    "OPTIMIZERS",
    "SGD",
    "Adagrad",
    "Adam",
    "AdamW",
    "Lion",
    "Momentum",
    "Nadam",
    "Nesterov",
    "Optimizer",
    "RMSprop",
]


def _against_gradient(cells: Cells) -> tuple[Call, ...]:
    return descend(cells, cells["g"])


def _accumulate(cells: Cells) -> tuple[Call, ...]:
    velocity = cells["velocity"]
    return (
        partial(np.multiply, velocity, cells["momentum"], velocity),
        partial(np.add, velocity, cells["g"], velocity),
    )


def _against_velocity(cells: Cells) -> tuple[Call, ...]:
    return descend(cells, cells["velocity"])


def _against_velocity_to_come(cells: Cells) -> tuple[Call, ...]:
    return (
        partial(np.multiply, cells["velocity"], cells["momentum"], cells.scratch),
        partial(np.add, cells.scratch, cells["g"], cells.scratch),
        *descend(cells, cells.scratch),
    )


_VELOCITY = Rule(
    "velocity", "{velocity} := {momentum} {velocity} + {g}", "old gradients fade, this one adds", _accumulate
)


@dataclass(frozen=True)
class SGD(Optimizer):
    """W := W − α ∂L/∂W."""

    kind: ClassVar[str] = "sgd"
    title: ClassVar[str] = "SGD"
    rules: ClassVar[tuple[Rule, ...]] = (
        Rule("W", "{W} := {W} − {learning_rate} {g}", "a step against the gradient", _against_gradient, spends="g"),
    )


@dataclass(frozen=True)
class Momentum(Optimizer):
    """v := μ v + ∂L/∂W, then W := W − α v."""

    kind: ClassVar[str] = "momentum"
    title: ClassVar[str] = "Momentum"
    moments: ClassVar[tuple[str, ...]] = ("velocity",)
    rules: ClassVar[tuple[Rule, ...]] = (
        _VELOCITY,
        Rule("W", "{W} := {W} − {learning_rate} {velocity}", "a step against the velocity", _against_velocity),
    )

    momentum: float = 0.9


@dataclass(frozen=True)
class Nesterov(Momentum):
    """v := μ v + ∂L/∂W, then W := W − α (∂L/∂W + μ v): the velocity as it will be if the gradient stays."""

    kind: ClassVar[str] = "nesterov"
    title: ClassVar[str] = "Nesterov momentum"
    rules: ClassVar[tuple[Rule, ...]] = (
        _VELOCITY,
        Rule(
            "W",
            "{W} := {W} − {learning_rate} ({g} + {momentum} {velocity})",
            "a step against the gradient and what remains of the velocity",
            _against_velocity_to_come,
        ),
    )


_TABLE: tuple[type[Optimizer], ...] = (SGD, Momentum, Nesterov, Adagrad, RMSprop, Adam, AdamW, Nadam, Lion)

OPTIMIZERS: Mapping[str, type[Optimizer]] = {optimizer.kind: optimizer for optimizer in _TABLE}
