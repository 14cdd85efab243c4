"""Problems as notes, each with a button for its fix where there is one."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from playground.document.problems import Problem
from playground.ui.edit_request import Edit
from playground.ui.labels import clear, column, label, link, note
from playground.ui.sentences import sentence


class ProblemNote(QWidget):
    """One problem; the title of its fix is the button's."""

    fix_requested = Signal(object)  # Edit

    def __init__(self, problem: Problem) -> None:
        super().__init__()
        self.problem = problem
        frame, inside = note("error-note")
        column(self).addWidget(frame)
        inside.addWidget(label(sentence(problem.message), wrap=True))
        if problem.fix is not None:
            button = link(problem.fix.title)
            button.clicked.connect(self._fix)
            inside.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def _fix(self) -> None:
        if self.problem.fix is not None:
            self.fix_requested.emit(Edit(self.problem.fix.title, self.problem.fix.apply))


class ProblemNotes(QWidget):
    """All problems given, below each other; no room taken when there are none."""

    fix_requested = Signal(object)  # Edit

    def __init__(self) -> None:
        super().__init__()
        self._notes: tuple[ProblemNote, ...] = ()
        self._column = column(self)
        self.hide()

    def show_problems(self, problems: tuple[Problem, ...]) -> None:
        """Replace the notes if their words differ; the fixes are always the newest, made for the newest diagram."""
        if problems != tuple(shown.problem for shown in self._notes):
            clear(self._column)
            self._notes = tuple(self._note(problem) for problem in problems)
            self.setVisible(bool(problems))
        for shown, problem in zip(self._notes, problems, strict=True):
            shown.problem = problem

    def _note(self, problem: Problem) -> ProblemNote:
        made = ProblemNote(problem)
        made.fix_requested.connect(self.fix_requested)
        self._column.addWidget(made)
        return made
