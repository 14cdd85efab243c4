"""The card of one element while its sum is walked: what stands out, what is added up so far, what is said and lit."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from playground.session import explanation
from playground.session.explanation import TermShown, explain
from playground.session.numbers import format_number, spoken
from playground.session.term_cursor import TermCursor, step_into
from playground.ui.stepper.element_card import ElementCard
from playground.ui.stepper.reading import Looked, reader_of
from playground.ui.stepper.term_row import ROW
from playground.ui.stepper.terms_view import TermsView
from tests.session.walked_nets import NETS, cursor_after, stepper


class Shown:
    """A card over z of the first neuron, and the terms of its sum."""

    def __init__(self, qtbot: QtBot) -> None:
        walked = stepper(NETS["2-3-2 softmax"])
        walked.run_to(cursor_after(walked, "Hidden 1", "pre_activation"))
        assert walked.current is not None
        self.looked = Looked(walked, walked.current, explain(reader_of(walked, walked.current), (0, 0)))
        self.card = ElementCard()
        qtbot.addWidget(self.card)
        self.card.resize(420, 220)
        self.card.show_element(self.looked)
        self.card.show()
        terms = step_into(walked, (0, 0))
        assert terms is not None
        self.terms: TermCursor = terms
        self.pointed: list[object] = []
        self.card.pointed.connect(self.pointed.append)

    @property
    def texts(self) -> list[str]:
        return [one.text() for one in self.card.findChildren(QLabel) if one.isVisible()]

    def take(self, taken: int) -> None:
        self.terms.run_to(taken)
        self.card.show_walk(self.terms)


@pytest.fixture
def shown(qtbot: QtBot) -> Shown:
    return Shown(qtbot)


def test_a_sum_whose_terms_are_shown_is_not_spelled_as_lines(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    spelled: list[object] = []
    monkeypatch.setattr(explanation, "_spell_terms", lambda *given: spelled.append(given) or ["0.5 + 0.25"])
    shown = Shown(qtbot)
    assert not spelled
    assert shown.looked.explanation.lines[0] == "0.5 + 0.25"
    assert len(spelled) == 1


def test_a_term_is_put_into_words_once(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[int] = []
    word = explanation.TermsShown.__getitem__
    monkeypatch.setattr(
        explanation.TermsShown, "__getitem__", lambda terms, place: made.append(place) or word(terms, place)
    )
    shown = Shown(qtbot)
    for _ in range(2):
        shown.card.grab()
    assert sorted(made) == [0, 1, 2]


def test_a_sum_says_how_to_walk_it(shown: Shown) -> None:
    assert "Neuron 1 · the sum of 3 terms" in shown.texts
    assert "F11: term by term" in shown.texts


def test_a_term_is_told_seen_heard_and_lit_with_the_sum_so_far(shown: Shown) -> None:
    shown.take(2)
    term, total = shown.terms.current, shown.terms.sum
    assert isinstance(term, TermShown)
    assert "Neuron 1 · term 2 of 3" in shown.texts
    assert format_number(total) in shown.texts
    weight, value = (spoken(factor.value) for factor in term.factors)
    product = spoken(term.value)
    words = f"term 2 of 3: W {weight} times a {value} is {product}, sum so far {spoken(total)}"
    assert shown.card.accessibleName() == words
    assert shown.pointed[-1] == term


def test_the_last_term_makes_the_engines_own_number(shown: Shown) -> None:
    shown.take(3)
    value = shown.looked.result[0, 0]
    assert format_number(value) in shown.texts
    assert shown.card.accessibleName().endswith(f"the sum is {spoken(value)}")


def _over(place: QPoint) -> QMouseEvent:
    """The mouse above a place, no button pressed."""
    none, plain = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
    return QMouseEvent(QEvent.Type.MouseMove, QPointF(place), QPointF(place), none, none, plain)


def test_the_mouse_comes_first_and_gives_way_to_the_walk_again(shown: Shown) -> None:
    shown.take(1)
    view = shown.card.findChild(TermsView)
    other = view.term_at(view.row_rect(2).center())
    QApplication.sendEvent(view, _over(view.row_rect(2).center()))
    assert shown.pointed[-1] == other
    QApplication.sendEvent(view, QEvent(QEvent.Type.Leave))
    assert shown.pointed[-1] == shown.terms.current


def test_leaving_the_sum_shows_it_whole(shown: Shown) -> None:
    shown.take(1)
    shown.card.show_walk(None)
    assert "Neuron 1 · the sum of 3 terms" in shown.texts
    assert shown.pointed[-1] is None


def test_terms_of_another_element_are_not_shown(shown: Shown) -> None:
    other = step_into(shown.looked.stepper, (0, 1))
    assert other is not None
    other.step()
    shown.card.show_walk(other)
    assert "Neuron 1 · the sum of 3 terms" in shown.texts


def test_what_is_still_to_come_is_fainter(shown: Shown) -> None:
    view = shown.card.findChild(TermsView)

    def ink(place: int) -> float:
        """How dark the darkest pixel of a row's value is."""
        image = view.grab(view.row_rect(place)).toImage()
        return min(
            image.pixelColor(x, y).lightnessF() for x in range(200, image.width() - 8) for y in range(3, ROW - 3)
        )

    whole = ink(2)
    shown.take(1)
    assert ink(2) > whole + 0.2
    shown.take(3)
    assert ink(2) == pytest.approx(whole, abs=0.05)


