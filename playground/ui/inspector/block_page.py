"""The inspector's page about one block: name, settings, formulas, problems, parameters.

It asks for edits and never makes one; whether a value may be is found out by trying the edit on the shown diagram.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from playground.document.diagram import Diagram
from playground.document.edits import rename, set_learning, set_operation
from playground.document.errors import EditError
from playground.engine.network import Learning, Node
from playground.engine.operations.catalogue import LOSSES
from playground.engine.operations.losses import Loss
from playground.engine.operations.operation import Operation
from playground.session.number_style import NumberStyle
from playground.ui.choice import Choice
from playground.ui.controls import TypedText
from playground.ui.disclosure import Disclosure
from playground.ui.edit_request import Edit
from playground.ui.field import Entry, Field
from playground.ui.inspector.formula_card import FormulaCard
from playground.ui.inspector.learning_part import LearningPart, learning_words
from playground.ui.inspector.network_page import MARGINS
from playground.ui.inspector.parameters_part import ParametersPart
from playground.ui.inspector.problem_notes import ProblemNotes
from playground.ui.inspector.subject import Subject
from playground.ui.labels import column, label, row
from playground.ui.palette import LIGHT, Theme
from playground.ui.settings_form import SettingsForm, changed_field, titled_row


class BlockPage(QWidget):
    """Everything about one block; fields the user is typing in keep what was typed while the rest is refreshed."""

    edit_requested = Signal(object)  # Edit
    reinitialize_requested = Signal(object)  # node id

    def __init__(self, theme: Theme = LIGHT) -> None:
        super().__init__()
        self._diagram, self._node = Diagram(), ""
        self._title, self._kind = label(kind="heading", wrap=True), label(kind="badge")
        self._name = Field("name", TypedText(), self._name_refusal)
        self._loss = Field("loss", Choice({kind: loss.title for kind, loss in LOSSES.items()}), _always_fine)
        self._loss_row = QWidget()
        self._settings = SettingsForm(self._operation_refusal, theme=theme)
        self._formulas = FormulaCard(theme)
        self._problems = ProblemNotes()
        self._learning = LearningPart(self._learning_refusal, theme)
        self._how = Disclosure("Learning", self._learning, theme)
        self._parameters = ParametersPart(theme)
        self._lay_out()
        self._connect()

    def show_block(self, subject: Subject, node: Node) -> None:
        """Show one block of the subject's diagram."""
        if node.id != self._node:
            self._name.restore()
        self._diagram, self._node = subject.diagram, node.id
        self._title.setText(node.name)
        self._kind.setText(node.operation.title)
        self._kind.setVisible(not isinstance(node.operation, Loss))
        self._name.fill(node.name)
        self._loss_row.setVisible(isinstance(node.operation, Loss))
        self._loss.fill(node.operation.kind)
        self._settings.show_value(node.operation, node.id)
        self._formulas.show_block(subject.diagram.network, node)
        self._problems.show_problems(subject.problems_of(node.id))
        self._learning.show_block(subject.diagram.network, node)
        self._how.setVisible(self._learning.applies)
        self._how.set_remark(learning_words(subject.diagram.network, node.learning))
        self._parameters.show_parameters(subject, node)

    def set_numbers(self, numbers: NumberStyle) -> None:
        """Write the numbers otherwise."""
        self._parameters.set_numbers(numbers)

    def set_theme(self, theme: Theme) -> None:
        """Repaint in another theme."""
        for part in (self._settings, self._formulas, self._learning, self._how, self._parameters):
            part.set_theme(theme)

    def _lay_out(self) -> None:
        lines = column(self, margins=MARGINS)
        head = row()
        head.addWidget(self._title, 1)
        head.addWidget(self._kind, 0, Qt.AlignmentFlag.AlignTop)
        lines.addLayout(head)
        lines.addLayout(titled_row("Name", self._name, self._name.control))
        column(self._loss_row).addLayout(titled_row("Loss", self._loss, self._loss.control))
        for part in (self._loss_row, self._settings, self._formulas, self._problems, self._how, self._parameters):
            lines.addWidget(part)
        lines.addStretch(1)

    def _connect(self) -> None:
        self._name.entered.connect(self._rename)
        self._loss.entered.connect(self._choose_loss)
        self._settings.changed.connect(self._set_operation)
        self._learning.changed.connect(self._set_learning)
        self._problems.fix_requested.connect(self.edit_requested)
        self._parameters.reinitialize_requested.connect(self.reinitialize_requested)

    def _name_refusal(self, _name: str, value: object) -> str:
        return _refusal(Edit("", partial(rename, node=self._node, name=str(value))), self._diagram)

    def _operation_refusal(self, operation: Operation) -> str:
        return _refusal(self._operation_edit("", operation), self._diagram)

    def _operation_edit(self, title: str, operation: Operation) -> Edit:
        return Edit(title, partial(set_operation, node=self._node, operation=operation))

    def _learning_refusal(self, learning: Learning) -> str:
        return _refusal(self._learning_edit("", learning), self._diagram)

    def _learning_edit(self, title: str, learning: Learning) -> Edit:
        return Edit(title, partial(set_learning, node=self._node, learning=learning))

    def _set_learning(self, learning: Learning) -> None:
        node = self._diagram.network.by_id[self._node]
        self.edit_requested.emit(self._learning_edit(f"Set how {node.name} learns", learning))

    def _rename(self, entry: Entry) -> None:
        name = str(entry.value)
        self.edit_requested.emit(Edit(f"Rename to {name}", partial(rename, node=self._node, name=name)))

    def _choose_loss(self, entry: Entry) -> None:
        loss = LOSSES[str(entry.value)]()
        self.edit_requested.emit(self._operation_edit(f"Use {loss.title.lower()}", loss))

    def _set_operation(self, operation: Operation) -> None:
        node = self._diagram.network.by_id[self._node]
        setting = changed_field(node.operation, operation).lower()
        self.edit_requested.emit(self._operation_edit(f"Set {setting} of {node.name}", operation))


def _always_fine(_name: str, _value: object) -> str:
    return ""


def _refusal(edit: Edit, diagram: Diagram) -> str:
    """Why the edit would be refused; "" if it would be made."""
    try:
        edit.apply(diagram)
    except EditError as error:
        return str(error)
    return ""
