"""The confusion matrix as a table: every number of the report, its sentence, and colours that follow the shares."""

from __future__ import annotations

from PySide6.QtCore import Qt

from playground.session.metrics_report import ClassRow
from playground.ui.palette import DARK, LIGHT
from playground.ui.train_panel.confusion_model import MOST_CLASSES, ConfusionModel, confusion_table

CATS = ClassRow("cat", (8, 2), 0, 0.8, 0.8)
DOGS = ClassRow("dog", (2, 6), 0, None, 0.75)


def texts(classes: tuple[ClassRow, ...]) -> list[list[str]]:
    """The table as read."""
    return [[cell.text for cell in row] for row in confusion_table(classes).cells]


def test_a_row_has_the_counts_of_its_class_then_precision_and_recall() -> None:
    table = confusion_table((CATS, DOGS))
    assert table.columns == ("cat", "dog", "Precision", "Recall")
    assert table.rows == ("cat", "dog")
    assert texts((CATS, DOGS)) == [["8", "2", "80.0 %", "80.0 %"], ["2", "6", "not defined", "75.0 %"]]
    assert table.cells[0][1].sentence == "2 of 10 samples of cat were taken for dog"
    assert (table.cells[0][0].right, table.cells[0][1].right) == (True, False)


def test_samples_taken_for_no_class_have_a_column_where_there_are_any() -> None:
    lost = ClassRow("fox", (0, 0), 3, None, 0.0)
    table = confusion_table((CATS, lost))
    assert table.columns[2] == "none"
    assert texts((CATS, lost))[1] == ["0", "0", "3", "not defined", "0.0 %"]


def test_of_very_many_classes_only_the_shares_are_shown() -> None:
    many = tuple(ClassRow(str(label), (0,) * 40, 0, 0.5, 0.25) for label in range(MOST_CLASSES + 10))
    assert confusion_table(many).columns == ("Precision", "Recall")
    assert texts(many)[0] == ["50.0 %", "25.0 %"]


def test_the_model_shows_the_table_and_keeps_its_shape_while_titles_stay() -> None:
    model, resets = ConfusionModel(), []
    model.modelReset.connect(lambda: resets.append(1))
    for classes in ((CATS, DOGS), (DOGS, CATS), (CATS, DOGS), (CATS, DOGS), ()):
        model.show_classes(classes)
    assert len(resets) == 4
    model.show_classes((CATS, DOGS))
    assert model.data(model.index(1, 1)) == "6"
    assert model.data(model.index(1, 1), Qt.ItemDataRole.ToolTipRole) == "6: 6 of 8 samples of dog were taken for dog"
    assert model.headerData(0, Qt.Orientation.Vertical) == "cat"


def test_the_stronger_the_share_the_stronger_the_colour_and_none_has_none() -> None:
    model = ConfusionModel()
    model.show_classes((ClassRow("a", (10, 0), 0, 1.0, 1.0), ClassRow("b", (2, 8), 0, 1.0, 0.8)))
    fills = {place: model.paints(*place)[1] for place in ((0, 0), (0, 1), (1, 0), (1, 1))}
    assert fills[0, 1] is None
    assert len({fill.name() for fill in fills.values() if fill is not None}) == 3
    model.set_theme(DARK)
    assert model.paints(0, 0)[1] != fills[0, 0]
    model.set_theme(LIGHT)
    assert model.paints(0, 0)[1] == fills[0, 0]
