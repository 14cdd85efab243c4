"""The widget of one array: choosing by mouse and keys, exact values on hover, words for screen readers."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from playground.ui.cells import SMALL, Cells, cell_rect
from playground.ui.matrix_view import MARGIN, MatrixView, scrolled
from playground.ui.palette import DARK

VALUES = np.array([[0.1, -0.0087, 0.3], [1 / 3, 0.5, 0.6]])


def shown(qtbot: QtBot) -> MatrixView:
    """A view of `VALUES`."""
    view = MatrixView()
    qtbot.addWidget(view)
    view.set_cells(Cells((2, 3), VALUES), "hidden 2, delta z")
    view.show()
    return view


def middle(row: int, column: int) -> QPoint:
    """The middle of a cell in the view."""
    return cell_rect((row, column), (2, 3), SMALL).center().toPoint() + QPoint(MARGIN, MARGIN)


def test_a_click_chooses_a_cell(qtbot: QtBot) -> None:
    view = shown(qtbot)
    with qtbot.waitSignal(view.cell_clicked) as told:
        qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=middle(1, 2))
    assert (told.args, view.current) == ([(1, 2)], (1, 2))


def test_arrow_keys_move_the_chosen_cell_and_stop_at_the_edge(qtbot: QtBot) -> None:
    view = shown(qtbot)
    told: list[object] = []
    view.cell_clicked.connect(told.append)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Left):
        qtbot.keyClick(view, key)
    assert told == [(0, 0), (0, 1), (1, 1), (1, 0)]


def test_the_mouse_is_told_once_a_cell(qtbot: QtBot) -> None:
    view = shown(qtbot)
    told: list[object] = []
    view.cell_hovered.connect(told.append)
    for place in (middle(0, 0), middle(0, 0) + QPoint(2, 0), middle(0, 1)):
        qtbot.mouseMove(view, place)
    assert told == [(0, 0), (0, 1)]


def test_values_are_spoken(qtbot: QtBot) -> None:
    view = shown(qtbot)
    assert view.accessibleName() == "hidden 2, delta z"
    assert view.accessibleDescription() == "2 by 3 values"
    view.set_current((0, 1))
    assert view.accessibleDescription() == "hidden 2, delta z, row 1, column 2, minus 0.0087"
    view.set_cells(Cells((2, 3)), "hidden 2, delta z")
    assert view.accessibleDescription().endswith("not computed yet")


def test_every_digit_is_in_the_tip(qtbot: QtBot) -> None:
    assert shown(qtbot).tip((1, 0)) == f"[2, 1]  {1 / 3!r}"


def test_a_new_shape_forgets_the_choice_and_takes_its_room(qtbot: QtBot) -> None:
    view = shown(qtbot)
    view.set_current((1, 2))
    before = view.sizeHint()
    view.set_cells(Cells((1, 2), VALUES[:1, :2]))
    assert view.current is None
    assert view.sizeHint().width() < before.width()


def test_choosing_outside_the_array_chooses_nothing(qtbot: QtBot) -> None:
    view = shown(qtbot)
    view.set_current((5, 5))
    assert view.current is None


def test_a_theme_repaints_and_a_scroll_area_holds_the_view(qtbot: QtBot) -> None:
    view = shown(qtbot)
    light = view.grab().toImage()
    view.set_theme(DARK)
    assert view.grab().toImage() != light
    area = scrolled(view)
    qtbot.addWidget(area)
    assert area.widget() is view


def test_the_tip_follows_the_mouse_and_the_numbers(qtbot: QtBot) -> None:
    view = shown(qtbot)
    for place in (middle(1, 2), middle(0, 1)):
        qtbot.mouseMove(view, place)
    assert view.toolTip() == "[1, 2]  -0.0087"
    view.set_cells(Cells((2, 3), VALUES * 2))
    assert view.toolTip() == "[1, 2]  -0.0174"
    view.set_cells(Cells((1, 3), VALUES[:1]))
    assert view.toolTip() == ""
