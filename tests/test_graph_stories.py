"""What users do with computational graphs in the real window: open each example, type a formula, change a number."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from playground.data.sources import Written
from playground.document.examples import EXAMPLES, GRAPHS, WORKED
from playground.ui.graph.formula_dialog import FormulaDialog
from playground.ui.welcome.formula_entry import FormulaLine
from playground.ui.welcome.welcome import Welcome
from playground.ui.workspaces import Workspace
from tests.user import User

SMALL = tuple(entry.key for entry in EXAMPLES if entry.group in (GRAPHS, WORKED))


@pytest.fixture
def user(qtbot: QtBot, qapp: QApplication) -> Iterator[User]:
    """Someone in front of a freshly opened window."""
    someone = User(qtbot, qapp)
    yield someone
    someone.close()


def test_every_graph_and_worked_example_can_be_walked_and_trained(user: User) -> None:
    for key in SMALL:
        user.wiring.files.show(user.wiring.workbench.document(), "before")  # nothing unsaved to ask about
        user.wiring.files.open_example(key)
        assert user.wiring.workbench.state.problems == ()
        user.window.show_workspace(Workspace.STEP)
        user.settle()
        for dock in ("links", "modes", "explanation"):
            user.window.show_dock(dock)
        user.command("run_to_end")
        assert user.stepper.at_end
        user.window.show_workspace(Workspace.TRAIN)
        user.command("update_once")
        learned = user.wiring.workbench.state.learned
        assert learned is not None
        assert learned.updates == 2
        user.window.show_workspace(Workspace.BUILD)


def test_a_wire_of_a_graph_says_what_came_back_along_it(user: User) -> None:
    user.wiring.files.open_example("neuron")
    user.window.show_workspace(Workspace.STEP)
    user.command("run_to_end")
    wires = user.wiring.panels.canvas.diagram_scene.wires.items.values()
    notes = {wire.note.text: wire.note.arrival for wire in wires if wire.note.text}
    assert notes["∂v₁/∂w2 = 3"] == "−18"
    assert notes["∂ŷ/∂w2 = 1"] == "−6"
    user.window.show_workspace(Workspace.BUILD)
    assert not any(wire.note.text for wire in wires)


def test_a_typed_formula_is_walked_and_its_numbers_changed_and_changed_back(user: User) -> None:
    user.command("new_formula")
    dialog = user.window.findChild(FormulaDialog)
    user.qtbot.keyClicks(dialog.text, "(x - 3)**2")
    user.qtbot.mouseClick(dialog.create_button, Qt.MouseButton.LeftButton)
    user.settle()
    state = user.wiring.workbench.state
    assert state.is_ready
    rows = user.wiring.panels.data._rows.model
    assert rows.setData(rows.index(0, 0), "5")
    assert user.wiring.workbench.state.diagram.data == Written("One point", ("x",), ((5.0,),))
    user.window.show_workspace(Workspace.STEP)
    user.command("run_to_end")
    result = user.wiring.workbench.state.diagram.network.named("(x − 3)^2").id
    assert user.stepper.program.value("activation", result).item() == 4.0
    user.window.show_workspace(Workspace.BUILD)
    user.command("undo")
    assert user.wiring.workbench.state.diagram.data == Written("One point", ("x",), ((3.0,),))


def test_a_formula_of_the_start_page_is_given_its_numbers_and_made_by_keys_alone(user: User) -> None:
    user.command("welcome")
    welcome = user.window.findChild(Welcome)
    line = welcome.findChild(FormulaLine)
    user.qtbot.keyClick(welcome, Qt.Key.Key_F, Qt.KeyboardModifier.AltModifier)
    user.qtbot.keyClicks(line, "p*q + q")
    user.qtbot.keyClick(line, Qt.Key.Key_Return)
    dialog = user.window.findChild(FormulaDialog)
    user.qtbot.keyClicks(dialog.table, "5")
    user.qtbot.keyClick(dialog.table.findChild(QLineEdit), Qt.Key.Key_Return)
    user.settle()
    assert dialog.formula.number("p") == 5.0
    user.qtbot.keyClick(dialog.table, Qt.Key.Key_Return)
    user.settle()
    assert user.wiring.workbench.state.diagram.data == Written("One point", ("p", "q"), ((5.0, 1.0),))


def test_descent_on_two_numbers_is_drawn_on_their_surface(user: User) -> None:
    user.wiring.files.open_example("neuron")
    user.window.show_workspace(Workspace.TRAIN)
    user.settle()
    surface = user.wiring.panels.surface
    for _ in range(3):
        user.command("update_once")
    user.qtbot.waitUntil(lambda: len(surface.map._path) == 4, timeout=5000)
    assert surface.isVisible()


def test_panels_that_a_document_cannot_fill_are_not_in_the_way(user: User) -> None:
    def there(workspace: Workspace) -> set[str]:
        user.window.show_workspace(workspace)
        user.settle()
        return {name for name in ("links", "modes", "map", "surface") if not user.window.docks[name].isHidden()}

    for _ in range(2):
        user.wiring.files.open_example("neuron")
        assert (there(Workspace.STEP), there(Workspace.TRAIN)) == ({"links", "modes"}, {"surface"})
        user.wiring.files.open_example("moons")
        assert (there(Workspace.STEP), there(Workspace.TRAIN)) == (set(), {"map"})
        user.wiring.files.open_example("iris")
        assert there(Workspace.TRAIN) == set()
