"""The card of one element is as tall as what it says, as long as there is room; then its terms are scrolled."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from playground.engine.network import Network
from playground.engine.operations.dense import Dense
from playground.engine.operations.losses import MeanSquaredError
from playground.engine.operations.source import Input
from playground.session.stepper import Stepper
from playground.ui.stepper.step_panel import StepPanel
from playground.ui.stepper.term_row import ROW
from playground.ui.stepper.terms_view import TermsView
from tests.session.walked_nets import NETS, chain, cursor_after, stepper


def shown(qtbot: QtBot, walked: Stepper, height: int) -> StepPanel:
    panel = StepPanel()
    qtbot.addWidget(panel)
    panel.resize(900, height)
    panel.show_stepper(walked)
    panel.show()
    qtbot.waitExposed(panel)
    return panel


def after(quantity: str, network: Network = NETS["2-3-2 softmax"]) -> Stepper:
    walked = stepper(network)
    walked.run_to(cursor_after(walked, "Hidden 1", quantity))
    return walked


def test_few_lines_make_a_low_card_and_a_sum_a_higher_one(qtbot: QtBot) -> None:
    low, high = (shown(qtbot, after(quantity), 400) for quantity in ("activation", "pre_activation"))
    assert low.card.height() < high.card.height() < 250


def test_more_room_makes_no_taller_card(qtbot: QtBot) -> None:
    panels = [shown(qtbot, after("pre_activation"), height) for height in (340, 400, 900)]
    assert len({panel.card.height() for panel in panels}) == 1


def test_without_the_room_the_terms_are_scrolled_and_the_card_stays_inside(qtbot: QtBot) -> None:
    walked = after("pre_activation", chain(Input(60), Dense(2), Dense(1), MeanSquaredError()))
    panel = shown(qtbot, walked, 340)
    terms = panel.card.findChild(TermsView)
    assert panel.card.geometry().bottom() < panel.height()
    assert terms.visibleRegion().boundingRect().height() < terms.height() == 61 * ROW  # and the bias
