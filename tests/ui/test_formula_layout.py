"""Formulas as boxes: every symbol can be found by the mouse, matrices keep their shapes, nothing is cut."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QApplication

from playground.engine.formulas import Formula, Text, operands, parse
from playground.engine.quantities import Role
from playground.ui.fonts import load_fonts, unscripted
from playground.ui.formula_boxes import Box, Term, bounds
from playground.ui.formula_layout import (
    Look,
    OperandView,
    lay_out_matrices,
    lay_out_symbols,
    variables_in_italics,
)
from playground.ui.palette import LIGHT

LOOK = Look(LIGHT)
LOOKUP = {
    "dz": OperandView("δz", Role.BACKWARD, "⁽¹⁾", values=np.array([[-0.264], [0.445], [0.021]])),
    "x": OperandView("a", Role.FORWARD, "(0)", values=np.array([[0.8], [-0.5]])),
    "gW": OperandView("∂L/∂W", Role.BACKWARD, "⁽¹⁾", shape=(3, 2)),
    "W": OperandView("W", Role.PARAMETER, "⁽¹⁾", values=np.zeros((3, 2)), chosen=frozenset({(2, 1)})),
    "big": OperandView("W", Role.PARAMETER, "⁽²⁾", values=np.zeros((64, 32))),
}
TEMPLATES = (
    "{gW} = {dz} {x.T}",
    "{dz} = {W} {x} + {dz}",
    "{dz} = <e^{x}|Σ[e^{x}]>",
    "{dz} = <1|1 + e^−{x}>",
    "{gW} = −<1|3>Σ[{dz} ln {x} + (1 − {W}) ln(1 − {x})]",
    "{gW} = Σₙ {dz} (1 − {x}²)",
    "{x} = {big.T} {dz}",
    "{x} = {x}^2 + 3 {dz}^(−1) − {W}^({x} − 1)",
)
FORMULAS = st.sampled_from([parse(template) for template in TEMPLATES])


@pytest.fixture(autouse=True)
def _fonts(qapp: QApplication) -> None:
    load_fonts()


def terms(box: Box) -> set[Term]:
    """Every term a mouse can find, on a grid of three pixels."""
    room = bounds(box)
    points = (
        QPointF(x, y)
        for x in np.arange(room.left() + 0.5, room.right(), 3)
        for y in np.arange(room.top() + 0.5, room.bottom(), 3)
    )
    return {term for term in map(box.hit, points) if term is not None}


@pytest.mark.parametrize("template", TEMPLATES)
def test_the_mouse_finds_every_operand_in_both_forms(template: str) -> None:
    formula = parse(template)
    for lay_out in (lay_out_symbols, lay_out_matrices):
        assert {term.operand for term in terms(lay_out(formula, LOOKUP, LOOK))} == set(operands(formula))


def test_every_element_of_a_matrix_is_a_term() -> None:
    found = terms(lay_out_matrices(parse("{W}"), LOOKUP, LOOK))
    assert {(term.row, term.column) for term in found} >= {(row, column) for row in range(3) for column in range(2)}


def test_a_transposed_matrix_is_drawn_lying_and_told_as_it_is_stored() -> None:
    standing, lying = (lay_out_matrices(parse(text), LOOKUP, LOOK) for text in ("{x}", "{x.T}"))
    assert lying.width > standing.width
    assert {(term.row, term.column) for term in terms(lying)} == {(0, 0), (1, 0), (None, None)}


@given(FORMULAS)
def test_matrices_take_more_room_than_symbols(formula: Formula) -> None:
    symbols, matrices = (lay_out(formula, LOOKUP, LOOK) for lay_out in (lay_out_symbols, lay_out_matrices))
    assert matrices.width > symbols.width
    assert bounds(matrices).height() > bounds(symbols).height()


def test_a_bracket_is_as_tall_as_what_it_holds() -> None:
    alone, bracketed = (lay_out_matrices(parse(text), LOOKUP, LOOK) for text in ("{W}", "({W})"))
    assert bounds(bracketed).height() >= bounds(alone).height()
    assert bracketed.width > alone.width


def test_a_power_stands_higher_than_its_base() -> None:
    plain, power = (lay_out_symbols(parse(text), LOOKUP, LOOK) for text in ("e{x}", "e^{x}"))
    assert power.ascent > plain.ascent
    assert power.width < plain.width


def test_an_operand_that_is_missing_is_an_error() -> None:
    with pytest.raises(KeyError):
        lay_out_symbols(parse("{nothing}"), LOOKUP, LOOK)


def test_how_mathematics_is_written() -> None:
    assert variables_in_italics("max(z, ln a) − 1") == "max(𝑧, ln 𝑎) − 1"
    assert unscripted("⁽²⁾ᵀ") == "(2)T"


@pytest.mark.parametrize("consumer", ["v₃₇", "Add 1"])
def test_the_path_of_a_gradient_is_raised_in_a_text_as_it_is_in_a_formula(consumer: str) -> None:
    view = OperandView("∂L/∂y", Role.DATA, f"←{consumer}")
    formula = lay_out_symbols(parse("{it} ="), {"it": view}, LOOK)
    text = lay_out_symbols((Text(f"∂L/∂y←{consumer} ="),), {}, LOOK)
    assert (text.width, text.ascent, text.descent) == (formula.width, formula.ascent, formula.descent)
    assert text.ascent > lay_out_symbols((Text("∂L/∂y ="),), {}, LOOK).ascent
