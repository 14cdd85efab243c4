"""A term that is pointed at, and a path that is chosen, are lit on the canvas and among the values, then no more."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from playground.engine.instruction import Phase
from playground.ui.light import Light
from playground.ui.light_views import between, path_edges
from playground.ui.stepper.term_row import ROW
from playground.ui.stepper.terms_view import TermsView
from playground.ui.workspaces import Workspace
from tests.session.walked_nets import NETS
from tests.user import User


@pytest.fixture
def user(qtbot: QtBot, qapp: QApplication) -> Iterator[User]:
    """Someone at δa of the first layer of the two moons, a sum over the units of the second."""
    someone = User(qtbot, qapp)
    someone.window.show_workspace(Workspace.STEP)
    someone.settle()
    stepper = someone.wiring.steps.stepper
    assert stepper is not None
    first = stepper.network.named("Dense 1").id
    line = next(line for line in stepper.instructions if (line.node, line.quantity.key) == (first, "grad_activation"))
    assert line.phase is Phase.BACKWARD
    someone.wiring.steps.run_to(line.index + 1)
    someone.settle()
    yield someone
    someone.close()


def lit_blocks(user: User) -> set[str]:
    """Names of the blocks that are lit on the canvas."""
    scene = user.wiring.panels.canvas.diagram_scene
    return {scene.diagram.network.node(id).name for id, block in scene.blocks.items() if block.state.lit}


def lit_wires(user: User) -> int:
    """How many wires are lit."""
    return sum(wire.state.lit for wire in user.wiring.panels.canvas.diagram_scene.wires.items.values())


def test_a_term_lights_the_block_the_wire_and_its_element_and_leaving_restores(user: User) -> None:
    terms = user.wiring.panels.explanation.findChild(TermsView)
    user.qtbot.mouseMove(terms, QPoint(5, 1))
    user.qtbot.mouseMove(terms, QPoint(20, 2 * ROW + 8))
    assert lit_blocks(user) == {"Dense 2"}
    assert lit_wires(user) == 1
    scene = user.wiring.panels.canvas.diagram_scene
    block = scene.blocks[scene.diagram.network.named("Dense 2").id]
    assert ("grad_pre_activation", (0, 2)) in block.state.elements
    (row,) = (row for row in block.layout.rows if row.row.quantity == "grad_pre_activation")
    place = row.element_rect((0, 2))
    assert place is not None
    assert row.index_at(place.center()) == (0, 2)
    QApplication.sendEvent(terms, QEvent(QEvent.Type.Leave))
    assert (lit_blocks(user), lit_wires(user)) == (set(), 0)


def test_the_values_of_the_block_mark_the_element_and_then_the_chosen_one_again(user: User) -> None:
    panels = user.wiring.panels
    line = next(line for line in panels.values._lines if line._row is not None and line._row.current)
    before = line.current
    panels.explanation.lit.emit(((line._row.ref, (0, 5)),))
    assert line.current == (0, 5)
    panels.explanation.lit.emit(())
    assert line.current == before


def test_a_step_puts_the_light_out(user: User) -> None:
    terms = user.wiring.panels.explanation.findChild(TermsView)
    user.qtbot.mouseMove(terms, QPoint(5, 1))
    user.qtbot.mouseMove(terms, QPoint(20, 8))
    assert lit_blocks(user)
    user.press(Qt.Key.Key_F10)
    assert lit_blocks(user) == set()


def test_a_chosen_path_is_lit_to_the_loss(user: User) -> None:
    why = user.wiring.panels.why
    user.press(Qt.Key.Key_W, Qt.KeyboardModifier.AltModifier)
    user.qtbot.waitUntil(lambda: why.paths.model.rowCount() > 0)
    why.paths.list.setFocus()
    why.paths.list.setCurrentIndex(why.paths.model.index(0))
    assert lit_blocks(user) == {"Dense 1", "Dense 2", "Dense 3", "Loss"}
    assert lit_wires(user) == 3
    why.paths.list.setCurrentIndex(why.paths.model.index(-1))
    assert lit_blocks(user) == set()


def test_a_path_stays_lit_when_a_pointed_term_is_left(user: User) -> None:
    why, explanation = user.wiring.panels.why, user.wiring.panels.explanation
    user.press(Qt.Key.Key_W, Qt.KeyboardModifier.AltModifier)
    user.qtbot.waitUntil(lambda: why.paths.model.rowCount() > 0)
    why.paths.list.setCurrentIndex(why.paths.model.index(0))
    along = user.wiring.panels.canvas.lights.shown
    assert explanation.trail.instruction is not None
    explanation.lit.emit(((explanation.trail.instruction.result.ref, (0, 0)),))
    assert user.wiring.panels.canvas.lights.shown != along
    explanation.lit.emit(())
    assert user.wiring.panels.canvas.lights.shown == along != Light()


def test_a_click_on_a_weight_brings_its_paths_into_sight(user: User) -> None:
    panels = user.wiring.panels
    assert not panels.why.isVisible()
    line = next(line for line in panels.values._lines if line._row is not None and line._row.quantity == "bias")
    line.cell_clicked.emit((0, 1))
    user.settle()
    assert panels.why.isVisible()


def test_wires_between_blocks_are_found_in_both_directions() -> None:
    network = NETS["skip"]
    assert {(edge.source, edge.target) for edge in between(network, "bend", "layer")} == {("layer", "bend")}
    assert path_edges(network, ()) == ()
