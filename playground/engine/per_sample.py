"""The gradient of each sample of a batch on its own: what the sum over the samples hides.

One forward pass, then one backward pass a sample, which begins with that sample's row of the loss's gradient alone: the
program's own instructions, so that the parts add up to the batch's gradient. Knows nothing of optimizers.
"""

from __future__ import annotations

import numpy as np

from playground.engine.compiler import compile_program
from playground.engine.errors import MixingError
from playground.engine.instruction import Call, Instruction, Phase, run_calls
from playground.engine.network import Network
from playground.engine.operations.loss import Loss
from playground.engine.parameters import Layout, ParameterArrays
from playground.engine.program import Program
from playground.engine.samples import Array, Samples, check_samples


def per_sample_gradients(network: Network, layout: Layout, values: Array, samples: Samples) -> Array:
    """∂Lₙ/∂(every parameter) for each sample, (samples, layout.size): their mean is the gradient of the batch, or
    their sum where the loss is a sum. `MixingError` names a block whose samples depend on each other."""
    check_samples(network, samples)
    _check_separate(network)
    program = compile_program(network, ParameterArrays.of(layout, values, {}), len(samples))
    program.load(samples.features, samples.targets)
    parts = _parts(program)
    return parts if _is_sum(network) else parts * len(samples)


def mean_gradient(network: Network, gradients: Array) -> Array:
    """The gradient of the batch from those of its samples, (layout.size,)."""
    total: Array = gradients.sum(axis=0)
    return total if _is_sum(network) else total / len(gradients)


def _check_separate(network: Network) -> None:
    for node in network.order:
        if node.operation.mixes_samples:
            raise MixingError(
                f"{node.name} lets the samples of a batch depend on each other: none has a gradient of its own", node.id
            )


def _is_sum(network: Network) -> bool:
    loss = network.loss
    assert loss is not None
    assert isinstance(loss.operation, Loss)
    return loss.operation.reduction == "sum"


def _parts(program: Program) -> Array:
    """What each sample adds to the gradient of the batch, (samples, layout.size)."""
    first, rest = _split(program)
    run_calls(program.calls(Phase.FORWARD, Phase.LOSS))
    run_calls(first.calls)
    seed, calls = first.result.array, _calls(rest)
    whole = seed.copy()
    parts = np.empty((program.batch, program.arrays.layout.size))
    for sample in range(program.batch):
        seed[...] = 0
        seed[sample] = whole[sample]
        run_calls(calls)
        parts[sample] = program.arrays.gradients
    return parts


def _split(program: Program) -> tuple[Instruction, list[Instruction]]:
    """The instruction with which the backward pass begins, written by the loss, and those that follow it."""
    first, *rest = (step for step in program.instructions if step.phase is Phase.BACKWARD)
    return first, rest


def _calls(instructions: list[Instruction]) -> tuple[Call, ...]:
    return tuple(call for instruction in instructions for call in instruction.calls)
