"""A pane hides a panel that is behind another tab, and holds back what concerns the panel alone."""

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QLabel, QMainWindow, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from playground.ui.pane import Pane
from tests.event_count import EventCount


def panel_with(label: QLabel) -> QWidget:
    panel = QWidget()
    QVBoxLayout(panel).addWidget(label)
    return panel


def test_a_panel_out_of_sight_is_hidden(qtbot: QtBot) -> None:
    panel = QWidget()
    pane = Pane(panel, in_sight=False)
    qtbot.addWidget(pane)
    pane.show()
    assert not panel.isVisible()
    pane.show_panel(True)
    assert panel.isVisible()


def test_a_panel_has_all_the_room(qtbot: QtBot) -> None:
    panel = QWidget()
    pane = Pane(panel)
    qtbot.addWidget(pane)
    pane.resize(123, 45)
    pane.show()
    assert panel.geometry() == pane.rect()


def test_only_another_smallest_size_is_passed_on(qtbot: QtBot) -> None:
    label, window = QLabel("12"), QMainWindow()
    label.setMinimumSize(40, 20)
    pane = Pane(panel_with(label))
    centre = panel_with(QLabel("around"))
    centre.layout().addWidget(pane)  # type: ignore[union-attr]
    window.setCentralWidget(centre)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    qtbot.wait(20)
    requests = EventCount(centre, QEvent.Type.LayoutRequest)
    label.setText("34")
    qtbot.wait(20)
    assert requests.count == 0
    label.setMinimumSize(400, 200)
    qtbot.wait(20)
    assert requests.count > 0
    assert pane.width() >= 400
