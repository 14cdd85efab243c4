"""What a panel asks for when the user has finished a gesture: one edit with its title. Panels never edit themselves.

The window applies it, records it for undo, and shows the sentence of an `EditError` if it is refused.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from playground.document.diagram import Diagram


@dataclass(frozen=True)
class Edit:
    """One edit: `title` as the undo menu says it, e.g. `Move 3 blocks`, and the function that makes it."""

    title: str
    apply: Callable[[Diagram], Diagram] = field(compare=False)
