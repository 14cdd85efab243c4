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
from playground.engine.operations.losses import ALL_LOSSES, Objective, SoftmaxCrossEntropy
from playground.engine.operations.source import Input
from playground.engine.parameters import ParameterArrays
from playground.session.batch_losses import BatchLosses, Surprises, answer_of, outputs_of

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


@pytest.mark.parametrize("reduction", ["mean", "sum"])
@pytest.mark.parametrize("smoothing", [0.0, 0.2])
@pytest.mark.parametrize("mixed", [False, True])
def test_surprises_are_the_loss_of_each_batch(reduction: str, smoothing: float, mixed: bool) -> None:
    loss = Node("loss", "Loss", SoftmaxCrossEntropy(reduction=reduction, label_smoothing=smoothing))
    dense = Node("dense", "Dense", Dense(4, "identity"))
    network = Network((Node("input", "Input", Input(2)), dense, loss), (Edge("input", "dense"), Edge("dense", "loss")))
    start, rng = fresh(network, 0), np.random.default_rng(0)
    program = compile_program(network, ParameterArrays.of(start.layout, start.values, {}), BATCH)
    calls, said, true, expected = program.calls(Phase.FORWARD, Phase.LOSS, optional=True), [], [], []
    for _batch in range(BATCHES):
        answers = rng.dirichlet(np.ones(4), BATCH) if mixed else np.eye(4)[rng.integers(0, 4, BATCH)]
        program.load(rng.normal(size=(BATCH, 2)), answers)
        run_calls(calls)
        said.append(program.value("probabilities").copy())
        true.append(answer_of(program).copy())
        expected.append(float(program.loss))
    found = Surprises(program).of(np.array(said), np.array(true))
    assert found == pytest.approx(expected, rel=1e-14, abs=1e-14)


def test_two_answers_in_one_sample_and_none_in_another_are_no_classes() -> None:
    network = Network(
        (Node("input", "Input", Input(2)), Node("loss", "Loss", SoftmaxCrossEntropy())), (Edge("input", "loss"),)
    )
    start = fresh(network, 0)
    program = compile_program(network, ParameterArrays.of(start.layout, start.values, {}), 2)
    said, true = np.full((1, 2, 2), 0.5), np.array([[[1.0, 1.0], [0.0, 0.0]]])
    assert Surprises(program).of(said, true) == pytest.approx([np.log(2.0)])
