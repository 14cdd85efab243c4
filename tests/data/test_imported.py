"""An imported table is a value: equal by content, hashable, exact, and checked when it is unpacked."""

import base64
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from playground.data.dataset import LARGEST_VALUE, Floats
from playground.data.errors import DataError
from playground.data.imported import MOST_CLASSES, Imported, pack, unpack

VALUES = st.floats(-LARGEST_VALUE, LARGEST_VALUE)
TABLE = Imported("t.csv", "y", ("a", "b"), ("no", "yes"), pack(np.arange(6.0)), pack(np.array([0.0, 1.0, 1.0])))


@given(arrays(np.float64, st.tuples(st.integers(1, 8), st.integers(1, 4)), elements=VALUES))
def test_numbers_come_back_bit_for_bit(features: Floats) -> None:
    rows, columns = features.shape
    names = tuple(f"x{i}" for i in range(columns))
    table = Imported("t.csv", "y", names, (), pack(features), pack(np.arange(float(rows))))
    dataset = unpack(table)
    assert dataset.features.tobytes() == features.tobytes()
    assert dataset.targets.tolist() == [[float(row)] for row in range(rows)]


def test_packing_is_little_endian_and_survives_base64() -> None:
    assert pack(np.array([1.0])) == bytes([0, 0, 0, 0, 0, 0, 0xF0, 0x3F])
    assert pack(np.array([1.0], dtype=">f8")) == pack(np.array([1.0]))
    assert base64.b64decode(base64.b64encode(TABLE.features)) == TABLE.features


def test_equal_tables_are_equal_and_hash_alike() -> None:
    twin = replace(TABLE, features=pack(np.arange(6.0)))
    assert (twin, hash(twin)) == (TABLE, hash(TABLE))
    assert replace(TABLE, target="z") != TABLE


def test_a_classification_has_labels_and_its_target_name() -> None:
    dataset = unpack(TABLE)
    assert (dataset.targets.tolist(), dataset.class_names, dataset.target_names) == ([0, 1, 1], ("no", "yes"), ("y",))
    assert (dataset.name, unpack(TABLE, title="Table").name) == ("t.csv", "Table")


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        (replace(TABLE, features=TABLE.features[:-1]), r"t.csv: found \(47, 24\) bytes .* expected \(48, 24\)"),
        (replace(TABLE, targets=TABLE.targets + b"\0"), "bytes of features and targets"),
        (replace(TABLE, targets=pack(np.array([0, 1, 2]))), "target 'y': found 2.0, expected a label 0 to 1"),
        (replace(TABLE, targets=pack(np.array([0, 1, 0.5]))), "found 0.5, expected a label"),
        (replace(TABLE, targets=pack(np.array([0, 1, np.nan]))), "found nan, expected a label"),
        (replace(TABLE, features=pack(np.full(6, np.inf))), "sample 1, column 'a': found inf"),
        (replace(TABLE, features=b"", targets=b""), "found no samples"),
        (replace(TABLE, class_names=("c",) * (MOST_CLASSES + 1)), "found 1001 classes, expected at most 1000"),
    ],
)
def test_parts_that_do_not_fit_are_refused(wrong: Imported, sentence: str) -> None:
    with pytest.raises(DataError, match=sentence):
        unpack(wrong)
