"""Why a gradient is what it is: nothing is computed unseen, and what is shown are the engine's numbers."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from playground.engine.instruction import Index, Ref
from playground.engine.operations.dense import Dense
from playground.engine.operations.losses import SoftmaxCrossEntropy
from playground.engine.operations.source import Input
from playground.engine.paths import Path
from playground.session.numbers import format_number
from playground.session.stepper import Stepper
from playground.ui.palette import DARK
from playground.ui.why import why_panel
from playground.ui.why.path_list import PATH, PORTION, PathModel
from playground.ui.why.why_panel import WhyPanel
from tests.session.walked_nets import NETS, chain, stepper

WEIGHTS, LAST = Ref("hidden 1", "weights"), Ref("output", "bias")


def shown(qtbot: QtBot, walked: Stepper, ref: Ref = WEIGHTS, index: Index = (1, 0), tab: int = 0) -> WhyPanel:
    """A panel in sight that was asked about a number."""
    panel = WhyPanel()
    qtbot.addWidget(panel)
    panel.resize(340, 620)
    panel.tabs.setCurrentIndex(tab)
    panel.ask((walked, ref, index))
    panel.show()
    panel.answer()
    return panel


def wide() -> Stepper:
    """A network with more paths than a list asks for at once."""
    return stepper(chain(Input(4), Dense(30, "tanh"), Dense(20, "tanh"), Dense(3, "identity"), SoftmaxCrossEntropy()))


def test_unseen_nothing_is_computed(qtbot: QtBot) -> None:
    panel = WhyPanel()
    qtbot.addWidget(panel)
    panel.ask((stepper(NETS["2-3-2 softmax"]), WEIGHTS, (0, 0)))
    panel.answer()
    assert panel.paths.model.rowCount() == 0


def test_who_asks_openly_is_answered_at_once(qtbot: QtBot) -> None:
    walked = stepper(NETS["2-3-2 softmax"])
    panel = shown(qtbot, walked)
    panel.ask_openly((walked, LAST, (0,)))
    assert panel.paths.summary.text().startswith("One path leads from ")
    assert panel.accessibleDescription().startswith("b₁⁽²⁾ of Output is ")
    panel.ask_openly((walked, Ref("loss", "targets"), (0, 0)))
    assert not panel.tabs.isVisible()


def test_in_a_large_network_the_number_is_told_at_once_and_its_paths_follow(qtbot: QtBot) -> None:
    walked = stepper(chain(Input(20), Dense(9, "tanh"), Dense(3, "identity"), SoftmaxCrossEntropy()))
    panel = shown(qtbot, walked, LAST, (0,))
    before = panel.paths.summary.text()
    panel.ask_openly((walked, WEIGHTS, (1, 0)))
    assert panel.accessibleDescription().startswith("W₂,₁⁽¹⁾ of Hidden 1 is ")
    assert panel.paths.summary.text() == before
    qtbot.waitUntil(lambda: panel.paths.summary.text().startswith("3 paths lead from W₂,₁⁽¹⁾"))


def test_the_graph_of_a_pass_that_was_prepared_answers(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    walked, made = stepper(NETS["2-3-2 softmax"]), list[object]()
    graph = why_panel.ElementGraph
    monkeypatch.setattr(why_panel, "ElementGraph", lambda point: (made.append(point), graph(point))[1])
    panel = WhyPanel()
    qtbot.addWidget(panel)
    for _ in range(2):
        panel.prepare(walked)
    panel.show()
    panel.ask_openly((walked, WEIGHTS, (1, 0)))
    assert len(made) == 1
    assert panel.paths.model.rowCount() > 0
    walked.next_pass()
    panel.prepare(walked)
    assert len(made) == 2
    monkeypatch.setattr(why_panel, "_PREPARED", walked.start.learned.layout.size * len(walked.start.samples) - 1)
    walked.next_pass()
    panel.prepare(walked)  # would be felt
    assert len(made) == 2


def test_the_paths_add_up_to_the_gradient_of_the_engine(qtbot: QtBot) -> None:
    walked = stepper(NETS["2-3-2 softmax"])
    panel = shown(qtbot, walked)
    walked.run_to_end()
    gradient = float(walked.program.values[Ref("hidden 1", "grad_weights")].array[1, 0])
    model = panel.paths.model
    found = [model.index(row).data(PATH) for row in range(model.rowCount())]
    assert abs(sum(path.product for path in found) - gradient) < 1e-14
    sizes = [abs(path.product) for path in found]
    assert sizes == sorted(sizes, reverse=True)
    assert panel.paths.summary.text().count(format_number(gradient)) == 2


def test_many_paths_are_found_as_the_list_is_scrolled(qtbot: QtBot) -> None:
    panel = shown(qtbot, wide(), Ref("input", "activation"), (0, 1))
    model = panel.paths.model
    assert PORTION <= model.rowCount() < 30 * 20 * 3
    assert "1,800 paths" in panel.paths.summary.text()
    before = model.rowCount()
    panel.paths.list.scrollToBottom()
    qtbot.waitUntil(lambda: model.rowCount() > before)


def test_a_path_is_put_into_words_once(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Path] = []
    way = PathModel.way
    monkeypatch.setattr(PathModel, "way", lambda model, path: (asked.append(path), way(model, path))[1])
    panel = shown(qtbot, wide(), Ref("input", "activation"), (0, 1))
    for _ in range(3):
        assert not panel.grab().isNull()
    assert asked
    assert len(asked) == len({id(path) for path in asked}) <= panel.paths.model.rowCount()


def test_a_path_says_its_numbers_in_full_and_for_ears(qtbot: QtBot) -> None:
    panel = shown(qtbot, stepper(NETS["2-3-2 softmax"]))
    index = panel.paths.model.index(0)
    path = index.data(PATH)
    assert isinstance(path, Path)
    assert all(repr(factor) in index.data(Qt.ItemDataRole.ToolTipRole) for factor in path.factors)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole).startswith("path 1, ")
    assert "→" in index.data()


def test_a_path_is_followed_to_its_next_number(qtbot: QtBot) -> None:
    panel = shown(qtbot, stepper(NETS["2-3-2 softmax"]))
    with qtbot.waitSignal(panel.followed) as heard:
        panel.paths.list.activated.emit(panel.paths.model.index(0))
    assert heard.args == [(Ref("hidden 1", "pre_activation"), (0, 1))]


def test_asked_about_a_gradient_it_answers_for_the_weight(qtbot: QtBot) -> None:
    walked = stepper(NETS["2-3-2 softmax"])
    panel, other = shown(qtbot, walked), shown(qtbot, walked, Ref("hidden 1", "grad_weights"))
    assert panel.accessibleDescription() == other.accessibleDescription() != ""
    assert panel.paths.summary.text() == other.paths.summary.text()


def test_what_no_gradient_leads_to_is_said_in_words(qtbot: QtBot) -> None:
    panel = shown(qtbot, stepper(NETS["2-3-2 softmax"]), Ref("loss", "targets"), (0, 0))
    assert not panel.tabs.isVisible()
    panel.ask(None)
    panel.answer()
    assert not panel.tabs.isVisible()


def test_a_single_path_is_told_as_one(qtbot: QtBot) -> None:
    panel = shown(qtbot, stepper(NETS["2-3-2 softmax"]), LAST, (0,))
    assert panel.paths.summary.text().startswith("One path leads from ")
    assert panel.paths.model.rowCount() == 1


def test_only_the_side_that_is_looked_at_is_computed(qtbot: QtBot) -> None:
    panel = shown(qtbot, stepper(NETS["2-3-2 softmax"]), tab=2)
    assert panel.paths.model.rowCount() == 0
    assert panel.what_if.lines.texts() != []
    panel.tabs.setCurrentIndex(1)
    assert panel.proof.lines.texts() != []


def test_in_another_pass_of_the_same_network_the_number_stays(qtbot: QtBot) -> None:
    walked = stepper(NETS["2-3-2 softmax"])
    panel = shown(qtbot, walked)
    before = panel.accessibleDescription()
    walked.next_pass()
    panel.ask((walked, None, ()))
    panel.answer()
    assert panel.tabs.isVisible()
    assert panel.accessibleDescription() != before
    assert panel.accessibleDescription().partition(" is ")[0] == before.partition(" is ")[0]
    panel.ask((walked, LAST, (0,)))
    panel.answer()
    assert panel.accessibleDescription().startswith("b₁⁽²⁾ of ")


def test_it_can_be_repainted_in_the_dark(qtbot: QtBot) -> None:
    panel = shown(qtbot, stepper(NETS["2-3-2 softmax"]))
    panel.set_theme(DARK)
    panel.grab()
