"""What a bar leaves out in a narrow window, in stages: some titles, all titles, the words on lesser buttons."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QPushButton, QWidget

SPACING = 8


class Narrowing:
    """Shows as many words as fit; `rest` is what the bar needs without any, titles are those that go first first."""

    def __init__(self, buttons: Sequence[QPushButton]) -> None:
        self._texts = {button: button.text() for button in buttons}
        self.measure()

    def measure(self) -> None:
        """Measure the words, as again whenever the style has changed."""
        self._words = {button: (text, words_width(button, text)) for button, text in self._texts.items()}

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


def words_width(button: QPushButton, text: str) -> int:
    """The room a text takes beside the icon of a button."""
    return width_of(button, text) - width_of(button, "")


def width_of(button: QPushButton, *texts: str) -> int:
    """Wide enough for each of the texts; the button itself stays as it is."""
    before, widths = button.text(), []
    button.ensurePolished()
    for text in texts:
        button.setText(text)
        widths.append(button.sizeHint().width())
    button.setText(before)
    return max(widths)
