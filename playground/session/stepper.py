"""A debugger's cursor over a program: step, back, over a layer, to any instruction, across whole updates.

Stepping runs the program's own instructions on a copy of the learned state; nothing is computed for show. Within a pass
every buffer is written once, so going back only marks a value as not computed; an update keeps the value it overwrites.
Earlier passes are revisited by replaying them from their starting state, which gives the same bits.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby
from typing import TYPE_CHECKING

import numpy as np

from playground.engine.formulas import operands, right_hand_side
from playground.engine.instruction import Array, Instruction, Operand, Phase, Ref
from playground.engine.learned import Learned
from playground.engine.network import Network
from playground.engine.parameters import Clock, ParameterArrays
from playground.engine.samples import Samples
from playground.engine.settings import TrainingSettings

if TYPE_CHECKING:
    from playground.engine.program import Program

REMEMBERED_BYTES = 64_000_000  # of starting states of earlier passes
REMEMBERED_PASSES = 1_000


Place = tuple[int, int]  # completed epochs, samples of the current one already used


class Granularity(StrEnum):
    """How far one step goes; only a `Walk` can stop within an instruction, at a term of its sum."""

    TERM = "term"
    QUANTITY = "quantity"
    LAYER = "layer"
    PHASE = "phase"
    UPDATE = "update"

    def joins(self, one: Instruction, other: Instruction) -> bool:
        """Whether a step of this length takes both, the one right after the other."""
        match self:
            case Granularity.TERM | Granularity.QUANTITY:
                return False
            case Granularity.LAYER:
                return in_one_layer(one, other)
            case Granularity.PHASE:
                return one.phase is other.phase
        return True

    def end(self, instructions: Sequence[Instruction], cursor: int) -> int:
        """The cursor behind a step of this length, from a place before the end of a pass."""
        end = cursor + 1
        while end < len(instructions) and self.joins(instructions[end - 1], instructions[end]):
            end += 1
        return end

    def start(self, instructions: Sequence[Instruction], cursor: int) -> int:
        """The cursor after a step back of this length, from a place behind the start of a pass."""
        start = cursor - 1
        while 0 < start < len(instructions) and self.joins(instructions[start - 1], instructions[start]):
            start -= 1
        return start


@dataclass(frozen=True, eq=False)
class PassStart:
    """All that is needed to walk a pass again: what was learned before it and the samples it saw.

    `place` is the (epoch, position) at which the run stands after the pass, where its samples are a batch of training;
    `total` counts the samples of an epoch.
    """

    learned: Learned
    samples: Samples
    place: Place | None = None
    total: int = 1

    def clock(self, seed: int) -> Clock:
        """Where the run stands as the pass begins."""
        return Clock(seed, self.learned.updates, self.learned.epoch, self.learned.position, self.total)


class Stepper:
    """Walks the passes of one network; `cursor` counts the instructions of this pass that have run."""

    def __init__(self, network: Network, settings: TrainingSettings, start: PassStart) -> None:
        self.network, self.settings = network, settings
        size = max(1, start.learned.values.nbytes * (1 + len(settings.optimizer.moments)))
        self._earlier: deque[PassStart] = deque(maxlen=max(1, min(REMEMBERED_PASSES, REMEMBERED_BYTES // size)))
        self._begin(start)

    def _begin(self, start: PassStart) -> None:
        from playground.engine.compiler import compile_program  # a window opens without compiling

        moments = start.learned.moments_for(self.settings.descent)
        clock = start.clock(self.settings.seed)
        learned = start.learned
        arrays = ParameterArrays.of(learned.layout, learned.values, moments, self.settings.dtype)
        arrays = replace(arrays, clock=clock)
        self.start = start
        self.program: Program = compile_program(self.network, arrays, len(start.samples), self.settings.descent)
        self.program.load(start.samples.features, start.samples.targets)
        self.cursor = 0
        self.phases = phases_of(self.program)
        self._overwritten: dict[int, Array] = {}  # by index of a line of the update, what it has written over
        self._producers = producers(self.program)
        self._helpers = helper_producers(self.program)

    @property
    def instructions(self) -> tuple[Instruction, ...]:
        """The program of this pass."""
        return self.program.instructions

    @property
    def current(self) -> Instruction | None:
        """The instruction that ran last, None at the start of the pass."""
        return self.instructions[self.cursor - 1] if self.cursor else None

    @property
    def at_end(self) -> bool:
        """Whether the whole pass, update included, has run."""
        return self.cursor == len(self.instructions)

    @property
    def passes_behind(self) -> int:
        """How many earlier passes can be revisited."""
        return len(self._earlier)

    def step(self) -> bool:
        """Run the next instruction; False at the end of the pass."""
        if self.at_end:
            return False
        instruction = self.instructions[self.cursor]
        if instruction.phase is Phase.UPDATE:
            self._overwritten[instruction.index] = instruction.result.array.copy()
        with np.errstate(all="ignore"):
            instruction.run()
        self.cursor += 1
        return True

    def back(self) -> bool:
        """Undo the last instruction; from the start of a pass go to the end of the one before. False if none."""
        if not self.cursor:
            if not self._earlier:
                return False
            self._begin(self._earlier.pop())
            self.run_to_end()
            return True
        self.cursor -= 1
        instruction = self.instructions[self.cursor]
        if instruction.phase is Phase.UPDATE:
            instruction.result.array[...] = self._overwritten.pop(instruction.index)
        return True

    def advance(self, granularity: Granularity) -> bool:
        """Step once, or on through the same block and phase, the same phase, or all that is left of the update."""
        if self.at_end:
            return False
        self.run_to(granularity.end(self.instructions, self.cursor))
        return True

    def retreat(self, granularity: Granularity) -> bool:
        """Back once, or on to the end of the group before; a pass before this one is taken up whole, at its end."""
        if not self.cursor:
            return self.back()
        self.run_to(granularity.start(self.instructions, self.cursor))
        return True

    def run_to(self, cursor: int) -> None:
        """Go forwards or back until exactly `cursor` instructions of this pass have run."""
        while self.cursor < cursor and self.step():
            pass
        while self.cursor > max(cursor, 0):
            self.back()

    def run_to_end(self) -> None:
        """Run all that is left of the pass."""
        self.run_to(len(self.instructions))

    def next_pass(
        self, samples: Samples | None = None, place: Place | None = None, learned: Learned | None = None
    ) -> None:
        """Begin another pass from what this one has learned, on the same samples or others.

        `learned` is the same as somebody keeps it: at the end of an epoch with its record.
        """
        self.run_to_end()
        start = PassStart(learned or self.learned(), samples or self.start.samples, place, self.start.total)
        self._earlier.append(self.start)
        self._begin(start)

    def learned(self) -> Learned:
        """What has been learned up to here: the state before the pass until its last update has run."""
        before = self.start.learned
        if not self.at_end:
            return before
        values, moments = self.program.arrays.kept()
        counters = (*(self.start.place or (before.epoch, before.position)), before.updates + 1, before.history)
        return Learned(before.layout, values, before.moments | moments, *counters)

    def is_computed(self, operand: Operand) -> bool:
        """Whether the operand holds a value of this pass; parameters and targets always do."""
        if operand.ref is None:
            return self.cursor > self._helpers.get(id(operand), -1)
        return self.cursor > self._producers.get(operand.ref, -1)

    def read(self, operand: Operand) -> Array | None:
        """The operand's array itself, or None while it has not been computed."""
        return operand.array if self.is_computed(operand) else None

    def as_read(self, instruction: Instruction, operand: Operand) -> Array | None:
        """What the instruction read there when it ran, also where an update has written over it since."""
        for index in sorted(self._overwritten):
            if index >= instruction.index and self.instructions[index].result.array is operand.array:
                return self._overwritten[index]
        return self.read(operand)

    def as_written(self, instruction: Instruction) -> Array:
        """The instruction's result as it wrote it, also where a later line has written over it since."""
        for index in sorted(self._overwritten):
            if index > instruction.index and self.instructions[index].result.array is instruction.result.array:
                return self._overwritten[index]
        return instruction.result.array

    def producer(self, ref: Ref) -> Instruction | None:
        """The line that wrote a value last among those that have run; None for what was given or not computed."""
        run = reversed(self.instructions[: self.cursor])
        return next((instruction for instruction in run if instruction.result.ref == ref), None)

    def overwritten(self, instruction: Instruction) -> Array | None:
        """What a line of the update has written over, None before it has run."""
        return self._overwritten.get(instruction.index)


