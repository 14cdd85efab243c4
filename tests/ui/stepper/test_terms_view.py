"""Terms that are copied look as if they were painted anew, on the very ground of the card."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from playground.session.explanation import explain
from playground.session.number_style import NumberStyle
from playground.ui import theme
from playground.ui.kept_picture import Picture
from playground.ui.palette import DARK, LIGHT, Theme
from playground.ui.stepper import terms_view
from playground.ui.stepper.element_card import ElementCard
from playground.ui.stepper.reading import Looked, reader_of
from playground.ui.stepper.term_row import TermRows
from playground.ui.stepper.terms_view import TermsView
from tests.session.walked_nets import NETS, cursor_after, stepper


def looked_at(node: str, quantity: str) -> Looked:
    """The first element of a value of a walked network."""
    walked = stepper(NETS["2-3-2 softmax"])
    walked.run_to(cursor_after(walked, node, quantity))
    assert walked.current is not None
    return Looked(walked, walked.current, explain(reader_of(walked, walked.current), (0, 0)))


SUMS = {"forward": ("Hidden 1", "pre_activation"), "backward": ("Input", "grad_activation")}


def shown(qtbot: QtBot, look: Theme, looked: Looked) -> ElementCard:
    """A card in its colours."""
    card = ElementCard(look)
    card.setStyleSheet(theme.style_sheet(look))
    qtbot.addWidget(card)
    card.resize(420, 220)
    card.show_element(looked)
    card.show()
    QApplication.processEvents()
    return card


def pixels(card: ElementCard) -> np.ndarray:
    image = card.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    return np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1, 4)[..., :3].astype(np.int64)


@pytest.mark.parametrize("look", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("place", SUMS.values(), ids=SUMS)
def test_copied_rows_look_as_if_written_upon_the_card(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, look: Theme, place: tuple[str, str]
) -> None:
    card = shown(qtbot, look, looked_at(*place))
    copied = pixels(card)
    painted: list[Picture] = []

    def write(painter: object, origin: object, picture: object) -> None:
        painted.append(picture)
        painter.translate(origin)
        picture.write(painter)
        painter.translate(-origin)

    monkeypatch.setattr(terms_view, "paint_kept", write)
    assert np.abs(pixels(card) - copied).max() <= 1
    assert painted


@pytest.mark.parametrize(("area", "rows"), [(QSize(300, 20), 1), (QSize(300, 22), 2), (QSize(300, 900), 3)])
def test_rows_that_would_be_in_sight_are_made_ready(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, area: QSize, rows: int
) -> None:
    kept: list[Picture] = []
    monkeypatch.setattr(terms_view, "keep", lambda picture, _place: kept.append(picture))
    terms = looked_at(*SUMS["forward"]).explanation.terms
    view = TermsView()
    qtbot.addWidget(view)
    view.rehearse(terms, "forward_soft", area)
    assert len(terms) == 3
    assert len(kept) == rows
    assert all(picture.bounds().width() == 300 for picture in kept)


def test_rows_that_were_made_ready_are_those_of_the_same_sum_alone(qtbot: QtBot) -> None:
    one, again, other = looked_at(*SUMS["forward"]), looked_at(*SUMS["forward"]), looked_at(*SUMS["backward"])
    rows = TermRows(one.explanation.terms)
    assert rows.are_of(explain(reader_of(one.stepper, one.instruction), (0, 0)).terms)
    assert not rows.are_of(explain(reader_of(one.stepper, one.instruction), (0, 1)).terms)
    assert not rows.are_of(explain(reader_of(one.stepper, one.instruction, NumberStyle(count=7)), (0, 0)).terms)
    assert not rows.are_of(again.explanation.terms)  # of another pass
    assert not rows.are_of(other.explanation.terms)
    one.stepper.program.value("weights", "hidden 1")[0, 0] += 1.0
    assert not rows.are_of(explain(reader_of(one.stepper, one.instruction), (0, 0)).terms)
