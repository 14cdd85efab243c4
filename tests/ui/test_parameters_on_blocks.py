"""Blocks show what they learn when asked to, at one size from the first step of a pass to the last, also next time."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from playground.document.settings import load_settings
from playground.ui.canvas.hits import Hit, Kind, hit
from playground.ui.canvas.tips import tip
from tests.user import CONTROL, LEFT, SHIFT, User

LEARNED = ("weights", "bias")
GRADIENTS = ("grad_weights", "grad_bias")


@pytest.fixture
def user(qtbot: QtBot, qapp: QApplication) -> Iterator[User]:
    """Someone at the start of a pass through Mazur's network."""
    someone = User(qtbot, qapp)
    someone.wiring.files.open_example("mazur")
    someone.command("show_step")
    yield someone
    someone.close()


def shown(user: User, name: str = "Hidden") -> list[str]:
    """The quantities on a block."""
    return [row.row.quantity for row in user._block(name).layout.rows]


def test_keys_put_them_on_the_blocks_and_take_them_away(user: User) -> None:
    before = shown(user)
    user.press(Qt.Key.Key_B, CONTROL | SHIFT)
    assert shown(user) == [*before, *LEARNED]
    user.press(Qt.Key.Key_G, CONTROL | SHIFT)
    assert shown(user) == [*before, *LEARNED, *GRADIENTS]
    assert load_settings()[0].parameters_on_blocks
    user.press(Qt.Key.Key_B, CONTROL | SHIFT)
    assert shown(user) == [*before, *GRADIENTS]
    user.press(Qt.Key.Key_G, CONTROL | SHIFT)
    assert shown(user) == before


def test_no_step_changes_the_size_of_a_card(user: User) -> None:
    user.press(Qt.Key.Key_B, CONTROL | SHIFT)
    user.press(Qt.Key.Key_G, CONTROL | SHIFT)
    sizes = {name: user._block(name).layout.size for name in ("Hidden", "Output")}
    while not user.stepper.at_end:
        user.command("step_quantity")
        assert {name: user._block(name).layout.size for name in sizes} == sizes
    assert user._block("Hidden").layout.rows[4].row.ghost is not None
    user.command("next_pass")
    assert user._block("Hidden").layout.rows[4].row.ghost is None


def weight_at(user: User) -> Hit:
    """What is under the first weight on the first block."""
    block = user._block("Hidden")
    (row,) = (row for row in block.layout.rows if row.row.quantity == "weights")
    return hit(user.wiring.panels.canvas.diagram_scene, block.pos() + row.rect.topLeft() + QPointF(6, 6))


def test_a_click_on_a_weight_asks_why_and_after_its_update_how(user: User, qtbot: QtBot) -> None:
    user.press(Qt.Key.Key_B, CONTROL | SHIFT)
    panels, block = user.wiring.panels, user._block("Hidden")
    assert weight_at(user).kind is Kind.VALUE
    (row,) = (row for row in block.layout.rows if row.row.quantity == "weights")
    place = user._in_view(block.pos() + row.rect.topLeft() + QPointF(6, 6))
    qtbot.mouseClick(user._viewport, LEFT, pos=place)
    user.settle()
    assert panels.why.isVisible()
    user.command("run_to_end")
    block = user._block("Hidden")
    place = user._in_view(block.pos() + row.rect.topLeft() + QPointF(6, 6))
    qtbot.mouseClick(user._viewport, LEFT, pos=place)
    assert panels.explanation.trail.place == (panels.explanation.trail.instruction.result.ref, (0, 0))
    assert panels.explanation.trail.instruction.result.ref.quantity == "weights"


def test_the_tip_of_a_weight_says_what_it_was(user: User) -> None:
    user.press(Qt.Key.Key_B, CONTROL | SHIFT)
    scene = user.wiring.panels.canvas.diagram_scene
    assert tip(scene, weight_at(user)) == "weights\nW₁,₁ = 0.15"
    user.command("run_to_end")
    words = tip(scene, weight_at(user))
    assert words.startswith("weights\nW₁,₁ = 0.14978")
    assert words.endswith("\nbefore the update 0.15")


def test_what_was_chosen_is_there_again_at_the_next_start(user: User, qtbot: QtBot, qapp: QApplication) -> None:
    user.press(Qt.Key.Key_B, CONTROL | SHIFT)
    again = User(qtbot, qapp)
    again.wiring.files.open_example("mazur")
    again.command("show_step")
    assert again.wiring.actions["parameters_on_blocks"].isChecked()
    assert shown(again)[-2:] == list(LEARNED)
    again.close()
