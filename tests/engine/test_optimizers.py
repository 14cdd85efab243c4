"""Optimizers against plain Python written from the papers; each rule the same for a part as for the whole."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.engine.formulas import operands, parse
from playground.engine.optimizers import OPTIMIZERS, SGD, Cells, Momentum, Optimizer
from playground.engine.quantities import QUANTITIES

Numbers = list[float]
NUMBERS = st.lists(st.floats(-100, 100), min_size=3, max_size=3)
RATES = st.floats(1e-6, 10)
FADES = st.floats(0, 0.999)


def robbins_monro(start: Numbers, gradients: list[Numbers], optimizer: Optimizer) -> Numbers:
    """w ← w − α g"""
    values = list(start)
    for gradient in gradients:
        values = [w - optimizer.learning_rate * g for w, g in zip(values, gradient, strict=True)]
    return values


def polyak(start: Numbers, gradients: list[Numbers], optimizer: Optimizer) -> Numbers:
    """v ← μ v + g, w ← w − α v"""
    assert isinstance(optimizer, Momentum)
    values, velocity = list(start), [0.0] * len(start)
    for gradient in gradients:
        velocity = [optimizer.momentum * v + g for v, g in zip(velocity, gradient, strict=True)]
        values = [w - optimizer.learning_rate * v for w, v in zip(values, velocity, strict=True)]
    return values


ORACLES: dict[str, Callable[[Numbers, list[Numbers], Optimizer], Numbers]] = {
    "sgd": robbins_monro,
    "momentum": polyak,
}


def cells_for(optimizer: Optimizer, start: Numbers) -> Cells:
    """Fresh arrays for so many numbers."""
    settings = {name: np.array(value) for name, value in optimizer.setting_values().items()}
    moments = {name: np.zeros(len(start)) for name in optimizer.moments}
    return Cells(np.array(start), np.zeros(len(start)), np.empty(len(start)), moments, settings)


def descended(optimizer: Optimizer, start: Numbers, gradients: list[Numbers]) -> Cells:
    """The engine's rules, run once for each gradient."""
    cells = cells_for(optimizer, start)
    calls = [call for rule in optimizer.rules for call in rule.calls(cells)]
    for gradient in gradients:
        cells.gradient[...] = gradient
        for call in calls:
            call()
    return cells


def test_every_optimizer_has_its_oracle_here() -> None:
    assert set(ORACLES) == set(OPTIMIZERS)


@pytest.mark.parametrize("kind", OPTIMIZERS)
@given(start=NUMBERS, gradients=st.lists(NUMBERS, max_size=6), rate=RATES)
def test_updates_follow_the_paper_to_the_last_bit(
    kind: str, start: Numbers, gradients: list[Numbers], rate: float
) -> None:
    optimizer = OPTIMIZERS[kind](rate)
    assert descended(optimizer, start, gradients).value.tolist() == ORACLES[kind](start, gradients, optimizer)


@given(NUMBERS, st.lists(NUMBERS, max_size=6), RATES, FADES)
def test_momentum_follows_its_own_setting(
    start: Numbers, gradients: list[Numbers], rate: float, momentum: float
) -> None:
    optimizer = Momentum(rate, momentum)
    assert descended(optimizer, start, gradients).value.tolist() == polyak(start, gradients, optimizer)


@given(NUMBERS, st.lists(NUMBERS, max_size=6), RATES)
def test_momentum_without_memory_is_sgd(start: Numbers, gradients: list[Numbers], rate: float) -> None:
    with_none, plain = descended(Momentum(rate, 0.0), start, gradients), descended(SGD(rate), start, gradients)
    assert with_none.value.tolist() == plain.value.tolist()


@pytest.mark.parametrize("kind", OPTIMIZERS)
@given(start=NUMBERS, gradients=st.lists(NUMBERS, max_size=4))
def test_a_part_is_updated_as_the_whole(kind: str, start: Numbers, gradients: list[Numbers]) -> None:
    optimizer = OPTIMIZERS[kind]()
    whole = descended(optimizer, start, gradients).value
    parts = [descended(optimizer, [start[i]], [[g[i]] for g in gradients]).value[0] for i in range(3)]
    assert whole.tolist() == parts


@pytest.mark.parametrize("kind", OPTIMIZERS)
def test_an_update_leaves_the_gradient_alone(kind: str) -> None:
    assert descended(OPTIMIZERS[kind](), [1.0], [[2.0], [3.0]]).gradient.tolist() == [3.0]


@pytest.mark.parametrize("kind", OPTIMIZERS)
def test_formulas_name_what_there_is(kind: str) -> None:
    optimizer = OPTIMIZERS[kind]()
    known = {"W", "g", *optimizer.moments, *optimizer.setting_values()}
    for rule in optimizer.rules:
        assert set(operands(parse(rule.formula))) <= known
        assert rule.result in {"value", *optimizer.moments}
        assert rule.note
    assert optimizer.rules[-1].result == "value"
    assert optimizer.kind == kind
    assert optimizer.title


@pytest.mark.parametrize("kind", OPTIMIZERS)
def test_the_table_of_quantities_knows_settings_and_moments(kind: str) -> None:
    optimizer = OPTIMIZERS[kind]
    assert set(optimizer().setting_values()) <= set(QUANTITIES)
    assert {f"{name}_{parameter}" for name in optimizer.moments for parameter in ("weights", "bias")} <= set(QUANTITIES)
