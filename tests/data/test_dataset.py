"""A dataset is a checked, read-only copy of what it was made from."""

from typing import Any

import numpy as np
import pytest

from playground.data.dataset import Dataset
from playground.data.errors import DataError, EmptyDataError, LabelError

GOOD: dict[str, Any] = {
    "name": "Table",
    "features": [[0.0, 1.0], [2.0, 3.0], [4.0, 5.0]],
    "targets": [0, 1, 1],
    "feature_names": ("a", "b"),
    "class_names": ("no", "yes"),
}
REGRESSION: dict[str, Any] = {**GOOD, "targets": [[0.5], [1.5], [2.5]], "class_names": (), "target_names": ("y",)}


def test_a_classification_tells_its_size_and_task() -> None:
    dataset = Dataset(**GOOD)
    assert (dataset.task, dataset.samples, dataset.columns, dataset.classes) == ("classification", 3, 2, 2)
    assert (dataset.features.dtype.name, dataset.targets.dtype.name) == ("float64", "int64")


def test_without_classes_it_is_a_regression() -> None:
    dataset = Dataset(**REGRESSION)
    assert (dataset.task, dataset.classes, dataset.targets.dtype.name) == ("regression", 0, "float64")


def test_arrays_are_read_only_copies() -> None:
    features = np.zeros((3, 2))
    dataset = Dataset(**{**GOOD, "features": features})
    features[0, 0] = 7.0
    assert dataset.features[0, 0] == 0.0
    with pytest.raises(ValueError, match="read-only"):
        dataset.features[0, 0] = 1.0
    with pytest.raises(ValueError, match="read-only"):
        dataset.targets[0] = 1


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"features": [1.0, 2.0]}, r"Table: found features of shape \(2,\), expected \(samples, columns\)"),
        ({"feature_names": ("a",)}, "found 1 feature name, expected 2"),
        ({"targets": [0, 1]}, r"labels of shape \(2,\), expected \(3,\)"),
        ({"features": [[0, 1], [2, np.nan], [4, 5]]}, "Table, sample 2, column 'b': found nan, expected a finite"),
        ({"features": [[0, 1], [2, 3], [-np.inf, 5]]}, "sample 3, column 'a': found -inf"),
        ({"features": [[0, 1], [2, 3], [1e101, 5]]}, r"found 1e\+101, expected .* at most 1e\+100"),
        ({"class_names": (), "targets": [1.0, 2.0, 3.0]}, r"targets of shape \(3,\), expected \(3, outputs\)"),
        ({"class_names": (), "targets": [[1.0], [2.0], [np.inf]]}, "sample 3, target 1: found inf"),
        ({"class_names": (), "targets": [[1.0]] * 3, "target_names": ("a", "b")}, "found 2 target names, expected 1"),
    ],
)
def test_what_does_not_fit_is_refused(change: dict[str, Any], sentence: str) -> None:
    with pytest.raises(DataError, match=sentence):
        Dataset(**{**GOOD, **change})


def test_no_samples_are_too_few() -> None:
    with pytest.raises(EmptyDataError, match="Table: found no samples, expected at least one"):
        Dataset(**{**GOOD, "features": np.zeros((0, 2)), "targets": []})


@pytest.mark.parametrize(("labels", "found"), [([0, 1, 2], "0 to 2"), ([0, -1, 1], "-1 to 1")])
def test_a_label_out_of_range_names_its_column(labels: list[int], found: str) -> None:
    wrong = {**GOOD, "targets": labels, "target_names": ("kind",)}
    with pytest.raises(LabelError, match=f"Table, target 'kind': found labels {found}, expected 0 to 1") as refusal:
        Dataset(**wrong)
    assert refusal.value.column == "kind"


def test_constant_columns_are_known_by_name() -> None:
    assert Dataset(**GOOD).constant_columns == ()
    assert Dataset(**{**GOOD, "features": [[7, 1], [7, 2], [7, 1]]}).constant_columns == ("a",)
