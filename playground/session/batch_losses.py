"""The loss of many batches at once: from probabilities, or by a program of the loss block alone, as large as them all.

Training never computes the loss of a batch, as its gradient does without. Where a condition asks for it in every
update, the block's own lines run once for many. Sums of large tables may round the last bits differently, so what lies
that close is to be looked at again.
"""

from __future__ import annotations

from functools import partial

import numpy as np

from playground.engine.compiler import compile_program
from playground.engine.instruction import Array, Instruction, Phase, Ref, run_calls
from playground.engine.learned import fresh
from playground.engine.network import Edge, Network, Node
from playground.engine.operations.loss import Loss
from playground.engine.operations.source import Input
from playground.engine.parameters import ParameterArrays
from playground.engine.program import Program

NUMBERS = 2_048  # values that are compared at a time, about


class BatchLosses:
    """L of each of many batches, from what the network said and what was true."""

    def __init__(self, network: Network, batch: int, dtype: np.dtype) -> None:
        loss = network.loss
        assert loss is not None
        assert isinstance(loss.operation, Loss)
        outputs = network.shapes[network.incoming[loss.id][0].source][0]
        self._batch, self._batches = batch, _power_of_two(NUMBERS // (batch * outputs))
        alone = Network((Node("outputs", "Outputs", Input(outputs)), loss), (Edge("outputs", loss.id),))
        start = fresh(alone, 0)
        arrays = ParameterArrays.of(start.layout, start.values, {}, dtype.type)
        self._program: Program = compile_program(alone, arrays, batch * self._batches)
        lines = [one for one in self._program.instructions if one.phase is Phase.LOSS]
        self._total = _summed(lines[-1])
        self._calls = tuple(call for line in lines for call in line.calls)[:-1]
        self.adds_up = loss.operation.reduction == "sum"  # else it is a mean
        self._factor = 1 if self.adds_up else self._batches

    def of(self, outputs: Array, targets: Array) -> Array:
        """(updates, samples, outputs) of what was said and of what was true: (updates,)"""
        found = np.empty(len(outputs))
        for start in range(0, len(outputs), self._batches):
            part = slice(start, start + self._batches)
            found[part] = self._some(outputs[part], targets[part])
        return found

    def _some(self, outputs: Array, targets: Array) -> Array:
        rows = len(outputs) * self._batch
        self._program.features[:rows] = outputs.reshape(rows, -1)
        self._program.targets[:rows] = targets.reshape(rows, *self._program.targets.shape[1:])
        run_calls(self._calls)
        sums: Array = np.add.reduce(self._total.reshape(self._batches, -1), 1)
        return sums[: len(outputs)] * self._factor


class Surprises:
    """L = −Σ y ln p of each of many batches, from the probabilities p that training computes anyway."""

    def __init__(self, program: Program) -> None:
        loss = program.network.loss
        assert loss is not None
        assert isinstance(loss.operation, Loss)
        self._factor = -1.0 if loss.operation.reduction == "sum" else -1.0 / program.batch
        self._classes = program.targets.shape[-1]
        self._least = np.finfo(program.features.dtype).tiny

    def of(self, probabilities: Array, truth: Array) -> Array:
        """(updates, samples, classes) of what was said and of what was true: (updates,)

        NaN where a probability is too small to be precise.
        """
        said, true = (rows.reshape(len(rows), -1, self._classes) for rows in (probabilities, truth))
        squares = np.einsum("usc,usc->us", true, true)
        if np.count_nonzero(true != 0) == squares.size and (squares == 1).all():  # every sample is of one class
            products = self._logarithms(np.einsum("usc,usc->us", said, true))
        else:
            products = true * self._logarithms(said)
        sums: Array = np.add.reduce(products.reshape(len(products), -1), 1)
        return sums * self._factor

    def _logarithms(self, probabilities: Array) -> Array:
        found: Array = np.log(np.where(probabilities < self._least, np.nan, probabilities))
        return found


def outputs_of(program: Program) -> Array:
    """What the network says before the loss reads it, (batch, outputs)."""
    network = program.network
    assert network.loss is not None
    return program.values[Ref(network.incoming[network.loss.id][0].source, "activation")].array


def answer_of(program: Program) -> Array:
    """What probabilities are compared with, (batch, classes): the targets, or these with some of it spread evenly."""
    loss = program.network.loss
    assert loss is not None
    adjusted = program.values.get(Ref(loss.id, "adjusted_target"))
    return program.targets if adjusted is None else adjusted.array


def _summed(line: Instruction) -> Array:
    """The table whose sum is L: the last call adds it up."""
    last = line.calls[-1]
    assert isinstance(last, partial)
    assert last.func == np.add.reduce
    table: Array = last.args[0]
    return table


def _power_of_two(most: int) -> int:
    """The largest up to `most`, from 1: dividing by it changes no digit."""
    return 1 << max(most, 1).bit_length() - 1
