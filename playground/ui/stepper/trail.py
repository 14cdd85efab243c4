"""What the explanation looks at: the step that ran last, or a number followed to where it came from, and the way back.

Knows the stepper and which neuron is in focus, no widgets.
"""

from __future__ import annotations

from playground.engine.instruction import Index, Instruction, Operand, Ref
from playground.session.stepper import Stepper
from playground.ui.stepper.focus import Focus


class Trail:
    """The places looked at one after the other; without any it is the step that ran last."""

    def __init__(self) -> None:
        self.stepper: Stepper | None = None
        self._places: list[tuple[Instruction, Focus]] = []  # the present one last
        self._focus = Focus()

    @property
    def instruction(self) -> Instruction | None:
        """What is explained now."""
        if self._places:
            return self._places[-1][0]
        return None if self.stepper is None else self.stepper.current

    @property
    def index(self) -> Index | None:
        """The chosen element of what is explained."""
        return self._index_in(self.instruction)

    @property
    def place(self) -> tuple[Ref, Index] | None:
        """The address of what is explained, and the chosen element."""
        instruction, index = self.instruction, self.index
        if instruction is None or index is None or instruction.result.ref is None:
            return None
        return instruction.result.ref, index

    @property
    def current_index(self) -> Index | None:
        """The chosen element of the step that ran last."""
        return self._index_in(None if self.stepper is None else self.stepper.current)

    def index_in(self, result: Operand) -> Index:
        """The element of a result that would be chosen."""
        return self._focus.index_in(result)

    @property
    def leads_back(self) -> bool:
        """Whether anything was followed."""
        return bool(self._places)

    def begin(self, stepper: Stepper | None, chosen: Index | None = None) -> None:
        """Look at the step that ran last, at the neuron looked at before unless one is chosen."""
        self.stepper = stepper
        self._places.clear()
        if chosen is not None:
            self.choose(chosen)

    def choose(self, index: Index) -> None:
        """Look at another element of the same result."""
        if self.instruction is not None:
            self._focus = self._focus.moved_to(index, self.instruction.result)

    def follow(self, instruction: Instruction, index: Index) -> None:
        """Look at an element of another instruction."""
        before = self.instruction
        if before is not None:
            self._places[-1:] = [(before, self._focus)]
            self._focus = self._focus.moved_to(index, instruction.result)
            self._places.append((instruction, self._focus))

    def back(self) -> bool:
        """Return to what was looked at before; False at the step that ran last."""
        if len(self._places) < 2:
            return False
        self._places.pop()
        self._focus = self._places[-1][1]
        if len(self._places) == 1:
            self._places.clear()
        return True

    def _index_in(self, instruction: Instruction | None) -> Index | None:
        return None if instruction is None else self.index_in(instruction.result)
