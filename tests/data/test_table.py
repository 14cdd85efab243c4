"""A CSV file becomes a table with classes or numbers to predict, and what would have to be guessed is refused."""

import csv
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.data.dataset import LARGEST_VALUE, Dataset
from playground.data.errors import DataError
from playground.data.imported import unpack
from playground.data.table import column_names, read_csv

VALUES = st.floats(-LARGEST_VALUE, LARGEST_VALUE)
ROWS = st.lists(st.tuples(VALUES, VALUES, st.sampled_from(["ja", "nein", "größer, als"])), min_size=3, max_size=12)


def imported(folder: Path, content: str, target: str = "y") -> Dataset:
    path = folder / "file.csv"
    path.write_bytes(content.encode("utf-8"))
    return unpack(read_csv(path, target))


@given(ROWS.filter(lambda rows: len({row[2] for row in rows}) > 1), st.sampled_from([",", ";", "\t"]))
def test_a_table_comes_back_exactly(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[float, float, str]], delimiter: str
) -> None:
    path = tmp_path_factory.getbasetemp() / "file.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows([("a", "kind", "b"), *((a, kind, b) for a, b, kind in rows)])
    dataset = unpack(read_csv(path, "kind"))
    assert dataset.features.tolist() == [[a, b] for a, b, _ in rows]
    assert [dataset.class_names[label] for label in dataset.targets] == [kind for _, _, kind in rows]
    assert list(dataset.class_names) == sorted({kind for _, _, kind in rows})


@given(st.lists(VALUES, min_size=2, max_size=12, unique=True))
def test_decimal_commas_mean_the_same_numbers(tmp_path_factory: pytest.TempPathFactory, values: list[float]) -> None:
    content = "a;y\n" + "".join(f"{value!r};{value!r}\n" for value in (0.5, *values))
    plain, comma = (imported(tmp_path_factory.getbasetemp(), text) for text in (content, content.replace(".", ",")))
    assert comma.features.tobytes() == plain.features.tobytes()
    assert comma.targets.tobytes() == plain.targets.tobytes()


def test_names_and_target_are_kept(tmp_path: Path) -> None:
    dataset = imported(tmp_path, "a,y,b\n1,no,2\n3,yes,4\n")
    assert (dataset.name, dataset.feature_names, dataset.target_names) == ("file.csv", ("a", "b"), ("y",))
    assert column_names(tmp_path / "file.csv") == ("a", "y", "b")


@pytest.mark.parametrize(
    ("column", "class_names"),
    [
        (["10", "2", "1"], ("1", "2", "10")),
        (["1.0", "0", "-1"], ("-1", "0", "1")),
        (["b", "a", "10"], ("10", "a", "b")),
        ([str(i) for i in range(20)], tuple(str(i) for i in range(20))),
        ([str(i) for i in range(21)], ()),
        (["0.5", "1", "2"], ()),
        (["1e30", "2e30"], ()),
    ],
)
def test_texts_and_few_whole_numbers_are_classes(
    tmp_path: Path, column: list[str], class_names: tuple[str, ...]
) -> None:
    dataset = imported(tmp_path, "x,y\n" + "".join(f"0,{cell}\n" for cell in column))
    assert dataset.class_names == class_names
    if class_names:
        assert [dataset.class_names[label] for label in dataset.targets] == [cell.removesuffix(".0") for cell in column]
    else:
        assert dataset.targets.ravel().tolist() == [float(cell) for cell in column]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("a,b,y\n1,2,x\n3,,z\n", "file.csv, line 3, column 'b': found an empty cell, expected a number"),
        ("a,b,y\n1,2,x\n3, ,z\n", "file.csv, line 3, column 'b': found an empty cell"),
        ("a,b,y\n1,2,\n", "file.csv, line 2, column 'y': found an empty cell, expected a value"),
        ("a,b,y\n1,2,x\n\n3,red,z\n", "file.csv, line 4, column 'b': found 'red', expected a number"),
        ("a,b,y\n1,1_000,x\n", "line 2, column 'b': found '1_000', expected a number"),
        ("a,b,y\n1,٣,x\n", "line 2, column 'b': found '٣', expected a number"),
        ("a,b,y\n1,nan,x\n2,3,z\n", "line 2, column 'b': found nan, expected a finite number"),
        ("a,b,y\n1,2,x\n-inf,3,z\n", "line 3, column 'a': found -inf, expected a finite number"),
        ("a,b,y\n1,2,x\n1e999,3,z\n", "line 3, column 'a': found inf, expected a finite number"),
        ("a;y\n1,5;x\n2.5;z\n", "line 3, column 'a': found '2.5', expected a number with a decimal comma"),
        ("a,y\n1,0\n2,1\n3,NaN\n", "line 4, column 'y': found 'NaN', expected a number"),
        ("a,y\n1,red\n2,green\n3,inf\n", "line 4, column 'y': found 'inf', expected a number"),
        ("a,y\n1,0\n2,1\n3,n/a\n", "line 4, column 'y': found 'n/a', expected a number"),
        ("a,y\n1,7\n2,7\n", "column 'y': found only '7', expected at least 2 different values"),
        ("a,y\n1,7\n2,7.0\n", "column 'y': found only '7', expected at least 2 different values"),
        ("a,y\n1,x\n2,x\n", "column 'y': found only 'x', expected at least 2 different values"),
        ("a,y\n", "column 'y': found no rows below the header"),
        ("a,b\n1,2\n", "file.csv: found no column 'y', expected one of 'a', 'b'"),
        (f"a,y\n{'x' * 90},1\n", f"found '{'x' * 40}…', expected a number"),
        ("a,y\n" + "".join(f"1,t{i}\n" for i in range(1001)), "found 1001 different texts, expected at most 1,000"),
    ],
)
def test_what_is_no_table_of_numbers_is_refused(tmp_path: Path, content: str, sentence: str) -> None:
    with pytest.raises(DataError) as refusal:
        imported(tmp_path, content)
    assert sentence in str(refusal.value)


def test_equal_files_give_equal_values(tmp_path: Path) -> None:
    (tmp_path / "file.csv").write_text("a,y\n1,x\n2,z\n", encoding="utf-8")
    first, second = read_csv(tmp_path / "file.csv", "y"), read_csv(str(tmp_path / "file.csv"), "y")
    assert (first, hash(first)) == (second, hash(second))
    assert np.array_equal(unpack(first).features, [[1.0], [2.0]])


def test_a_name_that_is_no_text_is_made_storable(tmp_path: Path) -> None:
    path = tmp_path / "gr\udcf6sse.csv"
    path.write_text("a,y\n1,x\n2,z\n", encoding="utf-8")
    assert read_csv(path, "y").name == "gr?sse.csv"