@dataclass(frozen=True)
class Stride:
    """How far a step goes, and which way."""

    length: Granularity = Granularity.LAYER
    back: bool = False

    def lines(self, stepper: Stepper) -> Sequence[Instruction]:
        """What such a step runs or undoes, within the pass; nothing at its end, or going back from its start."""
        instructions, cursor = stepper.instructions, stepper.cursor
        if cursor == (0 if self.back else len(instructions)):
            return ()
        if self.back:
            return instructions[self.length.start(instructions, cursor) : cursor]
        return instructions[cursor : self.length.end(instructions, cursor)]


@contextmanager
def ahead(stepper: Stepper, stride: Stride) -> Iterator[None]:
    """For a moment have a stepper where a step leads within its pass; nothing of it remains, not a bit."""
    cursor, count = stepper.cursor, len(stride.lines(stepper))
    try:
        stepper.run_to(cursor - count if stride.back else cursor + count)
        yield
    finally:
        stepper.run_to(cursor)


def between(stepper: Stepper, cursor: int) -> Sequence[Instruction]:
    """The lines of the pass from another place of the cursor to its own, with the one that was, or is, the last there:
    of nothing else a move from there to here says anything."""
    first, last = sorted((cursor, stepper.cursor))
    return stepper.instructions[max(first - 1, 0) : last]


def in_one_layer(one: Instruction, other: Instruction) -> bool:
    """Whether both belong to the same block in the same phase, so that a step over a layer takes them together."""
    return (one.phase, one.node) == (other.phase, other.node)


def phases_of(program: Program) -> tuple[tuple[Phase, int], ...]:
    """The phases in their order, each with how many instructions it has."""
    runs = groupby(instruction.phase for instruction in program.instructions)
    return tuple((phase, sum(1 for _ in run)) for phase, run in runs)


def producers(program: Program) -> dict[Ref, int]:
    """For each value of a pass the index of the instruction that computes it, not of those that overwrite it."""
    return {
        instruction.result.ref: instruction.index
        for instruction in program.instructions
        if instruction.result.ref is not None and not overwrites(instruction)
    }


def helper_producers(program: Program) -> dict[int, int]:
    """For each helper that no buffer holds, such as g′(z), the instruction that reads it, by the operand's identity."""
    return {
        id(operand): instruction.index
        for instruction in program.instructions
        for operand in instruction.operands.values()
        if operand.ref is None and instruction.phase is not Phase.UPDATE
    }


def overwrites(instruction: Instruction) -> bool:
    """Whether an instruction of the update changes what is there already, as W := W − … does and m̂ = … does not."""
    read = (instruction.operand(name) for name in operands(right_hand_side(instruction.formula)))
    return instruction.phase is Phase.UPDATE and any(operand.ref == instruction.result.ref for operand in read)
