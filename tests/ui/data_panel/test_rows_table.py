"""Numbers written by hand are typed in place; each finished change is one whole source."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from playground.data.sources import Generated, Written, load
from playground.data.split import Preparation
from playground.document.graph_examples import graph
from playground.document.handwritten import AS_WRITTEN
from playground.ui.data_panel.data_panel import DataPanel
from playground.ui.data_panel.rows_table import RowsTable
from playground.ui.data_panel.source_choice import BY_HAND
from playground.ui.fonts import mono_font

ROWS = Written("Rows", ("x", "y"), ((3.0, 17.0), (0.5, -1.0)), targets=1)


def table(qtbot: QtBot, source: Written = ROWS) -> tuple[RowsTable, list[Written]]:
    """A shown table and what it asks for."""
    made, heard = RowsTable(), list[Written]()
    qtbot.addWidget(made)
    made.show_rows(source, source.columns)
    made.changed.connect(heard.append)
    made.show()
    return made, heard


def test_numbers_stand_exactly_as_they_are(qtbot: QtBot) -> None:
    model = table(qtbot, Written("Rows", ("x",), ((0.1,), (1e-7,))))[0].model
    assert [model.data(model.index(row, 0)) for row in range(2)] == ["0.1", "1e-07"]


def test_typing_replaces_one_number(qtbot: QtBot) -> None:
    made, heard = table(qtbot)
    assert made.model.setData(made.model.index(0, 1), "−2.5")
    assert heard == [Written("Rows", ("x", "y"), ((3.0, -2.5), (0.5, -1.0)), targets=1)]


def test_what_is_no_number_changes_nothing_and_says_why(qtbot: QtBot) -> None:
    made, heard = table(qtbot)
    assert not made.model.setData(made.model.index(0, 0), "three")
    assert heard == []
    assert "expected a number" in made._reason.text()


def test_rows_come_and_go_but_one_stays(qtbot: QtBot) -> None:
    made, heard = table(qtbot)
    made.table.setCurrentIndex(made.model.index(0, 0))
    made._add.click()
    made._remove.click()
    assert [source.rows for source in heard] == [(*ROWS.rows, ROWS.rows[-1]), ROWS.rows[1:]]
    made.show_rows(heard[-1], ROWS.columns)
    assert not made._remove.isEnabled()


def test_targets_are_told_apart_in_the_header(qtbot: QtBot) -> None:
    model = table(qtbot)[0].model
    tips = [model.headerData(at, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole) for at in range(2)]
    assert tips == ["Enters the network", "What is to be predicted"]


def test_targets_are_bold_in_the_header_and_nothing_else_is(qtbot: QtBot) -> None:
    model = table(qtbot)[0].model
    fonts = [model.headerData(at, Qt.Orientation.Horizontal, Qt.ItemDataRole.FontRole) for at in range(2)]
    assert [font is not None and font.bold() for font in fonts] == [False, True]
    assert not mono_font(fonts[1].pixelSize()).bold()  # the font of all other numbers is as it was


def test_the_data_panel_edits_them_in_place(qtbot: QtBot) -> None:
    panel, diagram = DataPanel(), graph("z = x*y", {"x": 3, "y": 4})
    qtbot.addWidget(panel)
    heard: list[tuple[Written, Preparation]] = []
    panel.data_chosen.connect(heard.append)
    panel.show_data(diagram, load(diagram.data))
    rows = panel._rows.model
    rows.setData(rows.index(0, 0), "7")
    assert heard == [(Written("One point", ("x", "y"), ((7.0, 4.0),)), AS_WRITTEN)]


def test_other_data_can_be_written_on_by_hand(qtbot: QtBot) -> None:
    panel, diagram = DataPanel(), graph("z = x*y", {"x": 3, "y": 4})
    qtbot.addWidget(panel)
    heard: list[tuple[Written, Preparation]] = []
    panel.data_chosen.connect(heard.append)
    dataset = load(Generated("moons"))
    panel.show_data(replace(diagram, data=Generated("moons")), dataset)
    panel._choose(BY_HAND)
    assert heard[0][0].rows[0] == tuple(dataset.features[0].tolist())
