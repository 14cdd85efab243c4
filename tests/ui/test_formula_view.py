"""The widget of one formula: terms under the mouse, room for all of it, text for the clipboard and for ears."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from playground.engine.formulas import parse
from playground.engine.quantities import Role
from playground.ui.fonts import load_fonts
from playground.ui.formula_boxes import Term
from playground.ui.formula_layout import OperandView
from playground.ui.formula_view import Form, FormulaView
from playground.ui.palette import DARK

LOOKUP = {
    "z": OperandView("z", Role.FORWARD, "⁽¹⁾", shape=(2, 1)),
    "W": OperandView("W", Role.PARAMETER, "⁽¹⁾", values=np.array([[0.1, 0.2], [0.3, 1 / 3]])),
    "a": OperandView("a", Role.FORWARD, "⁽⁰⁾", values=np.array([[1.0], [2.0]])),
}


def shown(qtbot: QtBot, form: Form = Form.BOTH) -> FormulaView:
    """The formula z = W a."""
    load_fonts()
    view = FormulaView(form)
    qtbot.addWidget(view)
    view.set_formula(parse("{z} = {W} {a}"), LOOKUP, "z")
    view.show()
    return view


def place_of(view: FormulaView, term: Term) -> QPoint:
    """A point of the widget where the term is."""
    places = (QPoint(x, y) for y in range(0, view.height(), 2) for x in range(0, view.width(), 2))
    return next(place for place in places if view.term_at(QPointF(place)) == term)


def test_it_takes_the_room_of_the_whole_formula(qtbot: QtBot) -> None:
    both, symbols = shown(qtbot), shown(qtbot, Form.SYMBOLS)
    assert both.size() == both.sizeHint() == both.minimumSizeHint()
    assert symbols.height() < both.height()
    symbols.set_form(Form.MATRICES)
    assert symbols.height() < both.height()


def test_a_click_tells_the_term(qtbot: QtBot) -> None:
    view = shown(qtbot)
    with qtbot.waitSignal(view.term_clicked) as told:
        qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=place_of(view, Term("W", 1, 0)))
    assert told.args == [("W", 1, 0)]


def test_the_mouse_is_told_once_a_term(qtbot: QtBot) -> None:
    view = shown(qtbot)
    told: list[object] = []
    view.term_hovered.connect(told.append)
    start = place_of(view, Term("a", 1, 0))
    for place in (start, start + QPoint(4, 4), QPoint(1, 1)):
        qtbot.mouseMove(view, place)
    assert told == [Term("a", 1, 0), None]


def test_the_tip_has_every_digit(qtbot: QtBot) -> None:
    view = shown(qtbot)
    assert view.tip(Term("W", 1, 1)) == f"[2, 2]  {1 / 3!r}"
    assert view.tip(Term("z", 0, 0)) == view.tip(Term("W")) == ""


def test_it_is_copied_as_text_and_as_latex(qtbot: QtBot) -> None:
    view = shown(qtbot)
    texts = []
    for action in view.actions():
        action.trigger()
        texts.append(QGuiApplication.clipboard().text())
    assert texts == ["z⁽¹⁾ = W⁽¹⁾ a⁽⁰⁾", "z^{(1)} = W^{(1)} a^{(0)}"]


def test_it_is_read_aloud(qtbot: QtBot) -> None:
    assert shown(qtbot).accessibleName() == "z 1 equals W 1 a 0"


def test_a_theme_lays_it_out_again(qtbot: QtBot) -> None:
    view = shown(qtbot)
    light = view.grab().toImage()
    view.set_theme(DARK)
    assert view.grab().toImage() != light
