"""Boxes drawn as SVG: each letter's outline is stored once, whatever is in a text stays text."""

from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QLineF, QPointF, QRectF
from PySide6.QtGui import QColor, QPen

from playground.ui.derivation.svg_painter import SvgPainter
from playground.ui.fonts import load_fonts, math_font


@pytest.mark.usefixtures("qapp")
def test_letters_are_stored_once_and_used_where_they_stand() -> None:
    load_fonts()
    painter = SvgPainter()
    painter.setFont(math_font(20))
    painter.setPen(QColor("#123456"))
    painter.drawText(QPointF(10, 30), "a a")
    painter.drawText(QPointF(10, 60), "a")
    drawn = painter.document((100, 80), "<title>", "a & b")
    root = ElementTree.fromstring(drawn)
    names = [element.tag.rpartition("}")[2] for element in root.iter()]
    assert (names.count("path"), names.count("use")) == (1, 3)
    assert root[0].text == "<title>"
    assert 'fill="#123456"' in drawn


@pytest.mark.usefixtures("qapp")
def test_what_is_scaled_is_closed_again() -> None:
    painter = SvgPainter()
    painter.save()
    painter.translate(QPointF(5, 5))
    painter.scale(0.5, 0.5)
    painter.setPen(QPen(QColor("black"), 1.0))
    painter.drawLine(QLineF(0, 0, 5, 5))
    painter.drawRoundedRect(QRectF(0, 0, 5, 5), 1, 1)
    painter.restore()
    ElementTree.fromstring(painter.document((10, 10), "", ""))
