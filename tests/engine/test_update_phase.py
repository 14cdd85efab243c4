"""The update phase: what is stepped through is what runs fused, bit for bit, line after line in the order told."""

from dataclasses import replace
from math import hypot, sqrt

import numpy as np
import pytest

from playground.engine import update_cells
from playground.engine.compiler import compile_program
from playground.engine.descent import Descent
from playground.engine.instruction import Instruction, Phase
from playground.engine.network import Learning, Network
from playground.engine.operations.dense import Dense
from playground.engine.operations.losses import MeanSquaredError
from playground.engine.optimizers import SGD, Adam
from playground.engine.parameters import Clock, ParameterArrays, layout_of
from playground.engine.penalties import Clipping, Penalties
from playground.engine.program import Program
from playground.engine.schedules import ExponentialSchedule, PlateauSchedule
from tests.engine.descents import DESCENTS
from tests.engine.sample_networks import chain, samples_for, values_for

LEARNINGS = {
    "alike": {},
    "frozen": {"n1": Learning(frozen=("weights",)), "n2": Learning(frozen=("bias",))},
    "shared": {"n2": Learning(shares="n1")},
    "penalized apart": {"n1": Learning(l1=0.0, l2=0.5, decay=0.2), "n3": Learning(l2=0.0)},
    "all frozen": {f"n{i}": Learning(frozen=("weights", "bias")) for i in (1, 2, 3)},
}
EVERY_DESCENT = pytest.mark.parametrize("descent", DESCENTS.values(), ids=DESCENTS)


def network(learning: str = "alike") -> Network:
    """2-2-2-1, so that the first two layers may share; blocks learn as asked for."""
    plain = chain(Dense(2, "tanh"), Dense(2, "sigmoid"), Dense(1, "identity"), MeanSquaredError())
    chosen = LEARNINGS[learning]
    return replace(plain, nodes=tuple(replace(node, learning=chosen.get(node.id, Learning())) for node in plain.nodes))


def loaded(descent: Descent, learning: str = "alike", dtype: type[np.number] = np.float64) -> Program:
    """A program with four samples in it, half an epoch gone."""
    made = network(learning)
    layout, samples = layout_of(made), samples_for(made, 4)
    values = values_for(made)
    arrays = ParameterArrays.of(layout, values, descent.state(layout.size, {}), dtype)
    program = compile_program(made, replace(arrays, clock=Clock(samples=8)), 4, descent)
    program.load(samples.features, samples.targets)
    return program


def run_fused(program: Program) -> None:
    """One update as training runs it."""
    for call in program.calls():
        call()
    tick(program)


def run_stepped(program: Program) -> None:
    """One update instruction by instruction."""
    for instruction in program.instructions:
        instruction.run()
    tick(program)


def tick(program: Program) -> None:
    """Half an epoch later."""
    clock = program.arrays.clock
    clock.updates += 1
    clock.epoch, clock.position = divmod(4 * clock.updates, 8)


def bits(program: Program) -> dict[str, bytes]:
    """All that an update leaves behind."""
    arrays = program.arrays
    learning = arrays.layout.trainable_size
    kept = {"values": arrays.values, "gradients": arrays.gradients[:learning], **arrays.moments}
    return {name: array.tobytes() for name, array in kept.items()}


def lines(program: Program) -> list[str]:
    """The update as it is written."""
    return [instruction.text for instruction in updates(program)]


def updates(program: Program) -> list[Instruction]:
    """The instructions of the update."""
    return [instruction for instruction in program.instructions if instruction.phase is Phase.UPDATE]


# Stepping is training


@EVERY_DESCENT
@pytest.mark.parametrize("learning", LEARNINGS)
@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_the_fused_update_gives_the_bits_of_the_instructions(
    descent: Descent, learning: str, dtype: type[np.number]
) -> None:
    fused, stepped = loaded(descent, learning, dtype), loaded(descent, learning, dtype)
    for _ in range(4):
        run_fused(fused)
        run_stepped(stepped)
    assert bits(fused) == bits(stepped)
    assert np.isfinite(fused.arrays.values).all()


@EVERY_DESCENT
def test_an_update_that_uses_up_its_gradients_ends_where_the_others_do(descent: Descent) -> None:
    kept, spent = loaded(descent), loaded(descent)
    for _ in range(4):
        run_fused(kept)
        for call in spent.calls(spending=True):
            call()
        tick(spent)
    assert np.array_equal(kept.arrays.values, spent.arrays.values)
    assert all(np.array_equal(array, spent.arrays.moments[name]) for name, array in kept.arrays.moments.items())


@EVERY_DESCENT
def test_the_fused_update_may_go_part_by_part(descent: Descent, monkeypatch: pytest.MonkeyPatch) -> None:
    whole, parts = loaded(descent, "penalized apart"), loaded(descent, "penalized apart")
    at_once = whole.fused_update
    monkeypatch.setattr(update_cells, "BLOCK", 4)
    assert len(parts.fused_update) > len(at_once)
    for _ in range(4):
        run_fused(whole)
        run_fused(parts)
    assert bits(whole) == bits(parts)


