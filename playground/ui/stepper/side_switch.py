"""The switch of an explanation: its matrices, its picture, or the reason of its shapes."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QSizePolicy, QWidget

from playground.ui.labels import row


class Side(StrEnum):
    """What stands beside the numbers of an element."""

    MATRICES = "matrices"
    PICTURE = "picture"
    SHAPES = "shapes"


_TITLES: Mapping[Side, str] = {Side.MATRICES: "Matrices", Side.PICTURE: "Picture", Side.SHAPES: "Shapes"}
_TIPS: Mapping[Side, str] = {
    Side.MATRICES: "The formula with its numbers (Alt+M)",
    Side.PICTURE: "How the number is made, drawn (Alt+P)",
    Side.SHAPES: "How large everything is, what is turned and why (Alt+R)",
}


class SideSwitch(QWidget):
    """Joined buttons of which one is down."""

    chosen = Signal(object)  # Side

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Side of the explanation")
        self.setProperty("kind", "segmented")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._group = QButtonGroup(self)
        layout = row(self, spacing=0)
        for place, side in enumerate(Side):
            button = QPushButton(_TITLES[side])
            button.setCheckable(True)
            button.setProperty("kind", "segment")
            button.setToolTip(_TIPS[side])
            self._group.addButton(button, place)
            layout.addWidget(button)
        self._group.button(0).setChecked(True)
        self._group.idToggled.connect(self._toggle)

    @property
    def side(self) -> Side:
        """The one that is down."""
        return list(Side)[self._group.checkedId()]

    def choose(self, side: Side) -> None:
        """Press a button."""
        self._group.button(list(Side).index(side)).setChecked(True)

    def choose_named(self, side: str) -> None:
        """Press the button of a side by its name, as a menu knows it."""
        self.choose(Side(side))

    def _toggle(self, place: int, checked: bool) -> None:
        if checked:
            self.chosen.emit(list(Side)[place])
