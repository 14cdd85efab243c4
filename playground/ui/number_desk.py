"""How numbers are written everywhere in the window: chosen in a menu, remembered, and told to all panels.

With exact fractions it finds those of each pass over a computational graph. It knows no panel but that it can be told.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QActionGroup

from playground.session.number_style import NumberForm, NumberStyle
from playground.ui.preferences import Preferences

if TYPE_CHECKING:
    from playground.session.stepper import PassStart, Stepper

CHOICES: Mapping[str, NumberStyle] = {
    "numbers_as_usual": NumberStyle(),
    **{f"numbers_{count}_digits": NumberStyle(NumberForm.SIGNIFICANT, count) for count in (3, 4, 6, 10, 17)},
    **{f"numbers_{count}_decimals": NumberStyle(NumberForm.DECIMALS, count) for count in (2, 4, 6)},
    "numbers_fractions": NumberStyle(NumberForm.FRACTIONS),
}
"""What can be chosen, by the name of its action."""


class NumberDesk(QObject):
    """Holds the style in force."""

    changed = Signal(object)  # NumberStyle

    def __init__(self, preferences: Preferences, parent: QObject | None = None) -> None:
        super().__init__(parent)
        settings = preferences.settings
        self._preferences = preferences
        self.style = NumberStyle(NumberForm(settings.numbers), settings.digits)
        self._stepper: Stepper | None = None
        self._start: PassStart | None = None  # of the pass whose fractions are known
        self._actions: Mapping[str, QAction] = {}

    def offer(self, actions: Mapping[str, QAction]) -> None:
        """Mark the choice in force among its actions."""
        group = QActionGroup(self)
        self._actions = {name: actions[name] for name in CHOICES}
        for action in self._actions.values():
            action.setCheckable(True)
            group.addAction(action)
        self._mark()

    def begin(self) -> None:
        """Tell the panels of the choice that was remembered, unless it is what they do by themselves."""
        if self.style != NumberStyle():
            self.changed.emit(self.style)

    def choose(self, name: str) -> None:
        """Write numbers as the action of this name says, from now on and after the next start."""
        chosen = CHOICES[name]
        self._preferences.choose_numbers(chosen.form.value, chosen.count)
        self._start = None
        self._use(self._with_fractions(chosen))
        self._mark()

    def show_stepper(self, stepper: object) -> None:
        """Another pass has other fractions."""
        from playground.session.stepper import Stepper

        self._stepper = stepper if isinstance(stepper, Stepper) else None
        if self.style.form is NumberForm.FRACTIONS:
            self._use(self._with_fractions(self.style))

    def _with_fractions(self, style: NumberStyle) -> NumberStyle:
        """The style with the fractions of the pass, found once for each."""
        if style.form is not NumberForm.FRACTIONS:
            return style
        stepper = self._stepper
        if stepper is None:
            return replace(style, fractions=None, reasons={})
        if stepper.start is self._start:
            return style
        from playground.session.fractions import exactly

        self._start, known = stepper.start, exactly(stepper)
        if known is None:
            return replace(style, fractions=None, reasons={})
        return replace(style, fractions=known.fractions, reasons=known.reasons)

    def _use(self, style: NumberStyle) -> None:
        if style != self.style:
            self.style = style
            self.changed.emit(style)

    def _mark(self) -> None:
        """A choice that the settings file alone can make is none of the actions."""
        plain = replace(self.style, fractions=None, reasons={})
        for name, action in self._actions.items():
            action.setChecked(CHOICES[name] == plain)
