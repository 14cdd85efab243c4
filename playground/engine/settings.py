"""How to train, as a frozen value: optimizer, batch size, seed. Stored in files, edited in the window."""

from __future__ import annotations

from dataclasses import dataclass, field

from playground.engine.errors import SettingError
from playground.engine.optimizers import SGD, Optimizer


@dataclass(frozen=True)
class TrainingSettings:
    """Settings of a run; the seed names the streams of initialization and shuffling."""

    optimizer: Optimizer = field(default_factory=SGD)
    batch_size: int = 10
    seed: int = 0

    def check(self) -> None:
        """Raise `SettingError` for a setting out of its range."""
        self.optimizer.check_settings()
        if self.batch_size < 1:
            raise SettingError(f"batch size is {self.batch_size}, expected 1 or more")
        if not 0 <= self.seed < 2**32:
            raise SettingError(f"seed is {self.seed}, expected 0 to {2**32 - 1}")
