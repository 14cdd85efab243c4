"""The smallest window: no dock lies over another, and what stands on bars and rows of titles is not cut."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QTabBar, QWidget
from pytestqt.qtbot import QtBot

from playground.engine.instruction import Phase
from playground.ui.pane import in_front
from playground.ui.stepper.stacked import Stacked
from playground.ui.window import FIRST_SIZE, SMALLEST
from playground.ui.workspaces import FOUR_NUMBERS, Workspace
from tests.user import User

SHOWN = ("moons", "neuron", "recurrent")


@pytest.fixture
def user(qtbot: QtBot, qapp: QApplication) -> Iterator[User]:
    """Someone with a small screen."""
    someone = User(qtbot, qapp)
    someone.window.resize(SMALLEST)
    someone.settle()
    yield someone
    someone.close()


def go(user: User, key: str, workspace: Workspace) -> None:
    user.wiring.files.show(user.wiring.workbench.document(), "before")  # nothing unsaved to ask about
    user.wiring.files.open_example(key)
    user.window.show_workspace(workspace)
    user.settle()
    if workspace is Workspace.STEP:
        user.wiring.steps.run_to(9)
        user.settle()


def in_sight(user: User) -> list[QWidget]:
    """The docks of a workspace and what stands between them."""
    docks = [dock for dock in user.window.docks.values() if in_front(dock)]
    return [user.window.centralWidget(), *docks]


def cut(bar: QWidget) -> list[str]:
    """Words of a bar that have no room."""
    parts: list[QLabel | QPushButton] = [*bar.findChildren(QLabel), *bar.findChildren(QPushButton)]
    return [part.text() for part in parts if part.isVisible() and part.text() and part.width() < _needed(part)]


def _needed(part: QLabel | QPushButton) -> int:
    return part.fontMetrics().horizontalAdvance(part.text())


@pytest.mark.parametrize("workspace", list(Workspace))
@pytest.mark.parametrize("key", SHOWN)
def test_docks_stand_side_by_side(user: User, key: str, workspace: Workspace) -> None:
    go(user, key, workspace)
    places = [part.geometry() for part in in_sight(user)]
    assert not [pair for pair in combinations(places, 2) if pair[0].intersects(pair[1])]
    assert all(user.window.rect().contains(place) for place in places)


@pytest.mark.parametrize("name", ["links", "modes", "data", "watch", "why"])
def test_whatever_dock_is_in_front_has_its_place(user: User, name: str) -> None:
    go(user, "neuron", Workspace.STEP)
    user.window.show_dock(name)
    user.settle()
    places = [part.geometry() for part in in_sight(user)]
    assert user.window.docks[name] in in_sight(user)
    assert not [pair for pair in combinations(places, 2) if pair[0].intersects(pair[1])]


@pytest.mark.parametrize("workspace", list(Workspace))
def test_no_word_on_the_bar_is_cut(user: User, workspace: Workspace) -> None:
    go(user, "moons", workspace)
    bar = user.wiring.panels.bars()[workspace]
    assert cut(bar) == []


def test_the_row_above_an_explanation_has_room_for_its_words(user: User) -> None:
    for key in SHOWN:
        go(user, key, Workspace.STEP)
        assert cut(user.wiring.panels.explanation._top) == []


def test_values_are_wide_where_there_is_room(user: User) -> None:
    user.window.resize(1100, 700)
    go(user, "moons", Workspace.STEP)
    assert user.window.docks["values"].width() >= FOUR_NUMBERS


@pytest.mark.parametrize("name", ["values", "why"])
def test_a_dock_that_became_narrow_is_wide_again_in_a_wide_window(user: User, name: str) -> None:
    go(user, "moons", Workspace.STEP)
    user.window.show_dock(name)
    dock = user.window.docks[name]
    assert dock.width() < FOUR_NUMBERS
    user.window.resize(FIRST_SIZE)
    user.settle()
    assert dock.width() >= FOUR_NUMBERS


def test_no_tab_of_the_smallest_window_loses_letters(user: User) -> None:
    go(user, "neuron", Workspace.STEP)
    bars = [bar for bar in user.window.findChildren(QTabBar) if bar.isVisible() and bar.parent() is user.window]
    assert {bar.tabText(0) for bar in bars} == {"Data", "Explanation", "Steps"}
    for bar in bars:
        assert bar.sizeHint().width() <= bar.width() + 1, [bar.tabText(place) for place in range(bar.count())]


@pytest.mark.parametrize("key", ["moons", "recurrent", "digits"])
def test_the_values_of_the_smallest_window_are_not_scrolled_sideways(user: User, key: str) -> None:
    go(user, key, Workspace.STEP)
    stacked = user.wiring.panels.values.findChild(Stacked)
    assert stacked is not None
    assert stacked.horizontalScrollBar().maximum() == 0


@pytest.mark.parametrize("key", ["two_layers", "moons"])
def test_a_small_window_scrolls_no_line_of_a_small_network_in_two_directions(user: User, key: str) -> None:
    user.window.resize(1100, 700)
    go(user, key, Workspace.STEP)
    matrices = user.wiring.panels.explanation.sides.matrices
    for line in user.stepper.instructions:
        if line.phase is not Phase.UPDATE:
            user.wiring.steps.run_to(line.index + 1)
            user.settle()
            assert not matrices.horizontalScrollBar().isVisible(), line.text


def test_a_small_window_scrolls_the_sums_of_a_convolution_down_and_not_aside(user: User) -> None:
    user.window.resize(1100, 700)
    go(user, "convolution", Workspace.STEP)
    matrices = user.wiring.panels.explanation.sides.matrices
    for line in user.stepper.instructions:
        if line.quantity.key in ("pre_activation", "grad_weights"):
            user.wiring.steps.run_to(line.index + 1)
            user.settle()
            assert not matrices.horizontalScrollBar().isVisible(), line.text
