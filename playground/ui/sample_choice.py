"""Which samples a pass is walked with: one, the next batch of training, or the whole training part."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class SampleKind(StrEnum):
    """The three choices."""

    SAMPLE = "sample"
    BATCH = "batch"
    ALL = "all"


@dataclass(frozen=True)
class SampleChoice:
    """A choice; `index` is the sample's number in the training part, from 0, and matters for one sample only."""

    kind: SampleKind
    index: int = 0
