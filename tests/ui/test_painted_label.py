"""A painted label looks and is read like Qt's own, asks for room only when it must, and lets numbers be selected."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QEnterEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from playground.ui import painted_label
from playground.ui.labels import column, label
from playground.ui.painted_label import ChosenLabel, NumberLabel, PaintedLabel, PaintedLines
from playground.ui.palette import LIGHT
from playground.ui.theme import apply, dress

LONG = "The error of what comes next, weighted by the connections that lead there, and then some more of it."
TEXTS = ("STEP 9 OF 20 · BACKWARD", "−1.2e−05", "∂L/∂W, input 3 ŷ", LONG)


@pytest.fixture
def ground(qtbot: QtBot, qapp: QApplication) -> Iterator[QWidget]:
    """A window in the style sheet."""
    apply(qapp, LIGHT)
    made = QWidget()
    qtbot.addWidget(made)
    dress(made, LIGHT)
    made.resize(600, 300)
    made.show()
    yield made
    made.close()


def picture(ground: QWidget, shown: QLabel, width: int, height: int) -> QImage:
    shown.setParent(ground)
    shown.setGeometry(0, 0, width, height)
    shown.show()
    return shown.grab().toImage()


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("kind", ["title", "muted", "caption", "number", "mono"])
def test_it_looks_like_qts_own_label(ground: QWidget, text: str, kind: str) -> None:
    for height in (21, 22, 24):
        ours = PaintedLabel(kind)
        ours.setText(text)
        theirs = label(text, kind=kind)
        assert picture(ground, ours, 400, height) == picture(ground, theirs, 400, height)
        assert ours.sizeHint() == theirs.sizeHint()


@pytest.mark.parametrize("text", [LONG, "v₁₀", "the paths meet and add up"])
@pytest.mark.parametrize("width", [177, 230, 400])
def test_lines_look_like_qts_own_and_are_as_tall(ground: QWidget, width: int, text: str) -> None:
    ours, theirs = PaintedLines("muted"), label(text, kind="muted", wrap=True)
    ours.setText(text)
    assert picture(ground, ours, width, 120) == picture(ground, theirs, width, 120)
    assert ours.heightForWidth(width) == theirs.heightForWidth(width)
    assert (ours.heightForWidth(width) > ours.fontMetrics().height()) == (text == LONG)


def test_a_text_that_was_rehearsed_is_not_laid_out_again(ground: QWidget) -> None:
    for made in (PaintedLines("muted"), ChosenLabel("title")):
        picture(ground, made, 300, 60)
        made.rehearse(LONG)
        before = painted_label._in_lines.cache_info().misses
        made.setText(LONG)
        picture(ground, made, 300, 60)
        assert painted_label._in_lines.cache_info().misses == before


@pytest.mark.parametrize("kind", ["number", "mono"])
@pytest.mark.parametrize("text", ["−1.2e−05", "0.1234567", "∞", "not a number", "5 × 10⁻³"])
def test_a_number_takes_the_room_that_qts_own_label_takes(ground: QWidget, text: str, kind: str) -> None:
    ours, theirs = NumberLabel(kind), label(text, kind=kind)
    theirs.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    ours.setText(text)
    for height in (22, 23, 27):
        assert picture(ground, ours, 200, height) == picture(ground, theirs, 200, height)
    assert ours.sizeHint().height() == theirs.sizeHint().height()
    assert ours.sizeHint().width() >= theirs.sizeHint().width()


def test_a_theme_and_a_kind_reach_it(ground: QWidget) -> None:
    ours, theirs = PaintedLabel("number"), label("0.5", kind="mono")
    ours.setText("0.5")
    picture(ground, ours, 100, 22)
    ours.setProperty("kind", "mono")
    ours.style().polish(ours)
    assert picture(ground, ours, 100, 22) == picture(ground, theirs, 100, 22)


def test_the_same_text_is_laid_out_once(ground: QWidget) -> None:
    painted_label._in_lines.cache_clear()
    shown = PaintedLabel("muted")
    for text in ("one", "two", "one", "two"):
        shown.setText(text)
        picture(ground, shown, 100, 20)
    assert painted_label._in_lines.cache_info().misses == len(("", "one", "two"))


def test_it_is_read_as_a_label_with_this_text(ground: QWidget) -> None:
    for made in (PaintedLabel("muted"), PaintedLines("muted"), NumberLabel("number")):
        made.setText("0.25")
        told = QAccessible.queryAccessibleInterface(made)
        assert (told.role(), told.text(QAccessible.Text.Name)) == (QAccessible.Role.StaticText, "0.25")


class Asked(QWidget):
    """Counts how often it has to lay out anew."""

    def __init__(self) -> None:
        super().__init__()
        self.count = 0

    def event(self, event: QEvent) -> bool:
        self.count += event.type() is QEvent.Type.LayoutRequest
        return super().event(event)


@pytest.mark.parametrize("made", [PaintedLines, ChosenLabel])
def test_only_a_text_that_needs_other_room_lays_out_anew(qtbot: QtBot, made: type[PaintedLabel]) -> None:
    holder, shown = Asked(), made("muted")
    qtbot.addWidget(holder)
    column(holder).addWidget(shown)
    holder.resize(200, 200)
    holder.show()
    QApplication.processEvents()
    holder.count = 0
    for text in ("a short one", "another"):
        shown.setText(text)
        QApplication.processEvents()
    assert holder.count == 0
    shown.setText(LONG)
    QApplication.processEvents()
    assert (holder.count > 0) == (made is PaintedLines)


def test_the_longest_text_that_fits_is_chosen_at_every_width(ground: QWidget) -> None:
    shown = ChosenLabel("title")
    shown.setParent(ground)
    shown.show()
    words = ("STEP 9 OF 20 · BACKWARD · HIDDEN 1", "STEP 9 · HIDDEN 1", "STEP 9")
    wide = PaintedLabel("title")
    needed = []
    for text in words:
        wide.setText(text)
        picture(ground, wide, 400, 20)
        needed.append(wide.sizeHint().width())
    shown.offer(words)
    for width, expected in ((needed[0], 0), (needed[0] - 1, 1), (needed[1] - 1, 2), (5, 2)):
        shown.resize(width, 20)
        assert shown.text() == words[expected]
    shown.offer(("A", "B"))
    assert shown.text() == "B"


def enter(shown: QWidget) -> None:
    at = QPointF(3, 3)
    QApplication.sendEvent(shown, QEnterEvent(at, at, at))


def select_all(qtbot: QtBot, shown: QWidget) -> None:
    qtbot.mouseDClick(shown, Qt.MouseButton.LeftButton, pos=QPoint(8, shown.height() // 2))


def test_what_the_mouse_selects_is_copied(qtbot: QtBot, ground: QWidget) -> None:
    shown = NumberLabel("number")
    shown.setText("12345")
    before = picture(ground, shown, 200, 22)
    enter(shown)
    assert shown.grab().toImage() == before  # nothing jumps
    select_all(qtbot, shown)
    QApplication.sendEvent(shown, QEvent(QEvent.Type.Leave))
    assert shown.selectedText() == "12345"
    qtbot.keyClick(shown, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "12345"


def test_another_number_is_shown_whatever_was_selected(qtbot: QtBot, ground: QWidget) -> None:
    shown, fresh = NumberLabel("number"), NumberLabel("number")
    shown.setText("12345")
    picture(ground, shown, 200, 22)
    enter(shown)
    select_all(qtbot, shown)
    shown.setText("678")
    fresh.setText("678")
    assert picture(ground, shown, 200, 22) == picture(ground, fresh, 200, 22)
    assert not shown.hasSelectedText()
