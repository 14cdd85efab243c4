"""The point at which derivatives are asked for: a network, its parameters, a batch and where the run stands.

Whoever explains, proves or tries something compiles a program of its own from it, so that the one in use stays as it
is. Knows nothing of cursors and updates.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from playground.engine.compiler import CompileOptions, compile_program
from playground.engine.network import Network
from playground.engine.parameters import Clock, Layout, ParameterArrays
from playground.engine.program import Program
from playground.engine.samples import Array, Samples, check_samples


@dataclass(frozen=True, eq=False)
class EvaluationPoint:
    """`values` is the flat array of the parameters, (layout.size,); `clock` decides what random masks are drawn.

    `dtype` is the precision in which the network trains.
    """

    network: Network
    layout: Layout
    values: Array
    samples: Samples
    clock: Clock = field(default_factory=Clock)
    dtype: type[np.number[Any]] = np.float64

    def program(self, options: CompileOptions | None = None, dtype: type[np.number[Any]] | None = None) -> Program:
        """A program over copies of all arrays, loaded but not run; `BatchError` if the samples do not fit."""
        check_samples(self.network, self.samples)
        arrays = ParameterArrays.of(self.layout, self.values, {}, dtype or self.dtype)
        own = replace(arrays, clock=replace(self.clock))
        program = compile_program(self.network, own, len(self.samples), options=options)
        program.load(self.samples.features, self.samples.targets)
        return program
