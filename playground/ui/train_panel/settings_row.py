"""The first settings of a run in a row: optimizer, learning rate, momentum, batch size; any may be changed at any time.

Fields come from the optimizer's own dataclass, so that a new optimizer needs no line here.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from playground.document.families import like
from playground.engine.errors import SettingError
from playground.engine.optimizers import OPTIMIZERS
from playground.engine.settings import TrainingSettings
from playground.ui.choice import Choice
from playground.ui.field import Entry, Field
from playground.ui.labels import clear, column, label, row
from playground.ui.palette import LIGHT, Theme
from playground.ui.setting_words import field_text
from playground.ui.settings_form import fields_for

OPTIMIZER_WIDTH, NUMBER_WIDTH, WHOLE_WIDTH = 110, 58, 50
_OF_OPTIMIZER = frozenset({"learning_rate", "momentum"})  # there is no room for more: the panel beside has them all
_IN_BAR = frozenset({"batch_size"})


class SettingsRow(QWidget):
    """Shows training settings and tells of new ones; what is wrong with a typed number is told beside."""

    changed = Signal(object)  # TrainingSettings
    refused = Signal(object)  # why a number that stands there is not taken; "" when all are

    def __init__(self, theme: Theme = LIGHT) -> None:
        super().__init__()
        self._theme = theme
        self._settings = TrainingSettings()
        self._optimizer = Choice({kind: optimizer.title for kind, optimizer in OPTIMIZERS.items()})
        self._optimizer.setFixedWidth(OPTIMIZER_WIDTH)
        self._optimizer.setToolTip("The rule that turns gradients into updates")
        self._optimizer.entered.connect(self._choose_optimizer)
        self._line, self._numbers = row(self), row()
        self._fields: tuple[Field, ...] = ()
        self._line.addWidget(captioned("Optimizer", self._optimizer, self._optimizer))
        self._line.addLayout(self._numbers)
        self._rebuild()

    def show_settings(self, settings: TrainingSettings) -> None:
        """Show settings without telling anyone; what is being typed stays while its value does."""
        rebuilt = type(settings.optimizer) is not type(self._settings.optimizer)
        self._settings = settings
        self._optimizer.fill(settings.optimizer.kind)
        if rebuilt:
            self._rebuild()
        for shown in self._fields:
            shown.fill(getattr(_owner(settings, shown.name), shown.name))

    def set_theme(self, theme: Theme) -> None:
        """The theme of controls made from now on."""
        self._theme = theme

    def field(self, name: str) -> Field:
        """The field of a setting; `StopIteration` if it is not shown."""
        return next(shown for shown in self._fields if shown.name == name)

    def _rebuild(self) -> None:
        clear(self._numbers)
        optimizer = fields_for(self._settings.optimizer, self._refusal, self._theme)
        others = fields_for(self._settings, self._refusal, self._theme)
        first = (shown for shown in optimizer if shown.name in _OF_OPTIMIZER)
        self._fields = (*first, *(shown for shown in others if shown.name in _IN_BAR))
        for shown in self._fields:
            shown.quiet = True
            shown.setFixedWidth(WHOLE_WIDTH if shown.name in _IN_BAR else NUMBER_WIDTH)
            _without_buttons(shown.control)
            shown.entered.connect(self._enter)
            shown.refused.connect(self._tell)
            titled = captioned(field_text(shown.name).title, shown, shown.control)
            self._numbers.addWidget(titled)
            titled.show()  # at once, not with the next event: the bar measures itself right now
        self._tell("")

    def _with(self, name: str, value: object) -> TrainingSettings:
        change: dict[str, Any] = {name: value}
        if name not in _IN_BAR:
            change = {"optimizer": replace(self._settings.optimizer, **change)}
        return replace(self._settings, **change)

    def _refusal(self, name: str, value: object) -> str:
        try:
            self._with(name, value).check()
        except SettingError as error:
            return str(error)
        return ""

    def _enter(self, entry: Entry) -> None:
        self._settings = self._with(entry.name, entry.value)
        self.changed.emit(self._settings)

    def _choose_optimizer(self, kind: object) -> None:
        optimizer = like(OPTIMIZERS[str(kind)], self._settings.optimizer)
        self.show_settings(replace(self._settings, optimizer=optimizer))
        self.changed.emit(self._settings)

    def _tell(self, _reason: str) -> None:
        reasons = (shown.reason for shown in self._fields)
        self.refused.emit(next(filter(None, reasons), ""))


def _without_buttons(control: QWidget) -> None:
    """A bar has no room for buttons in fields; the arrow keys do the same."""
    for action in control.actions():
        control.removeAction(action)


def _owner(settings: TrainingSettings, name: str) -> object:
    return settings if name in _IN_BAR else settings.optimizer


def captioned(title: str, shown: QWidget, control: QWidget) -> QWidget:
    """A control with its title above, its buddy and its accessible name."""
    holder, caption = QWidget(), label(title, "caption")
    caption.setBuddy(control)
    control.setAccessibleName(title)
    lines = column(holder, spacing=1)
    lines.addWidget(caption)
    lines.addWidget(shown)
    return holder
