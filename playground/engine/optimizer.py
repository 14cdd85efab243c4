"""What every optimizer is: settings, the state it keeps, and its lines of mathematics, each written once.

A line works on arrays of any length: as one instruction a parameter for the eye, and fused over the flat arrays when
running straight through. Both are the same calls, on views or on the whole, so their bits agree. Knows no optimizer.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from functools import partial
from math import isfinite
from types import MappingProxyType
from typing import ClassVar

import numpy as np

from playground.engine.errors import SettingError
from playground.engine.instruction import Array, Call

NOTHING: Mapping[str, float] = MappingProxyType({})


@dataclass(frozen=True, eq=False)
class Cells:
    """What a rule works on, by the names of its formula: W, g and the state of one parameter, or all of them flat.

    Settings and numbers such as t are 0-d. `where` tells for a setting of which only some parameters have one (a
    penalty) where in the flat arrays that is.
    """

    arrays: Mapping[str, Array]
    scratch: Array
    where: Mapping[str, Array] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Array:
        return self.arrays[name]

    def spending(self, name: str) -> Cells:
        """The same where that array may be written over, since nobody reads it any more: it saves the scratch."""
        return replace(self, scratch=self[name])

    def rest(self, setting: str) -> Array:
        """1 − the setting, 0-d."""
        return np.asarray(1 - self[setting])


Calls = Callable[[Cells], tuple[Call, ...]]


@dataclass(frozen=True)
class Rule:
    """One line of an update: the name of its result, the formula over names of `Cells`, and the calls.

    One with a `penalty` is for those parameters alone that have a setting of this name. `spends` names an array that
    no later rule reads.
    """

    result: str
    formula: str
    note: str
    calls: Calls
    penalty: str = ""
    spends: str = ""


@dataclass(frozen=True)
class Optimizer:
    """Root of all optimizers; the fields of a subclass are its settings.

    It keeps `moments`, as long as all parameters together, and `counters`, one number each with its first value.
    `beginning` are lines for numbers, once an update; `rules` are lines for each parameter. Results that are not kept,
    such as m̂, live until the next update.
    """

    kind: ClassVar[str]
    title: ClassVar[str]
    moments: ClassVar[tuple[str, ...]] = ()
    counters: ClassVar[Mapping[str, float]] = NOTHING
    beginning: ClassVar[tuple[Rule, ...]] = ()
    rules: ClassVar[tuple[Rule, ...]]

    learning_rate: float = 0.1

    @classmethod
    def temporaries(cls) -> tuple[str, ...]:
        """What is computed for each parameter and not kept."""
        return tuple(rule.result for rule in cls.rules if rule.result not in ("W", *cls.moments))

    @classmethod
    def numbers(cls) -> tuple[str, ...]:
        """What is computed once an update and not kept."""
        return tuple(rule.result for rule in cls.beginning if rule.result not in cls.counters)

    def check_settings(self) -> None:
        """Raise `SettingError` for a setting out of its range: α > 0, ε > 0, λ ≥ 0, all else from 0 to below 1."""
        for name, value in self.setting_values().items():
            fits, expected = _RANGES.get(name, (_is_share, "a number from 0 to below 1"))
            if not fits(value):
                raise SettingError(f"{name.replace('_', ' ')} is {value}, expected {expected}")

    def setting_values(self) -> dict[str, float]:
        """Settings by name."""
        return {entry.name: getattr(self, entry.name) for entry in fields(self)}


def _is_share(value: float) -> bool:
    return 0 <= value < 1


def _is_positive(value: float) -> bool:
    return isfinite(value) and value > 0


def is_not_negative(value: float) -> bool:
    """Whether the number is finite and not below 0."""
    return isfinite(value) and value >= 0


_RANGES: Mapping[str, tuple[Callable[[float], bool], str]] = {
    "learning_rate": (_is_positive, "a positive number"),
    "epsilon": (_is_positive, "a positive number"),
    "weight_decay": (is_not_negative, "0 or more"),
    "momentum_decay": (is_not_negative, "0 or more"),
}


def descend(cells: Cells, direction: Array) -> tuple[Call, ...]:
    """W := W − α direction; the scratch may be the direction."""
    return (
        partial(np.multiply, direction, cells["learning_rate"], cells.scratch),
        partial(np.subtract, cells["W"], cells.scratch, cells["W"]),
    )


def shrink(setting: str, cells: Cells) -> tuple[Call, ...]:
    """W := (1 − α λ) W, with the λ of that name."""
    decay, values = cells[setting], cells["W"]
    lost, remaining = np.empty_like(decay), np.empty_like(decay)  # apart: a number that overwrites itself takes longer
    return (
        partial(np.multiply, decay, cells["learning_rate"], lost),
        partial(np.subtract, np.asarray(1, values.dtype), lost, remaining),
        where_it_applies(cells, setting, partial(np.multiply, values, remaining, values)),
    )


def where_it_applies(cells: Cells, setting: str, call: partial[Array]) -> Call:
    """The ufunc's call for those parameters alone that have the setting."""
    where = cells.where.get(setting)
    return call if where is None else partial(call, where=where)
