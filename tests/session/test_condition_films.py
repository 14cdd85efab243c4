"""What is recorded of a name reads back as the program's own number, as near as it says."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from playground.engine.compiler import compile_program
from playground.engine.instruction import Phase, run_calls
from playground.engine.learned import fresh
from playground.engine.network import Network
from playground.engine.operations.dense import Dense
from playground.engine.operations.loss import Loss
from playground.engine.operations.losses import BinaryCrossEntropy, MeanSquaredError, SoftmaxCrossEntropy
from playground.engine.operations.source import Input
from playground.engine.parameters import ParameterArrays
from playground.engine.program import Program
from playground.session.condition_films import Filming, is_length, is_loss, is_mean, size
from playground.session.condition_meaning import Scope
from playground.session.condition_syntax import Comparison, Trend, parse_condition, values
from playground.session.recording import Recording
from tests.session.walked_nets import chain

BATCH, UPDATES = 5, 40
LOSSES = (
    SoftmaxCrossEntropy(),
    SoftmaxCrossEntropy(reduction="sum"),
    SoftmaxCrossEntropy(label_smoothing=0.1),
    BinaryCrossEntropy(),
    MeanSquaredError(reduction="sum"),
)
TEXTS = (
    "L > 1",
    "L rises 3 times",
    "max|a⁽¹⁾| > 1",
    "gradient norm > 1",
    "gradient norm rises 2 times",
    "dead units > 1",
)


def program_of(network: Network, dtype: type = np.float64) -> Program:
    start = fresh(network, 0)
    return compile_program(network, ParameterArrays.of(start.layout, start.values, {}, dtype), BATCH)


def trained(program: Program, scale: float = 1.0) -> Iterator[Program]:
    """The program after each of many passes."""
    calls, rng = program.calls(Phase.FORWARD, Phase.LOSS, Phase.BACKWARD, optional=True), np.random.default_rng(0)
    for _update in range(UPDATES):
        answers = np.eye(3)[rng.integers(0, 3, BATCH)]
        program.load(rng.normal(size=(BATCH, 2)) * scale, answers)
        run_calls(calls)
        yield program


def condition_of(text: str) -> Comparison | Trend:
    condition = parse_condition(text)
    assert isinstance(condition, Comparison | Trend)
    return condition


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("loss", LOSSES)
def test_rows_are_what_a_look_at_each_update_reads(loss: Loss, text: str) -> None:
    program = program_of(chain(Input(2), Dense(4, "relu"), Dense(3, "identity"), loss))
    condition, scope = condition_of(text), Scope(program, lambda: None, "hidden 1")
    tree = condition.left if isinstance(condition, Comparison) else condition.inner
    (name,) = values(tree)
    recording = Recording(program.arrays.clock)
    filming = Filming(condition, scope, recording)
    rows, (near, least) = filming.rows(name), filming.uncertainty([name])
    calls, expected = recording.calls(), []
    for _program in trained(program):
        run_calls(calls)
        expected.append(np.array(scope.read(name)()).copy())
    found = rows().reshape(UPDATES, -1)
    assert found == pytest.approx(np.reshape(expected, (UPDATES, -1)), rel=near, abs=least)
    assert not filming.few


def test_a_loss_of_few_samples_is_their_part_of_it() -> None:
    program = program_of(chain(Input(2), Dense(3, "identity"), SoftmaxCrossEntropy()))
    condition, scope = condition_of("L < 1"), Scope(program, lambda: None)
    (name,) = values(condition)
    found = []
    for few in (1, 2):
        recording = Recording(program.arrays.clock)
        filming = Filming(condition, scope, recording, few)
        rows = filming.rows(name)
        assert filming.few
        for _program in trained(program):
            run_calls(recording.calls())
        found.append(rows())
    assert (found[0] < found[1]).all()
    assert (found[1] < program.batch).all()


@pytest.mark.parametrize(("times", "numbers"), [(1, 16), (2, 20)])
def test_a_few_numbers_are_the_first_of_all(times: int, numbers: int) -> None:
    program = program_of(chain(Input(2), Dense(4), Dense(3, "identity"), SoftmaxCrossEntropy()))
    condition, scope = condition_of("max|z⁽¹⁾| < 1"), Scope(program, lambda: None)
    recording, (name,) = Recording(program.arrays.clock), values(condition)
    filming = Filming(condition, scope, recording, times)
    rows = filming.rows(name)
    last = []
    for step in trained(program):
        run_calls(recording.calls())
        last.append(step.value("pre_activation", "hidden 1").copy())
    assert rows().reshape(UPDATES, -1).tolist() == np.reshape(last, (UPDATES, -1))[:, :numbers].tolist()
    assert filming.few is (numbers < BATCH * 4)


@pytest.mark.parametrize(("text", "precise"), [("L < 1e-3", True), ("L < 1e-4", False), ("L rises 3 times", False)])
def test_a_limit_as_small_as_the_precision_asks_for_the_loss_itself(text: str, precise: bool) -> None:
    program = program_of(chain(Input(2), Dense(3, "identity"), SoftmaxCrossEntropy()), np.float32)
    filming = Filming(condition_of(text), Scope(program, lambda: None), Recording(program.arrays.clock))
    (name,) = values(condition_of(text))
    assert (filming.uncertainty([name])[1] > 0) is precise


def test_a_probability_too_small_to_tell_its_logarithm_is_no_number() -> None:
    program = program_of(chain(Input(2), Dense(3, "identity"), SoftmaxCrossEntropy()))
    condition, scope = condition_of("L > 1"), Scope(program, lambda: None)
    recording = Recording(program.arrays.clock)
    rows = Filming(condition, scope, recording).rows(next(iter(values(condition))))
    for _program in trained(program, scale=1e3):
        run_calls(recording.calls())
    found = rows()
    assert np.isnan(found).any()
    assert (found[~np.isnan(found)] < 1e3).all()


def test_sizes_are_those_of_what_is_recorded() -> None:
    program = program_of(chain(Input(2), Dense(4), Dense(3, "identity"), SoftmaxCrossEntropy()))
    scope = Scope(program, lambda: None, "hidden 1")
    sizes = {
        text: size(next(iter(values(condition_of(text)))), scope) for text in ("L > 1", "z⁽¹⁾ > 1", "W⁽¹⁾[1,1] > 1")
    }
    assert sizes == {"L > 1": BATCH * 3 * 8, "z⁽¹⁾ > 1": BATCH * 4 * 8, "W⁽¹⁾[1,1] > 1": 8}
    assert is_mean(scope)
    assert is_loss(next(iter(values(condition_of("L > 1")))), scope)
    assert is_length(next(iter(values(condition_of("gradient norm > 1")))))
