"""In the window: the number that is explained is derived by a key, and the pass goes on as before."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from playground.ui.derivation.derivation_dialog import DerivationDialog
from playground.ui.workspaces import Workspace
from tests.user import User


@pytest.fixture
def user(qtbot: QtBot, qapp: QApplication) -> Iterator[User]:
    """Someone in front of a freshly opened window."""
    someone = User(qtbot, qapp)
    yield someone
    someone.close()


def _dialog(user: User) -> DerivationDialog:
    found = user.window.findChild(DerivationDialog)
    assert isinstance(found, DerivationDialog)
    return found


def test_the_number_that_is_explained_is_derived_and_the_pass_stays(user: User) -> None:
    user.window.show_workspace(Workspace.STEP)
    user.command("run_to_end")
    step = next(step for step in user.stepper.instructions if step.symbol == "δz⁽¹⁾")
    user.wiring.steps.run_to(step.index + 1)
    user.settle()
    before = user.parameters()
    user.press(Qt.Key.Key_D, Qt.KeyboardModifier.AltModifier)
    dialog = _dialog(user)
    words = dialog.pages.accessibleDescription()
    value = user.stepper.program.value("grad_pre_activation", step.node)[0, 0]
    assert words.startswith("δz₁⁽¹⁾\n")
    assert dialog._subject.sheet(dialog._ref, dialog._index, dialog.options.wish).derivation.value == value
    assert (user.stepper.cursor, user.parameters()) == (step.index + 1, before)
    dialog.reject()
    user.settle()


def test_before_the_first_step_any_number_can_be_derived(user: User) -> None:
    user.window.show_workspace(Workspace.STEP)
    user.settle()
    user.command("derive")
    assert _dialog(user).pages.accessibleDescription().startswith("∂L/∂")
    _dialog(user).reject()
    user.settle()


def test_a_network_that_is_not_ready_is_told(user: User) -> None:
    user.wiring.files.new()
    user.command("derive")
    assert user.window.findChild(DerivationDialog) is None
    assert "no pass to derive" in user.window.notice.accessibleDescription() or user.window.notice.isVisible()
