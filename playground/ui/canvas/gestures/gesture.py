"""What every gesture is: it follows the pointer over the scene and ends in one edit, in a refusal, or in nothing.

While it runs it may move items about; finished or cancelled, it leaves the scene as the diagram says.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QPointF

from playground.ui.edit_request import Edit


@dataclass(frozen=True)
class Refusal:
    """Why a gesture cannot do what it was about to do, in one sentence."""

    sentence: str


Outcome = Edit | Refusal | None


class Gesture(Protocol):
    """One thing the user does, from press to release or from key to key."""

    def move(self, point: QPointF) -> str:
        """Follow the pointer (scene coordinates); a sentence to show beside it, or nothing."""

    def finish(self, point: QPointF) -> Outcome:
        """End here and leave the scene tidy."""

    def cancel(self) -> None:
        """End without any effect."""
