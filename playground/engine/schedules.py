"""How the learning rate changes while a run goes on. Time is counted in epochs with fractions, so that a schedule means
the same for every batch size; every schedule gives the share of the optimizer's own rate α₀ that is used now.

Sources: Loshchilov and Hutter 2017 (cosine), Goyal et al. 2017 (warm-up), Smith and Topin 2018 (one cycle).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from math import cos, floor, isfinite, pi
from types import MappingProxyType
from typing import ClassVar

import numpy as np

from playground.engine.errors import SettingError
from playground.engine.instruction import Array
from playground.engine.optimizer import NOTHING


@dataclass(frozen=True, eq=False)
class Now:
    """When a rate is asked for: epochs so far, with the part of the present one, and what the schedule keeps."""

    epochs: float
    kept: Mapping[str, Array]


@dataclass(frozen=True)
class Schedule:
    """Root of all schedules; the fields of a subclass are its settings.

    The formula uses `initial_rate` (α₀), the settings, and `numbers`. `counters` is what a schedule keeps, one number
    each with its first value.
    """

    kind: ClassVar[str]
    title: ClassVar[str]
    formula: ClassVar[str]
    note: ClassVar[str]
    counters: ClassVar[Mapping[str, float]] = NOTHING

    @property
    def changes(self) -> bool:
        """Whether the rate ever differs from α₀."""
        return True

    def factor(self, now: Now) -> float:
        """The share of α₀ that is used now."""
        raise TypeError(f"{self.kind} has no rule")

    def numbers(self, now: Now) -> Mapping[str, float]:
        """What the formula shows besides α₀ and the settings."""
        return {"time": now.epochs}

    def observe(self, kept: Mapping[str, Array], loss: float) -> None:
        """Take note of the loss at the end of an epoch, in what the schedule keeps."""

    def check_settings(self) -> None:
        """Raise `SettingError` for a setting out of its range."""
        for entry in fields(self):
            value = getattr(self, entry.name)
            least, most, expected = _RANGES[entry.name]
            if not (isfinite(value) and least <= value <= most) or (entry.name in _POSITIVE and value == 0):
                raise SettingError(f"{entry.name.replace('_', ' ')} is {value}, expected {expected}")


_LONGEST = 1e9
_SHARE = (0.0, 1.0, "a share from 0 to 1")
_LENGTH = (0.0, _LONGEST, "a positive number of epochs")
_RANGES: Mapping[str, tuple[float, float, str]] = {
    "period": _LENGTH,
    "epochs": _LENGTH,
    "fade": (0.0, 1.0, "a number above 0 and up to 1"),
    "start_share": _SHARE,
    "final_share": _SHARE,
    "peak_share": _SHARE,
    "threshold": _SHARE,
    "patience": (0.0, _LONGEST, "0 or more epochs"),
}
_POSITIVE = frozenset({"period", "epochs", "fade"})


@dataclass(frozen=True)
class ConstantSchedule(Schedule):
    """α = α₀."""

    kind: ClassVar[str] = "constant"
    title: ClassVar[str] = "Constant"
    formula: ClassVar[str] = "{learning_rate} = {initial_rate}"
    note: ClassVar[str] = "the learning rate stays as it is"

    @property
    def changes(self) -> bool:
        """Never."""
        return False

    def factor(self, now: Now) -> float:
        """All of it."""
        return 1.0


@dataclass(frozen=True)
class StepSchedule(Schedule):
    """α = α₀ γᵏ with k = ⌊e / n⌋: every n epochs the rate drops."""

    kind: ClassVar[str] = "step"
    title: ClassVar[str] = "Step"
    formula: ClassVar[str] = "{learning_rate} = {initial_rate} {fade}^{drops}"
    note: ClassVar[str] = "the learning rate drops every few epochs; k counts the drops"

    period: float = 20.0
    fade: float = 0.5

    def factor(self, now: Now) -> float:
        """γᵏ."""
        return self.fade ** self._drops(now)

    def numbers(self, now: Now) -> Mapping[str, float]:
        """k."""
        return {"drops": float(self._drops(now))}

    def _drops(self, now: Now) -> int:
        return floor(now.epochs / self.period)


@dataclass(frozen=True)
class ExponentialSchedule(Schedule):
    """α = α₀ γᵉ: the rate falls all the time, by the factor γ an epoch."""

    kind: ClassVar[str] = "exponential"
    title: ClassVar[str] = "Exponential"
    formula: ClassVar[str] = "{learning_rate} = {initial_rate} {fade}^{time}"
    note: ClassVar[str] = "the learning rate falls with the time e, by the same factor in every epoch"

    fade: float = 0.98

    def factor(self, now: Now) -> float:
        """γᵉ."""
        return float(self.fade**now.epochs)


@dataclass(frozen=True)
class CosineSchedule(Schedule):
    """α = α₀ (f + (1 − f) (1 + cos(π e / n)) / 2): down half a wave in n epochs, then flat at the share f."""

    kind: ClassVar[str] = "cosine"
    title: ClassVar[str] = "Cosine"
    formula: ClassVar[str] = (
        "{learning_rate} = {initial_rate} ({final_share} + (1 − {final_share})"
        " <1 + cos(π × min(1, {time} / {epochs}))|2>)"
    )
    note: ClassVar[str] = "the learning rate falls along half a wave with the time e, then stays"

    epochs: float = 100.0
    final_share: float = 0.0

    def factor(self, now: Now) -> float:
        """From 1 at the beginning to f at the end."""
        wave = (1 + cos(pi * min(1.0, now.epochs / self.epochs))) / 2
        return self.final_share + (1 - self.final_share) * wave


@dataclass(frozen=True)
class WarmUpSchedule(Schedule):
    """α = α₀ (s + (1 − s) e / n): up a straight line in n epochs, then α₀."""

    kind: ClassVar[str] = "warm_up"
    title: ClassVar[str] = "Warm-up"
    formula: ClassVar[str] = (
        "{learning_rate} = {initial_rate} ({start_share} + (1 − {start_share}) × min(1, {time} / {epochs}))"
    )
    note: ClassVar[str] = "the learning rate rises evenly with the time e, then stays"

    epochs: float = 5.0
    start_share: float = 0.1

    def factor(self, now: Now) -> float:
        """From s at the beginning to 1 at the end."""
        return self.start_share + (1 - self.start_share) * min(1.0, now.epochs / self.epochs)


@dataclass(frozen=True)
class OneCycleSchedule(Schedule):
    """α = α₀ (p + (q − p) (1 − cos(π s)) / 2): half a wave up to α₀, then half a wave down; s is the part of the way.

    The shares of α₀ at the start and the end are those of PyTorch's OneCycleLR, 1/25 and 1/250,000.
    """

    kind: ClassVar[str] = "one_cycle"
    title: ClassVar[str] = "One cycle"
    formula: ClassVar[str] = (
        "{learning_rate} = {initial_rate} ({from_share} + ({to_share} − {from_share}) <1 − cos(π × {way})|2>)"
    )
    note: ClassVar[str] = "half a wave from the share p to the share q; s is the part of the way gone"

    epochs: float = 100.0
    peak_share: float = 0.3
    start_share: float = 0.04
    final_share: float = 4e-6

    def factor(self, now: Now) -> float:
        """From the start's share to 1 at the peak, then to the final share."""
        begin, end, way = self._way(now)
        return begin + (end - begin) * ((1 - cos(pi * way)) / 2)

    def numbers(self, now: Now) -> Mapping[str, float]:
        """p, q and s."""
        return dict(zip(("from_share", "to_share", "way"), self._way(now), strict=True))

    def _way(self, now: Now) -> tuple[float, float, float]:
        done = min(1.0, now.epochs / self.epochs)
        if done < self.peak_share:
            return self.start_share, 1.0, done / self.peak_share
        return 1.0, self.final_share, (done - self.peak_share) / max(1 - self.peak_share, 1e-300)


