"""What the panel says about data."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from playground.data.dataset import Dataset
from playground.data.sources import Bundled, Generated, load
from playground.data.split import Preparation, prepare
from playground.data.table import read_csv
from playground.ui.data_panel.words import class_list, origin, remark, summary


def test_a_summary_counts_samples_features_classes_and_both_parts() -> None:
    data = load(Generated("moons", 250))
    expected = "250 samples · 2 features · 2 classes · 200 train / 50 validation"
    assert summary(data, prepare(data, Preparation())) == expected


def test_a_regression_has_targets_instead_of_classes() -> None:
    data = load(Generated("curve", 10))
    assert "1 feature · 1 target · 10 train / 0 validation" in summary(data, prepare(data, Preparation(0.0)))
    assert class_list(data) == "To predict: y"


def test_a_bundled_table_names_its_source_and_licence() -> None:
    assert "Fisher" in origin(Bundled("iris"))
    assert "CC BY 4.0" in origin(Bundled("iris"))
    assert class_list(load(Bundled("iris"))) == "Classes: setosa, versicolor, virginica"


def test_generated_data_have_no_origin_and_unknown_tables_none_either() -> None:
    assert origin(Generated("moons")) == origin(Bundled("lost")) == ""


def test_an_imported_table_names_its_file_and_target(tmp_path: Path) -> None:
    file = tmp_path / "houses.csv"
    file.write_text("area,price\n1,2.5\n2,3.5\n3,1.5\n")
    assert "houses.csv to predict “price”" in origin(read_csv(file, "price"))


def test_columns_of_no_use_are_named() -> None:
    assert remark(load(Generated("moons"))) == ""
    assert remark(load(Bundled("digits"))).startswith("3 columns of one and the same value in all samples, of no use: ")
    wide = Dataset(
        "wide", np.column_stack([np.ones((3, 7)), np.arange(3)]), np.arange(3), tuple("abcdefgh"), tuple("xyz")
    )
    assert remark(wide).endswith(": a, b, c, d, e and 2 more")


def test_data_that_teach_nothing_say_why() -> None:
    same = Dataset("same", np.eye(3), np.ones(3, dtype=int), tuple("abc"), ("no", "yes"))
    assert remark(same) == "same: found only the class 'yes', expected at least 2 classes"
