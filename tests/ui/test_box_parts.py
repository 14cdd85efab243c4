"""Boxes that were taken apart look as they do when each paints itself."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from playground.engine.formulas import parse
from playground.engine.quantities import Role
from playground.ui.box_parts import parts_of
from playground.ui.fonts import load_fonts
from playground.ui.formula_boxes import CellsBox
from playground.ui.formula_layout import Look, OperandView, lay_out_matrices, lay_out_symbols
from playground.ui.palette import LIGHT

LOOKUP = {
    "W": OperandView("W", Role.PARAMETER, "⁽¹⁾", values=np.array([[0.1, 0.2], [0.3, 1 / 3]])),
    "x": OperandView("δz", Role.BACKWARD, "⁽⁰⁾", "₂", shape=(2, 1), chosen=frozenset({(1, 0)})),
}
FORMULAS = ("{x} = ({W} {x.T}) ⊙ g′({x})", "{x} = <{W}|{x} + ε²> − tanh {x}", "{x} = Σ[{W} − {x}] + e^(2 {x})")
AT = QPointF(9.4, 150.7)


def picture(paint: Callable[[QPainter], None]) -> QImage:
    image = QImage(1200, 420, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(QColor(LIGHT.panel))
    with QPainter(image) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint(painter)
    return image


@pytest.mark.parametrize("text", FORMULAS)
@pytest.mark.parametrize("lay_out", [lay_out_symbols, lay_out_matrices])
def test_the_pixels_are_the_same(qapp: QApplication, text: str, lay_out: Callable[..., CellsBox]) -> None:
    load_fonts()
    box = lay_out(parse(text), LOOKUP, Look(LIGHT))
    parts = parts_of([(box, AT)])

    def paint_parts(painter: QPainter) -> None:
        parts.paint_still(painter)
        for block, at in parts.blocks:
            block.paint_values(painter, at + block.corner, block.cells)

    assert picture(paint_parts) == picture(lambda painter: box.paint(painter, AT))
    assert (len(parts.blocks) > 0) == (lay_out is lay_out_matrices)


def test_texts_of_one_look_are_drawn_one_after_another(qapp: QApplication) -> None:
    load_fonts()
    parts = parts_of([(lay_out_symbols(parse("{W} + {W} + {W}"), LOOKUP, Look(LIGHT)), AT)])
    assert [len(writing.texts) for writing in parts.writings] == [3, 3, 2]  # letters, their scripts, signs
