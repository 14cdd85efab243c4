"""Keeps numbers that were changed on trial: the pass is walked anew from them, up to where it stood.

A change of parameters can be undone, with the updates it took the place of.
"""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject
from PySide6.QtGui import QUndoStack

from playground.session.stepper import Stepper
from playground.session.what_if import WhatIf
from playground.session.workbench import Workbench
from playground.ui.commands import LearnedCommand
from playground.ui.step_desk import StepDesk


class KeepDesk(QObject):
    """Makes changes of parameters and inputs real."""

    def __init__(self, workbench: Workbench, steps: StepDesk, stack: QUndoStack, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workbench, self._steps, self._stack = workbench, steps, stack

    def keep(self, tried: object) -> None:
        """Take over what was changed; values in the middle of the network cannot be kept."""
        assert isinstance(tried, WhatIf)
        stepper = self._steps.stepper
        if stepper is None or not tried.changes or not tried.can_be_kept:
            return
        before = self._workbench.timeline.memory
        start = replace(stepper.start, learned=tried.learned(stepper.start.learned), samples=tried.samples())
        changed = Stepper(stepper.network, stepper.settings, start)
        changed.run_to(stepper.cursor)
        self._steps.take(changed)
        if self._workbench.timeline.memory[1] is not before[1]:
            self._stack.push(LearnedCommand("change numbers of the pass", before, self._workbench))