def test_a_long_sum_keeps_the_walked_term_in_sight(qtbot: QtBot) -> None:
    walked = stepper(NETS["inner softmax"])
    walked.run_to(cursor_after(walked, "Hidden 1", "pre_activation"))
    assert walked.current is not None
    card = ElementCard()
    qtbot.addWidget(card)
    card.resize(300, 150)
    card.show_element(Looked(walked, walked.current, explain(reader_of(walked, walked.current), (0, 0))))
    card.show()
    qtbot.waitExposed(card)
    terms, view = step_into(walked, (0, 0)), card.findChild(TermsView)
    assert terms is not None
    while terms.step():
        card.show_walk(terms)
        seen = view.visibleRegion().boundingRect()
        assert seen.contains(view.row_rect(terms.taken - 1).center())


def test_a_click_keeps_a_term_lit_until_another_is_chosen(shown: Shown, qtbot: QtBot) -> None:
    view = shown.card.findChild(TermsView)
    rows = [view.row_rect(place).center() for place in range(3)]
    first, second = (view.term_at(row) for row in rows[:2])
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=rows[0])
    QApplication.sendEvent(view, _over(rows[2]))
    QApplication.sendEvent(view, QEvent(QEvent.Type.Leave))
    assert shown.pointed[-1] == first
    assert view.accessibleDescription().startswith("term 1 of 3 terms: ")
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=rows[1])
    QApplication.sendEvent(view, QEvent(QEvent.Type.Leave))
    assert shown.pointed[-1] == second
    shown.card.show_element(shown.looked)
    assert view.accessibleDescription() == "3 terms"


def test_keys_choose_a_term_follow_it_and_put_the_light_out(shown: Shown, qtbot: QtBot) -> None:
    view, followed = shown.card.findChild(TermsView), list[object]()
    shown.card.followed.connect(followed.append)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert followed == []
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Return):
        qtbot.keyClick(view, key)
    term = view.term_at(view.row_rect(1).center())
    assert isinstance(term, TermShown)
    assert shown.pointed[-1] == term
    assert followed == [term.factors[-1]]
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    assert shown.pointed[-1] is None


def test_walking_the_sum_takes_the_light_from_the_term_that_was_kept(shown: Shown, qtbot: QtBot) -> None:
    view = shown.card.findChild(TermsView)
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=view.row_rect(2).center())
    QApplication.sendEvent(view, QEvent(QEvent.Type.Leave))
    shown.take(1)
    assert shown.pointed[-1] == shown.terms.current
