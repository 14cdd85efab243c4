"""The dialog of derivations: which number and how on the left, the page as it will be written on the right.

It is handed a `Subject`; every choice derives anew, on that subject's own arrays.
"""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QMargins, Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QWidget

from playground.engine.errors import EngineError
from playground.engine.instruction import Index, Ref
from playground.session.derivation_page import answers_text, to_text
from playground.session.derivation_sheet import Content, Subject
from playground.session.number_style import AS_USUAL, NumberStyle
from playground.ui.announcing import announce
from playground.ui.controls import TypedText
from playground.ui.derivation.options import Options, titled
from playground.ui.derivation.page_delivery import PageDelivery
from playground.ui.derivation.pages_view import PagesView
from playground.ui.derivation.paper import LINE_WIDTH, leaves
from playground.ui.derivation.strips import answer_strips, question_strips
from playground.ui.derivation.value_choice import ValueChoice
from playground.ui.labels import column, label, restyle, row
from playground.ui.palette import LIGHT, Theme
from playground.ui.sentences import sentence

_SIZE = (1080, 820)
_SIDE = 248
NO_BLANKS = "Nothing is computed on the way to this number, so nothing can be left blank."


class DerivationDialog(QDialog):
    """Shows the derivation of one number of a pass, by default of the one that was asked about."""

    def __init__(self, subject: Subject, theme: Theme = LIGHT, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Derivation")
        self.resize(*_SIZE)
        self._subject, self._numbers = subject, AS_USUAL
        self._values = subject.values
        self._ref, self._index = _first(subject)
        self.value = ValueChoice({str(place): name for place, name in enumerate(self._values.values())})
        self.place, self.options = TypedText(), Options(theme)
        self.pages, self.delivery = PagesView(theme), PageDelivery(self)
        self._error, self._told = label(kind="field-error", wrap=True), label(kind="muted", wrap=True)
        self.buttons = {name: QPushButton(name) for name in ("Copy as text", "Copy as LaTeX", "Save…", "Close")}
        self._lay_out()
        self._connect()
        self.derive()

    def write_numbers(self, numbers: NumberStyle) -> None:
        """Write numbers in another style."""
        self._numbers = numbers
        self.derive()

    def derive(self) -> None:
        """Make the page anew, or say why it cannot be made."""
        self._show_value()
        wish = replace(self.options.wish, numbers=self._numbers)
        try:
            page = self._subject.sheet(self._ref, self._index, wish).page
        except EngineError as error:
            self._say(str(error))
            return
        self._say(NO_BLANKS if wish.content is Content.WORKSHEET and not page.is_worksheet else "")
        self.delivery.page, self.delivery.answers = page, self.options.shows_answers and page.is_worksheet
        cut = answer_strips if self.delivery.answers else question_strips
        words = (answers_text if self.delivery.answers else to_text)(page)
        self.pages.show_leaves(leaves(cut(page, LINE_WIDTH), page.title), words)

    def _show_value(self) -> None:
        self.value.fill(str(list(self._values).index(self._ref)))
        self.place.fill(",".join(str(at + 1) for at in self._index))
        self.place.setEnabled(bool(self._index))  # a number by itself has no places

    def _choose_value(self, place: object) -> None:
        self._ref = list(self._values)[int(str(place))]
        self._index = self._subject.place(self._ref, "")
        self.derive()

    def _choose_place(self, text: object) -> None:
        try:
            self._index = self._subject.place(self._ref, str(text))
        except EngineError as error:
            self._say(str(error))
            return
        self.derive()

    def _choose(self, _wish: object) -> None:
        self.derive()

    def _say(self, reason: str) -> None:
        self._told.setText("")
        self._error.setText(sentence(reason))
        self._error.setVisible(bool(reason))
        self._announce(reason)
        self.pages.setEnabled(not reason or reason == NO_BLANKS)

    def _tell(self, told: object) -> None:
        self._say("")
        self._show_delivery("muted", str(told))

    def _announce(self, told: str) -> None:
        """Have a screen reader say what happened."""
        self.setAccessibleDescription(told)
        announce(self, told)

    def _fail(self, reason: object) -> None:
        self._show_delivery("field-error", sentence(str(reason)))

    def _show_delivery(self, kind: str, words: str) -> None:
        """What became of the page stands beside the buttons that hand it out."""
        restyle(self._told, kind=kind)
        self._told.setText(words)
        self._announce(words)

    def _connect(self) -> None:
        for signal, slot in (
            (self.value.entered, self._choose_value),
            (self.place.entered, self._choose_place),
            (self.options.changed, self._choose),
            (self.options.answers_wanted, self._choose),
            (self.delivery.told, self._tell),
            (self.delivery.failed, self._fail),
            (self.buttons["Copy as text"].clicked, self.delivery.copy_text),
            (self.buttons["Copy as LaTeX"].clicked, self.delivery.copy_latex),
            (self.buttons["Save…"].clicked, self.delivery.save),
            (self.buttons["Close"].clicked, self.reject),
        ):
            signal.connect(slot)

    def _lay_out(self) -> None:
        lines = column(self, spacing=0)
        body, foot = row(spacing=0), row(margins=QMargins(16, 10, 16, 12))
        body.addWidget(self._side())
        body.addWidget(self.pages, 1)
        lines.addLayout(body, 1)
        lines.addLayout(foot)
        self._fill_foot(foot)

    def _side(self) -> QWidget:
        side = QWidget()
        side.setFixedWidth(_SIDE)
        lines = column(side, spacing=6, margins=QMargins(16, 16, 16, 16))
        titled(lines, "Number", self.value)
        titled(lines, "Element", self.place)
        self.place.setToolTip("Its place, counted from 1: row, column; of a batch the sample first")
        lines.addWidget(self._error)
        lines.addSpacing(10)
        lines.addWidget(self.options)
        lines.addStretch(1)
        return side

    def _fill_foot(self, foot: QHBoxLayout) -> None:
        foot.addWidget(self._told, 1, Qt.AlignmentFlag.AlignVCenter)
        for button in self.buttons.values():
            button.setAutoDefault(False)
            foot.addWidget(button)
        self.buttons["Save…"].setProperty("kind", "primary")


def _first(subject: Subject) -> tuple[Ref, Index]:
    """The number asked about, else the first element of the last value before the update."""
    values = list(subject.values)
    if subject.asked is not None and subject.asked[0] in values:
        return subject.asked
    gradients = [ref for ref, name in subject.values.items() if name.startswith("∂L/∂")]
    ref = (gradients or values)[-1]
    return ref, subject.place(ref, "")
