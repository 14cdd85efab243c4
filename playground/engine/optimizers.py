"""Update rules. Each is written once, for arrays of any length: as one instruction a parameter for the eye, and fused
over the flat arrays when running straight through. Both are the same calls on views or on the whole, so bits agree.

Sources: Robbins and Monro 1951 (SGD), Polyak 1964 (momentum, in the form v := μ v + ∂L/∂W).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from functools import partial
from math import isfinite
from typing import ClassVar

import numpy as np

from playground.engine.errors import SettingError
from playground.engine.instruction import Array, Call


@dataclass(frozen=True, eq=False)
class Cells:
    """What a rule works on, arrays of equal shape: one parameter's views, or the flat arrays."""

    value: Array
    gradient: Array
    scratch: Array
    moments: Mapping[str, Array]
    settings: Mapping[str, Array]  # 0-d arrays, by the optimizer's field names


@dataclass(frozen=True)
class Rule:
    """One line of an update. `result` is `value` or a moment; the formula uses {W}, {g}, moments and settings."""

    result: str
    formula: str
    note: str
    calls: Callable[[Cells], tuple[Call, ...]]


@dataclass(frozen=True)
class Optimizer:
    """Root of all optimizers; the fields of a subclass are its settings."""

    kind: ClassVar[str]
    title: ClassVar[str]
    moments: ClassVar[tuple[str, ...]] = ()
    rules: ClassVar[tuple[Rule, ...]]

    learning_rate: float = 0.1

    def check_settings(self) -> None:
        """Raise `SettingError` for a setting out of its range."""
        if not (isfinite(self.learning_rate) and self.learning_rate > 0):
            raise SettingError(f"learning rate is {self.learning_rate}, expected a positive number")

    def setting_values(self) -> dict[str, float]:
        """Settings by name."""
        return {entry.name: getattr(self, entry.name) for entry in fields(self)}


def _descend(cells: Cells, direction: Array) -> tuple[Call, ...]:
    rate = cells.settings["learning_rate"]
    return (
        partial(np.multiply, direction, rate, cells.scratch),
        partial(np.subtract, cells.value, cells.scratch, cells.value),
    )


def _sgd(cells: Cells) -> tuple[Call, ...]:
    return _descend(cells, cells.gradient)


def _accumulate(cells: Cells) -> tuple[Call, ...]:
    velocity = cells.moments["velocity"]
    return (
        partial(np.multiply, velocity, cells.settings["momentum"], velocity),
        partial(np.add, velocity, cells.gradient, velocity),
    )


def _follow_velocity(cells: Cells) -> tuple[Call, ...]:
    return _descend(cells, cells.moments["velocity"])


@dataclass(frozen=True)
class SGD(Optimizer):
    """W := W − α ∂L/∂W."""

    kind: ClassVar[str] = "sgd"
    title: ClassVar[str] = "SGD"
    rules: ClassVar[tuple[Rule, ...]] = (
        Rule("value", "{W} := {W} − {learning_rate} {g}", "a step against the gradient", _sgd),
    )


@dataclass(frozen=True)
class Momentum(Optimizer):
    """v := μ v + ∂L/∂W, then W := W − α v."""

    kind: ClassVar[str] = "momentum"
    title: ClassVar[str] = "Momentum"
    moments: ClassVar[tuple[str, ...]] = ("velocity",)
    rules: ClassVar[tuple[Rule, ...]] = (
        Rule("velocity", "{velocity} := {momentum} {velocity} + {g}", "old gradients fade, this one adds", _accumulate),
        Rule("value", "{W} := {W} − {learning_rate} {velocity}", "a step against the velocity", _follow_velocity),
    )

    momentum: float = 0.9

    def check_settings(self) -> None:
        """Raise `SettingError` unless α > 0 and 0 ≤ μ < 1."""
        super().check_settings()
        if not 0 <= self.momentum < 1:
            raise SettingError(f"momentum is {self.momentum}, expected a number from 0 to below 1")


_TABLE: tuple[type[Optimizer], ...] = (SGD, Momentum)

OPTIMIZERS: Mapping[str, type[Optimizer]] = {optimizer.kind: optimizer for optimizer in _TABLE}
