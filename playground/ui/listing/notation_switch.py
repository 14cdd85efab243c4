"""The switch between mathematics and NumPy: two joined buttons of which one is down."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from playground.session.listing import Notation
from playground.ui.labels import row

_TITLES: Mapping[Notation, tuple[str, str]] = {  # short, as its panel may be narrow, and whole
    Notation.MATHEMATICS: ("Maths", "Mathematics"),
    Notation.NUMPY: ("NumPy", "NumPy"),
}


class NotationSwitch(QWidget):
    """Lets the user choose how the lines are written."""

    notation_chosen = Signal(object)  # Notation

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Notation")
        self.setProperty("kind", "segmented")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._group = QButtonGroup(self)
        layout = row(self, spacing=0)
        for place, (title, name) in enumerate(_TITLES.values()):
            button = QPushButton(title)
            button.setAccessibleName(name)
            button.setCheckable(True)
            button.setProperty("kind", "segment")
            self._group.addButton(button, place)
            layout.addWidget(button)
        self._group.button(0).setChecked(True)
        self._group.idClicked.connect(self._choose)

    def _choose(self, place: int) -> None:
        self.notation_chosen.emit(list(_TITLES)[place])
