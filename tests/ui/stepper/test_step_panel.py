"""The panel explains the step that ran last: title, formula, matrices, and one element that the user chooses."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from playground.engine.instruction import Ref
from playground.engine.operations.dense import Dense
from playground.engine.operations.losses import SoftmaxCrossEntropy
from playground.engine.operations.source import Input
from playground.session.numbers import format_number
from playground.session.stepper import Stepper
from playground.ui.formula_boxes import Term
from playground.ui.palette import DARK
from playground.ui.stepper.element_card import ElementCard
from playground.ui.stepper.fitted_formula import FittedFormula
from playground.ui.stepper.step_panel import StepPanel
from playground.ui.stepper.term_row import ROW
from playground.ui.stepper.terms_view import TermsView, term_tip
from tests.session.walked_nets import NETS, OPTIMIZERS, chain, cursor_after, stepper


def shown(qtbot: QtBot, walked: Stepper | None, width: int = 880) -> StepPanel:
    """A panel over a stepper."""
    panel = StepPanel()
    qtbot.addWidget(panel)
    panel.resize(width, 290)
    panel.show_stepper(walked)
    panel.show()
    return panel


def at(name: str, quantity: str, count: int = 1, net: str = "2-3-2 softmax") -> Stepper:
    """A stepper right after an instruction."""
    walked = stepper(NETS[net], count)
    walked.run_to(cursor_after(walked, name, quantity))
    return walked


def texts(panel: StepPanel) -> list[str]:
    """All that is written in labels in sight."""
    return [label.text() for label in panel.findChildren(QLabel) if label.isVisible()]


def press(qtbot: QtBot, panel: StepPanel, text: str) -> None:
    """Click the button that says so."""
    (button,) = (button for button in panel.findChildren(QPushButton) if button.text() == text)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def card(panel: StepPanel) -> ElementCard:
    """The card of the element."""
    return panel.findChild(ElementCard)


def view_point(panel: StepPanel, term: Term) -> QPoint:
    """Where a term of the formula with matrices stands."""
    view = panel.findChild(FittedFormula).view
    points = (QPoint(x, y) for y in range(0, view.height(), 4) for x in range(0, view.width(), 6))
    return next(point for point in points if view.term_at(QPointF(point)) == term)


# What is shown


def test_before_the_first_step_it_says_what_to_do(qtbot: QtBot) -> None:
    panel = shown(qtbot, stepper(NETS["skip"]))
    assert any("Press Step (F10)" in text for text in texts(panel))
    assert panel.index is None


def test_without_a_network_to_walk_it_says_so(qtbot: QtBot) -> None:
    assert "Nothing to walk yet" in texts(shown(qtbot, None))


def test_title_and_note_name_the_step(qtbot: QtBot) -> None:
    panel = shown(qtbot, at("Hidden 1", "grad_pre_activation"))
    assert "STEP 13 OF 20 · BACKWARD · HIDDEN 1" in texts(panel)
    assert any("slope of tanh" in text for text in texts(panel))


def test_the_value_of_the_chosen_element_is_the_engines(qtbot: QtBot) -> None:
    walked = at("Hidden 1", "grad_pre_activation")
    panel = shown(qtbot, walked)
    panel.show_stepper(walked, (0, 2))
    value = walked.program.value("grad_pre_activation", "hidden 1")[0, 2]
    assert format_number(float(value)) in texts(panel)
    assert card(panel).accessibleName().startswith("Hidden 1, delta z, Neuron 3, ")


@pytest.mark.parametrize("net", NETS)
@pytest.mark.parametrize("count", [1, 3])
def test_every_step_of_every_net_can_be_shown(qtbot: QtBot, net: str, count: int) -> None:
    walked = stepper(NETS[net], count, OPTIMIZERS[1])
    panel = shown(qtbot, walked)
    while walked.step():
        panel.show_stepper(walked)
        assert not panel.grab().isNull()
        assert walked.current is not None
        assert len(panel.index or ()) == walked.current.result.array.ndim


def test_no_step_moves_the_panels_edges(qtbot: QtBot) -> None:
    walked = stepper(NETS["branches"], 3)
    panel = shown(qtbot, walked)
    hints = set()
    while walked.step():
        panel.show_stepper(walked)
        hints.add(panel.minimumSizeHint().toTuple())
    assert len(hints) == 1


def test_a_formula_is_copied_as_latex(qtbot: QtBot) -> None:
    panel = shown(qtbot, at("Hidden 1", "pre_activation"))
    press(qtbot, panel, "Copy as LaTeX")
    assert QGuiApplication.clipboard().text() == "z^{(1)} = W^{(1)} a^{(0)} + b^{(1)}"


# Choosing an element


def test_the_first_element_is_chosen_and_a_neuron_stays_chosen_from_step_to_step(qtbot: QtBot) -> None:
    walked = at("Hidden 1", "pre_activation")
    panel = shown(qtbot, walked)
    assert panel.index == (0, 0)
    panel.show_stepper(walked, (0, 2))
    walked.step()
    panel.show_stepper(walked)
    assert panel.index == (0, 2)
    walked.run_to(cursor_after(walked, "Hidden 1", "grad_weights"))
    panel.show_stepper(walked)
    assert panel.index == (2, 0)


def test_a_click_on_a_weight_chooses_the_neuron_it_feeds(qtbot: QtBot) -> None:
    panel = shown(qtbot, at("Hidden 1", "pre_activation"))
    told: list[object] = []
    panel.element_chosen.connect(told.append)
    view = panel.findChild(FittedFormula).view
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=view_point(panel, Term("W", 1, 0)))
    assert (told, panel.index) == ([(0, 1)], (0, 1))


def test_arrow_keys_move_over_the_result_as_it_is_drawn(qtbot: QtBot) -> None:
    panel = shown(qtbot, at("Hidden 1", "pre_activation"))
    told: list[object] = []
    panel.element_chosen.connect(told.append)
    view = panel.findChild(FittedFormula).view
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Up):
        qtbot.keyClick(view, key)
    assert told == [(0, 1), (0, 2), (0, 1)]


def test_in_a_batch_samples_are_below_each_other(qtbot: QtBot) -> None:
    panel = shown(qtbot, at("Hidden 1", "pre_activation", 4))
    view = panel.findChild(FittedFormula).view
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Right):
        qtbot.keyClick(view, key)
    assert panel.index == (1, 1)
    assert any("Sample 2, neuron 2" in text for text in texts(panel))


def test_what_is_chosen_from_outside_is_told_to_nobody(qtbot: QtBot) -> None:
    walked = at("Hidden 1", "pre_activation")
    panel = shown(qtbot, walked)
    told: list[object] = []
    panel.element_chosen.connect(told.append)
    panel.show_stepper(walked, (0, 1))
    assert told == []


# Sums and room


def test_a_sum_lists_every_term_however_many(qtbot: QtBot) -> None:
    walked = stepper(chain(Input(784), Dense(16, "relu"), Dense(10, "identity"), SoftmaxCrossEntropy()))
    walked.run_to(2)
    panel = shown(qtbot, walked)
    terms = panel.findChild(TermsView)
    assert terms.isVisible()
    assert terms.height() == 785 * ROW
    last = terms.term_at(QPoint(5, 784 * ROW + 3))
    assert last is not None
    assert last.factors[0].label == "b₁⁽¹⁾"


def test_contributions_name_the_path_they_came_by(qtbot: QtBot) -> None:
    panel = shown(qtbot, at("Layer", "grad_activation", net="skip"))
    terms = panel.findChild(TermsView)
    found = [terms.term_at(QPoint(5, place * ROW + 3)) for place in range(2)]
    assert [term_tip(term).split(" ")[0] for term in found if term] == ["δa₁⁽¹⁾←Bend", "δa₁⁽¹⁾←Sum"]


@pytest.mark.parametrize("width", [480, 880, 1400])
def test_the_card_stays_within_the_panel(qtbot: QtBot, width: int) -> None:
    panel = shown(qtbot, at("Hidden 1", "grad_pre_activation"), width)
    qtbot.waitUntil(lambda: card(panel).geometry().right() <= panel.width())
    assert card(panel).width() >= 220


def test_a_theme_repaints(qtbot: QtBot) -> None:
    panel = shown(qtbot, at("Hidden 1", "pre_activation"))
    light = panel.grab().toImage()
    panel.set_theme(DARK)
    assert panel.grab().toImage() != light


# Any number that has been computed


def test_a_line_that_ran_earlier_is_explained_and_left_again(qtbot: QtBot) -> None:
    walked = at("Output", "grad_pre_activation")
    panel = shown(qtbot, walked)
    before = texts(panel)
    earlier = walked.producer(Ref(walked.network.named("Hidden 1").id, "activation"))
    assert earlier is not None
    panel.look_at(earlier, (0, 1))
    assert "HIDDEN 1" in " ".join(texts(panel))
    assert panel.index is not None
    press(qtbot, panel, "Back")
    assert texts(panel) == before


def test_a_double_click_follows_a_number_to_its_line(qtbot: QtBot) -> None:
    walked = at("Hidden 1", "pre_activation")
    panel = shown(qtbot, walked)
    heard: list[object] = []
    panel.value_followed.connect(heard.append)
    view = panel.findChild(FittedFormula).view
    qtbot.mouseDClick(view, Qt.MouseButton.LeftButton, pos=view_point(panel, Term("x", 1, 0)))
    assert heard == [(Ref(walked.network.inputs[0].id, "activation"), (0, 1))]


def test_after_an_update_the_pass_is_still_explained_with_the_weights_it_used(qtbot: QtBot) -> None:
    walked = stepper(NETS["2-3-2 softmax"], 1)
    walked.run_to(cursor_after(walked, walked.network.nodes[1].name, "pre_activation"))
    panel = shown(qtbot, walked)
    total = card(panel).findChildren(QLabel)[-1].text()
    line = walked.current
    assert line is not None
    index = panel.index
    walked.run_to_end()
    panel.show_stepper(walked)
    assert index is not None
    panel.look_at(line, index)
    assert card(panel).findChildren(QLabel)[-1].text() == total


# Lines asked for elsewhere


def test_a_line_of_the_listing_that_has_run_is_explained_at_the_same_neuron(qtbot: QtBot) -> None:
    walked = at("Hidden 1", "activation")
    panel = shown(qtbot, walked)
    panel.show_stepper(walked, (0, 2))
    before = walked.cursor
    with qtbot.waitSignal(panel.explained) as told:
        panel.look_at_line(walked.cursor - 2)
    _, ref, index = told.args[0]
    assert (ref.quantity, index) == ("pre_activation", (0, 2))
    assert walked.cursor == before
    with qtbot.assertNotEmitted(panel.explained):
        panel.look_at_line(len(walked.instructions) - 1)


# Lighting where a term comes from


def test_pointing_at_a_term_lights_its_factors_and_leaving_puts_them_out(qtbot: QtBot) -> None:
    walked = at("Hidden 1", "grad_activation")
    panel = shown(qtbot, walked)
    terms = panel.findChild(TermsView)
    with qtbot.waitSignal(panel.lit) as told:
        qtbot.mouseMove(terms, QPoint(20, ROW + 8))
    places = told.args[0]
    assert {ref.quantity for ref, _ in places} == {"weights", "grad_pre_activation"}
    assert all(index[-2:] in ((1, 0), (0, 1)) for _, index in places)
    view = panel.findChild(FittedFormula).view
    assert {term.operand for term in view.lit} == {"W", "dz"}
    assert all(view.place_of(term) is not None for term in view.lit)
    with qtbot.waitSignal(panel.lit) as told:
        QApplication.sendEvent(terms, QEvent(QEvent.Type.Leave))
    assert told.args[0] == ()
    assert not view.lit


def test_pointing_at_an_element_of_the_formula_lights_its_source(qtbot: QtBot) -> None:
    panel = shown(qtbot, at("Hidden 1", "pre_activation"))
    view = panel.findChild(FittedFormula).view
    with qtbot.waitSignal(panel.lit) as told:
        view.term_hovered.emit(Term("x", 1, 0))
    ((ref, index),) = told.args[0]
    assert (ref.quantity, index) == ("activation", (0, 1))
    with qtbot.waitSignal(panel.lit) as told:
        view.term_hovered.emit(None)
    assert told.args[0] == ()


def test_another_step_puts_the_light_out(qtbot: QtBot) -> None:
    walked = at("Hidden 1", "pre_activation")
    panel = shown(qtbot, walked)
    panel.findChild(FittedFormula).view.term_hovered.emit(Term("x", 0, 0))
    assert panel.findChild(FittedFormula).view.lit
    walked.step()
    panel.show_stepper(walked)
    assert not panel.findChild(FittedFormula).view.lit


def test_a_term_that_is_kept_is_lit_again_after_something_else_was_pointed_at(qtbot: QtBot) -> None:
    walked = at("Hidden 1", "pre_activation")
    panel = shown(qtbot, walked)
    terms, view = panel.findChild(TermsView), panel.findChild(FittedFormula).view
    qtbot.mouseClick(terms, Qt.MouseButton.LeftButton, pos=QPoint(20, 8))
    QApplication.sendEvent(terms, QEvent(QEvent.Type.Leave))
    kept = view.lit
    assert kept
    view.term_hovered.emit(Term("x", 1, 0))
    assert view.lit != kept
    view.term_hovered.emit(None)
    assert view.lit == kept
    walked.step()
    panel.show_stepper(walked)
    assert not view.lit


def test_that_nothing_is_lit_is_told_once(qtbot: QtBot) -> None:
    walked = at("Hidden 1", "pre_activation")
    panel, told = shown(qtbot, walked), list[object]()
    panel.lit.connect(told.append)
    panel.light(panel.card._looked.explanation.terms[0].factors)
    for _ in range(2):
        walked.step()
        panel.show_stepper(walked)
    assert [bool(places) for places in told] == [True, False]
