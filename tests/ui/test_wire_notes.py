"""The notes beside the wires in the real window: between layers on request, for the number that is looked at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QGraphicsSimpleTextItem
from pytestqt.qtbot import QtBot

from playground.document.document import Document
from playground.document.examples import example
from playground.document.graph_examples import graph
from playground.engine.instruction import Phase, Ref
from playground.engine.network import Edge
from playground.session.explanation import TermShown, explain
from playground.session.wire_derivatives import WireDerivative
from playground.ui.canvas.wire_item import WireItem
from playground.ui.stepper.reading import reader_of
from tests.user import CONTROL, SHIFT, User

LOCAL_DERIVATIVES = (Qt.Key.Key_L, CONTROL | SHIFT)


@pytest.fixture
def anyone(qtbot: QtBot, qapp: QApplication) -> Iterator[User]:
    """Someone at the window."""
    someone = User(qtbot, qapp)
    yield someone
    someone.close()


@pytest.fixture
def user(anyone: User) -> User:
    """Someone who has walked a pass of Mazur's network to its end."""
    return walked(anyone, "mazur")


def walked(user: User, example: str) -> User:
    """Open an example and walk a pass to its end."""
    user.wiring.files.open_example(example)
    user.command("show_step")
    user.command("run_to_end")
    return user


def notes(user: User) -> list[str]:
    """What stands beside each wire: the local derivative and the product, from the input on."""
    return [f"{wire.note.text} | {wire.note.arrival}" for _edge, wire in wires_of(user)]


def wires_of(user: User) -> list[tuple[Edge, WireItem]]:
    """The wires from the input on."""
    items = user.wiring.panels.canvas.diagram_scene.wires.items
    return sorted(items.items(), key=lambda entry: entry[0].source)


def click_note(user: User, wire: WireItem) -> None:
    """A click on the first line of the words beside a wire."""
    label = next(item for item in wire.childItems() if isinstance(item, QGraphicsSimpleTextItem) and item.text())
    canvas = user.wiring.panels.canvas
    spot = canvas.mapFromScene(label.mapToScene(label.boundingRect().center()))
    QTest.mouseClick(canvas.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, spot)
    user.settle()


def terms(user: User) -> Sequence[TermShown]:
    """What the explained number is the sum of."""
    trail = user.wiring.panels.explanation.trail
    assert trail.instruction is not None
    assert trail.index is not None
    return explain(reader_of(user.stepper, trail.instruction), trail.index).terms


def explained(user: User) -> float:
    """The number that is explained."""
    place = user.wiring.panels.explanation.trail.place
    assert place is not None
    return float(user.stepper.program.values[place[0]].array[place[1]])


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


def test_a_click_on_a_note_explains_the_gradient_that_the_local_derivative_makes(user: User) -> None:
    user.press(*LOCAL_DERIVATIVES)
    edge, wire = wires_of(user)[1]
    click_note(user, wire)
    assert user.wiring.panels.explanation.trail.place == (Ref(edge.source, "grad_activation"), (0, 0))
    upstream, _, local = wire.note.tip.splitlines()[-1].partition(" = ")[0].partition(" × ")
    products = [[factor.value for factor in term.factors] for term in terms(user)]
    assert [float(local), float(upstream)] in products


def test_before_a_gradient_has_come_a_click_explains_the_number_that_the_derivative_is_taken_of(user: User) -> None:
    user.press(*LOCAL_DERIVATIVES)
    last = max(one.index for one in user.stepper.instructions if one.phase is Phase.FORWARD)
    user.wiring.steps.run_to(last + 1)
    user.settle()
    edge, wire = wires_of(user)[1]
    assert wire.note.arrival == ""
    click_note(user, wire)
    assert user.wiring.panels.explanation.trail.place == (Ref(edge.target, "pre_activation"), (0, 0))


