"""How each phase of a pass is told apart: its word, its icon and its colours. One table for every panel of steps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtGui import QColor

from playground.engine.instruction import Phase
from playground.ui.palette import Theme


@dataclass(frozen=True)
class PhaseLook:
    """`token` and `soft` name colours of the theme, `note` and `button` kinds of the style sheet.

    A phase without an icon is told by its letter.
    """

    word: str
    icon: str
    letter: str
    token: str
    soft: str
    note: str
    button: str

    def color(self, theme: Theme) -> QColor:
        """The phase's colour."""
        return QColor(getattr(theme, self.token))

    @property
    def ground(self) -> str:
        """What a note of its kind stands on, a colour of the theme by name."""
        return "panel" if self.note == "card" else self.soft

    def soft_color(self, theme: Theme) -> QColor:
        """A background in the phase's colour."""
        return QColor(getattr(theme, self.soft))


PHASE_LOOKS: Mapping[Phase, PhaseLook] = {
    Phase.FORWARD: PhaseLook("Forward", "forward", "", "forward", "forward_soft", "note", "primary"),
    Phase.LOSS: PhaseLook("Loss", "", "L", "ink", "chip", "card", "primary"),
    Phase.BACKWARD: PhaseLook("Backward", "backward", "", "backward", "backward_soft", "backward-note", "backward"),
    Phase.UPDATE: PhaseLook("Update", "updated", "", "parameter", "parameter_soft", "card", "primary"),
}
