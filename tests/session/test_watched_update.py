"""An update under checks leads to the same bits as one that nobody watches, and is as quick where it can be."""

from __future__ import annotations

import numpy as np
import pytest

from playground.engine.compiler import compile_program
from playground.engine.descent import Descent
from playground.engine.instruction import Phase, run_calls
from playground.engine.learned import fresh
from playground.engine.operations.dense import Dense
from playground.engine.operations.losses import SoftmaxCrossEntropy
from playground.engine.operations.source import Input
from playground.engine.optimizers import Adam
from playground.engine.parameters import ParameterArrays
from playground.engine.program import Program
from playground.session.breakpoints import Breakpoint, Memory
from playground.session.checks import Check, Setting, checks_of
from playground.session.watched_update import watched_update
from tests.session.walked_nets import chain

LARGE = chain(Input(300), Dense(450, "relu"), Dense(3, "identity"), SoftmaxCrossEntropy())


def program_of() -> Program:
    """With a batch loaded."""
    start, rng, optimizer = fresh(LARGE, 0), np.random.default_rng(0), Descent(Adam())
    arrays = ParameterArrays.of(start.layout, start.values, start.moments_for(optimizer))
    program = compile_program(LARGE, arrays, 8, optimizer)
    program.load(rng.normal(size=(8, 300)), np.eye(3)[rng.integers(0, 3, 8)])
    return program


def checks(program: Program, *texts: str) -> tuple[Check, ...]:
    return checks_of([Breakpoint(None, text) for text in texts], Setting(program, Memory(), lambda: None))


@pytest.mark.parametrize("wait", [False, True])
@pytest.mark.parametrize(
    ("text", "in_parts"),
    [
        ("max|δz| < 1", True),
        ("L > 9", True),
        ("dead units > 1", True),
        ("max|W⁽¹⁾| > 9", True),
        ("max|∂L/∂b⁽¹⁾| > 9", True),
        ("max|∂L/∂W⁽¹⁾| > 9", False),
        ("‖∂L/∂W⁽¹⁾‖ > max|z⁽¹⁾|", False),
        ("gradient norm > max|z⁽¹⁾|", False),
        ("gradient norm rises 9 times", False),
    ],
)
def test_large_gradients_are_computed_in_parts_unless_they_are_read(text: str, in_parts: bool, wait: bool) -> None:
    plain, program = program_of(), program_of()
    (*_, check) = checks(program, text)
    update = watched_update(program, *((), (check,)) if wait else ((check,), ()))
    run_calls(plain.calls(spending=True))
    run_calls((*update.passes, *update.descent))
    assert program.arrays.state.tolist() == plain.arrays.state.tolist()
    assert bool(program.value("grad_weights", "hidden 1").any()) is not in_parts


def test_a_length_that_is_compared_is_measured_piece_by_piece() -> None:
    whole, program = program_of(), program_of()
    update = watched_update(program, (), checks(program, "gradient norm > 10"))
    run_calls((*update.passes, *update.descent))
    run_calls(whole.calls(Phase.FORWARD, Phase.LOSS, Phase.BACKWARD))
    assert len(update.squares) > 1
    assert float(np.sum(update.squares)) == pytest.approx(whole.arrays.gradients @ whole.arrays.gradients, rel=1e-12)
    assert not watched_update(program, checks(program, "gradient norm > 10"), ()).squares


def test_who_watches_nothing_gets_what_trains() -> None:
    program = program_of()
    update = watched_update(program, (), ())
    assert update.first == len(program.walked)
    assert len(update.passes) + len(update.descent) == len(program.calls(spending=True))
