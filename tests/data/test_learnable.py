"""Data that can be opened but not learned from say which column is to blame."""

import numpy as np
import pytest

from playground.data.dataset import Dataset
from playground.data.errors import ConstantColumnError, DataError, OneClassError
from playground.data.learnable import check_learnable
from playground.data.sources import BUNDLED, GENERATORS, Bundled, DataSource, Generated, load

ONES, VARIED = np.ones((3, 2)), np.arange(6.0).reshape(3, 2)


def labelled(labels: list[int], *targets: str) -> Dataset:
    """Three samples of two classes."""
    return Dataset("Table", VARIED, np.array(labels), ("a", "b"), ("no", "yes"), targets)


def numbered(features: np.ndarray, values: np.ndarray, *targets: str) -> Dataset:
    """Three samples with numbers to predict."""
    return Dataset("Table", features, values, ("a", "b"), (), targets)


@pytest.mark.parametrize(
    "source", [*(Generated(info.kind) for info in GENERATORS), *(Bundled(b.kind) for b in BUNDLED)]
)
def test_everything_that_ships_can_be_learned_from(source: DataSource) -> None:
    check_learnable(load(source))


@pytest.mark.parametrize(
    ("dataset", "kind", "column", "sentence"),
    [
        (
            labelled([1, 1, 1], "kind"),
            OneClassError,
            "kind",
            "Table, column 'kind': found only the class 'yes', expected at least 2 classes",
        ),
        (labelled([0, 0, 0]), OneClassError, None, "Table: found only the class 'no', expected at least 2 classes"),
        (
            numbered(VARIED, np.full((3, 1), 2.5), "y"),
            ConstantColumnError,
            "y",
            "Table, column 'y': found only 2.5 to predict, expected at least 2 different values",
        ),
        (
            numbered(VARIED, np.array([[1.0, 2.5], [2.0, 2.5], [3.0, 2.5]]), "y", "z"),
            ConstantColumnError,
            "z",
            "Table, column 'z': found only 2.5 to predict, expected at least 2 different values",
        ),
        (
            numbered(ONES, VARIED[:, :1]),
            ConstantColumnError,
            "a",
            "Table: found one and the same value in all samples, in each of its 2 columns ('a', 'b'), "
            "expected a column that tells samples apart",
        ),
    ],
)
def test_what_cannot_be_learned_from_names_the_column(
    dataset: Dataset, kind: type[DataError], column: str | None, sentence: str
) -> None:
    with pytest.raises(DataError) as refusal:
        check_learnable(dataset)
    assert type(refusal.value) is kind
    assert (refusal.value.column, str(refusal.value)) == (column, sentence)


def test_one_constant_column_among_others_does_no_harm() -> None:
    check_learnable(numbered(np.column_stack([VARIED[:, 0], np.ones(3)]), VARIED[:, :1]))