def test_by_keys_w_chooses_a_wire_says_its_derivative_and_enter_explains_it(user: User) -> None:
    user.press(*LOCAL_DERIVATIVES)
    user.click_block("Output")
    canvas = user.wiring.panels.canvas
    canvas.setFocus()
    user.press(Qt.Key.Key_W)
    assert "∂z₁⁽²⁾/∂a₁⁽¹⁾ = 0.4" in canvas.accessibleDescription()
    user.press(Qt.Key.Key_Return)
    assert user.wiring.panels.explanation.trail.place == (Ref("n2", "grad_activation"), (0, 0))
    user.press(*LOCAL_DERIVATIVES)
    assert "∂" not in canvas.accessibleDescription()


def test_a_click_where_a_shape_stands_explains_nothing(user: User) -> None:
    before = user.wiring.panels.explanation.trail.place
    click_note(user, wires_of(user)[1][1])
    assert user.wiring.panels.explanation.trail.place == before


def test_in_a_graph_a_click_on_a_note_explains_the_gradient_below_it(anyone: User) -> None:
    user = walked(anyone, "olah")
    wire = next(wire for _edge, wire in wires_of(user) if wire.note.text.startswith("∂c/∂a"))
    click_note(user, wire)
    place = user.wiring.panels.explanation.trail.place
    assert place == (Ref(wire.edge.source, "grad_activation"), (0, 0))
    assert explained(user) == 2.0


def test_every_wire_of_a_graph_that_takes_the_place_of_a_network_has_its_note(anyone: User) -> None:
    anyone.wiring.files.show(example("moons"), "moons")
    anyone.command("show_step")
    anyone.wiring.files.show(example("total"), "total")
    anyone.settle()
    scene = anyone.wiring.panels.canvas.diagram_scene
    shown = {wire.label for edge, wire in scene.wires.items.items() if edge.target != anyone.stepper.network.loss.id}
    assert shown == {"∂x/∂t = ?", "∂y/∂t = ?", "∂z/∂x = ?", "∂z/∂y = ?"}


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


def test_a_step_writes_what_stands_beside_a_wire_and_its_tip_only_once_it_is_asked_for(
    anyone: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    user = walked(anyone, "neuron")
    asked: list[WireDerivative] = []
    sentence = WireDerivative.sentence
    monkeypatch.setattr(WireDerivative, "sentence", lambda wire: (asked.append(wire), sentence(wire))[1])
    user.command("restart")
    user.command("run_to_end")
    assert asked == []
    tips = [wire.note.tip for _edge, wire in wires_of(user) if wire.note.text]
    assert any("upstream × local = downstream" in tip for tip in tips)
    assert len(asked) == len(tips)


def covered(user: User) -> list[str]:
    """The words beside wires that a block hides a part of."""
    scene, found = user.wiring.panels.canvas.diagram_scene, []
    for _edge, wire in wires_of(user):
        words = [item for item in wire.childItems() if isinstance(item, QGraphicsSimpleTextItem) and item.isVisible()]
        for item in words:
            place = item.mapRectToScene(item.boundingRect()).adjusted(3.0, 2.0, -3.0, -2.0)  # as far as letters reach
            if any(block.card.intersects(place) for block in scene.blocks.values()):
                found.append(item.text())
    return found


def test_no_block_covers_the_words_of_a_graph_whatever_its_numbers_are(anyone: User) -> None:
    lines = "q = x*y*w\np = tanh(q/3 - x)*exp(-y)\nu = tanh(p*w + y)**2\nL = (u - 2)**2 + log(w)*x"
    anyone.wiring.files.show(Document(graph(lines, {"x": 0.12345, "y": -0.6789}, {"w": 3.14159})), "long numbers")
    anyone.command("show_step")
    products = 0
    while not anyone.stepper.at_end:
        anyone.command("step")
        assert covered(anyone) == []
        products += sum(" = " in wire.note.arrival for _edge, wire in wires_of(anyone))
    assert products > 10
