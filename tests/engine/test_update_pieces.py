"""Gradients computed part by part within the update: the same bits as whole, wherever nobody asks for all of them."""

from dataclasses import replace

import numpy as np
import pytest

from playground.engine import update_pieces
from playground.engine.compiler import compile_program
from playground.engine.descent import Descent
from playground.engine.instruction import Part, Phase
from playground.engine.network import Learning, Network
from playground.engine.operations import dense
from playground.engine.operations.dense import Dense
from playground.engine.operations.losses import MeanSquaredError
from playground.engine.optimizers import SGD
from playground.engine.parameters import Clock, ParameterArrays, layout_of
from playground.engine.penalties import Clipping
from playground.engine.program import Program
from playground.engine.update_pieces import in_parts, pieces
from tests.engine.descents import DESCENTS
from tests.engine.sample_networks import chain, samples_for, values_for

LEARNINGS = {
    "alike": {},
    "frozen": {"n1": Learning(frozen=("weights",))},
    "shared": {"n2": Learning(shares="n1")},
    "penalized apart": {"n1": Learning(l1=0.0, l2=0.5, decay=0.2), "n3": Learning(l2=0.0)},
}


@pytest.fixture(autouse=True)
def tiny_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every gradient of more than three rows counts as large."""
    monkeypatch.setattr(update_pieces, "FUSED", 1)
    monkeypatch.setattr(dense, "LARGE", 1)
    monkeypatch.setattr(dense, "FEWEST_ROWS", 3)
    monkeypatch.setattr(dense, "MOST_ROWS", 3)


def network(learning: str = "alike") -> Network:
    """2-7-7-5-1 or, where two layers share, 7-7-7-5-1: the last layer's gradient is small."""
    widths = [Dense(7, "tanh"), Dense(7, "sigmoid"), Dense(5, "tanh"), Dense(1, "identity")]
    plain = chain(*widths, MeanSquaredError(), features=7)
    chosen = LEARNINGS[learning]
    return replace(plain, nodes=tuple(replace(node, learning=chosen.get(node.id, Learning())) for node in plain.nodes))


def loaded(descent: Descent, learning: str = "alike", dtype: type[np.number] = np.float64, batch: int = 4) -> Program:
    """A program with samples in it."""
    made = network(learning)
    layout, samples = layout_of(made), samples_for(made, batch)
    arrays = ParameterArrays.of(layout, values_for(made), descent.state(layout.size, {}), dtype)
    program = compile_program(made, replace(arrays, clock=Clock(samples=8)), batch, descent)
    program.load(samples.features, samples.targets)
    return program


def parted(program: Program) -> list[str]:
    """The gradients that are written in parts."""
    return [one.symbol for one in program.walked if one.calls and isinstance(one.calls[0], Part)]


@pytest.mark.parametrize("descent", DESCENTS.values(), ids=DESCENTS)
@pytest.mark.parametrize("learning", LEARNINGS)
@pytest.mark.parametrize("dtype", [np.float64, np.float32])
@pytest.mark.parametrize("batch", [1, 4])
def test_training_ends_with_the_bits_of_stepping(
    descent: Descent, learning: str, dtype: type[np.number], batch: int
) -> None:
    trained, stepped = (loaded(descent, learning, dtype, batch) for _ in range(2))
    calls = trained.calls(spending=True)
    for update in range(3):
        for call in calls:
            call()
        for instruction in stepped.instructions:
            instruction.run()
        for program in (trained, stepped):
            program.arrays.clock.updates += 1
            program.arrays.clock.position = update
    assert trained.arrays.state.tobytes() == stepped.arrays.state.tobytes()
    assert np.isfinite(trained.arrays.values).all()


def test_the_parts_of_a_gradient_make_up_the_whole() -> None:
    program = loaded(Descent(SGD()))
    assert parted(program) == ["∂L/∂W⁽³⁾", "∂L/∂W⁽²⁾", "∂L/∂W⁽¹⁾"]
    for one in program.walked:
        one.run()
        if one.symbol in parted(program):
            rows = [call.args[-1] for call in one.calls if isinstance(call, Part)]
            assert [len(each) for each in rows] == {7: [3, 3, 1], 5: [3, 2]}[len(one.result.array)]
            dz, x = one.operands["dz"].array, one.operands["x"].array
            assert np.allclose(one.result.array, dz.T @ x, rtol=1e-14, atol=0)
            assert np.array_equal(np.concatenate(rows), one.result.array)


def test_each_part_is_computed_right_before_its_update_and_kept_nowhere() -> None:
    program = loaded(Descent(SGD()))
    program.arrays.gradients.fill(7)
    for call in program.calls(spending=True):
        call()
    large = [slot for slot in program.arrays.layout.slots if slot.quantity == "weights" and slot.shape[0] > 3]
    assert len(large) == 3
    assert all((slot.view(program.arrays.gradients) == 7).all() for slot in large)


def test_the_pieces_are_all_that_learns_once_each() -> None:
    program = loaded(Descent(SGD()), "penalized apart")
    assert program.update is not None
    found = pieces(program.update.cells, in_parts(program.walked, program.update.cells))
    addresses = [piece.cells["W"].ctypes.data for piece in found]
    assert addresses == sorted(addresses, reverse=True)
    assert sum(piece.cells["W"].size for piece in found) == program.arrays.layout.size
    assert sum(len(piece.gradient) for piece in found) == 3 + 3 + 2


def test_shares_and_frozen_weights_are_left_to_the_pass() -> None:
    frozen, shared = loaded(Descent(SGD()), "frozen"), loaded(Descent(SGD()), "shared")
    for program, expected in ((frozen, ["∂L/∂W⁽³⁾", "∂L/∂W⁽²⁾"]), (shared, ["∂L/∂W⁽³⁾"])):
        assert program.update is not None
        assert [one.symbol for one in in_parts(program.walked, program.update.cells)] == expected


def test_where_the_whole_gradient_is_measured_it_is_there_before_the_update() -> None:
    program = loaded(Descent(SGD(), clipping=Clipping(norm=0.5)))
    assert program.update is not None
    assert program.update.in_parts(program.walked) == ()


def test_an_update_by_itself_finds_the_gradients_of_the_pass() -> None:
    together, apart = loaded(Descent(SGD())), loaded(Descent(SGD()))
    passed = apart.calls(Phase.FORWARD, Phase.LOSS, Phase.BACKWARD)
    for call in (*passed, *apart.calls(Phase.UPDATE, spending=True), *together.calls(spending=True)):
        call()
    assert together.arrays.values.tobytes() == apart.arrays.values.tobytes()
