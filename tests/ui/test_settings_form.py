"""Forms from frozen values: every setting gets its control, changes are told once, wrong ones stay where typed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from playground.engine.operations.catalogue import OPERATIONS
from playground.engine.operations.dense import Dense
from playground.engine.optimizers import OPTIMIZERS
from playground.ui.controls import Check, Choice, TypedNumber
from playground.ui.settings_form import FIELDS, FormWords, SettingsForm, changed_field, field_text, settings_of


@dataclass(frozen=True)
class Sample:
    """One setting of every type."""

    units: int = 8
    learning_rate: float = 0.1
    bias: bool = True
    activation: str = "tanh"
    kind_of_its_own: str = "not to be shown"


def refuse_zero_units(value: Sample | Dense) -> str:
    """The check of these tests."""
    return "units must not be zero" if value.units == 0 else ""


@pytest.fixture
def form(qtbot: QtBot) -> Iterator[SettingsForm]:
    """A visible form, with a button after it that can take the focus."""
    top = QWidget()
    qtbot.addWidget(top)
    lines = QVBoxLayout(top)
    made = SettingsForm(refuse_zero_units)
    lines.addWidget(made)
    lines.addWidget(QPushButton("elsewhere"))
    made.show_value(Sample())
    top.show()
    yield made
    top.close()


def told(form: SettingsForm) -> list[Sample]:
    """What the form tells from now on."""
    heard: list[Sample] = []
    form.changed.connect(heard.append)
    return heard


def line(form: SettingsForm, name: str) -> QLineEdit:
    """The text field of a setting, focused and with all its text selected."""
    control = form.field(name).control
    assert isinstance(control, QLineEdit)
    control.setFocus()
    control.selectAll()
    return control


def test_the_type_of_a_setting_decides_its_control(form: SettingsForm) -> None:
    kinds = {name: type(form.field(name).control) for name in ("units", "learning_rate", "bias", "activation")}
    assert kinds == {"units": TypedNumber, "learning_rate": TypedNumber, "bias": Check, "activation": Choice}
    with pytest.raises(StopIteration):
        form.field("kind_of_its_own")


def test_every_setting_of_every_operation_and_optimizer_has_words_of_its_own() -> None:
    catalogue = [*OPERATIONS.values(), *OPTIMIZERS.values()]
    assert {name for kind in catalogue for name, _ in settings_of(kind())} <= FIELDS.keys()


def test_an_unknown_setting_speaks_for_itself() -> None:
    assert field_text("dropout_rate").title == "Dropout rate"


def test_filling_tells_nobody(form: SettingsForm) -> None:
    heard = told(form)
    form.show_value(Sample(3, 0.5, False, "relu"))
    form.show_value(Dense(4))
    assert heard == []


def test_a_number_is_told_once_by_enter_and_not_again_by_leaving(form: SettingsForm, qtbot: QtBot) -> None:
    heard, field = told(form), line(form, "learning_rate")
    qtbot.keyClicks(field, "1e-3")
    assert heard == []
    qtbot.keyClick(field, Qt.Key.Key_Return)
    field.clearFocus()
    assert heard == [Sample(learning_rate=0.001)]
    assert field.text() == "0.001"


def test_leaving_a_field_commits_it(form: SettingsForm, qtbot: QtBot) -> None:
    heard, field = told(form), line(form, "units")
    qtbot.keyClicks(field, "12")
    field.clearFocus()
    assert heard == [Sample(units=12)]


def test_the_same_number_in_other_words_is_no_change(form: SettingsForm, qtbot: QtBot) -> None:
    heard, field = told(form), line(form, "learning_rate")
    qtbot.keyClicks(field, "0.10")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert heard == []
    assert field.text() == "0.1"


def test_esc_brings_the_old_value_back(form: SettingsForm, qtbot: QtBot) -> None:
    heard, field = told(form), line(form, "units")
    qtbot.keyClicks(field, "99")
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    field.clearFocus()
    assert field.text() == "8"
    assert heard == []


@pytest.mark.parametrize(("text", "reason"), [("0", "Units must not be zero."), ("2x", "Found “2x”, expected a whole")])
def test_a_refused_number_stays_as_typed_with_its_reason(
    form: SettingsForm, qtbot: QtBot, text: str, reason: str
) -> None:
    heard, field = told(form), line(form, "units")
    qtbot.keyClicks(field, text)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    form.show_value(Sample())  # as a training window does many times a second
    assert field.text() == text
    assert field.property("invalid") == "true"
    assert form.field("units").reason.startswith(reason)
    assert field.accessibleDescription().startswith(reason)
    assert heard == []


def test_a_good_number_takes_the_reason_away(form: SettingsForm, qtbot: QtBot) -> None:
    heard, field = told(form), line(form, "units")
    for text in ("0", "5"):
        field.selectAll()
        qtbot.keyClicks(field, text)
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert form.field("units").reason == ""
    assert field.property("invalid") == "false"
    assert heard == [Sample(units=5)]


def test_another_subject_forgets_what_was_typed(form: SettingsForm, qtbot: QtBot) -> None:
    field = line(form, "units")
    qtbot.keyClicks(field, "0")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    form.show_value(Sample(), subject="another block")
    assert field.text() == "8"
    assert form.field("units").reason == ""


def test_a_value_changed_from_outside_wins_over_typing(form: SettingsForm, qtbot: QtBot) -> None:
    field = line(form, "units")
    qtbot.keyClicks(field, "77")
    form.show_value(Sample(units=16))
    assert field.text() == "16"


@pytest.mark.parametrize(
    ("key", "units"), [(Qt.Key.Key_Up, 9), (Qt.Key.Key_Down, 7), (Qt.Key.Key_PageUp, 18), (Qt.Key.Key_PageDown, 0)]
)
def test_arrow_keys_step(form: SettingsForm, qtbot: QtBot, key: Qt.Key, units: int) -> None:
    heard, field = told(form), line(form, "units")
    qtbot.keyClick(field, key)
    assert heard == ([Sample(units=units)] if units else [])  # zero is refused, and stays to be seen
    assert field.text() == str(units)


def test_whole_numbers_have_buttons(form: SettingsForm) -> None:
    heard = told(form)
    more, less = form.field("units").control.findChildren(QAction)
    more.trigger()
    less.trigger()
    assert [each.units for each in heard] == [9, 8]


def test_a_choice_and_a_check_box_tell_at_once(form: SettingsForm, qtbot: QtBot) -> None:
    heard = told(form)
    choice, check = form.field("activation").control, form.field("bias").control
    choice.setFocus()
    qtbot.keyClick(choice, Qt.Key.Key_Up)
    check.setFocus()
    qtbot.keyClick(check, Qt.Key.Key_Space)
    assert heard == [Sample(activation="leaky_relu"), Sample(activation="leaky_relu", bias=False)]


def test_the_wheel_never_changes_a_choice(form: SettingsForm) -> None:
    from PySide6.QtCore import QPoint, QPointF
    from PySide6.QtGui import QWheelEvent

    choice, heard = form.field("activation").control, told(form)
    none, down = Qt.KeyboardModifier.NoModifier, QPoint(0, -120)
    event = QWheelEvent(
        QPointF(5, 5), QPointF(5, 5), down, down, Qt.MouseButton.NoButton, none, Qt.ScrollPhase.NoScrollPhase, False
    )
    choice.wheelEvent(event)
    assert not event.isAccepted()
    assert heard == []


def test_every_control_has_a_name_a_tip_and_a_label_as_buddy(form: SettingsForm) -> None:
    buddies = {title.buddy(): title.text() for title in form.findChildren(QLabel) if title.buddy() is not None}
    for name in ("units", "learning_rate", "bias", "activation"):
        control = form.field(name).control
        assert control.accessibleName() == buddies[control] == field_text(name).title
        assert control.toolTip() == field_text(name).hint


def test_a_form_can_use_other_titles_and_leave_fields_out(qtbot: QtBot) -> None:
    form = SettingsForm(refuse_zero_units, FormWords({"units": "Neurons"}, frozenset({"bias"})))
    qtbot.addWidget(form)
    form.show_value(Sample())
    assert form.field("units").control.accessibleName() == "Neurons"
    with pytest.raises(StopIteration):
        form.field("bias")


def test_the_first_setting_that_differs_is_named() -> None:
    assert changed_field(Sample(), Sample(learning_rate=1.0)) == "Learning rate"
