"""The data panel asks for data once a change and says in place what cannot be."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from playground.data.sources import Bundled, DataSource, Generated, load
from playground.data.split import Preparation
from playground.data.table import read_csv
from playground.document.diagram import Diagram
from playground.ui.data_panel.csv_dialog import CsvDialog
from playground.ui.data_panel.data_panel import DataPanel

Asked = list[tuple[DataSource, Preparation]]


@pytest.fixture
def panel(qtbot: QtBot) -> DataPanel:
    """A visible panel with two moons."""
    made = DataPanel()
    qtbot.addWidget(made)
    made.resize(340, 800)
    made.show_data(Diagram(data=Generated("moons")))
    made.show()
    return made


def asked(panel: DataPanel) -> Asked:
    """What is asked for from now on."""
    heard: Asked = []
    panel.data_chosen.connect(heard.append)
    return heard


def control(panel: DataPanel, kind: type, name: str) -> QLineEdit | QComboBox | QCheckBox:
    """The visible control of that name."""
    return next(each for each in panel.findChildren(kind) if each.accessibleName() == name and each.isVisible())


def texts(panel: DataPanel) -> str:
    """What can be read."""
    return "\n".join(label.text() for label in panel.findChildren(QLabel) if label.isVisible())


def type_in(panel: DataPanel, qtbot: QtBot, name: str, text: str) -> None:
    """Replace a number and press Enter."""
    field = control(panel, QLineEdit, name)
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, text)
    qtbot.keyClick(field, Qt.Key.Key_Return)


def test_filling_asks_for_nothing(panel: DataPanel) -> None:
    heard = asked(panel)
    for source in (Bundled("iris"), Generated("curve"), Bundled("digits"), Generated("lost")):
        panel.show_data(Diagram(data=source))
    assert heard == []


def test_numbers_of_a_generator_are_asked_for(panel: DataPanel, qtbot: QtBot) -> None:
    heard = asked(panel)
    type_in(panel, qtbot, "Noise", "0.25")
    type_in(panel, qtbot, "Samples", "500")
    assert heard == [
        (Generated("moons", noise=0.25), Preparation()),
        (Generated("moons", 500, 0.25), Preparation()),
    ]


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("Noise", "-1", "found noise -1.0, expected 0 to 1000."),
        ("Samples", "3", "found 3 samples, expected 4 to 1,000,000."),
        ("Validation share", "1", "expected at least 0 and less than 1."),
    ],
)
def test_what_cannot_be_is_said_in_place(panel: DataPanel, qtbot: QtBot, name: str, text: str, words: str) -> None:
    heard = asked(panel)
    type_in(panel, qtbot, name, text)
    assert words in texts(panel)
    assert heard == []


def test_the_split_is_asked_for(panel: DataPanel, qtbot: QtBot) -> None:
    heard = asked(panel)
    type_in(panel, qtbot, "Validation share", "0.5")
    type_in(panel, qtbot, "Split seed", "9")
    control(panel, QCheckBox, "Standardize").click()
    source = Generated("moons")
    assert heard == [
        (source, Preparation(0.5)),
        (source, Preparation(0.5, 9)),
        (source, Preparation(0.5, 9, standardize=False)),
    ]


def test_the_dice_takes_another_seed(panel: DataPanel) -> None:
    heard = asked(panel)
    (dice,) = control(panel, QLineEdit, "Seed").findChildren(QAction)
    while not heard:  # the dice may fall on the same number once
        dice.trigger()
    assert heard[0][0] == Generated("moons", seed=heard[0][0].seed)  # type: ignore[union-attr]


def test_another_source_is_asked_for_and_shown_when_it_comes_back(panel: DataPanel, qtbot: QtBot) -> None:
    heard = asked(panel)
    choice = control(panel, QComboBox, "Data")
    choice.setFocus()
    qtbot.keyClick(choice, Qt.Key.Key_Down)
    assert heard == [(Generated("circles", noise=0.05), Preparation())]
    panel.show_data(Diagram(data=heard[0][0]))
    assert choice.currentText() == "Circles"


def test_a_bundled_table_names_its_licence_and_has_no_noise(panel: DataPanel) -> None:
    panel.show_data(Diagram(data=Bundled("iris")))
    assert "CC BY 4.0" in texts(panel)
    assert "150 samples · 4 features · 3 classes · 120 train / 30 validation" in texts(panel)
    assert "Noise" not in texts(panel)


def test_data_that_cannot_be_loaded_say_why(panel: DataPanel) -> None:
    panel.show_data(Diagram(data=Generated("lost")))
    assert "Data: found 'lost', expected a generator" in texts(panel)


def test_a_loaded_dataset_is_not_loaded_again(panel: DataPanel, monkeypatch: pytest.MonkeyPatch) -> None:
    dataset = load(Bundled("iris"))
    monkeypatch.setattr("playground.ui.data_panel.data_panel.load", None)
    panel.show_data(Diagram(data=Bundled("iris")), dataset)
    panel.show_data(Diagram(data=Bundled("iris"), preparation=replace(Preparation(), validation_fraction=0.4)))
    assert "90 train / 60 validation" in texts(panel)


def test_a_csv_file_becomes_data_once_the_dialog_is_accepted(panel: DataPanel, tmp_path: Path) -> None:
    file = tmp_path / "table.csv"
    file.write_text("x,y\n" + "\n".join(f"{i},{i / 7}" for i in range(30)))
    heard = asked(panel)
    panel.choose_csv(str(file))
    dialog = panel.findChild(CsvDialog)
    assert dialog.isVisible()
    assert heard == []
    dialog.accept()
    assert heard == [(read_csv(file, "y"), Preparation())]
    panel.show_data(Diagram(data=heard[0][0]))
    assert control(panel, QComboBox, "Data").currentText() == "table.csv"


def test_a_dialog_that_is_cancelled_changes_nothing(panel: DataPanel, qtbot: QtBot) -> None:
    heard = asked(panel)
    choice = control(panel, QComboBox, "Data")
    choice.activated.emit(choice.findText("CSV file…"))
    panel.findChild(CsvDialog).reject()
    assert heard == []
    assert choice.currentText() == "Two moons"
