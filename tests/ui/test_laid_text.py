"""A text that is laid out once looks as one that is laid out each time."""

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter
from PySide6.QtWidgets import QApplication

from playground.ui.fonts import load_fonts, math_font, mono_font, number_font, ui_font
from playground.ui.laid_text import paint_text

AT = QPointF(5.3, 30.6)


def painted(text: str, font: QFont, zoom: float, quick: bool) -> QImage:
    image = QImage(300, 60, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(QColor("white"))
    with QPainter(image) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(zoom, zoom)
        if quick:
            paint_text(painter, AT, text, font)
        else:
            painter.setFont(font)
            painter.drawText(AT, text)
    return image


@pytest.mark.parametrize("zoom", [1.0, 0.8])
@pytest.mark.parametrize("text", ["𝛿𝑧", "Hidden 1", "−0.4321", "∂L/∂W", "ŷ₂ = −x"])
def test_the_pixels_are_the_same(qapp: QApplication, text: str, zoom: float) -> None:
    load_fonts()
    for font in (math_font(16), ui_font(13), mono_font(11)):
        assert painted(text, font, zoom, quick=True) == painted(text, font, zoom, quick=False)


def test_one_text_in_two_fonts_is_two_pictures(qapp: QApplication) -> None:
    load_fonts()
    for _ in range(2):
        small, large = (painted("0.5", mono_font(size), 1.0, quick=True) for size in (9, 18))
        assert small != large


@pytest.mark.parametrize("text", ["−0.4321", "1.5e−05", "0.5 × (−0.25) + ∞", "√(0.5² + ε)", "… 91 more …"])
def test_the_font_of_numbers_looks_like_that_of_program_text(qapp: QApplication, text: str) -> None:
    load_fonts()
    for size in (9.0, 11.0, 12.5, 16.0):
        plain, quick = mono_font(size), number_font(size)
        assert painted(text, quick, 1.0, quick=False) == painted(text, plain, 1.0, quick=False)
        widths = {QFontMetricsF(font).horizontalAdvance(text) for font in (plain, quick)}
        assert widths == {QFontMetricsF(quick).horizontalAdvance("0") * len(text)}
