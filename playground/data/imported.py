"""A table that was read from elsewhere and now travels inside the document, numbers and all.

The numbers are packed as bytes: equality and hash are exact and quick, and a file can store them as base64.
"""

from dataclasses import dataclass, field

import numpy as np

from playground.data.dataset import Dataset, Floats, Targets
from playground.data.errors import DataError, LabelError

MOST_CLASSES = 1_000
PACKED = np.dtype("<f8")  # little-endian float64, on every machine


@dataclass(frozen=True)
class Imported:
    """A table with one target column; features and targets are little-endian float64, row by row.

    features holds samples × feature_names numbers, targets one a sample: the label's index in class_names, or the
    value itself where class_names is empty (regression).
    """

    name: str
    target: str
    feature_names: tuple[str, ...]
    class_names: tuple[str, ...]
    features: bytes = field(repr=False)
    targets: bytes = field(repr=False)

    @property
    def samples(self) -> int:
        """Number of rows."""
        return len(self.targets) // PACKED.itemsize


def pack(numbers: Floats | Targets) -> bytes:
    """Numbers as little-endian float64, row by row."""
    return np.ascontiguousarray(numbers, dtype=PACKED).tobytes()


def unpack(table: Imported, title: str = "") -> Dataset:
    """The table as a Dataset, named as it is or by title; DataError where its parts do not fit each other."""
    shape = (table.samples, len(table.feature_names))
    expected = (shape[0] * shape[1] * PACKED.itemsize, shape[0] * PACKED.itemsize)
    found = (len(table.features), len(table.targets))
    if found != expected:
        raise DataError(f"{table.name}: found {found} bytes of features and targets, expected {expected}")
    if len(table.class_names) > MOST_CLASSES:
        raise DataError(f"{table.name}: found {len(table.class_names)} classes, expected at most {MOST_CLASSES}")
    return Dataset(
        name=title or table.name,
        features=np.frombuffer(table.features, PACKED).reshape(shape),
        targets=_targets(table),
        feature_names=table.feature_names,
        class_names=table.class_names,
        target_names=(table.target,),
    )


def _targets(table: Imported) -> Targets:
    values = np.frombuffer(table.targets, PACKED)
    if not table.class_names:
        return values.reshape(-1, 1)
    odd = values[~((values >= 0) & (values < len(table.class_names)) & (values == np.floor(values)))]
    if odd.size:
        last = len(table.class_names) - 1
        place, found = f"{table.name}, target {table.target!r}", float(odd[0])
        raise LabelError(f"{place}: found {found!r}, expected a label 0 to {last}", table.target)
    return values.astype(np.int64)
