"""The inspector asks for one edit a change, shows what was learned, and never emits while it is filled."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from playground.data.sources import Bundled, load
from playground.document import edits
from playground.document.diagram import Diagram
from playground.document.problems import Problem, problems
from playground.engine.learned import Learned, fresh
from playground.engine.network import Learning, Node
from playground.engine.operations.dense import Dense
from playground.engine.operations.losses import MeanSquaredError, SoftmaxCrossEntropy
from playground.ui.edit_request import Edit
from playground.ui.inspector.block_page import BlockPage
from playground.ui.inspector.inspector import Inspector
from playground.ui.inspector.subject import Subject
from playground.ui.matrix_view import MatrixView
from playground.ui.palette import DARK
from tests.ui.sample_diagrams import chain, moons


@pytest.fixture
def inspector(qtbot: QtBot) -> Inspector:
    """A visible inspector of usual size."""
    made = Inspector()
    qtbot.addWidget(made)
    made.resize(340, 800)
    made.show()
    return made


def asked(inspector: Inspector) -> list[Edit]:
    """The edits asked for from now on."""
    heard: list[Edit] = []
    inspector.edit_requested.connect(heard.append)
    return heard


def visible(inspector: Inspector, kind: type[QWidget], name: str) -> QWidget:
    """The visible control of that accessible name, or the button of that text."""
    widgets = [widget for widget in inspector.findChildren(kind) if widget.isVisible()]
    return next(
        widget
        for widget in widgets
        if name in {widget.accessibleName(), widget.text() if isinstance(widget, QPushButton) else ""}
    )


def texts(inspector: Inspector) -> str:
    """Everything that can be read, line by line."""
    return "\n".join(shown.text() for shown in inspector.findChildren(QLabel) if shown.isVisible())


def type_in(inspector: Inspector, qtbot: QtBot, name: str, text: str) -> QLineEdit:
    """Replace the text of a field and press Enter."""
    field = visible(inspector, QLineEdit, name)
    assert isinstance(field, QLineEdit)
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, text)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    return field


def test_filling_asks_for_nothing(inspector: Inspector) -> None:
    heard, diagram = asked(inspector), moons()
    learned = fresh(diagram.network, 0)
    for selection in (*({node.id} for node in diagram.network.nodes), {"n1", "n2"}, set()):
        inspector.show_selection(diagram, frozenset(selection), problems(diagram, None), learned)
    assert heard == []


def test_a_setting_is_one_edit_of_that_block(inspector: Inspector, qtbot: QtBot) -> None:
    diagram = moons()
    heard = asked(inspector)
    inspector.show_selection(diagram, frozenset({"n2"}))
    type_in(inspector, qtbot, "Units", "5")
    (edit,) = heard
    after = edit.apply(diagram)
    assert edit.title == "Set units of Dense 1"
    assert after == edits.set_operation(diagram, "n2", Dense(5))


def test_a_refused_setting_is_told_in_place_in_the_documents_own_words(inspector: Inspector, qtbot: QtBot) -> None:
    heard = asked(inspector)
    inspector.show_selection(moons(), frozenset({"n2"}))
    field = type_in(inspector, qtbot, "Units", "0")
    assert field.text() == "0"
    assert "Dense 1 has 0 units, expected 1 to 65,536." in texts(inspector)
    assert heard == []


def test_renaming_is_an_edit_and_a_taken_name_is_refused(inspector: Inspector, qtbot: QtBot) -> None:
    diagram, heard = moons(), asked(inspector)
    inspector.show_selection(diagram, frozenset({"n2"}))
    type_in(inspector, qtbot, "Name", "Input")
    assert "already a block named 'Input'" in texts(inspector)
    type_in(inspector, qtbot, "Name", "Hidden")
    (edit,) = heard
    assert edit.apply(diagram).network.by_id["n2"].name == "Hidden"


def test_the_loss_can_be_exchanged(inspector: Inspector, qtbot: QtBot) -> None:
    diagram, heard = moons(), asked(inspector)
    inspector.show_selection(diagram, frozenset({"n5"}))
    choice = visible(inspector, QComboBox, "Loss")
    choice.setFocus()
    qtbot.keyClick(choice, Qt.Key.Key_Up)
    (edit,) = heard
    assert edit.apply(diagram).network.by_id["n5"].operation == MeanSquaredError()


def test_a_block_shows_its_parameters_as_they_are(inspector: Inspector) -> None:
    diagram = moons()
    learned = fresh(diagram.network, 0)
    inspector.show_selection(diagram, frozenset({"n2"}), (), learned)
    weights = learned.layout.slot("n2", "weights").view(learned.values)
    shown = [view for view in inspector.findChildren(MatrixView) if view.isVisible()]
    assert [view.accessibleName() for view in shown] == ["Dense 1, weights", "Dense 1, bias"]
    assert f"max {weights.max():.3f}" in texts(inspector)
    assert shown[0].toolTip() == ""


def test_new_values_of_the_same_parameters_replace_the_old(inspector: Inspector) -> None:
    diagram = moons()
    learned = fresh(diagram.network, 0)
    inspector.show_selection(diagram, frozenset({"n2"}), (), learned)
    values = np.full(learned.layout.size, 0.25)
    inspector.show_selection(diagram, frozenset({"n2"}), (), Learned(learned.layout, values))
    assert "min 0.250" in texts(inspector)


@pytest.mark.parametrize("value", [np.nan, np.inf, -1e300])
def test_parameters_that_have_diverged_are_shown_all_the_same(inspector: Inspector, value: float) -> None:
    diagram = moons()
    layout = fresh(diagram.network, 0).layout
    inspector.show_selection(diagram, frozenset({"n2"}), (), Learned(layout, np.full(layout.size, value)))
    inspector.grab()


def test_reinitialize_names_the_block(inspector: Inspector, qtbot: QtBot) -> None:
    diagram = moons()
    inspector.show_selection(diagram, frozenset({"n3"}), (), fresh(diagram.network, 0))
    with qtbot.waitSignal(inspector.reinitialize_requested) as signal:
        visible(inspector, QPushButton, "Re-initialize").click()
    assert signal.args == ["n3"]


def test_freezing_is_an_edit_of_that_block_and_is_told_beside_the_title(inspector: Inspector, qtbot: QtBot) -> None:
    diagram = moons()
    inspector.show_selection(diagram, frozenset({"n2"}))
    heard = asked(inspector)
    qtbot.mouseClick(visible(inspector, QPushButton, "Learning"), Qt.MouseButton.LeftButton)
    qtbot.keyClick(visible(inspector, QCheckBox, "Freeze the weights"), Qt.Key.Key_Space)
    assert [edit.title for edit in heard] == ["Set how Dense 1 learns"]
    frozen = heard[0].apply(diagram)
    assert frozen.network.by_id["n2"].learning == Learning(("weights",))
    inspector.show_selection(frozen, frozenset({"n2"}))
    assert visible(inspector, QPushButton, "Learning · W frozen")
    inspector.show_selection(frozen, frozenset({"n5"}))
    assert not any(
        found.text().startswith("Learning") and found.isVisible() for found in inspector.findChildren(QPushButton)
    )


def test_a_problem_stands_on_its_block_with_a_fix_for_the_newest_diagram(inspector: Inspector) -> None:
    diagram = chain(Dense(9, "identity"), loss=SoftmaxCrossEntropy(), features=64, data=Bundled("digits"))
    data, heard = load(diagram.data), asked(inspector)
    inspector.show_selection(diagram, frozenset({"n2"}), problems(diagram, data))
    newer = edits.set_operation(diagram, "n2", Dense(9, "relu"))
    inspector.show_selection(newer, frozenset({"n2"}), problems(newer, data))
    assert "9 units" in texts(inspector)
    visible(inspector, QPushButton, "Set units to 10").click()
    assert heard[0].apply(newer).network.by_id["n2"].operation == Dense(10, "relu")


def test_several_blocks_can_be_deleted_together(inspector: Inspector) -> None:
    diagram, heard = moons(), asked(inspector)
    inspector.show_selection(diagram, frozenset({"n2", "n3"}))
    assert "2 blocks selected" in texts(inspector)
    visible(inspector, QPushButton, "Delete").click()
    assert heard[0].apply(diagram) == edits.delete(diagram, frozenset({"n2", "n3"}))


def test_with_nothing_selected_the_network_is_summed_up(inspector: Inspector) -> None:
    diagram = moons()
    inspector.show_selection(diagram, frozenset(), (), fresh(diagram.network, 0))
    read = texts(inspector)
    for words in ("105 · 840 B", "Binary cross-entropy", "Two moons · 200 samples", "SGD, learning rate 0.1", "Ready"):
        assert words in read


def test_all_problems_are_listed_when_nothing_is_selected(inspector: Inspector) -> None:
    found = (Problem(None, "the network has no loss"), Problem("n2", "Dense 1 leads nowhere"))
    inspector.show_selection(moons(), frozenset(), found)
    assert "The network has no loss." in texts(inspector)
    assert "Dense 1 leads nowhere." in texts(inspector)
    assert "Ready" not in texts(inspector)


def test_batch_size_and_seed_are_edits_of_the_document(inspector: Inspector, qtbot: QtBot) -> None:
    diagram, heard = moons(), asked(inspector)
    inspector.show_selection(diagram, frozenset())
    type_in(inspector, qtbot, "Batch size", "0")
    assert "Batch size is 0, expected 1 or more." in texts(inspector)
    type_in(inspector, qtbot, "Batch size", "32")
    type_in(inspector, qtbot, "Seed", "7")
    assert heard[0].apply(diagram).training.batch_size == 32
    assert heard[1].apply(diagram).training.seed == 7


def test_unfinished_and_empty_networks_are_shown(inspector: Inspector) -> None:
    inspector.show_selection(Diagram(), frozenset(), problems(Diagram(), None))
    assert "Blocks\n0" in texts(inspector)
    lone = edits.add_block(Diagram(), Dense(3))
    inspector.show_selection(lone, frozenset({"n1"}), problems(lone, None))
    assert "Wire it up" in texts(inspector)


def test_a_new_theme_repaints(inspector: Inspector) -> None:
    diagram = moons()
    inspector.show_selection(diagram, frozenset({"n2"}), (), fresh(diagram.network, 0))
    before = inspector.grab().toImage()
    inspector.set_theme(DARK)
    assert inspector.grab().toImage() != before


def test_what_is_selected_out_of_sight_is_shown_when_it_comes_into_sight(
    inspector: Inspector, monkeypatch: pytest.MonkeyPatch
) -> None:
    inspector.show_selection(moons(), frozenset())
    shown: list[str] = []
    show_block = BlockPage.show_block

    def note(page: BlockPage, subject: Subject, node: Node) -> None:
        shown.append(node.name)
        show_block(page, subject, node)

    monkeypatch.setattr(BlockPage, "show_block", note)
    inspector.hide()
    nodes = moons().network.nodes
    for node in nodes[:2]:
        inspector.show_selection(moons(), frozenset({node.id}))
    assert not shown
    inspector.show()
    assert shown == [nodes[1].name]
    inspector.hide()
    inspector.show()
    assert shown == [nodes[1].name]
