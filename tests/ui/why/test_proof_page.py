"""The proof of a gradient in the window: the session's numbers, the V over ε, and the map that fills bit by bit."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from pytestqt.qtbot import QtBot

from playground.engine.element_graph import ElementGraph
from playground.engine.instruction import Ref
from playground.session.element_names import found
from playground.session.numbers import format_number
from playground.session.pass_point import point_of
from playground.session.proof import Prover
from playground.ui.palette import DARK, LIGHT
from playground.ui.why.error_map import error_image
from playground.ui.why.proof_page import ProofPage
from playground.ui.why.sweep_plot import best_step, ten_to_the
from tests.engine.graphs import graph as formula
from tests.engine.test_paths import point_of as formula_point
from tests.session.walked_nets import NETS, stepper

GRAPH = ElementGraph(point_of(stepper(NETS["2-3-2 softmax"], 2)))
WEIGHT = GRAPH.element(Ref("hidden 1", "weights"), (1, 0))


def shown(qtbot: QtBot) -> ProofPage:
    """The proof of one weight's gradient, in sight."""
    page = ProofPage(LIGHT)
    qtbot.addWidget(page)
    page.resize(330, 600)
    page.show_element(GRAPH, WEIGHT)
    page.show()
    return page


def test_the_witnesses_are_those_of_the_session(qtbot: QtBot) -> None:
    proof = Prover(GRAPH).prove(WEIGHT)
    numbers = (proof.gradient, proof.best, proof.central, proof.forward)
    assert shown(qtbot).lines.texts() == [format_number(number, 10) for number in numbers]


def test_the_lowest_point_of_the_v_is_told_in_words(qtbot: QtBot) -> None:
    page, sweep = shown(qtbot), Prover(GRAPH).sweep(WEIGHT)
    best = sweep.steps[int(np.nanargmin(sweep.central_errors))]
    assert page.best.text() == page.plot.accessibleDescription() == best_step(sweep)
    assert ten_to_the(round(float(np.log10(best)))) in page.best.text()


def test_all_gradients_are_checked_a_little_at_a_time(qtbot: QtBot) -> None:
    page = shown(qtbot)
    assert not page.worst.isVisible()
    page.check.click()
    assert page.check.text() == "Pause"
    qtbot.waitUntil(lambda: page.found.text().startswith("17 of 17 gradients checked"))
    qtbot.waitUntil(lambda: not page.check.isVisible())
    with qtbot.waitSignal(page.followed) as heard:
        page.worst.click()
    assert "largest relative error" in page.found.text()
    assert heard.args[0].ref in GRAPH.refs


def test_the_check_can_be_paused_and_begins_anew_for_another_pass(qtbot: QtBot) -> None:
    page = shown(qtbot)
    page.check.click()
    page.check.click()
    assert page.check.text() == "Check on"
    page.show_element(ElementGraph(GRAPH.point), WEIGHT)
    assert page.check.text() == "Check all gradients"
    assert page.found.text() == ""


def test_a_number_of_the_map_is_found_under_the_mouse(qtbot: QtBot) -> None:
    page = shown(qtbot)
    errors = {Ref("hidden 1", "weights"): np.full((3, 2), np.nan), Ref("hidden 1", "bias"): np.zeros(3)}
    page.map.show_errors(GRAPH, errors)
    assert page.map.element_at(QPointF(20, 18 + 20)) == GRAPH.element(Ref("hidden 1", "weights"), (1, 1))
    assert page.map.element_at(QPointF(20, 5)) is None
    assert page.map.tip(WEIGHT).endswith("not checked yet")
    with qtbot.waitSignal(page.map.clicked) as heard:
        qtbot.mouseClick(page.map, Qt.MouseButton.LeftButton, pos=QPointF(3, 20).toPoint())
    assert heard.args[0].index == (0, 0)


def test_agreement_is_green_and_disagreement_red() -> None:
    for theme in (LIGHT, DARK):
        image = error_image(np.array([[0.0, np.inf, np.nan]]), theme)
        names = [image.pixelColor(at, 0).name().upper() for at in range(3)]
        assert names == [theme.positive.upper(), theme.error.upper(), theme.chip.upper()]


@pytest.mark.filterwarnings("ignore:divide by zero")  # where the formula itself is run, outside of any program
def test_an_infinite_gradient_is_told_in_words_and_never_as_an_error_that_is_no_number(qtbot: QtBot) -> None:
    page = ProofPage(LIGHT)
    qtbot.addWidget(page)
    elements = ElementGraph(formula_point(formula("sin(a*b) + a/b", {"a": 1.0, "b": 0.0})))
    page.show_element(elements, found(elements, "a"))
    assert page.note.text().startswith("The gradient is infinite here, so there is nothing to compare.")
    assert page.note.text() in page.spoken
    assert "relative error" not in page.spoken
    assert page.best.text() == "No difference comes close, whatever ε: there is no finite number to compare."
    page.show_element(GRAPH, WEIGHT)
    assert "infinite" not in page.note.text()
    assert page.spoken.count("relative error") == 2


def test_a_number_that_cannot_be_compared_is_told_so_in_the_map(qtbot: QtBot) -> None:
    page = shown(qtbot)
    page.map.show_errors(GRAPH, {WEIGHT.ref: np.full(GRAPH.array(WEIGHT.ref).shape, np.inf)})
    assert page.map.tip(WEIGHT).endswith("not finite, so not to be compared")
