"""A formula is laid out once for all numbers, and its numbers are always those of now."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from playground.engine.formulas import parse
from playground.engine.quantities import Role
from playground.ui import laid_formula
from playground.ui.fonts import load_fonts
from playground.ui.formula_layout import Look, OperandView, lay_out_matrices
from playground.ui.formula_view import Form, FormulaView
from playground.ui.laid_formula import Lines, lay_out
from playground.ui.palette import DARK, LIGHT

FORMULA = parse("{z} = {W} {a.T}")
LINES = Lines(FORMULA, (), (FORMULA,))
LOOKUP = {
    "z": OperandView("z", Role.FORWARD, "⁽¹⁾", shape=(2, 2)),
    "W": OperandView("W", Role.PARAMETER, "⁽¹⁾", values=np.array([[0.1, 0.2], [0.3, 1 / 3]])),
    "a": OperandView("a", Role.FORWARD, "⁽⁰⁾", values=np.array([[1.0, 2.0]])),
}
OTHERS = (
    {"W": replace(LOOKUP["W"], symbol="V")},
    {"W": replace(LOOKUP["W"], superscript="⁽²⁾")},
    {"W": replace(LOOKUP["W"], subscript="₂")},
    {"W": replace(LOOKUP["W"], role=Role.BACKWARD)},
    {"W": replace(LOOKUP["W"], values=np.zeros((2, 3)))},
)


def test_other_numbers_are_not_laid_out_again(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    load_fonts()
    laid_formula._laid_out.cache_clear()
    made: list[object] = []
    monkeypatch.setattr(laid_formula, "lay_out_matrices", lambda *given: made.append(given) or lay_out_matrices(*given))
    view = FormulaView(Form.MATRICES)
    qtbot.addWidget(view)
    for values in (np.zeros((2, 2)), np.ones((2, 2))):
        view.set_formula(FORMULA, LOOKUP | {"W": replace(LOOKUP["W"], values=values, chosen=frozenset({(0, 1)}))})
        shown = {block.operand: cells for block, _at, cells in view.blocks()}
        assert shown["W"].values is values
        assert shown["W"].chosen == {(0, 1)}
    assert len(made) == 1


def test_a_transposed_operand_is_drawn_transposed(qtbot: QtBot) -> None:
    view = FormulaView(Form.MATRICES)
    qtbot.addWidget(view)
    view.set_formula(FORMULA, LOOKUP | {"a": replace(LOOKUP["a"], chosen=frozenset({(0, 1)}))}, "a")
    shown = next(cells for block, _at, cells in view.blocks() if block.operand == "a")
    assert shown.values is not None
    assert (shown.values == [[1.0], [2.0]]).all()
    assert shown.chosen == {(1, 0)}
    assert shown.outline is not None


@pytest.mark.parametrize("other", OTHERS)
def test_what_is_written_otherwise_is_another_layout(qtbot: QtBot, other: dict[str, OperandView]) -> None:
    look = Look(LIGHT)
    assert lay_out(LINES, LOOKUP | other, look) is not lay_out(LINES, LOOKUP, look)
    assert lay_out(LINES, LOOKUP | {"W": replace(LOOKUP["W"])}, look) is lay_out(LINES, LOOKUP, look)


def test_another_look_is_another_layout(qtbot: QtBot) -> None:
    look = Look(LIGHT)
    for changed in (Look(DARK), Look(LIGHT, size=18), Look(LIGHT, outlined="z")):
        assert lay_out(LINES, LOOKUP, changed) is not lay_out(LINES, LOOKUP, look)
