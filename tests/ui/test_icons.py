"""Icons are found by our names, take the theme's colour and are redrawn when the theme changes."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QAction, QColor, QIcon
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from playground.resources import ResourceError
from playground.ui.icons import icon, icon_names, icon_pixmap, refresh_icons, set_icon
from playground.ui.palette import DARK, LIGHT


def strongest(made: QIcon, mode: QIcon.Mode = QIcon.Mode.Normal) -> str:
    """The colour of the most opaque pixel."""
    image = made.pixmap(QSize(16, 16), mode).toImage()
    pixels = [image.pixelColor(x, y) for x in range(16) for y in range(16)]
    return max(pixels, key=QColor.alpha).name().upper()


@pytest.mark.parametrize("name", icon_names())
def test_every_drawing_shows_something(qapp: QApplication, name: str) -> None:
    image = icon_pixmap(name, QColor("black"), 18, 1.0).toImage()
    assert any(image.pixelColor(x, y).alpha() > 128 for x in range(18) for y in range(18))


def test_a_fine_screen_gets_a_fine_drawing_of_the_same_size(qapp: QApplication) -> None:
    made = icon_pixmap("play", QColor("black"), 18, 2.0)
    assert made.size() == QSize(36, 36)
    assert made.deviceIndependentSize().toSize() == QSize(18, 18)


def test_an_icon_has_the_colour_of_its_token_and_is_grey_when_disabled(qapp: QApplication) -> None:
    made = icon("play", LIGHT, "forward")
    assert strongest(made) == LIGHT.forward
    assert strongest(made, QIcon.Mode.Disabled) == LIGHT.faint


def test_an_unknown_name_is_an_error(qapp: QApplication) -> None:
    with pytest.raises(ResourceError, match=r"unicorn\.svg"):
        icon("unicorn", LIGHT)


def test_a_new_theme_redraws_actions_and_buttons(qtbot: QtBot) -> None:
    root = QWidget()
    qtbot.addWidget(root)
    action, button, plain = QAction(root), QPushButton(root), QPushButton(root)
    set_icon(action, "undo", LIGHT)
    set_icon(button, "play", LIGHT, "on_fill")
    refresh_icons(root, DARK)
    assert (strongest(action.icon()), strongest(button.icon())) == (DARK.ink, DARK.on_fill)
    assert plain.icon().isNull()
