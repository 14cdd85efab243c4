"""The loss of many batches at once is the loss that the program computes for each."""

from __future__ import annotations

import numpy as np
import pytest

from playground.engine.compiler import compile_program
from playground.engine.instruction import Phase, run_calls
from playground.engine.learned import fresh
from playground.engine.network import Edge, Network, Node
from playground.engine.operations.dense import Dense
from playground.engine.operations.loss import Loss
from playground.engine.operations.losses import ALL_LOSSES, Objective
from playground.engine.operations.source import Input
from playground.engine.parameters import ParameterArrays
from playground.session.batch_losses import BatchLosses, outputs_of

BATCH, BATCHES = 7, 300


@pytest.mark.parametrize("reduction", ["mean", "sum"])
@pytest.mark.parametrize("outputs", [1, 3])
@pytest.mark.parametrize("kind", ALL_LOSSES)
def test_it_is_that_of_each_batch(kind: type[Loss], outputs: int, reduction: str) -> None:
    outputs = 1 if kind is Objective else outputs
    loss = Node("loss", "Loss", kind(reduction=reduction))
    dense = Node("dense", "Dense", Dense(outputs, "identity" if kind.takes_logits else "sigmoid"))
    network = Network((Node("input", "Input", Input(2)), dense, loss), (Edge("input", "dense"), Edge("dense", "loss")))
    start, rng = fresh(network, 0), np.random.default_rng(0)
    program = compile_program(network, ParameterArrays.of(start.layout, start.values, {}), BATCH)
    calls, said, true, expected = program.calls(Phase.FORWARD, Phase.LOSS, optional=True), [], [], []
    for _batch in range(BATCHES):
        program.load(rng.normal(size=(BATCH, 2)), rng.integers(0, 2, program.targets.shape).astype(float))
        run_calls(calls)
        said.append(outputs_of(program).copy())
        true.append(program.targets.copy())
        expected.append(float(program.loss))
    found = BatchLosses(network, BATCH, program.features.dtype).of(np.array(said), np.array(true))
    assert found == pytest.approx(expected, rel=1e-14, abs=1e-300)
