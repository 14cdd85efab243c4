"""Forms from frozen values: every setting gets its control, changes are told once, wrong ones stay where typed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from playground.data.sources import Generated
from playground.data.split import Preparation
from playground.document.families import FAMILIES
from playground.engine.network import Learning
from playground.engine.operations.catalogue import CHOICES, OPERATIONS
from playground.engine.operations.dense import Dense
from playground.engine.optimizers import SGD, Momentum, Optimizer
from playground.engine.settings import TrainingSettings
from playground.ui.choice import Choice
from playground.ui.controls import Check, TypedNumber, TypedRow
from playground.ui.field import Field
from playground.ui.setting_words import FIELDS, field_text
from playground.ui.settings_form import FormWords, KindSection, SettingsForm, changed_field, settings_of


@dataclass(frozen=True)
class Sample:
    """One setting of every type."""

    units: int = 8
    learning_rate: float = 0.1
    bias: bool = True
    activation: str = "tanh"
    kind_of_its_own: str = "not to be shown"
    shape: tuple[int, ...] = (1, 8, 8)
    class_weights: tuple[float, ...] = ()
    l2: float | None = None
    optimizer: Optimizer = field(default_factory=SGD)


NOT_IN_FORMS = {"frozen", "shares", "kind"}  # the inspector and the data panel have controls of their own for them


def refuse_zero_units(value: Sample | Dense) -> str:
    """The check of these tests."""
    if isinstance(value, Sample) and value.optimizer.learning_rate <= 0:
        return "the learning rate must be positive"
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


def field_of(form: SettingsForm, name: str) -> Field:
    """The field of a plain setting."""
    found = form.field(name)
    assert isinstance(found, Field)
    return found


def line(form: SettingsForm, name: str) -> QLineEdit:
    """The text field of a setting, focused and with all its text selected."""
    control = field_of(form, name).control
    assert isinstance(control, QLineEdit)
    control.setFocus()
    control.selectAll()
    return control


def test_the_type_of_a_setting_decides_its_control(form: SettingsForm) -> None:
    names = ("units", "learning_rate", "bias", "activation", "shape", "class_weights", "l2")
    kinds = [type(field_of(form, name).control) for name in names]
    assert kinds == [TypedNumber, TypedNumber, Check, Choice, TypedRow, TypedRow, TypedNumber]
    assert isinstance(form.field("optimizer"), KindSection)
    with pytest.raises(StopIteration):
        form.field("kind_of_its_own")


def test_every_setting_has_words_of_its_own_and_no_word_is_for_nothing() -> None:
    kinds = [*OPERATIONS.values(), *(kind for kinds in FAMILIES.values() for kind in kinds.values())]
    values = [*(kind() for kind in kinds), TrainingSettings(), Learning(), Generated("moons"), Preparation()]
    assert {name for value in values for name, _ in settings_of(value)} - NOT_IN_FORMS == FIELDS.keys()


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
    assert field_of(form, "units").reason.startswith(reason)
    assert field.accessibleDescription().startswith(reason)
    assert heard == []


def test_a_good_number_takes_the_reason_away(form: SettingsForm, qtbot: QtBot) -> None:
    heard, field = told(form), line(form, "units")
    for text in ("0", "5"):
        field.selectAll()
        qtbot.keyClicks(field, text)
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert field_of(form, "units").reason == ""
    assert field.property("invalid") == "false"
    assert heard == [Sample(units=5)]


def test_another_subject_forgets_what_was_typed(form: SettingsForm, qtbot: QtBot) -> None:
    field = line(form, "units")
    qtbot.keyClicks(field, "0")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    form.show_value(Sample(), subject="another block")
    assert field.text() == "8"
    assert field_of(form, "units").reason == ""


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
    more, less = field_of(form, "units").control.findChildren(QAction)
    more.trigger()
    less.trigger()
    assert [each.units for each in heard] == [9, 8]


def test_a_choice_and_a_check_box_tell_at_once(form: SettingsForm, qtbot: QtBot) -> None:
    heard, keys = told(form), list(CHOICES["activation"])
    up = keys[keys.index("tanh") - 1]
    choice, check = field_of(form, "activation").control, field_of(form, "bias").control
    choice.setFocus()
    qtbot.keyClick(choice, Qt.Key.Key_Up)
    check.setFocus()
    qtbot.keyClick(check, Qt.Key.Key_Space)
    assert heard == [Sample(activation=up), Sample(activation=up, bias=False)]


def test_the_wheel_never_changes_a_choice(form: SettingsForm) -> None:
    from PySide6.QtCore import QPoint, QPointF
    from PySide6.QtGui import QWheelEvent

    choice, heard = field_of(form, "activation").control, told(form)
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
        control = field_of(form, name).control
        assert control.accessibleName() == buddies[control] == field_text(name).title
        assert control.toolTip() == field_text(name).hint


def test_a_form_can_use_other_titles_and_leave_fields_out(qtbot: QtBot) -> None:
    form = SettingsForm(refuse_zero_units, FormWords({"units": "Neurons"}, frozenset({"bias"})))
    qtbot.addWidget(form)
    form.show_value(Sample())
    assert field_of(form, "units").control.accessibleName() == "Neurons"
    with pytest.raises(StopIteration):
        form.field("bias")


@pytest.mark.parametrize(
    ("typed", "value", "written"),
    [
        (("shape", "3, 4 5"), (3, 4, 5), "3 × 4 × 5"),
        (("shape", "2x-1"), (2, -1), "2 × -1"),
        (("class_weights", "0.5 1e-3"), (0.5, 0.001), "0.5, 0.001"),
        (("l2", "1e-4"), 0.0001, "0.0001"),
    ],
)
def test_rows_and_optional_numbers_are_typed_as_they_are_thought(
    form: SettingsForm, qtbot: QtBot, typed: tuple[str, str], value: object, written: str
) -> None:
    name, text = typed
    heard, field = told(form), line(form, name)
    qtbot.keyClicks(field, text)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert heard == [replace(Sample(), **{name: value})]
    assert field.text() == written


@pytest.mark.parametrize(("name", "empty"), [("class_weights", ()), ("l2", None)])
def test_what_may_be_left_out_is_an_empty_field(form: SettingsForm, qtbot: QtBot, name: str, empty: object) -> None:
    form.show_value(Sample(class_weights=(1.0, 2.0), l2=0.5))
    heard, field = told(form), line(form, name)
    qtbot.keyClick(field, Qt.Key.Key_Backspace)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert [getattr(value, name) for value in heard] == [empty]
    assert field.text() == ""


def test_a_wrong_number_in_a_row_is_named(form: SettingsForm, qtbot: QtBot) -> None:
    field = line(form, "shape")
    qtbot.keyClicks(field, "1 8.5")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert field_of(form, "shape").reason == "Found “8.5”, expected a whole number such as 12."


def test_a_setting_of_several_kinds_has_a_choice_and_a_form_of_its_own(form: SettingsForm, qtbot: QtBot) -> None:
    heard, section = told(form), form.field("optimizer")
    assert isinstance(section, KindSection)
    choice = section.findChild(Choice)
    choice.setFocus()
    qtbot.keyClick(choice, Qt.Key.Key_Down)
    momentum = line(section.form, "momentum")
    qtbot.keyClicks(momentum, "0.5")
    qtbot.keyClick(momentum, Qt.Key.Key_Return)
    rate = line(section.form, "learning_rate")
    qtbot.keyClicks(rate, "-1")
    qtbot.keyClick(rate, Qt.Key.Key_Return)
    assert [value.optimizer for value in heard] == [Momentum(), Momentum(momentum=0.5)]
    assert field_of(section.form, "learning_rate").reason == "The learning rate must be positive."


def test_the_first_setting_that_differs_is_named() -> None:
    assert changed_field(Sample(), Sample(learning_rate=1.0)) == "Learning rate"
    assert changed_field(Sample(), Sample(optimizer=SGD(0.5))) == "Learning rate"
    assert changed_field(Sample(), Sample(optimizer=Momentum())) == "Optimizer"
