"""A form made from the fields of a frozen value: an operation, an optimizer, a data source, training settings.

The type of a field decides its control, one table its words; a new operation or optimizer needs no line here as long
as its field names are in the table. What a value may be is said by the check the owner gives, not here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from playground.engine.operations.catalogue import CHOICES
from playground.ui.controls import Check, Choice, TypedNumber
from playground.ui.field import Entry, Field, Refusal
from playground.ui.labels import column, label, row
from playground.ui.number_text import NumberForm
from playground.ui.palette import LIGHT, Theme

LABEL_WIDTH = 108
ROW_HEIGHT = 30


@dataclass(frozen=True)
class FieldText:
    """One setting: its title, what it does, how far an arrow key goes (None: 1, 2, 5, 10 …), dice or not."""

    title: str
    hint: str
    step: float | None = 1.0
    dice: bool = False


FIELDS: Mapping[str, FieldText] = {
    "features": FieldText("Features", "How many numbers of a sample enter here"),
    "units": FieldText("Units", "How many neurons the layer has"),
    "activation": FieldText("Activation", "The function g that each unit applies to its z"),
    "function": FieldText("Function", "The function g applied to each value that arrives"),
    "initializer": FieldText("Initializer", "How the first weights are drawn"),
    "bias": FieldText("Bias", "Whether each unit adds a number of its own"),
    "inputs": FieldText("Inputs", "How many wires meet here"),
    "shape": FieldText("Shape", "Lengths of the axes of one sample, e.g. 1 × 8 × 8; −1 takes what is left"),
    "axes": FieldText("Axes", "The order in which the axes of a sample stand afterwards, the first counted as 0"),
    "axis": FieldText("Axis", "Which axis of a sample, the first counted as 0, the last as −1"),
    "start": FieldText("Start", "The first place that is kept, counted from 0"),
    "stop": FieldText("Stop", "The place before which the part ends"),
    "factor": FieldText("Factor", "The number every value is multiplied by", 0.1),
    "transpose_second": FieldText("Transpose second", "Whether the rows of the second matrix are used as its columns"),
    "learning_rate": FieldText("Learning rate", "α, how far an update follows the gradient", None),
    "momentum": FieldText("Momentum", "μ, how much of the last velocity is kept", 0.05),
    "batch_size": FieldText("Batch size", "How many samples share one update"),
    "seed": FieldText("Seed", "The number all random draws begin with", dice=True),
    "samples": FieldText("Samples", "How many samples are drawn", 50.0),
    "noise": FieldText("Noise", "Standard deviation of the scatter around the ideal points", 0.05),
    "validation_fraction": FieldText("Validation share", "Which part is kept aside to validate on, 0 to below 1", 0.05),
    "standardize": FieldText("Standardize", "Scale features to mean 0 and deviation 1 of the training part"),
}

Problem = Callable[[Any], str]  # why a value of the form's type may not be, in one sentence; "" if it may


def field_text(name: str) -> FieldText:
    """The words of a setting; a name the table lacks speaks for itself."""
    return FIELDS.get(name) or FieldText(name.replace("_", " ").capitalize(), "")


def control_for(name: str, value: object, theme: Theme) -> QWidget | None:
    """The control for a setting by the type of its value; None for what a form cannot show."""
    if isinstance(value, bool):
        return Check()
    if isinstance(value, int | float):
        text = field_text(name)
        return TypedNumber(NumberForm(isinstance(value, int), text.step, text.dice), theme)
    if isinstance(value, str) and name in CHOICES:
        return Choice(CHOICES[name])
    return None


def settings_of(value: Any) -> Iterator[tuple[str, object]]:  # noqa: ANN401  # any frozen dataclass
    """Names and values of a value's fields, in order."""
    return ((entry.name, getattr(value, entry.name)) for entry in fields(value))


def fields_for(value: Any, refusal: Refusal, theme: Theme) -> tuple[Field, ...]:  # noqa: ANN401
    """A filled field, named and explained, for every setting that has a control."""
    made: list[Field] = []
    for name, setting in settings_of(value):
        control = control_for(name, setting, theme)
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
        self._pages: dict[type[object], tuple[QWidget, tuple[Field, ...]]] = {}
        self._column = column(self)

    @property
    def value(self) -> Any:  # noqa: ANN401  # any frozen dataclass
        """The value as shown."""
        return self._value

    def show_value(self, value: Any, subject: object = None) -> None:  # noqa: ANN401
        """Show a value; what is being typed stays, unless the value belongs to another subject (block, file)."""
        fresh = type(value) is not type(self._value) or subject != self._subject
        self._value, self._subject = value, subject
        shown = self._turn_to(type(value))
        for each in shown:
            if fresh:
                each.restore()
            each.fill(getattr(value, each.name))
        self.setVisible(bool(shown))

    def field(self, name: str) -> Field:
        """The field of that setting; `StopIteration` if it is not shown."""
        return next(shown for shown in self._pages[type(self._value)][1] if shown.name == name)

    def set_theme(self, theme: Theme) -> None:
        """The theme of controls made from now on; icons of present ones are redrawn by the owner."""
        self._theme = theme

    def _turn_to(self, kind: type[object]) -> tuple[Field, ...]:
        if kind not in self._pages:
            self._pages[kind] = self._page()
        for each, (page, _shown) in self._pages.items():
            page.setVisible(each is kind)
        return self._pages[kind][1]

    def _page(self) -> tuple[QWidget, tuple[Field, ...]]:
        page = QWidget()
        lines = column(page)
        made = fields_for(self._value, self._refusal, self._theme)
        shown = tuple(each for each in made if each.name not in self._words.hidden)
        for each in shown:
            title = self._words.titles.get(each.name, field_text(each.name).title)
            lines.addLayout(titled_row(title, each, each.control))
            each.entered.connect(self._enter)
        self._column.addWidget(page)
        return page, shown

    def _refusal(self, name: str, setting: object) -> str:
        return self._problem(replace(self._value, **{name: setting}))

    def _enter(self, entry: Entry) -> None:
        self._value = replace(self._value, **{entry.name: entry.value})
        self.changed.emit(self._value)


def changed_field(before: Any, after: Any) -> str:  # noqa: ANN401
    """The title of the first setting in which two values of one type differ."""
    names = (name for name, setting in settings_of(before) if getattr(after, name) != setting)
    return field_text(next(names)).title
