"""What a bar leaves out in a narrow window, in stages: some titles, all titles, the words on lesser buttons."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QPushButton, QWidget

SPACING = 8


class Narrowing:
    """Shows as many words as fit; `rest` is what the bar needs without any, titles are those that go first first."""

    def __init__(self, buttons: Sequence[QPushButton]) -> None:
        self._words = {button: (button.text(), words_width(button)) for button in buttons}

    def widths(self, rest: int, titles: Sequence[Sequence[QWidget]]) -> list[int]:
        """What the bar needs at every stage, from everything shown to the least."""
        parts = [sum(title.sizeHint().width() + SPACING for title in group) for group in titles]
        parts.append(sum(room for _, room in self._words.values()))
        return [rest + sum(parts[stage:]) for stage in range(len(parts) + 1)]

    def fit(self, width: int, rest: int, titles: Sequence[Sequence[QWidget]]) -> None:
        """Show what fits into `width` pixels."""
        needed = self.widths(rest, titles)
        for group, room in zip(titles, needed, strict=False):
            for title in group:
                title.setVisible(width >= room)
        for button, (text, _) in self._words.items():
            button.setText(text if width >= needed[-2] else "")


def words_width(button: QPushButton) -> int:
    """The room the text of a button takes beside its icon."""
    return width_of(button, button.text()) - width_of(button, "")


def width_of(button: QPushButton, *texts: str) -> int:
    """Wide enough for each of the texts; the button itself stays as it is."""
    before, widths = button.text(), []
    button.ensurePolished()
    for text in texts:
        button.setText(text)
        widths.append(button.sizeHint().width())
    button.setText(before)
    return max(widths)