@EVERY_DESCENT
def test_what_is_frozen_stays_to_the_bit(descent: Descent) -> None:
    program = loaded(descent, "frozen")
    before = program.arrays.values.copy()
    run_fused(program)
    changed = {
        (slot.node, slot.quantity): not np.array_equal(slot.view(before), slot.view(program.arrays.values))
        for slot in program.arrays.layout.slots
    }
    frozen = {("n1", "weights"), ("n2", "bias")}
    assert {place for place, was in changed.items() if not was} == frozen


def test_where_nothing_learns_there_is_no_update() -> None:
    program = loaded(DESCENTS["adam and all else"], "all frozen")
    assert updates(program) == []
    assert program.fused_update == ()


@EVERY_DESCENT
def test_every_line_names_its_operands_and_says_something(descent: Descent) -> None:
    for instruction in updates(loaded(descent, "penalized apart")):
        assert instruction.note
        assert instruction.fused
        assert instruction.text.startswith(instruction.symbol)
        assert instruction.operands
        assert all(operand.array.dtype == np.float64 for operand in instruction.operands.values())


# Order


def test_the_lines_of_one_parameter_in_order() -> None:
    descent = Descent(Adam(), ExponentialSchedule(0.5), Clipping(0.2, 0.3), Penalties(0.01, 0.02, 0.03))
    found = [
        line for line in lines(loaded(descent)) if not set("b\N{MODIFIER LETTER SMALL B}²³") & {*line.split(" ")[0]}
    ]
    assert found == [
        "α = α₀ γ^e",
        "t := t + 1",
        "∂L/∂W⁽¹⁾ := ∂L/∂W⁽¹⁾ + λ₂ W⁽¹⁾",
        "∂L/∂W⁽¹⁾ := ∂L/∂W⁽¹⁾ + λ₁ sign(W⁽¹⁾)",
        "∂L/∂W⁽¹⁾ := max(−c, min(∂L/∂W⁽¹⁾, c))",
        "‖g‖ = √(Σ g²)",
        "κ = min(1, c/(‖g‖ + 0.000001))",
        "∂L/∂W⁽¹⁾ := κ ∂L/∂W⁽¹⁾",
        "W⁽¹⁾ := (1 − α λ) W⁽¹⁾",
        "mᵂ⁽¹⁾ := β₁ mᵂ⁽¹⁾ + (1 − β₁) ∂L/∂W⁽¹⁾",
        "vᵂ⁽¹⁾ := β₂ vᵂ⁽¹⁾ + (1 − β₂) (∂L/∂W⁽¹⁾)²",
        "m̂ᵂ⁽¹⁾ = mᵂ⁽¹⁾/(1 − β₁^t)",
        "v̂ᵂ⁽¹⁾ = vᵂ⁽¹⁾/(1 − β₂^t)",
        "W⁽¹⁾ := W⁽¹⁾ − α m̂ᵂ⁽¹⁾/(√v̂ᵂ⁽¹⁾ + ε)",
    ]


def test_what_is_one_number_for_all_belongs_to_the_loss() -> None:
    program = loaded(DESCENTS["nadam and all else"])
    at_loss = {instruction.quantity.key for instruction in updates(program) if instruction.node == "n4"}
    counts = {"step", "momentum_now", "momentum_next", "momentum_product"}
    assert at_loss == {"learning_rate", "gradient_norm", "clip_factor", *counts}
    assert sum(instruction.quantity.key == "step" for instruction in updates(program)) == 1


def test_a_constant_rate_needs_no_line() -> None:
    assert not any(line.startswith("α") for line in lines(loaded(DESCENTS["sgd, constant"])))


# What they do


def gradient_of(program: Program, node: str, quantity: str) -> np.ndarray:
    """One parameter's gradient as the update left it."""
    return program.arrays.layout.slot(node, quantity).view(program.arrays.gradients)


def compared(penalties: Penalties, learning: str = "alike") -> tuple[Program, Program]:
    """One update without and with penalties; the learning rate is so small that weights stay."""
    plain = loaded(Descent(SGD(1e-300)))
    penalized = loaded(Descent(SGD(1e-300), penalties=penalties), learning)
    run_fused(plain)
    run_fused(penalized)
    return plain, penalized


@pytest.mark.parametrize(("l1", "l2"), [(0.3, 0.0), (0.0, 0.2), (0.3, 0.2)])
def test_penalties_add_their_slope_to_the_gradient_of_weights_alone(l1: float, l2: float) -> None:
    plain, penalized = compared(Penalties(l1, l2))
    for node in ("n1", "n2", "n3"):
        weights = plain.value("weights", node)
        slope = l2 * weights + l1 * np.sign(weights)
        assert np.allclose(gradient_of(penalized, node, "weights"), gradient_of(plain, node, "weights") + slope)
        assert np.array_equal(gradient_of(penalized, node, "bias"), gradient_of(plain, node, "bias"))


