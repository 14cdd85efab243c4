"""A form made from the fields of a frozen value: an operation, an optimizer, a data source, training settings.

The type of a field decides its control, one table its words; a new operation or optimizer needs no line here as long
as its field names are in the table. What a value may be is said by the check the owner gives, not here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from playground.document.families import FAMILIES, SETTING_CHOICES, first_sentence, like, titles_of
from playground.document.field_types import field_types
from playground.ui.choice import Choice
from playground.ui.controls import Check, TypedNumber, TypedRow
from playground.ui.field import Entry, Field, Refusal
from playground.ui.labels import column, label, row
from playground.ui.number_text import NumberForm
from playground.ui.palette import LIGHT, Theme
from playground.ui.setting_words import FieldText, field_text

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

LABEL_WIDTH = 108
ROW_HEIGHT = 30


Problem = Callable[[Any], str]  # why a value of the form's type may not be, in one sentence; "" if it may


def control_for(name: str, hint: object, theme: Theme) -> QWidget | None:
    """The control for a setting by its type; None for what a single control cannot show."""
    text = field_text(name)
    if hint is bool:
        return Check()
    if hint in (int, float, int | None, float | None):
        return _number(text, hint, theme)
    if hint in (tuple[int, ...], tuple[float, ...]):
        row_field = TypedRow(hint == tuple[int, ...], text.joint)
        row_field.setPlaceholderText(text.absent)
        return row_field
    return Choice(SETTING_CHOICES[name]) if hint is str and name in SETTING_CHOICES else None


def _number(text: FieldText, hint: object, theme: Theme) -> TypedNumber:
    optional = hint in (int | None, float | None)
    made = TypedNumber(NumberForm(hint in (int, int | None), text.step, text.dice, optional), theme)
    made.setPlaceholderText(text.absent if optional else "")
    return made


def settings_of(value: DataclassInstance) -> Iterator[tuple[str, Any]]:
    """Names and values of a value's fields, in order."""
    return ((entry.name, getattr(value, entry.name)) for entry in fields(value))


def fields_for(value: DataclassInstance, refusal: Refusal, theme: Theme) -> tuple[Field, ...]:
    """A filled field, named and explained, for every setting that has a control."""
    made: list[Field] = []
    types = field_types(type(value))
    for name, setting in settings_of(value):
        control = control_for(name, types[name], theme)
        if control is not None:
            text = field_text(name)
            control.setAccessibleName(text.title)
            control.setToolTip(text.hint)
            made.append(Field(name, control, refusal))
            made[-1].fill(setting)
    return tuple(made)


@dataclass(frozen=True)
class FormWords:
    """What differs from form to form: other titles for some fields, and fields that are not shown."""

    titles: Mapping[str, str] = field(default_factory=dict)
    hidden: frozenset[str] = frozenset()


def titled_row(title: str, shown: QWidget, control: QWidget) -> QHBoxLayout:
    """A line of a form: the title, buddy and accessible name of `control`, and what is shown beside it."""
    line, caption = row(), label(title, "muted")
    caption.setFixedSize(LABEL_WIDTH, ROW_HEIGHT)
    caption.setBuddy(control)
    control.setAccessibleName(title)
    line.addWidget(caption, 0, Qt.AlignmentFlag.AlignTop)
    line.addWidget(shown, 1)
    return line


class KindSection(QWidget):
    """A setting that is one of several kinds, each with settings of its own: a choice, and a form below it."""

    entered = Signal(object)  # the `Entry`

    def __init__(self, name: str, refusal: Refusal, theme: Theme) -> None:
        super().__init__()
        self.name = name
        self._choice = Choice(titles_of(name))
        self._choice.setToolTip(field_text(name).hint)
        self._says = label(kind="caption", wrap=True)
        self.form = SettingsForm(partial(refusal, name), theme=theme)
        lines = column(self)
        lines.addLayout(titled_row(field_text(name).title, self._choice, self._choice))
        lines.addWidget(self._says)
        lines.addWidget(self.form)
        self._choice.entered.connect(self._choose)
        self.form.changed.connect(self._tell)

    def fill(self, value: Any) -> None:  # noqa: ANN401  # of any kind of the family
        """Show a value."""
        self._choice.fill(value.kind)
        self._says.setText(first_sentence(type(value)))
        self.form.show_value(value)

    def restore(self) -> None:
        """Forget what was typed."""
        self.form.restore()

    def _choose(self, key: object) -> None:
        self._tell(like(FAMILIES[self.name][str(key)], self.form.value))

    def _tell(self, value: object) -> None:
        self.fill(value)
        self.entered.emit(Entry(self.name, value))


