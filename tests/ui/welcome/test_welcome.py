"""The welcome page offers every example, a new network, a file and the files opened lately; all by keyboard too."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from playground.document.diagram import Diagram
from playground.document.examples import EXAMPLES
from playground.ui.palette import DARK
from playground.ui.welcome.example_card import ExampleCard
from playground.ui.welcome.welcome import Welcome


@pytest.fixture
def page(qtbot: QtBot) -> Welcome:
    """A visible page."""
    made = Welcome()
    qtbot.addWidget(made)
    made.resize(1200, 800)
    made.show()
    return made


def button(page: Welcome, name: str) -> QPushButton:
    """The button of that text or accessible name."""
    return next(each for each in page.findChildren(QPushButton) if name in {each.text(), each.accessibleName()})


def test_every_example_has_a_card_that_tells_its_key(page: Welcome) -> None:
    heard: list[str] = []
    page.example_chosen.connect(heard.append)
    for entry in EXAMPLES:
        card = button(page, entry.title)
        assert card.accessibleDescription() == entry.description
        card.click()
    assert heard == [entry.key for entry in EXAMPLES]


@pytest.mark.parametrize(("name", "signal"), [("New network", "new_requested"), ("Open…", "open_requested")])
def test_a_new_network_and_a_file(page: Welcome, qtbot: QtBot, name: str, signal: str) -> None:
    with qtbot.waitSignal(getattr(page, signal)):
        button(page, name).click()


def test_recent_files_show_name_and_folder_and_tell_the_path(page: Welcome, qtbot: QtBot) -> None:
    paths = ["/home/ada/moons.playground", "/tmp/\udcff.playground"]
    page.show_recent(paths)
    heard: list[str] = []
    page.recent_chosen.connect(heard.append)
    button(page, "Open moons.playground").click()
    button(page, "Open ?.playground").click()
    assert heard == paths


def test_without_recent_files_there_is_no_list(page: Welcome) -> None:
    page.show_recent(["/a.playground"])
    page.show_recent([])
    assert not [each for each in page.findChildren(QPushButton) if each.isVisible() and "a.play" in each.toolTip()]


def test_tab_reaches_every_card_and_space_chooses_it(page: Welcome, qtbot: QtBot) -> None:
    heard: list[str] = []
    page.example_chosen.connect(heard.append)
    reached: list[QWidget] = []
    widget: QWidget = button(page, "New network")
    while widget not in reached:
        reached.append(widget)
        widget = widget.nextInFocusChain()
        while not widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            widget = widget.nextInFocusChain()
    cards = page.findChildren(ExampleCard)
    assert set(cards) <= set(reached)
    cards[2].setFocus()
    qtbot.keyClick(cards[2], Qt.Key.Key_Space)
    assert heard == [EXAMPLES[2].key]


@pytest.mark.parametrize(("width", "columns"), [(1200, 3), (900, 2), (620, 1)])
def test_cards_flow_with_the_width(page: Welcome, qtbot: QtBot, width: int, columns: int) -> None:
    page.resize(width, 800)
    cards = page.findChildren(ExampleCard)
    qtbot.waitUntil(lambda: len({card.x() for card in cards}) == columns, timeout=2000)


def test_a_new_theme_repaints_the_pictures(page: Welcome) -> None:
    card = page.findChildren(ExampleCard)[0]
    before = card.grab().toImage()
    page.set_theme(DARK)
    assert card.grab().toImage() != before


def test_examples_stand_below_the_name_of_their_group(page: Welcome) -> None:
    titles = {each.text(): each.mapTo(page, each.rect().topLeft()).y() for each in page.findChildren(QLabel)}
    shown = page.findChildren(ExampleCard)
    cards = {each.accessibleName(): each.mapTo(page, each.rect().topLeft()).y() for each in shown}
    order = [titles["NETWORKS"], cards["XOR"], titles["COMPUTATIONAL GRAPHS"], cards["One neuron"]]
    order += [titles["WORKED BY HAND"], cards["Example 9.1"]]
    assert order == sorted(order)


def test_a_picture_is_drawn_when_its_card_is_first_seen(qtbot: QtBot) -> None:
    asked: list[str] = []

    def diagram() -> Diagram:
        asked.append("drawn")
        return Diagram()

    card = ExampleCard(EXAMPLES[0], diagram)
    qtbot.addWidget(card)
    assert asked == []
    card.grab()
    card.grab()
    assert asked == ["drawn"]
