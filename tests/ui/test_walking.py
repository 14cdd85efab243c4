"""Walking by the debugger's keys in the real window: into a sum, out of it, and back at every granularity."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from playground.engine.instruction import Phase
from playground.ui.formula_boxes import Term
from playground.ui.workspaces import Workspace
from tests.user import ALT, CONTROL, SHIFT, User, computed

F10, F11 = Qt.Key.Key_F10, Qt.Key.Key_F11


@pytest.fixture
def user(qtbot: QtBot, qapp: QApplication) -> Iterator[User]:
    """Someone at z of the first layer of the two moons: two products and a bias."""
    someone = User(qtbot, qapp)
    someone.window.show_workspace(Workspace.STEP)
    someone.settle()
    for _ in range(2):
        someone.press(F11)
    yield someone
    someone.close()


def said(user: User) -> str:
    """What a screen reader says of the chosen number."""
    return user.wiring.panels.explanation.card.accessibleName()


def test_f11_walks_the_terms_and_then_goes_on(user: User) -> None:
    assert user.stepper.cursor == 2
    words = []
    for _ in range(3):
        user.press(F11)
        words.append(said(user).partition(":")[0])
    assert words == ["term 1 of 3", "term 2 of 3", "term 3 of 3"]
    assert user.stepper.cursor == 2
    user.press(F11)
    assert user.stepper.cursor == 3


def test_the_factors_of_the_term_are_lit_in_the_matrices_until_the_sum_is_left(user: User) -> None:
    view = user.wiring.panels.explanation.sides.matrices.view
    user.press(F11)
    assert view.lit == {Term("W", 0, 0), Term("x", 0, 0)}
    user.press(F11)
    assert view.lit == {Term("W", 0, 1), Term("x", 1, 0)}
    user.press(F10)
    assert view.lit == frozenset()


def test_out_of_the_sum_the_layer_the_phase_and_the_update(user: User) -> None:
    before = computed(user.stepper)
    user.press(F11)
    user.press(F11, SHIFT)
    assert said(user).startswith("term 3 of 3")
    assert (user.stepper.cursor, computed(user.stepper)) == (2, before)
    places = []
    for _ in range(3):
        user.press(F11, SHIFT)
        assert user.stepper.current is not None
        places.append((user.stepper.current.quantity.key, user.stepper.current.phase))
    assert places[0] == ("activation", Phase.FORWARD)
    assert places[1][1] is Phase.FORWARD
    assert places[2][1] is Phase.UPDATE
    assert user.stepper.at_end


@pytest.mark.parametrize(
    ("key", "forward"), [(Qt.Key.Key_1, 2), (Qt.Key.Key_2, 3), (Qt.Key.Key_3, 3), (Qt.Key.Key_4, 7), (Qt.Key.Key_5, 34)]
)
def test_every_stride_has_a_key_forward_and_back(user: User, key: Qt.Key, forward: int) -> None:
    user.press(key, ALT)
    assert user.stepper.cursor == forward
    user.press(key, ALT | SHIFT)
    assert user.stepper.cursor <= 2
    assert not said(user).startswith("term")


def test_the_granularity_of_the_bar_decides_how_far_f10_goes(user: User) -> None:
    bar = user.wiring.panels.step_controls
    bar._granularity.setCurrentIndex(bar._granularity.findText("Term"))
    user.press(F10)
    assert said(user).startswith("term 1 of 3")
    user.press(F10, SHIFT)
    assert not said(user).startswith("term")
    bar._granularity.setCurrentIndex(bar._granularity.findText("Phase"))
    user.press(F10)
    assert user.stepper.cursor == 7


def test_a_neuron_chosen_by_arrow_keys_is_the_one_that_is_walked(user: User) -> None:
    user.press(F11)
    matrices = user.wiring.panels.explanation.sides.matrices.view
    matrices.setFocus(Qt.FocusReason.OtherFocusReason)
    user.press(Qt.Key.Key_Down)
    assert "neuron 2" in said(user).lower()
    user.press(F11)
    assert said(user).startswith("term 1 of 3")
    assert matrices.lit == {Term("W", 1, 0), Term("x", 0, 0)}
    user.press(Qt.Key.Key_Up)
    user.press(F11)
    assert said(user).startswith("term 1 of 3")


def test_into_returns_from_a_number_that_was_followed(user: User) -> None:
    explanation = user.wiring.panels.explanation
    explanation.look_at(user.stepper.instructions[0], (0, 1))
    user.press(F11)
    assert said(user).startswith("term 1 of 3")
    assert not explanation.trail.leads_back


def test_back_by_a_term_from_a_quantity_is_the_last_term_of_the_one_before(user: User) -> None:
    user.press(Qt.Key.Key_2, ALT)
    user.press(Qt.Key.Key_1, ALT | SHIFT)
    assert user.stepper.cursor == 2
    assert said(user).startswith("term 3 of 3")
    user.press(Qt.Key.Key_1, ALT | SHIFT)
    assert said(user).startswith("term 2 of 3")


def test_the_buttons_step_into_and_out(user: User) -> None:
    commands = user.wiring.panels.step_controls._commands
    commands._into.click()
    assert said(user).startswith("term 1 of 3")
    commands._out.click()
    assert said(user).startswith("term 3 of 3")


def test_the_plot_of_weights_keeps_the_old_ones_as_a_ghost_for_one_update(user: User) -> None:
    plot = user.wiring.panels.weights

    def ghosts() -> int:
        return sum(layer.ghost is not None for layer in plot._bars.layers.values())

    assert ghosts() == 0
    user.press(Qt.Key.Key_F8)
    assert ghosts() == 3
    user.press(Qt.Key.Key_2, ALT | SHIFT)
    assert ghosts() == 0  # the update is undone
    user.press(Qt.Key.Key_F8)
    user.command("update_once")
    assert ghosts() == 3
    user.command("reset")
    assert ghosts() == 0


def test_a_parameter_on_a_block_keeps_its_old_value_as_a_ghost_for_the_update(user: User) -> None:
    user.wiring.files.show(user.wiring.workbench.document(), "before")
    user.wiring.files.open_example("neuron")
    user.settle()
    node = user.wiring.workbench.state.diagram.network.named("w2").id
    old = user.stepper.program.value("value", node).copy()

    def ghost() -> bytes | None:
        rows = user.wiring.panels.canvas.diagram_scene.blocks[node].layout.rows
        row = next(row.row for row in rows if row.row.quantity == "value")
        return None if row.ghost is None else row.ghost.tobytes()

    assert ghost() is None
    user.press(Qt.Key.Key_F8)
    assert ghost() == old.tobytes() != user.stepper.program.value("value", node).tobytes()
    user.press(Qt.Key.Key_F8, CONTROL)
    assert ghost() is None
