"""The listing in the real window: it follows the stepper, runs it, sets breakpoints, and hands out the script."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from playground.session.listing import script_of
from playground.session.step_rows import StepState
from playground.ui.listing.listing_delegate import MARGIN
from playground.ui.listing.listing_panel import ListingPanel
from playground.ui.workspaces import Workspace
from tests.user import User


@pytest.fixture
def user(qtbot: QtBot, qapp: QApplication) -> Iterator[User]:
    """Someone who looks at the listing of the starter network."""
    someone = User(qtbot, qapp)
    someone.window.show_workspace(Workspace.STEP)
    someone.window.show_dock("listing")
    someone.settle()
    yield someone
    someone.close()


def listing(user: User) -> ListingPanel:
    return user.wiring.panels.listing


def click(user: User, index: int, x: int, *, double: bool = False) -> None:
    """Click a line so far from its left end."""
    panel = listing(user)
    panel.view.scrollTo(panel.model.place_of(index))
    place = QPoint(x, panel.view.visualRect(panel.model.place_of(index)).center().y())
    press = user.qtbot.mouseDClick if double else user.qtbot.mouseClick
    press(panel.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    user.settle()


def test_it_follows_the_stepper_and_runs_it(user: User) -> None:
    panel = listing(user)
    user.command("step")
    assert panel.view.currentIndex() == panel.model.place_of(user.stepper.cursor - 1)
    click(user, 6, 120, double=True)
    assert user.stepper.cursor == 7
    assert panel.model.shown(panel.model.place_of(6)).state is StepState.CURRENT


def test_a_breakpoint_in_the_margin_is_one_of_the_session(user: User) -> None:
    panel = listing(user)
    click(user, 4, MARGIN // 2)
    assert panel.model.shown(panel.model.place_of(4)).breakpoint is True
    click(user, 4, MARGIN // 2)
    assert panel.model.shown(panel.model.place_of(4)).breakpoint is None


def test_the_menu_copies_listing_and_script(user: User) -> None:
    user.command("copy_listing")
    assert QGuiApplication.clipboard().text().startswith("      # Input\n   1  a⁽⁰⁾ = x\n")
    user.command("copy_script")
    assert QGuiApplication.clipboard().text() == script_of(user.stepper)
