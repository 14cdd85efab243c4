"""Every way for data to be wrong, and how their sentences count; knows neither files nor networks."""

from __future__ import annotations


class DataError(Exception):
    """Data that cannot be used; its text is one sentence: place, what was found, what was expected.

    `column` is the name of the column to blame, if one is.
    """

    def __init__(self, message: str, column: str | None = None) -> None:
        super().__init__(message)
        self.column = column


class EmptyDataError(DataError):
    """There are no samples."""


class LabelError(DataError):
    """A label that names none of the classes."""


class OutputCountError(DataError):
    """The output layer has another number of units than the data have classes or targets."""


class ConstantColumnError(DataError):
    """A column, or every column, has the same value in all samples: there is nothing to learn from it."""


class OneClassError(ConstantColumnError):
    """All samples are of one class: there is nothing to tell apart."""


def counted(number: int, noun: str) -> str:
    """A number with its noun: "1 class", "2 classes", "1,000 cells"."""
    plural = f"{noun}es" if noun.endswith("s") else f"{noun}s"
    return f"{number:,} {noun if number == 1 else plural}"