Shown = Field | KindSection


class SettingsForm(QWidget):
    """Titles and fields below each other; tells of one changed value at a time.

    The lines for each type of value are made once and kept, so that going from block to block builds no widgets.
    """

    changed = Signal(object)  # the whole value with one field replaced

    def __init__(self, problem: Problem, words: FormWords | None = None, theme: Theme = LIGHT) -> None:
        super().__init__()
        self._problem, self._words, self._theme = problem, words or FormWords(), theme
        self._value: Any = None
        self._subject: object = None
        self._pages: dict[type[object], tuple[QWidget, tuple[Shown, ...]]] = {}
        self._column = column(self)

    @property
    def value(self) -> Any:  # noqa: ANN401  # any frozen dataclass
        """The value as shown."""
        return self._value

    def show_value(self, value: DataclassInstance, subject: object = None) -> None:
        """Show a value; what is being typed stays, unless the value belongs to another subject (block, file)."""
        fresh = type(value) is not type(self._value) or subject != self._subject
        self._value, self._subject = value, subject
        shown = self._turn_to(type(value))
        for each in shown:
            if fresh:
                each.restore()
            each.fill(getattr(value, each.name))
        self.setVisible(bool(shown))

    def restore(self) -> None:
        """Forget what was typed."""
        for each in self._pages[type(self._value)][1] if self._value is not None else ():
            each.restore()

    def field(self, name: str) -> Shown:
        """The field of that setting; `StopIteration` if it is not shown."""
        return next(shown for shown in self._pages[type(self._value)][1] if shown.name == name)

    def set_theme(self, theme: Theme) -> None:
        """The theme of controls made from now on; icons of present ones are redrawn by the owner."""
        self._theme = theme

    def _turn_to(self, kind: type[object]) -> tuple[Shown, ...]:
        if kind not in self._pages:
            self._pages[kind] = self._page()
        for each, (page, _shown) in self._pages.items():
            page.setVisible(each is kind)
        return self._pages[kind][1]

    def _page(self) -> tuple[QWidget, tuple[Shown, ...]]:
        page = QWidget()
        lines = column(page)
        made = tuple(each for each in self._shown() if each.name not in self._words.hidden)
        for each in made:
            if isinstance(each, KindSection):
                lines.addWidget(each)
            else:
                title = self._words.titles.get(each.name, field_text(each.name).title)
                lines.addLayout(titled_row(title, each, each.control))
            each.entered.connect(self._enter)
        self._column.addWidget(page)
        return page, made

    def _shown(self) -> Iterator[Shown]:
        """Fields and sections in the order of the settings."""
        plain = {each.name: each for each in fields_for(self._value, self._refusal, self._theme)}
        for name, _ in settings_of(self._value):
            if name in FAMILIES:
                yield KindSection(name, self._refusal, self._theme)
            elif name in plain:
                yield plain[name]

    def _refusal(self, name: str, setting: object) -> str:
        return self._problem(replace(self._value, **{name: setting}))

    def _enter(self, entry: Entry) -> None:
        self._value = replace(self._value, **{entry.name: entry.value})
        self.changed.emit(self._value)


def changed_field(before: DataclassInstance, after: DataclassInstance) -> str:
    """The title of the first setting in which two values of one type differ."""
    name, old = next((name, setting) for name, setting in settings_of(before) if getattr(after, name) != setting)
    new = getattr(after, name)
    return changed_field(old, new) if name in FAMILIES and type(old) is type(new) else field_text(name).title
