"""Beside the numbers of an element: its matrices, its picture or the reason of its shapes, by mouse and by keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from playground.session.numbers import exact
from playground.session.pictures import Bars, Crossing, Curve
from playground.session.stepper import Stepper
from playground.ui.palette import DARK
from playground.ui.stepper.picture_view import PictureCanvas
from playground.ui.stepper.side_switch import Side
from playground.ui.stepper.step_panel import StepPanel
from tests.session.walked_nets import NETS, cursor_after, stepper


def shown(qtbot: QtBot, walked: Stepper, side: Side, size: tuple[int, int] = (880, 320)) -> StepPanel:
    """A panel over a stepper, turned to a side."""
    panel = StepPanel()
    qtbot.addWidget(panel)
    panel.resize(*size)
    panel.show_stepper(walked)
    panel.show()
    qtbot.waitExposed(panel)
    (button,) = (one for one in panel.sides.switch.findChildren(QPushButton) if one.text().lower() == side.value)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    return panel


def at(name: str, quantity: str, count: int = 1, net: str = "2-3-2 softmax") -> Stepper:
    """A stepper right after an instruction."""
    walked = stepper(NETS[net], count)
    walked.run_to(cursor_after(walked, name, quantity))
    return walked


def canvas(panel: StepPanel) -> PictureCanvas:
    """The painted picture."""
    return panel.sides.picture.canvas


def middle(panel: StepPanel, operand: str, row: int, column: int) -> QPoint:
    """Where a cell of the picture stands."""
    (placed,) = (one for one in canvas(panel).slabs if one.slab.operand == operand)
    return placed.cell_rect((row, column), (row, column)).center().toPoint()


def test_matrices_are_shown_first_and_the_others_in_their_place(qtbot: QtBot) -> None:
    panel = shown(qtbot, at("Hidden 1", "grad_activation"), Side.MATRICES)
    assert panel.sides.matrices.isVisible()
    assert not panel.sides.picture.isVisible()
    panel.sides.switch.choose(Side.PICTURE)
    assert panel.sides.picture.isVisible()
    assert not panel.sides.matrices.isVisible()
    panel.sides.switch.choose(Side.SHAPES)
    assert panel.sides.shapes.isVisible()
    assert not panel.sides.picture.isVisible()


def test_a_wide_panel_shows_the_matrices_and_a_picture(qtbot: QtBot) -> None:
    panel = shown(qtbot, at("Hidden 1", "grad_activation"), Side.PICTURE, (1300, 320))
    assert panel.sides.matrices.isVisible()
    assert panel.sides.picture.isVisible()


@pytest.mark.parametrize(
    ("quantity", "kind"),
    [("pre_activation", Crossing), ("activation", Curve), ("grad_pre_activation", Curve), ("grad_weights", Crossing)],
)
def test_each_kind_of_line_has_its_picture(qtbot: QtBot, quantity: str, kind: type) -> None:
    panel = shown(qtbot, at("Hidden 1", quantity), Side.PICTURE)
    assert isinstance(panel.sides.picture.picture, kind)
    assert panel.sides.picture.caption.text() in canvas(panel).accessibleDescription()
    assert canvas(panel).accessibleName().startswith("Picture of ")


def test_a_line_without_a_picture_shows_its_matrices(qtbot: QtBot) -> None:
    panel = shown(qtbot, at("Hidden 1", "grad_bias"), Side.PICTURE)
    assert panel.sides.matrices.isVisible()
    assert not panel.sides.picture.isVisible()


def test_every_number_of_the_picture_is_the_engines(qtbot: QtBot) -> None:
    walked = at("Output", "grad_weights", 3)
    panel = shown(qtbot, walked, Side.PICTURE)
    instruction = walked.current
    assert instruction is not None
    for placed in canvas(panel).slabs:
        array = instruction.operand(placed.slab.operand).array
        rows, columns = placed.slab.values.shape
        for row in range(rows):
            for column in range(columns):
                point = QPointF(placed.cell_rect((row, column), (row, column)).center())
                found = canvas(panel).number_at(point)
                assert found is not None
                assert found[3] == array[found[2]]
                assert exact(found[3]) in canvas(panel).tip(point)


def test_a_click_on_a_cell_explains_the_element_it_belongs_to(qtbot: QtBot) -> None:
    panel = shown(qtbot, at("Output", "grad_weights"), Side.PICTURE)
    with qtbot.waitSignal(panel.element_chosen) as told:
        qtbot.mouseClick(canvas(panel), Qt.MouseButton.LeftButton, pos=middle(panel, "out", 1, 2))
    assert told.args == [(1, 2)]
    with qtbot.waitSignal(panel.element_chosen) as told:
        qtbot.mouseClick(canvas(panel), Qt.MouseButton.LeftButton, pos=middle(panel, "x", 0, 0))
    assert told.args == [(1, 0)]


def test_a_double_click_follows_a_number_to_where_it_came_from(qtbot: QtBot) -> None:
    panel = shown(qtbot, at("Output", "grad_weights"), Side.PICTURE)
    with qtbot.waitSignal(panel.value_followed) as told:
        qtbot.mouseDClick(canvas(panel), Qt.MouseButton.LeftButton, pos=middle(panel, "dz", 1, 0))
    ref, index = told.args[0]
    assert (ref.quantity, index) == ("grad_pre_activation", (0, 1))


def test_pointing_at_a_cell_lights_it_elsewhere_until_the_mouse_leaves(qtbot: QtBot) -> None:
    panel = shown(qtbot, at("Hidden 1", "grad_activation"), Side.PICTURE)
    qtbot.mouseMove(canvas(panel), QPoint(1, 1))
    with qtbot.waitSignal(panel.lit) as told:
        qtbot.mouseMove(canvas(panel), middle(panel, "W", 1, 2))
    ((ref, index),) = told.args[0]
    assert (ref.quantity, index) == ("weights", (1, 2))
    with qtbot.waitSignal(panel.lit) as told:
        QApplication.sendEvent(canvas(panel), QEvent(QEvent.Type.Leave))
    assert told.args[0] == ()


def test_arrow_keys_move_the_element_in_the_picture(qtbot: QtBot) -> None:
    panel = shown(qtbot, at("Output", "grad_weights"), Side.PICTURE)
    canvas(panel).setFocus()
    with qtbot.waitSignal(panel.element_chosen) as told:
        qtbot.keyClick(canvas(panel), Qt.Key.Key_Down)
    assert told.args == [(1, 0)]
    picture = panel.sides.picture.picture
    assert isinstance(picture, Crossing)
    assert picture.center.lit == {(1, 0)}


def test_bars_tell_their_sample_and_every_digit(qtbot: QtBot) -> None:
    panel = shown(qtbot, at("Output", "grad_bias", 4), Side.PICTURE)
    picture, bars = panel.sides.picture.picture, canvas(panel).bars
    assert isinstance(picture, Bars)
    assert bars is not None
    point = QPointF(bars.bar(2).center().x(), bars.zero)
    assert canvas(panel).tip(point) == f"sample 3  {exact(picture.bars[2].value)}"


@pytest.mark.parametrize("size", [(440, 290), (880, 320), (1400, 500)])
@pytest.mark.parametrize("quantity", ["pre_activation", "activation", "grad_weights", "grad_activation"])
def test_a_picture_stays_within_its_room(qtbot: QtBot, size: tuple[int, int], quantity: str) -> None:
    panel = shown(qtbot, at("Hidden 1", quantity, 3), Side.PICTURE, size)
    panel.set_theme(DARK)
    for placed in canvas(panel).slabs:
        assert canvas(panel).rect().toRectF().contains(placed.rect)
    bars = canvas(panel).bars
    if bars is not None:
        assert all(bars.room.adjusted(-1, -1, 1, 1).contains(bars.bar(at)) for at in range(len(bars.bars.bars)))
    assert not canvas(panel).grab().isNull()


def test_the_reason_of_the_shapes_is_told(qtbot: QtBot) -> None:
    panel = shown(qtbot, at("Hidden 1", "grad_activation"), Side.SHAPES)
    assert "so W⁽²⁾ is turned: (3, 2) · (2,) → (3,)." in panel.sides.shapes.text


def test_another_step_brings_its_own_picture(qtbot: QtBot) -> None:
    walked = at("Hidden 1", "pre_activation")
    panel = shown(qtbot, walked, Side.PICTURE)
    walked.step()
    panel.show_stepper(walked)
    assert isinstance(panel.sides.picture.picture, Curve)
