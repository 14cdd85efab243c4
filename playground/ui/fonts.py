"""The fonts of the window, loaded from our own files so that a system without any font shows text all the same.

Sizes are pixels. Italic letters of formulas are characters of the mathematics font, not slanted ones.
"""

from __future__ import annotations

from functools import cache, lru_cache

from PySide6.QtGui import QFont, QFontDatabase

from playground.resources import resource

UI_FAMILY = "Inter"
MONO_FAMILY = "JetBrains Mono"
MATH_FAMILY = "STIX Two Math"
UI_SIZE = 13.0
MONO_SIZE = 12.0
MATH_SIZE = 18.0

FONT_FILES = (
    "Inter-Regular.otf",
    "Inter-Medium.otf",
    "Inter-SemiBold.otf",
    "JetBrainsMono-Regular.ttf",
    "JetBrainsMono-Bold.ttf",
    "STIXTwoMath-Regular.ttf",
)
_PLAIN_SCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾⁻⁺ᵀ₀₁₂₃₄₅₆₇₈₉₍₎₋₊ₙ", "0123456789()−+T0123456789()−+n")


class FontError(Exception):
    """A font file of ours could not be read; the sentence names it."""


def load_fonts() -> None:
    """Make our fonts known to Qt; needs a running QGuiApplication, loading twice does no harm."""
    if MATH_FAMILY in QFontDatabase.families():
        return
    for name in FONT_FILES:
        if QFontDatabase.addApplicationFont(str(resource("fonts", name))) < 0:
            raise FontError(f"{name}: not a font Qt can read; expected an OpenType font, please install again")


def ui_font(size: float = UI_SIZE, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """The font of labels and controls."""
    return _font(UI_FAMILY, size, weight)


def mono_font(size: float = MONO_SIZE, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """The font of numbers: every digit has the same width."""
    return _font(MONO_FAMILY, size, weight)


@cache
def number_font(size: float = MONO_SIZE) -> QFont:
    """The font of numbers without the ligatures it has for program text, which numbers never show: quicker to paint."""
    font = QFont(mono_font(size))
    font.setStyleStrategy(QFont.StyleStrategy.PreferNoShaping)
    return font


def math_font(size: float = MATH_SIZE) -> QFont:
    """The font of formulas; write variables with `math_italic`."""
    return _font(MATH_FAMILY, size, QFont.Weight.Normal)


@lru_cache(maxsize=1024)
def math_italic(text: str) -> str:
    """The letters of `text`, Latin and Greek, as mathematical italic characters: `δz` → `𝛿𝑧`."""
    return "".join(map(_italic, text))


@cache
def _font(family: str, size: float, weight: QFont.Weight) -> QFont:
    """One font of a kind for all who ask: painting asks very often."""
    font = QFont(family)
    font.setPixelSize(max(1, round(size)))
    font.setWeight(weight)
    if family == MONO_FAMILY:
        font.setStyleHint(QFont.StyleHint.Monospace)
    return font


def _italic(character: str) -> str:
    if character == "h":  # the one letter that Unicode keeps elsewhere, as Planck's constant
        return "ℎ"
    if character == "∂":
        return "𝜕"
    for first, last, start in (("A", "Z", 0x1D434), ("a", "z", 0x1D44E), ("α", "ω", 0x1D6FC)):
        if first <= character <= last:
            return chr(start + ord(character) - ord(first))
    return character


def unscripted(text: str) -> str:
    """Unicode superscripts and subscripts as plain characters: `⁽²⁾` → `(2)`."""
    return text.translate(_PLAIN_SCRIPTS)
