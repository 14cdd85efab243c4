"""Groups of matrices, and the parts of a long formula, are wrapped into lines no wider than the room, in order."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QSize
from pytestqt.qtbot import QtBot

from playground.engine.formulas import Formula, Symbol, operands, parse, to_text
from playground.ui.cells import SMALL, CellsStyle
from playground.ui.fonts import load_fonts
from playground.ui.formula_boxes import Term
from playground.ui.formula_layout import Look, OperandView, lay_out_matrices
from playground.ui.palette import LIGHT
from playground.ui.stepper import fitted_formula
from playground.ui.stepper.fitted_formula import FittedFormula
from playground.ui.stepper.shown_formula import ShownFormula
from playground.ui.stepper.wrapping import Wrapping, parts, smallest_parts

GROUPS: tuple[Formula, ...] = (parse("{g}"), parse("{old} → {new}"), parse("{m}"), parse("{v}"))
SIZES = {"g": (3, 2), "old": (3, 2), "new": (3, 2), "m": (3, 2), "v": (1, 40)}
LOOKUP = {name: OperandView(name, values=np.zeros(size)) for name, size in SIZES.items()}


@pytest.fixture
def wrapping(qtbot: QtBot) -> Wrapping:
    load_fonts()
    return Wrapping(GROUPS, LOOKUP, Look(LIGHT, cells=SMALL))


@pytest.mark.parametrize("width", [60, 200, 400, 800, 4000])
def test_every_group_stands_once_in_order_and_no_line_is_wider_than_it_must(wrapping: Wrapping, width: int) -> None:
    lines = wrapping.lines(SMALL, width)
    assert [name for line in lines for name in operands(line)] == list(SIZES)
    for line in lines:
        wide = lay_out_matrices(line, LOOKUP, Look(LIGHT, cells=SMALL)).width > width
        assert not wide or line in GROUPS  # a single group is never torn apart


def test_one_line_where_there_is_room(wrapping: Wrapping) -> None:
    assert len(wrapping.lines(SMALL, 4000)) == 1
    assert len(wrapping.lines(SMALL, 60)) == len(GROUPS)


def test_smaller_cells_fit_where_larger_do_not(wrapping: Wrapping) -> None:
    tiny, room = CellsStyle(width=20.0, height=10.0, heat_width=40.0, heat_height=20.0), QSize(330, 150)
    assert not wrapping.fits(SMALL, room)
    assert wrapping.fits(tiny, room)


def test_the_block_that_was_written_is_scrolled_into_sight(qtbot: QtBot) -> None:
    load_fonts()
    fitted = FittedFormula()
    qtbot.addWidget(fitted)
    fitted.resize(150, 120)
    fitted.show()
    joined = tuple(item for group in GROUPS for item in group)
    for result in ("g", "new", "v"):
        fitted.show_formula(ShownFormula(joined, joined, LOOKUP, result, GROUPS), fitted.maximumViewportSize())
        place = fitted.view.place_of(Term(result, 0, 0))
        assert place is not None
        top = fitted.view.mapTo(fitted.viewport(), place.topLeft().toPoint()).y()
        assert 0 <= top < fitted.viewport().height()


SURPRISE = parse("{L} = −Σ[{y} ln {p} + (1 − {y}) ln(1 − {p})]")
NUMBERS = {name: OperandView(name, values=np.zeros((1, 1))) for name in "Lyp"}


def _name(symbol: Symbol) -> str:
    return symbol.operand


def test_a_formula_is_broken_before_signs_that_no_round_bracket_encloses() -> None:
    spelled = [to_text(part, _name).replace("\N{THIN SPACE}", "") for part in parts(SURPRISE)]
    assert spelled == ["L", " = −Σ[y ln p", " + (1 − y) ln(1 − p)]"]


@pytest.mark.parametrize("template", ["{a} = {b} + {c} − {d}", "{a} = <{b} + {c}|2> ({d} + {e}) {f.T}", "{a}", "−{a}"])
def test_the_parts_are_the_whole_formula(template: str) -> None:
    formula = parse(template)
    assert "".join(to_text(part, _name) for part in parts(formula)) == to_text(formula, _name)


@pytest.mark.parametrize("size", [(360, 200), (500, 200), (900, 200)])
def test_a_long_line_of_few_numbers_needs_no_scrolling(qtbot: QtBot, size: tuple[int, int]) -> None:
    load_fonts()
    fitted, room = FittedFormula(), QSize(*size)
    qtbot.addWidget(fitted)
    fitted.show_formula(ShownFormula(SURPRISE, SURPRISE, NUMBERS, "L"), room)
    assert fitted.view.width() <= room.width()
    assert fitted.view.height() <= room.height()
    assert (len(fitted.view._laid.lines) == 1) == (size[0] == 900)


def test_only_a_formula_without_room_is_broken(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    load_fonts()
    broken: list[Formula] = []
    monkeypatch.setattr(fitted_formula, "parts", lambda formula: broken.append(formula) or parts(formula))
    fitted = FittedFormula()
    qtbot.addWidget(fitted)
    for width, count in ((900, 0), (360, 1)):
        fitted.show_formula(ShownFormula(SURPRISE, SURPRISE, NUMBERS, "L"), QSize(width, 200))
        assert len(broken) == count


@pytest.mark.parametrize(
    ("template", "pieces"),
    [
        ("{d} = {a} ⊙ ({g} − Σ {g} {a})", ["d", "= a", "⊙ (g", "− Σ g", "a)"]),
        ("{z} = {W} {X} + {b}", ["z", "= W", "X", "+ b"]),
        ("{a} = <{b} + {c}|2> ({d} + {e}) {f}", ["a", "= (b + c)/2", "(d", "+ e)", "f"]),
        ("{a} = tanh({z}) + 1", ["a", "= tanh(z) + 1"]),
        ("{L} = −Σ[{y} ln {p} + (1 − {y})]", ["L", "= −Σ[y", "ln p", "+ (1 − y)]"]),
    ],
)
def test_the_smallest_parts_have_one_block_each_and_their_brackets(template: str, pieces: list[str]) -> None:
    found = smallest_parts(parse(template))
    assert [to_text(part, _name).replace("\N{THIN SPACE}", "").strip() for part in found] == pieces


def test_what_fits_nowhere_is_scrolled_down_and_not_aside(qtbot: QtBot) -> None:
    load_fonts()
    fitted, room = FittedFormula(), QSize(150, 120)
    qtbot.addWidget(fitted)
    fitted.resize(room)
    fitted.show()
    formula = parse("{d} = {a} ⊙ ({g} − {g} {a})")
    lookup = {name: OperandView(name, values=np.zeros((8, 1))) for name in "dag"}
    fitted.show_formula(ShownFormula(formula, formula, lookup, "d"), room)
    assert fitted.verticalScrollBar().maximum() > 0
    assert not fitted.horizontalScrollBar().isVisible()
    for name in "dag":
        place = fitted.view.place_of(Term(name, 0, 0))
        assert place is not None
        assert place.right() <= room.width()
