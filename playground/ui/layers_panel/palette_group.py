"""A group of the palette: its title, which opens and closes it, and its buttons, made when they are first needed."""

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
        self._kinds, self._flow = kinds, FlowLayout(body)
        self.buttons: tuple[OperationButton, ...] = ()
        super().__init__(title, body, theme, is_open=is_open)

    def prepare(self) -> None:
        """Make the buttons; nobody sees those of a closed group, and all together take long."""
        if self.buttons:
            return
        self.buttons = tuple(OperationButton(kind) for kind in self._kinds)
        for button in self.buttons:
            self._flow.addWidget(button)
            button.chosen.connect(self.chosen)

    def refresh(self, *, held_open: bool = False) -> None:
        """Show or hide the buttons."""
        if self.is_open or held_open:
            self.prepare()
        super().refresh(held_open=held_open)

    def show_found(self, found: frozenset[Kind] | None) -> None:
        """Show these alone, or with None everything as it was before."""
        self.prepare()
        for button in self.buttons:
            button.setVisible(found is None or button.operation in found)
        self.setVisible(found is None or any(button.operation in found for button in self.buttons))
        self.refresh(held_open=found is not None)
