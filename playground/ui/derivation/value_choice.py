"""The list of a pass's values, searched by their names also as a plain keyboard writes them: `dL/dW(1)`."""

from __future__ import annotations

from playground.session.value_names import plain
from playground.ui.choice import Choice


class ValueChoice(Choice):
    """Entries are values by their place in the list."""

    def found(self, text: str) -> int:
        """The place of the value that a typed text means, with or without special characters."""
        place = super().found(text)
        if place >= 0:
            return place
        wanted = plain(text.strip()).casefold()
        names = (plain(self.itemText(at)).casefold() for at in range(self.count()))
        return next((at for at, name in enumerate(names) if wanted in name), -1)
