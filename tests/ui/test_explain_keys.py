"""Matrices, picture and reasons of the shapes by keys alone, in the real window, while a pass is walked."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from playground.session.pictures import Crossing, Curve
from playground.ui.stepper.side_switch import Side
from playground.ui.workspaces import Workspace
from tests.user import ALT, User


@pytest.fixture
def user(qtbot: QtBot, qapp: QApplication) -> Iterator[User]:
    """Someone at z of the first layer of the two moons."""
    someone = User(qtbot, qapp)
    someone.window.show_workspace(Workspace.STEP)
    someone.settle()
    someone.wiring.steps.run_to(2)
    someone.settle()
    yield someone
    someone.close()


def test_alt_p_draws_alt_r_tells_reasons_and_alt_m_shows_matrices(user: User) -> None:
    sides = user.wiring.panels.explanation.sides
    user.press(Qt.Key.Key_P, ALT)
    assert isinstance(sides.picture.picture, Crossing)
    assert sides.picture.isVisible()
    user.press(Qt.Key.Key_R, ALT)
    assert "stays as it is: (8, 2) · (2,) → (8,)." in sides.shapes.text
    user.press(Qt.Key.Key_M, ALT)
    assert sides.matrices.isVisible()
    assert sides.switch.side is Side.MATRICES


def test_the_picture_follows_each_step(user: User) -> None:
    sides = user.wiring.panels.explanation.sides
    user.press(Qt.Key.Key_P, ALT)
    user.press(Qt.Key.Key_2, ALT)  # one quantity on
    assert isinstance(sides.picture.picture, Curve)
    line = user.stepper.current
    assert line is not None
    assert sides.picture.picture.y == line.result.array[user.wiring.panels.explanation.index]
