"""The choices of a derivation: what stands on its page, how far back it goes, a worksheet's seed and variant.

It holds one `Wish` and tells of another; what is made of it is the dialog's business.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from playground.session.derivation_sheet import Content, Variant, Wish
from playground.ui.choice import Choice
from playground.ui.controls import Check, Control, TypedNumber
from playground.ui.labels import column, label
from playground.ui.number_text import NumberForm
from playground.ui.palette import LIGHT, Theme
from playground.ui.sentences import sentence

LARGEST_SEED = 2**31 - 1


class Options(QWidget):
    """Each choice is told at once."""

    changed = Signal(object)  # Wish
    answers_wanted = Signal(object)  # whether the answers are to be shown in place of the worksheet

    def __init__(self, theme: Theme = LIGHT, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.wish = Wish()
        self.content = Choice(
            {Content.SYMBOLS: "Symbols only", Content.NUMBERS: "With numbers", Content.WORKSHEET: "Worksheet"}
        )
        self.forward, self.products = Check(), Check()
        self.seed = TypedNumber(NumberForm(whole=True), theme)
        self.variant = Choice(
            {
                Variant.BLANKS: "These numbers",
                Variant.SAMPLE: "Another sample",
                Variant.WEIGHTS: "Round weights and inputs",
            }
        )
        self.side = Choice({"questions": "The worksheet", "answers": "Its answers"})
        self._worksheet, self._error = QWidget(), label(kind="field-error", wrap=True)
        self._lay_out()
        self._connect()
        self.show_wish(self.wish)

    @property
    def shows_answers(self) -> bool:
        """Whether the answers are to be seen."""
        return self.wish.content is Content.WORKSHEET and self.side.currentData() == "answers"

    def show_wish(self, wish: Wish) -> None:
        """Show the choices as they are."""
        self.wish = wish
        self.content.fill(wish.content)
        self.forward.fill(wish.forward)
        self.products.fill(wish.products)
        self.seed.fill(wish.seed)
        self.variant.fill(wish.variant)
        self._worksheet.setVisible(wish.content is Content.WORKSHEET)

    def _choose_content(self, content: object) -> None:
        self._wish_for(replace(self.wish, content=Content(str(content))))

    def _choose_forward(self, forward: object) -> None:
        self._wish_for(replace(self.wish, forward=bool(forward)))

    def _choose_products(self, products: object) -> None:
        self._wish_for(replace(self.wish, products=bool(products)))

    def _choose_variant(self, variant: object) -> None:
        self._wish_for(replace(self.wish, variant=Variant(str(variant))))

    def _choose_seed(self, seed: object) -> None:
        assert isinstance(seed, int)
        if 0 <= seed <= LARGEST_SEED:
            self._say("")
            self._wish_for(replace(self.wish, seed=seed))
        else:
            self._say(f"Found {seed:,}, expected a seed from 0 to {LARGEST_SEED:,}.")

    def _choose_side(self, side: object) -> None:
        self.side.fill(side)
        self.answers_wanted.emit(side == "answers")

    def _wish_for(self, wish: Wish) -> None:
        self.show_wish(wish)
        self.changed.emit(wish)

    def _say(self, reason: object) -> None:
        self._error.setText(sentence(str(reason)))
        self._error.setVisible(bool(reason))

    def _connect(self) -> None:
        connections: tuple[tuple[Control, Callable[[object], None]], ...] = (
            (self.content, self._choose_content),
            (self.forward, self._choose_forward),
            (self.products, self._choose_products),
            (self.seed, self._choose_seed),
            (self.variant, self._choose_variant),
            (self.side, self._choose_side),
        )
        for control, slot in connections:
            control.entered.connect(slot)
        self.seed.refused.connect(self._say)

    def _lay_out(self) -> None:
        self.side.fill("questions")
        self._error.hide()
        self.forward.setText("From the inputs on")
        self.forward.setToolTip("Also how the values of the forward pass come about")
        self.products.setText("The chain rule, path by path")
        self.products.setToolTip("At the end the products of local derivatives along all paths to the loss")
        lines, sheet = column(self, spacing=6), column(self._worksheet, spacing=6)
        titled(lines, "What is written", self.content)
        lines.addWidget(self.forward)
        lines.addWidget(self.products)
        titled(sheet, "Seed", self.seed)
        sheet.addWidget(self._error)
        titled(sheet, "Variant", self.variant)
        titled(sheet, "Page", self.side)
        lines.addSpacing(6)
        lines.addWidget(self._worksheet)


def titled(lines: QVBoxLayout, title: str, control: QWidget) -> None:
    """Add a control with its title above it."""
    name = label(title, kind="muted")
    name.setBuddy(control)
    control.setAccessibleName(title)
    lines.addWidget(name)
    lines.addWidget(control)
