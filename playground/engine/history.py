"""The curve of a run: one record an epoch, thinned so that an endless run needs bounded memory.

Once `CAPACITY` records are held, every second one is dropped and from then on only every second epoch is kept, and so
on. Which epochs remain depends on their numbers alone, so a resumed run has the same curve.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple, dataclass

import numpy as np
from numpy.typing import NDArray

CAPACITY = 4096


@dataclass(frozen=True)
class EpochRecord:
    """Losses and accuracies at the end of an epoch (counted from 1); None where they do not apply."""

    epoch: int
    train_loss: float
    validation_loss: float | None = None
    train_accuracy: float | None = None
    validation_accuracy: float | None = None


@dataclass(frozen=True)
class History:
    """An immutable curve: the records that were kept and the distance between their epochs."""

    records: tuple[EpochRecord, ...] = ()
    stride: int = 1

    def column(self, name: str) -> NDArray[np.float64]:
        """One field of all records, (records,); NaN where it does not apply."""
        return np.array([getattr(record, name) for record in self.records], dtype=np.float64)

    @property
    def last(self) -> EpochRecord | None:
        """The newest record."""
        return self.records[-1] if self.records else None


class HistoryBuilder:
    """Grows a history record by record."""

    def __init__(self, history: History) -> None:
        self._records = list(history.records)
        self._stride = history.stride

    def append(self, record: EpochRecord) -> None:
        """Keep the record if its epoch is on the stride; thin out when full."""
        if record.epoch % self._stride == 0:
            self._records.append(record)
        if len(self._records) > CAPACITY:
            self._stride *= 2
            self._records = [kept for kept in self._records if kept.epoch % self._stride == 0]

    def history(self) -> History:
        """The curve so far."""
        return History(tuple(self._records), self._stride)


def as_rows(records: Sequence[EpochRecord]) -> list[tuple[float | None, ...]]:
    """Records as plain tuples in field order, for files and tables."""
    return [astuple(record) for record in records]
