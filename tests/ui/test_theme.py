"""The theme dresses every widget, tells signs apart by colour and stays readable in both of its forms."""

from __future__ import annotations

import re
from dataclasses import asdict

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from PySide6.QtGui import QColor, QFontDatabase
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from playground.engine.quantities import Role
from playground.resources import resource
from playground.ui import theme
from playground.ui.fonts import MATH_FAMILY, MONO_FAMILY, UI_FAMILY, load_fonts, math_italic, mono_font
from playground.ui.palette import DARK, LIGHT, Theme

BOTH = pytest.mark.parametrize("look", [LIGHT, DARK], ids=["light", "dark"])
VALUES = arrays(np.float64, st.tuples(st.integers(1, 5), st.integers(1, 5)), elements=st.floats(-1e6, 1e6))


def contrast(one: QColor, other: QColor) -> float:
    """The contrast ratio of WCAG 2, between 1 and 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def luminance(color: QColor) -> float:
    """Relative luminance of sRGB."""
    parts = np.array([color.redF(), color.greenF(), color.blueF()])
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    return float(linear @ [0.2126, 0.7152, 0.0722])


@BOTH
def test_every_token_is_a_colour(look: Theme) -> None:
    tokens = {name: value for name, value in asdict(look).items() if name not in {"name", "dark"}}
    assert all(re.fullmatch("#[0-9A-F]{6}", value) for value in tokens.values())


@BOTH
@pytest.mark.parametrize("token", ["ink", "muted", "forward", "backward", "error", "warning", "success"])
def test_text_reads_well_on_panels(look: Theme, token: str) -> None:
    assert contrast(QColor(getattr(look, token)), QColor(look.panel)) >= 4.3


@BOTH
@pytest.mark.parametrize("token", ["forward_fill", "backward_fill", "error_fill"])
def test_white_reads_well_on_filled_buttons(look: Theme, token: str) -> None:
    assert contrast(QColor(look.on_fill), QColor(getattr(look, token))) >= 4.3


@BOTH
def test_the_style_sheet_has_no_hole_and_all_its_pictures(qapp: QApplication, look: Theme) -> None:
    sheet = theme.style_sheet(look)
    assert "$" not in sheet
    pictures = set(re.findall(r'url\("([^"]+)"\)', sheet))
    assert {resource("widgets", name.rsplit("/", 1)[1]).as_posix() for name in pictures} == pictures


@BOTH
def test_applying_a_theme_gives_the_application_style_colours_and_font(qapp: QApplication, look: Theme) -> None:
    theme.apply(qapp, look)
    assert qapp.style().name() == theme.STYLE
    assert qapp.palette().window().color() == QColor(look.panel)
    assert qapp.font().family() == UI_FAMILY


@BOTH
def test_dressing_a_window_gives_it_and_its_dialogs_the_style_sheet(qtbot: QtBot, look: Theme) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    theme.dress(window, look)
    error = QLabel("wrong", QDialog(window))
    error.setProperty("kind", "error")
    error.ensurePolished()
    assert QColor(look.forward).name() in window.styleSheet().lower()
    assert error.palette().windowText().color() == QColor(look.error)


def test_our_fonts_need_no_font_of_the_system(qapp: QApplication) -> None:
    load_fonts()
    load_fonts()
    assert {UI_FAMILY, MONO_FAMILY, MATH_FAMILY} <= set(QFontDatabase.families())
    assert mono_font(12).pixelSize() == 12


def test_variables_are_written_in_mathematical_italics() -> None:
    assert math_italic("δzWh∂ 1") == "𝛿𝑧𝑊ℎ𝜕 1"


def test_each_role_has_its_colour() -> None:
    assert [theme.color_of(role, LIGHT).name().upper() for role in (Role.FORWARD, Role.BACKWARD, Role.PARAMETER)] == [
        LIGHT.forward,
        LIGHT.backward,
        LIGHT.parameter,
    ]


@given(VALUES)
def test_colours_of_opposite_values_are_those_of_opposite_signs(values: np.ndarray) -> None:
    here, there = theme.sign_colors(values, None, LIGHT), theme.sign_colors(-values, None, LIGHT)
    green, purple = here[..., 1] > here[..., 0], there[..., 0] > there[..., 1]
    assert here.shape == (*values.shape, 4)
    assert np.array_equal(green & (values > 0), purple & (values > 0))


@BOTH
def test_zero_is_the_surface_and_infinity_the_end(look: Theme) -> None:
    zero, most, endless = theme.sign_colors(np.array([0.0, 2.0, np.inf]), 2.0, look)
    assert QColor(*map(int, zero)).name().upper() == look.zero
    assert np.array_equal(most, endless)


def test_what_is_not_a_number_looks_like_an_error() -> None:
    (color,) = theme.sign_colors(np.array([np.nan]), None, LIGHT)
    assert QColor(*map(int, color)) == QColor(LIGHT.error_soft)


@BOTH
def test_numbers_stay_readable_on_every_colour(look: Theme) -> None:
    colors = [QColor(*map(int, rgba)) for rgba in theme.sign_colors(np.linspace(-1, 1, 101), 1.0, look)]
    assert min(contrast(theme.ink_on(color, look), color) for color in colors) >= 3.9


@given(arrays(np.float64, (2, 3), elements=st.floats(width=64)))
def test_a_few_values_have_the_limit_that_many_of_them_have(values: np.ndarray) -> None:
    assert theme.sign_limit(values) == theme.sign_limit(np.tile(values, (40, 1)))
