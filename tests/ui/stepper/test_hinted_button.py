"""A button with its key shows what there is room for: all, the word, the icon."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from playground.ui.icons import set_icon
from playground.ui.palette import LIGHT
from playground.ui.stepper.hinted_button import HintedButton


@pytest.fixture
def button(qtbot: QtBot) -> HintedButton:
    made = HintedButton("Step", "F10", LIGHT)
    qtbot.addWidget(made)
    set_icon(made, "step", LIGHT)
    made.show()
    return made


def test_with_room_it_is_all_there(button: HintedButton) -> None:
    button.resize(button.sizeHint())
    assert button.text() == "Step"
    assert button.styleSheet() != "padding-right: 10px"


def test_without_room_the_key_goes_and_then_the_word(button: HintedButton) -> None:
    button.resize(button.sizeHint().width() - 1, 30)
    assert (button.text(), button.styleSheet()) == ("Step", "padding-right: 10px")
    button.resize(button.minimumSizeHint().width(), 30)
    assert button.text() == ""


def test_its_sizes_stay_whatever_it_shows(button: HintedButton) -> None:
    sizes = set()
    for width in (200, 30, 70, 200):
        button.resize(width, 30)
        sizes.add((button.sizeHint().width(), button.minimumSizeHint().width()))
    assert len(sizes) == 1
    assert button.text() == "Step"
