"""A backward line run with other gradients tells what depends on them, and is afterwards as if nothing had been."""

import numpy as np
import pytest

from playground.engine.instruction import Instruction, Operand, Phase
from playground.engine.operations.convolution import Conv2D
from playground.engine.operations.dense import Dense
from playground.engine.operations.losses import MeanSquaredError
from playground.engine.operations.shaping import Flatten, Reshape
from playground.engine.probing import NOWHERE, Probe
from playground.engine.program import Program
from tests.engine.sample_networks import chain, loaded_program, run_through, samples_for

IMAGE = chain(
    *(Dense(9), Reshape((1, 3, 3)), Conv2D(1, (2, 2), padding=(0, 0)), Flatten(), Dense(1, "softmax")),
    MeanSquaredError(),
)


def program() -> Program:
    """An image network that has run over one sample."""
    return run_through(loaded_program(IMAGE, samples_for(IMAGE, 1)))


def line(ran: Program, node: str) -> Instruction:
    """The backward line that writes δa of a node."""
    return next(
        step
        for step in ran.instructions
        if (step.phase, step.node, step.quantity.key) == (Phase.BACKWARD, node, "grad_activation")
    )


def probe_of(step: Instruction) -> tuple[Probe, Operand]:
    """A probe of a line that reads one gradient, and this gradient."""
    dz = step.operands["dz"]
    return Probe(step, {"dz": dz}), dz


def test_what_gradients_move_is_told_from_what_they_do_not() -> None:
    probe, dz = probe_of(line(program(), "n2"))
    assert probe.moves(dz, probe.step.operands["laid"])
    assert not probe.moves(dz, probe.step.operands["W"])


def test_gradients_laid_out_anew_are_traced_to_their_places() -> None:
    probe, dz = probe_of(line(program(), "n2"))
    laid = probe.step.operands["laid"]
    places = probe.copied_from(dz, laid)
    assert places is not None
    assert np.array_equal(np.append(dz.array.ravel(), 0.0)[places], laid.array)
    assert (places == NOWHERE).any()


def test_a_number_that_is_computed_is_no_copy() -> None:
    probe, dz = probe_of(line(program(), "n2"))
    assert probe.copied_from(dz, probe.step.result) is None


def test_the_matrix_is_found_column_by_column() -> None:
    probe, dz = probe_of(line(program(), "n2"))
    matrix = probe.matrix(dz)
    whole = np.zeros((probe.step.result.array.size, dz.array.size))
    whole[matrix.rows, matrix.columns] = matrix.factors
    assert whole @ dz.array.ravel() == pytest.approx(probe.step.result.array.ravel(), rel=1e-13)
    assert np.array_equal(matrix.rows, np.sort(matrix.rows))


def test_all_is_afterwards_as_it_was() -> None:
    ran = program()
    before = [operand.array.copy() for operand in ran.values.values()]
    probe, dz = probe_of(line(ran, "n2"))
    probe.matrix(dz)
    probe.moves(dz, probe.step.operands["laid"])
    probe.copied_from(dz, probe.step.operands["laid"])
    for operand, array in zip(ran.values.values(), before, strict=True):
        assert np.array_equal(operand.array, array)
