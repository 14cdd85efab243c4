"""A group of the palette: its title, which opens and closes it, and its buttons."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from playground.ui.disclosure import Disclosure
from playground.ui.layers_panel.flow_layout import FlowLayout
from playground.ui.layers_panel.operation_button import OperationButton
from playground.ui.layers_panel.palette_words import Kind
from playground.ui.palette import Theme


class PaletteGroup(Disclosure):
    """While something is searched it shows what was found."""

    chosen = Signal(object)  # the operation's class

    def __init__(self, title: str, kinds: Sequence[Kind], theme: Theme, *, is_open: bool) -> None:
        body = QWidget()
        flow = FlowLayout(body)
        self.buttons = tuple(OperationButton(kind) for kind in kinds)
        for button in self.buttons:
            flow.addWidget(button)
        super().__init__(title, body, theme, is_open=is_open)
        for button in self.buttons:
            button.chosen.connect(self.chosen)

    def show_found(self, found: frozenset[Kind] | None) -> None:
        """Show these alone, or with None everything as it was before."""
        for button in self.buttons:
            button.setVisible(found is None or button.operation in found)
        self.setVisible(found is None or any(button.operation in found for button in self.buttons))
        self.refresh(held_open=found is not None)
