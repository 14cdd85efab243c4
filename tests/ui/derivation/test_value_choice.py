"""Values are found by what a plain keyboard can type."""

import pytest
from pytestqt.qtbot import QtBot

from playground.ui.derivation.value_choice import ValueChoice


@pytest.mark.parametrize(
    ("typed", "place"), [("∂L/∂W⁽¹⁾", 1), ("dL/dW(1)", 1), ("dl/dw(1)", 1), ("z(1)", 0), ("hidden", 0), ("q", -1)]
)
def test_a_value_is_found_with_and_without_special_characters(qtbot: QtBot, typed: str, place: int) -> None:
    choice = ValueChoice({"0": "z⁽¹⁾ (Hidden)", "1": "∂L/∂W⁽¹⁾ (Hidden)"})
    qtbot.addWidget(choice)
    assert choice.found(typed) == place