@dataclass(frozen=True)
class PlateauSchedule(Schedule):
    """α = κ α₀; κ falls by the factor γ when the loss has not become better for more than so many epochs.

    Better is below (1 − threshold) times the best so far, as in PyTorch's ReduceLROnPlateau. It is the loss of the
    validation part, or of the training part where there is none, at the end of an epoch.
    """

    kind: ClassVar[str] = "plateau"
    title: ClassVar[str] = "Reduce on plateau"
    formula: ClassVar[str] = "{learning_rate} = {initial_rate} {rate_factor}"
    note: ClassVar[str] = "the factor falls when the loss has not become better for some epochs"
    counters: ClassVar[Mapping[str, float]] = MappingProxyType(
        {"rate_factor": 1.0, "best_loss": 0.0, "epochs_waited": -1.0}  # below 0: there was no loss yet
    )

    fade: float = 0.5
    patience: int = 10
    threshold: float = 1e-4

    def factor(self, now: Now) -> float:
        """κ."""
        return float(now.kept["rate_factor"])

    def numbers(self, now: Now) -> Mapping[str, float]:
        """κ."""
        return {"rate_factor": self.factor(now)}

    def observe(self, kept: Mapping[str, Array], loss: float) -> None:
        """Keep the best loss; count the epochs since; lower κ when they are too many."""
        factor, best, waited = kept["rate_factor"], kept["best_loss"], kept["epochs_waited"]
        if waited < 0 or loss < best * (1 - self.threshold):
            best[...], waited[...] = loss, 0
            return
        np.add(waited, 1, waited)
        if waited > self.patience:
            np.multiply(factor, self.fade, factor)
            waited[...] = 0


_TABLE: tuple[type[Schedule], ...] = (
    ConstantSchedule,
    StepSchedule,
    ExponentialSchedule,
    CosineSchedule,
    WarmUpSchedule,
    OneCycleSchedule,
    PlateauSchedule,
)

SCHEDULES: Mapping[str, type[Schedule]] = {schedule.kind: schedule for schedule in _TABLE}