def test_a_block_may_have_penalties_of_its_own() -> None:
    plain, penalized = compared(Penalties(l1=0.3, l2=0.1), "penalized apart")
    added = {
        node: gradient_of(penalized, node, "weights") - gradient_of(plain, node, "weights")
        for node in ("n1", "n2", "n3")
    }
    weights = {node: plain.value("weights", node) for node in added}
    assert np.allclose(added["n1"], 0.5 * weights["n1"])
    assert np.allclose(added["n2"], 0.1 * weights["n2"] + 0.3 * np.sign(weights["n2"]))
    assert np.allclose(added["n3"], 0.3 * np.sign(weights["n3"]))


def test_penalties_are_not_in_the_loss_that_is_shown() -> None:
    plain, penalized = (loaded(Descent(SGD(), penalties=Penalties(l2=amount))) for amount in (0.0, 10.0))
    for program in (plain, penalized):
        run_stepped(program)
    assert float(plain.loss) == float(penalized.loss)


def test_decay_shrinks_weights_by_its_share_of_the_rate() -> None:
    plain, decayed = (loaded(Descent(SGD(0.1), penalties=Penalties(decay=each))) for each in (0.0, 0.5))
    before = plain.value("weights", "n1").copy()
    for program in (plain, decayed):
        run_fused(program)
    step = plain.value("weights", "n1") - before
    assert np.allclose(decayed.value("weights", "n1"), 0.95 * before + step, rtol=1e-14)
    assert np.array_equal(decayed.value("bias", "n1"), plain.value("bias", "n1"))


@pytest.mark.parametrize("norm", [1e-3, 0.1, 1e3])
def test_the_whole_gradient_is_cut_to_a_length(norm: float) -> None:
    plain, clipped = loaded(Descent(SGD())), loaded(Descent(SGD(), clipping=Clipping(norm=norm)))
    run_fused(plain)
    run_fused(clipped)
    length = sqrt(sum(float(g) ** 2 for g in plain.arrays.gradients))
    assert float(clipped.value("gradient_norm")) == pytest.approx(length, rel=1e-14)
    factor = min(1.0, norm / (length + 1e-6))
    assert np.allclose(clipped.arrays.gradients, factor * plain.arrays.gradients, rtol=1e-14)


@pytest.mark.parametrize("value", [1e-3, 0.05, 1e3])
def test_no_element_of_the_gradient_is_larger_than_the_limit(value: float) -> None:
    plain, clipped = loaded(Descent(SGD())), loaded(Descent(SGD(), clipping=Clipping(value=value)))
    run_fused(plain)
    run_fused(clipped)
    assert np.array_equal(clipped.arrays.gradients, np.clip(plain.arrays.gradients, -value, value))


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
@pytest.mark.parametrize("share", [0.9, 1e-3])
def test_the_length_of_huge_gradients_does_not_overflow(dtype: type[np.number], share: float) -> None:
    program = loaded(Descent(SGD(1e-30), clipping=Clipping(norm=1.0)), dtype=dtype)
    program.arrays.gradients[...] = 0
    program.arrays.gradients[:2] = huge = np.array([3, -4], dtype) * (np.finfo(dtype).max * dtype(share) / 5)
    for call in program.fused_update:
        call()
    assert float(program.value("gradient_norm")) == pytest.approx(hypot(*map(float, huge)), rel=1e-6)
    assert program.arrays.gradients[:2] == pytest.approx([0.6, -0.8], rel=1e-6)


def test_no_gradient_at_all_has_the_length_nothing() -> None:
    program = loaded(Descent(SGD(), clipping=Clipping(norm=1.0)))
    program.arrays.gradients[...] = 0
    for call in program.fused_update:
        call()
    assert float(program.value("gradient_norm")) == 0
    assert float(program.value("clip_factor")) == 1
    assert not program.arrays.gradients.any()


def test_the_rate_follows_the_clock() -> None:
    program = loaded(Descent(SGD(0.5), ExponentialSchedule(0.25)))
    rates = []
    for _ in range(4):
        run_fused(program)
        rates.append(float(program.value("learning_rate")))
    assert rates == [0.5, 0.25, 0.125, 0.0625]


def test_the_rate_follows_what_a_plateau_left() -> None:
    program = loaded(Descent(SGD(0.5), PlateauSchedule()))
    program.arrays.moments["rate_factor"][...] = 0.25
    run_fused(program)
    assert float(program.value("learning_rate")) == 0.125


def test_the_whole_update_of_adam_takes_few_calls() -> None:
    assert len(loaded(DESCENTS["adam"]).fused_update) <= 19
    assert len(loaded(DESCENTS["sgd"]).fused_update) == 2
