"""The window is shown before the panels of Step and Train exist; they are made in many short turns, or at once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from playground.ui.palette import DARK
from playground.ui.wiring import Wiring
from playground.ui.workspaces import DOCKS, Workspace


@pytest.fixture
def wiring(qapp: QApplication) -> Iterator[Wiring]:
    """A window just started."""
    made = Wiring(qapp)
    made.start()
    yield made
    made.finish()
    made.window.deleteLater()


def test_the_rest_comes_by_itself_in_turns_between_which_the_window_hears(qtbot: QtBot, wiring: Wiring) -> None:
    assert not wiring.panels.is_complete
    assert not hasattr(wiring.panels, "steps")
    seen: list[int] = []
    beat = QTimer(wiring)
    beat.timeout.connect(lambda: seen.append(len(wiring.panels.docks())))
    beat.start(1)
    qtbot.waitUntil(lambda: wiring.panels.is_complete, timeout=20_000)
    beat.stop()
    assert len(set(seen)) > 5
    assert set(wiring.panels.docks()) == {spec.name for spec in DOCKS}


def test_whoever_needs_a_panel_has_all_of_them_at_once(wiring: Wiring) -> None:
    wiring.window.show_workspace(Workspace.STEP)
    assert wiring.panels.is_complete
    wiring.steps.step()
    assert wiring.steps.stepper is not None
    assert wiring.steps.stepper.cursor > 0


def test_a_theme_chosen_in_between_holds_for_every_panel(qtbot: QtBot, wiring: Wiring) -> None:
    qtbot.waitUntil(lambda: len(wiring.panels.docks()) > 5, timeout=20_000)
    assert not wiring.panels.is_complete
    wiring.look.use(DARK)
    wiring.complete()
    assert {panel._theme for panel in vars(wiring.panels).values() if hasattr(panel, "_theme")} == {DARK}
