"""The preview shows points, pictures or rows, whichever suits the features."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from playground.data.sources import Bundled, DataSource, Generated, load
from playground.data.split import Preparation, prepare
from playground.ui.data_panel.pictures import PicturesPreview, picture_shape
from playground.ui.data_panel.preview import Preview
from playground.ui.data_panel.sample_table import MOST_ROWS, SampleModel, SampleTable
from playground.ui.data_panel.scatter import MOST_POINTS, ScatterPreview
from playground.ui.palette import DARK


@pytest.mark.parametrize(
    ("source", "page"),
    [
        (Generated("moons"), ScatterPreview),
        (Generated("curve"), ScatterPreview),
        (Generated("plane"), ScatterPreview),
        (Bundled("iris"), SampleTable),
        (Bundled("digits"), PicturesPreview),
    ],
)
def test_the_features_decide_the_form_and_both_themes_paint_it(qtbot: QtBot, source: DataSource, page: type) -> None:
    preview = Preview()
    qtbot.addWidget(preview)
    preview.resize(320, 220)
    empty = preview.grab().toImage()
    data = load(source)
    preview.show_data(data, prepare(data, Preparation()))
    assert type(preview.currentWidget()) is page
    light = preview.grab().toImage()
    assert light != empty
    preview.set_theme(DARK)
    assert page is SampleTable or preview.grab().toImage() != light


@given(st.integers(1, 9), st.integers(1, 9))
def test_names_of_all_pixels_in_order_make_a_picture(rows: int, columns: int) -> None:
    names = [f"r{row}c{column}" for row in range(1, rows + 1) for column in range(1, columns + 1)]
    assert picture_shape(names) == ((rows, columns) if rows * columns >= 4 else None)
    assert picture_shape(names[1:]) is None
    assert picture_shape([*names, "age"]) is None


def test_many_points_are_thinned_out_and_the_tip_says_so(qtbot: QtBot) -> None:
    scatter = ScatterPreview()
    qtbot.addWidget(scatter)
    data = load(Generated("moons", 10 * MOST_POINTS))
    scatter.show_data(data, prepare(data, Preparation()))
    assert "every 10th sample" in scatter.toolTip()
    scatter.grab()


def test_a_constant_column_can_be_drawn(qtbot: QtBot) -> None:
    scatter = ScatterPreview()
    qtbot.addWidget(scatter)
    data = load(Generated("xor", 4, 0.0))
    scatter.show_data(data, prepare(data, Preparation(0.0)))
    scatter.grab()


def test_the_table_names_columns_classes_and_exact_values() -> None:
    model = SampleModel()
    model.show_data(load(Bundled("iris")))
    heads = [model.headerData(column, Qt.Orientation.Horizontal) for column in range(model.columnCount())]
    assert heads == ["sepal length (cm)", "sepal width (cm)", "petal length (cm)", "petal width (cm)", "species"]
    assert [model.data(model.index(0, column)) for column in (0, 4)] == ["5.100", "setosa"]
    assert str(model.data(model.index(0, 0), Qt.ItemDataRole.ToolTipRole)).splitlines()[0] == "5.1"
    assert model.rowCount() == MOST_ROWS


def test_columns_of_whole_numbers_are_written_as_such() -> None:
    model = SampleModel()
    model.show_data(load(Bundled("digits")))
    assert model.data(model.index(0, 2)) == "5"


def test_the_model_keeps_the_rules_of_models(qtmodeltester: ModelTester) -> None:
    model = SampleModel()
    model.show_data(load(Bundled("iris")))
    qtmodeltester.check(model)
