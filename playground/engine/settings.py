"""How to train, as a frozen value: the descent, batch size, seed, precision. Stored in files, edited in the window."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from playground.engine.descent import Descent
from playground.engine.errors import SettingError
from playground.engine.optimizers import SGD, Optimizer
from playground.engine.penalties import Clipping, Penalties, check_amounts
from playground.engine.schedules import ConstantSchedule, Schedule

PRECISIONS: Mapping[str, str] = {"float64": "Double (float64)", "float32": "Single (float32)"}


@dataclass(frozen=True)
class TrainingSettings:
    """Settings of a run; the seed names the streams of initialization and shuffling.

    The gradient is clipped by value and by norm; `l1`, `l2` and `decay` keep weights small. 0 turns each of them off.
    """

    optimizer: Optimizer = field(default_factory=SGD)
    batch_size: int = 10
    seed: int = 0
    schedule: Schedule = field(default_factory=ConstantSchedule)
    clip_value: float = 0.0
    clip_norm: float = 0.0
    l1: float = 0.0
    l2: float = 0.0
    decay: float = 0.0
    precision: str = "float64"

    @property
    def descent(self) -> Descent:
        """All that an update depends on."""
        clipping = Clipping(self.clip_value, self.clip_norm)
        return Descent(self.optimizer, self.schedule, clipping, Penalties(self.l1, self.l2, self.decay))

    @property
    def dtype(self) -> type[np.number[Any]]:
        """The precision in which the run computes."""
        return np.float32 if self.precision == "float32" else np.float64

    def check(self) -> None:
        """Raise `SettingError` for a setting out of its range."""
        self.optimizer.check_settings()
        self.schedule.check_settings()
        if self.batch_size < 1:
            raise SettingError(f"batch size is {self.batch_size}, expected 1 or more")
        if not 0 <= self.seed < 2**32:
            raise SettingError(f"seed is {self.seed}, expected 0 to {2**32 - 1}")
        check_amounts({name: getattr(self, name) for name in ("clip_value", "clip_norm", "l1", "l2", "decay")})
        if self.precision not in PRECISIONS:
            raise SettingError(f"precision is {self.precision!r}, expected one of {', '.join(PRECISIONS)}")
