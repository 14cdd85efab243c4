"""Dresses the application in one theme: style, palette, fonts, the style sheet, and the colours of numbers.

Knows nothing of panels; a widget that paints itself is handed the `Theme` and asks here for colours.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from functools import cache
from math import isfinite
from string import Template

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory, QWidget

from playground.engine.quantities import Role
from playground.resources import resource
from playground.ui.fonts import load_fonts, ui_font
from playground.ui.palette import DARK, LIGHT, Theme

STYLE = "fusion"
SIGN_STRENGTH = 0.78  # how far the strongest value goes from the surface towards the full colour
_LEVELS = 255  # steps from most negative to most positive, odd so that zero has its own
_FEW = 32  # values
_LIGHT_ENOUGH = 0.22  # relative luminance above which dark ink reads better than white

_ROLE_TOKENS: Mapping[Role, str] = {
    Role.FORWARD: "forward",
    Role.BACKWARD: "backward",
    Role.PARAMETER: "parameter",
    Role.DATA: "ink",
}

_PALETTE = (
    (QPalette.ColorRole.Window, "panel"),
    (QPalette.ColorRole.WindowText, "ink"),
    (QPalette.ColorRole.Base, "panel"),
    (QPalette.ColorRole.AlternateBase, "surface"),
    (QPalette.ColorRole.Text, "ink"),
    (QPalette.ColorRole.PlaceholderText, "muted"),
    (QPalette.ColorRole.Button, "raised"),
    (QPalette.ColorRole.ButtonText, "ink"),
    (QPalette.ColorRole.BrightText, "on_fill"),
    (QPalette.ColorRole.Highlight, "forward_fill"),
    (QPalette.ColorRole.HighlightedText, "on_fill"),
    (QPalette.ColorRole.Link, "forward"),
    (QPalette.ColorRole.LinkVisited, "parameter"),
    (QPalette.ColorRole.ToolTipBase, "strong"),
    (QPalette.ColorRole.ToolTipText, "on_strong"),
    (QPalette.ColorRole.Light, "hover"),
    (QPalette.ColorRole.Midlight, "hover"),
    (QPalette.ColorRole.Mid, "line"),
    (QPalette.ColorRole.Dark, "line"),
    (QPalette.ColorRole.Shadow, "line"),
)
_DISABLED = (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText)


def system_theme(application: QApplication) -> Theme:
    """What the desktop asks for; light where it does not say."""
    return DARK if application.styleHints().colorScheme() == Qt.ColorScheme.Dark else LIGHT


def apply(application: QApplication, theme: Theme) -> None:
    """Give the application its style, colours and font; widgets that paint themselves are told by their owner."""
    load_fonts()
    if application.style().name() != STYLE:
        application.setStyle(QStyleFactory.create(STYLE))
    application.setPalette(qt_palette(theme))
    application.setFont(ui_font())


def dress(window: QWidget, theme: Theme) -> None:
    """Give a window and all its dialogs the style sheet.

    If the application had it, each widget would be styled anew for every parent it gets while its panel is built.
    """
    window.setStyleSheet(style_sheet(theme))


def qt_palette(theme: Theme) -> QPalette:
    """The theme as Qt's own palette, for what the style sheet does not reach."""
    palette = QPalette()
    for role, token in _PALETTE:
        palette.setColor(role, QColor(getattr(theme, token)))
    for role in _DISABLED:
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(theme.faint))
    return palette


def style_sheet(theme: Theme) -> str:
    """The one style sheet, `resources/style.qss`, with the theme's colours filled in."""
    template = Template(resource("style.qss").read_text(encoding="utf-8"))
    return template.substitute(asdict(theme), **_derived(theme), widgets=resource("widgets").as_posix())


def color_of(role: Role, theme: Theme) -> QColor:
    """The colour of everything with this role: forward, backward, parameter or plain data."""
    return QColor(getattr(theme, _ROLE_TOKENS[role]))


def soft_color_of(role: Role, theme: Theme) -> QColor:
    """A background in the role's colour."""
    return QColor({Role.DATA: theme.chip}.get(role) or getattr(theme, f"{_ROLE_TOKENS[role]}_soft"))


def mixed(first: str, second: str, share: float) -> QColor:
    """The colour `share` of the way from `first` to `second`."""
    a, b = QColor(first), QColor(second)
    pairs = zip((a.red(), a.green(), a.blue()), (b.red(), b.green(), b.blue()), strict=True)
    return QColor(*(round(x + (y - x) * share) for x, y in pairs))


