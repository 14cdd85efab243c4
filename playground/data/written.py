"""A few samples written by hand: one point of a formula, or the single example that a textbook works through.

Nothing is to be learned in general from them, so they may be as few and as alike as they are.
"""

from dataclasses import dataclass

import numpy as np

from playground.data.dataset import Dataset
from playground.data.errors import DataError

MOST_ROWS = 1_000
MOST_COLUMNS = 100


@dataclass(frozen=True)
class Written:
    """Rows of numbers below names; the last `targets` columns are what is to be predicted, all others features."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[float, ...], ...]
    targets: int = 0

    @property
    def samples(self) -> int:
        """Number of rows."""
        return len(self.rows)


def tabulate(source: Written) -> Dataset:
    """The rows as a Dataset for regression; DataError names the row that does not fit, or the count that is wrong."""
    width = len(source.columns)
    if not (1 <= len(source.rows) <= MOST_ROWS and width <= MOST_COLUMNS):
        found = f"found {len(source.rows)} rows of {width} columns"
        raise DataError(f"{source.name}: {found}, expected 1 to {MOST_ROWS:,} rows of at most {MOST_COLUMNS}")
    if not 0 <= source.targets <= width:
        raise DataError(f"{source.name}: found {source.targets} targets, expected 0 to {width}")
    if len(set(source.columns)) != width:
        raise DataError(f"{source.name}: found a column twice, expected different names")
    for number, row in enumerate(source.rows, start=1):
        if len(row) != width:
            raise DataError(f"{source.name}, row {number}: found {len(row)} numbers, expected {width}")
    table = np.array(source.rows, dtype=np.float64).reshape(len(source.rows), width)
    split = width - source.targets
    names = source.columns[:split], (), source.columns[split:]
    return Dataset(source.name, table[:, :split], table[:, split:], *names, handwritten=True)
