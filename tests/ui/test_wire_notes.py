"""The notes beside the wires in the real window: between layers on request, for the number that is looked at."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QGraphicsSimpleTextItem
from pytestqt.qtbot import QtBot

from playground.engine.instruction import Ref
from playground.engine.network import Edge
from playground.ui.canvas.wire_item import WireItem
from tests.user import CONTROL, SHIFT, User

LOCAL_DERIVATIVES = (Qt.Key.Key_L, CONTROL | SHIFT)


@pytest.fixture
def user(qtbot: QtBot, qapp: QApplication) -> Iterator[User]:
    """Someone who has walked a pass of Mazur's network to its end."""
    someone = User(qtbot, qapp)
    someone.wiring.files.open_example("mazur")
    someone.command("show_step")
    someone.command("run_to_end")
    yield someone
    someone.close()


def notes(user: User) -> list[str]:
    """What stands beside each wire: the local derivative and the product, from the input on."""
    return [f"{wire.note.text} | {wire.note.arrival}" for _edge, wire in wires_of(user)]


def wires_of(user: User) -> list[tuple[Edge, WireItem]]:
    """The wires from the input on."""
    items = user.wiring.panels.canvas.diagram_scene.wires.items
    return sorted(items.items(), key=lambda entry: entry[0].source)


def test_a_key_puts_upstream_times_local_on_the_wires_and_takes_it_away(user: User) -> None:
    assert notes(user) == [" | "] * 3
    user.press(*LOCAL_DERIVATIVES)
    assert notes(user)[2] == "∂L/∂a₁⁽²⁾ = 0.741  [1 × 2] | 1 × 0.741 = 0.741"
    assert notes(user)[1].endswith("0.138 × 0.400 = 0.0554")
    user.press(*LOCAL_DERIVATIVES)
    assert notes(user) == [" | "] * 3


def test_another_number_that_is_looked_at_has_other_entries(user: User) -> None:
    user.press(*LOCAL_DERIVATIVES)
    user.wiring.step_views.choose_value(("n3", "grad_pre_activation", (0, 1)))
    user.settle()
    assert "∂z₂⁽²⁾/∂a₂⁽¹⁾" in notes(user)[1]
    user.wiring.step_views.follow((Ref("n3", "grad_weights"), (0, 1)))
    user.settle()
    assert "∂z₁⁽²⁾/∂a₂⁽¹⁾" in notes(user)[1]


def test_blocks_move_apart_for_the_words_and_back(user: User) -> None:
    blocks = user.wiring.panels.canvas.diagram_scene.blocks
    before = blocks["n3"].x() - blocks["n2"].x()
    user.press(*LOCAL_DERIVATIVES)
    assert blocks["n3"].x() - blocks["n2"].x() > before
    user.press(*LOCAL_DERIVATIVES)
    assert blocks["n3"].x() - blocks["n2"].x() == before


def test_far_out_the_words_do_not_clutter(user: User) -> None:
    user.press(*LOCAL_DERIVATIVES)
    canvas = user.wiring.panels.canvas
    for _ in range(12):
        canvas.zoom_out()
    user.settle()
    words = [item for item in canvas.diagram_scene.items() if isinstance(item, QGraphicsSimpleTextItem)]
    assert words
    assert not any(item.isVisible() for item in words)


def test_the_tip_of_a_wire_has_every_digit_and_names_the_matrix(user: User) -> None:
    user.press(*LOCAL_DERIVATIVES)
    (tip,) = (wire.note.tip for edge, wire in wires_of(user) if (edge.source, edge.target) == ("n2", "n3"))
    assert "0.4\none entry of the 2 × 2 local derivatives" in tip
    assert "upstream × local = downstream: δz₁⁽²⁾ × ∂z₁⁽²⁾/∂a₁⁽¹⁾\n0.13849856162855698 × 0.4 = " in tip


def test_digits_are_those_chosen_for_all(user: User) -> None:
    user.press(*LOCAL_DERIVATIVES)
    user.command("numbers_6_digits")
    assert "∂L/∂a₁⁽²⁾ = 0.741365" in notes(user)[2]