def sign_colors(values: NDArray[np.float64], limit: float | None, theme: Theme) -> NDArray[np.uint8]:
    """RGBA of each value, (…, 4): purple below zero, the surface at zero, green above; ±limit is strongest.

    Without a limit the largest finite size is taken. What is not a number gets the colour of errors.
    """
    levels = sign_levels(values, limit)
    packed = np.ascontiguousarray(_sign_table(theme).view(np.uint32)[:, 0][levels])
    return packed.view(np.uint8).reshape(*levels.shape, 4)


def sign_levels(values: NDArray[np.float64], limit: float | None) -> NDArray[np.intp]:
    """Each value's place in the row of colours, from most negative to most positive; the last place is no number."""
    values = np.asarray(values, dtype=np.float64)
    largest = sign_limit(values) if limit is None else limit
    half = _LEVELS // 2
    with np.errstate(invalid="ignore", over="ignore"):
        levels = np.divide(values, largest or 1.0)
        np.minimum(np.maximum(levels, -1.0), 1.0, out=levels)  # `np.clip` takes longer for few values
        np.rint(np.multiply(levels, half, levels), levels)
    levels[np.isnan(levels)] = _LEVELS - half
    return levels.astype(np.intp) + half


def sign_level(value: float, limit: float) -> int:
    """The place of one value, as `sign_levels` has it; quicker for a few."""
    half = _LEVELS // 2
    if value != value:
        return _LEVELS
    return round(min(max(value / limit, -1.0), 1.0) * half) + half


@cache
def sign_paints(theme: Theme) -> tuple[tuple[QColor, QColor], ...]:
    """For each place in the row of colours the fill and the ink that reads best on it."""
    fills = [QColor(*rgba) for rgba in _sign_table(theme).tolist()]
    return tuple((fill, ink_on(fill, theme)) for fill in fills)


def sign_limit(values: NDArray[np.float64]) -> float:
    """The largest finite size among the values; 1 if there is none."""
    if values.size <= _FEW:  # NumPy takes longer for so few
        return max((abs(value) for value in values.ravel().tolist() if isfinite(value)), default=0.0) or 1.0
    finite = np.abs(values[np.isfinite(values)])
    return float(finite.max()) or 1.0 if finite.size else 1.0


def ink_on(color: QColor, theme: Theme) -> QColor:
    """The text colour that reads best on `color`: dark ink or white."""
    dark = theme.surface if theme.dark else theme.ink
    return QColor(dark if _luminance(color) > _LIGHT_ENOUGH else theme.on_fill)


@cache
def _sign_table(theme: Theme) -> NDArray[np.uint8]:
    """The colours from most negative to most positive, and behind them that of what is not a number."""
    shares = np.linspace(-1.0, 1.0, _LEVELS)[:, None] * SIGN_STRENGTH
    zero, negative, positive = (_rgba(QColor(name)) for name in (theme.zero, theme.negative, theme.positive))
    full = np.where(shares < 0, negative, positive).astype(np.float64)
    signs = np.rint(zero + (full - zero) * np.abs(shares)).astype(np.uint8)
    return np.vstack([signs, _rgba(QColor(theme.error_soft))])


def _rgba(color: QColor) -> NDArray[np.uint8]:
    return np.array([color.red(), color.green(), color.blue(), 255], dtype=np.uint8)


def _luminance(color: QColor) -> float:
    parts = (color.redF(), color.greenF(), color.blueF())
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _derived(theme: Theme) -> dict[str, str]:
    """Shades that follow from the tokens: pressed buttons, edges of notes, thumbs of scroll bars."""
    black, ink = "#000000", theme.ink
    shades = {
        f"{name}_{state}": mixed(getattr(theme, f"{name}_fill"), black, share).name()
        for name in ("forward", "backward", "error")
        for state, share in (("over", 0.1), ("down", 0.2))
    }
    edges = {
        f"{name}_edge": mixed(getattr(theme, f"{name}_soft"), getattr(theme, name), 0.35).name()
        for name in ("backward", "error", "warning")
    }
    knob = theme.ink if theme.dark else theme.panel
    line = {"edge": mixed(theme.line, ink, 0.2).name(), "thumb": mixed(theme.line, ink, 0.12).name(), "knob": knob}
    return shades | edges | line
