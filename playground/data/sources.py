"""What a document remembers of its data: frozen values, equal by value, and how each becomes a Dataset.

The tables GENERATORS and BUNDLED say which kinds there are; this file only looks them up.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, TypeAlias, TypeVar

from playground.data.bundled import BUNDLED, BundledInfo
from playground.data.dataset import Dataset
from playground.data.errors import DataError
from playground.data.generators import GENERATORS, GeneratorInfo
from playground.data.imported import Imported, unpack
from playground.data.streams import stream
from playground.data.written import Written, tabulate
from playground.resources import resource

__all__ = [
    "BUNDLED",
    "GENERATORS",
    "Bundled",
    "BundledInfo",
    "DataSource",
    "Generated",
    "GeneratorInfo",
    "Imported",
    "Written",
    "bundled_info",
    "generator_info",
    "load",
]

FEWEST_SAMPLES = 4
MOST_SAMPLES = 1_000_000
LARGEST_NOISE = 1_000.0


@dataclass(frozen=True)
class Generated:
    """Synthetic data: equal values give equal samples, bit for bit."""

    kind: str
    samples: int = 200
    noise: float = 0.1
    seed: int = 0


@dataclass(frozen=True)
class Bundled:
    """A table that ships with the program."""

    kind: str


DataSource: TypeAlias = Generated | Bundled | Imported | Written


def load(source: DataSource) -> Dataset:
    """The samples of a source; DataError for an unknown kind or a value out of its range."""
    if isinstance(source, Generated):
        return _generate(source)
    if isinstance(source, Bundled):
        info = bundled_info(source.kind)
        from playground.data.table import read_csv  # generated data need no reader of tables

        return unpack(read_csv(resource("data", f"{info.kind}.csv"), info.target), title=info.title)
    return tabulate(source) if isinstance(source, Written) else unpack(source)


def generator_info(kind: str) -> GeneratorInfo:
    """The line of GENERATORS for a kind; DataError names the kinds there are."""
    return _find(kind, GENERATORS, "a generator")


def bundled_info(kind: str) -> BundledInfo:
    """The line of BUNDLED for a kind; DataError names the kinds there are."""
    return _find(kind, BUNDLED, "a bundled table")


class _Kind(Protocol):
    @property
    def kind(self) -> str: ...


_Info = TypeVar("_Info", bound=_Kind)


def _find(kind: str, table: Sequence[_Info], what: str) -> _Info:
    for info in table:
        if info.kind == kind:
            return info
    raise DataError(f"Data: found {kind!r}, expected {what}: {', '.join(info.kind for info in table)}")


def _generate(source: Generated) -> Dataset:
    info = generator_info(source.kind)
    if not FEWEST_SAMPLES <= source.samples <= MOST_SAMPLES:
        raise DataError(f"{info.title}: found {source.samples} samples, expected {FEWEST_SAMPLES} to {MOST_SAMPLES:,}")
    if not (math.isfinite(source.noise) and 0 <= source.noise <= LARGEST_NOISE):
        raise DataError(f"{info.title}: found noise {source.noise!r}, expected 0 to {LARGEST_NOISE:g}")
    features, targets = info.function(source.samples, source.noise, stream(source.seed, info.kind))
    return Dataset(info.title, features, targets, info.feature_names, info.class_names, info.target_names)
