"""Reads watches in a run at full speed: now and then the update that follows is walked beside it, line by line.

It runs the program's own instructions on arrays of its own, so the numbers are those that the stepper shows at the end
of that pass, also where training itself leaves a line out; the run is not touched.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np

from playground.engine.compiler import compile_program
from playground.engine.history import EpochRecord
from playground.engine.learned import Learned
from playground.engine.network import Network
from playground.engine.parameters import ParameterArrays
from playground.engine.program import Program
from playground.engine.samples import Samples
from playground.engine.settings import TrainingSettings
from playground.session.condition_meaning import Read
from playground.session.condition_syntax import parse_expression
from playground.session.condition_tokens import ConditionError
from playground.session.stepper import PassStart
from playground.session.timeline import pass_after
from playground.session.watches import Reading, meaning_of


@dataclass(frozen=True, eq=False)
class _Beside:
    """A program for one batch size and how each watch is read in it; None where it has no such value."""

    program: Program
    reads: dict[str, Read | None] = field(default_factory=dict)


class WatchReader:
    """For one network and its training samples; compiles a program when settings or batch size are new."""

    def __init__(self, network: Network, train: Samples) -> None:
        self._network, self._train = network, train
        self._settings: TrainingSettings | None = None
        self._beside: dict[int, _Beside] = {}
        self._start: PassStart | None = None

    def read(self, texts: tuple[str, ...], learned: Learned, settings: TrainingSettings) -> Reading:
        """The values of these watches in the update that follows after this state."""
        start = pass_after(self._train, learned, settings)
        beside = self._prepared(start, settings)
        with np.errstate(all="ignore"):
            for instruction in beside.program.instructions:
                instruction.run()
            found = {text: self._read(beside, text) for text in texts}
        return Reading(learned.updates, {text: value for text, value in found.items() if value is not None})

    def _prepared(self, start: PassStart, settings: TrainingSettings) -> _Beside:
        """The program with the state and the batch in place."""
        if settings is not self._settings:
            self._settings, self._beside = settings, {}
        learned, batch = start.learned, len(start.samples)
        if batch not in self._beside:
            self._beside[batch] = self._compiled(start, settings)
        beside, self._start = self._beside[batch], start
        arrays = beside.program.arrays
        np.copyto(arrays.values, learned.values)
        for name, kept in learned.moments_for(settings.descent).items():
            np.copyto(arrays.moments[name], kept)
        clock = arrays.clock
        clock.updates, clock.epoch, clock.position = learned.updates, learned.epoch, learned.position
        beside.program.load(start.samples.features, start.samples.targets)
        return beside

    def _compiled(self, start: PassStart, settings: TrainingSettings) -> _Beside:
        learned = start.learned
        moments = learned.moments_for(settings.descent)
        arrays = ParameterArrays.of(learned.layout, learned.values, moments, settings.dtype)
        arrays = replace(arrays, clock=start.clock(settings.seed))
        program = compile_program(self._network, arrays, len(start.samples), settings.descent)
        return _Beside(program)

    def _read(self, beside: _Beside, text: str) -> float | None:
        if text not in beside.reads:
            beside.reads[text] = self._meant(beside.program, text)
        read = beside.reads[text]
        return None if read is None else float(read())

    def _meant(self, program: Program, text: str) -> Read | None:
        try:
            return meaning_of(parse_expression(text), program, self._record)[1]
        except ConditionError:
            return None

    def _record(self) -> EpochRecord | None:
        return None if self._start is None else self._start.learned.history.last
