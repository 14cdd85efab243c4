"""The watched texts that window and run share, apart from what they mean: a window opens without the language."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass
class WatchList:
    """What a run at full speed is to read; another tuple may take the place of this one between two readings."""

    texts: tuple[str, ...] = ()
