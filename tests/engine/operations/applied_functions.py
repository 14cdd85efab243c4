"""An activation function on given numbers, through a real program of one block, every warning of NumPy an error."""

import warnings
from collections.abc import Sequence

import numpy as np

from playground.engine.instruction import Array, Instruction, Phase
from playground.engine.operations.activations import Activation
from playground.engine.operations.losses import MeanSquaredError
from playground.engine.operations.operation import Operation
from playground.engine.program import Program
from playground.engine.samples import Samples
from tests.engine.sample_networks import Wanted, chain, loaded_program

Precision = type[np.floating]


def loaded(operation: Operation, zs: Sequence[float], dtype: Precision) -> Program:
    """The block `n2` behind the identity `n1`, for one sample."""
    network = chain(Activation("identity"), operation, MeanSquaredError(), features=len(zs))
    samples = Samples(np.array([zs], dtype=np.float64), np.zeros((1, len(zs))))
    return loaded_program(network, samples, Wanted(dtype=dtype))


def run(step: Instruction) -> None:
    """The calls of a step, warnings turned into errors."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for call in step.calls:
            call()


def forward(program: Program) -> Array:
    """a of the block."""
    for step in program.instructions:
        if step.phase is Phase.FORWARD:
            run(step)
    return program.value("activation", "n2")[0]


def backward(program: Program, gradients: Sequence[float]) -> Array:
    """What the block hands down of the gradients that reach it."""
    forward(program)
    program.value("grad_activation", "n2")[...] = gradients
    below = program.value("grad_activation", "n1")
    run(next(step for step in program.instructions if step.result.array is below))
    return below[0]


def values(key: str, zs: Sequence[float], dtype: Precision = np.float64) -> Array:
    """g of each."""
    return forward(loaded(Activation(key), zs, dtype))


def slopes(key: str, zs: Sequence[float], dtype: Precision = np.float64) -> Array:
    """g′ of each."""
    return backward(loaded(Activation(key), zs, dtype), [1.0] * len(zs))
