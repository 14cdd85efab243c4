"""What a click on a number would show is made ready while the mouse rests on it, and nothing of it is seen before."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QObject, QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from playground.ui import kept_picture
from playground.ui.foresight import Foresight
from playground.ui.kept_picture import Kept, Picture, Place
from playground.ui.rehearsal import Rehearsal
from tests.user import User, in_step

NUMBERS = {"_Block", "_Folded", "TermRow", "ValueNames"}


def test_only_what_the_mouse_rests_on_is_prepared_and_once(qtbot: QtBot) -> None:
    owner, prepared = QObject(), list[object]()
    foresight = Foresight(prepared.append, owner)
    for place in ("passed by", "passed by, too", "rested on"):
        foresight.point(place)
    qtbot.wait(60)
    assert prepared == ["rested on"]
    foresight.point("left at once")
    foresight.point(None)
    qtbot.wait(60)
    assert prepared == ["rested on"]


user = pytest.fixture(in_step)


def number_of(user: User, node: str, quantity: str) -> QPoint:
    """A place in the canvas in the first number of a value."""
    canvas = user.wiring.panels.canvas
    block = canvas.diagram_scene.blocks[node]
    row = next(row for row in block.layout.rows if row.row.quantity == quantity)
    return canvas.mapFromScene(block.pos() + row.lines[0].rect.topLeft() + QPointF(6.0, 6.0))


@pytest.mark.parametrize("rests", [True, False])
def test_a_click_where_the_mouse_has_rested_paints_no_number_of_its_explanation_anew(
    user: User, monkeypatch: pytest.MonkeyPatch, rests: bool
) -> None:
    (rehearsal,) = user.window.findChildren(Rehearsal)
    (foresight,) = user.window.findChildren(Foresight)
    monkeypatch.setattr(rehearsal, "_parts", ())
    if not rests:
        monkeypatch.setattr(foresight, "_prepare", lambda _place: None)
    user.wiring.steps.run_to_end()
    first = next(one for one in user.stepper.instructions if one.quantity.key == "pre_activation")
    place = number_of(user, first.node, "pre_activation")
    view, canvas = user.wiring.panels.canvas.viewport(), user.wiring.panels.canvas
    kept_picture._kept.cache_clear()
    shown = user.wiring.panels.explanation.trail.instruction
    QTest.mouseMove(view, place)
    QTest.qWait(60)
    assert user.wiring.panels.explanation.trail.instruction is shown
    painted: list[str] = []
    rendered = kept_picture._rendered

    def noted(picture: Picture, at: Place, most: int) -> Kept | None:
        painted.append(type(picture).__name__)
        return rendered(picture, at, most)

    monkeypatch.setattr(kept_picture, "_rendered", noted)
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    user.settle()
    assert user.wiring.panels.explanation.trail.instruction is first
    assert canvas.selection.nodes == {first.node}
    assert bool(NUMBERS & set(painted)) is not rests
