"""Optimizers against plain Python written from the papers; each rule the same for a part as for the whole."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.engine.errors import SettingError
from playground.engine.formulas import operands, parse
from playground.engine.optimizers import OPTIMIZERS, SGD, Adam, AdamW, Lion, Momentum, Nadam, Nesterov, Optimizer
from playground.engine.quantities import PARAMETERS, QUANTITIES
from tests.engine.optimizer_oracles import ORACLES, cells_for, descended, expected

Numbers = list[float]
NUMBERS = st.lists(st.floats(-100, 100), min_size=3, max_size=3)
GRADIENTS = st.lists(NUMBERS, max_size=6)
RATES = st.floats(1e-6, 10)
FADES = st.floats(0, 0.999)
EVERY_KIND = pytest.mark.parametrize("kind", OPTIMIZERS)


# What they compute


def test_every_optimizer_has_its_oracle_here() -> None:
    assert set(ORACLES) == set(OPTIMIZERS)


@EVERY_KIND
@given(start=NUMBERS, gradients=GRADIENTS, rate=RATES)
def test_updates_follow_the_paper(kind: str, start: Numbers, gradients: list[Numbers], rate: float) -> None:
    optimizer = OPTIMIZERS[kind](rate)
    found = descended(optimizer, start, gradients)["W"]
    assert found.tolist() == pytest.approx(expected(optimizer, start, gradients), rel=1e-11, abs=1e-11)


@EVERY_KIND
def test_twenty_updates_of_a_bowl_follow_the_paper_closely(kind: str) -> None:
    optimizer, start = OPTIMIZERS[kind](0.02), [1.0, -0.3, 2.5]
    gradients = np.random.default_rng(1).normal(size=(20, 3)).tolist()
    found = descended(optimizer, start, gradients)["W"]
    assert found.tolist() == pytest.approx(expected(optimizer, start, gradients), rel=1e-14, abs=1e-14)


@given(NUMBERS, GRADIENTS, RATES, FADES, FADES)
def test_settings_of_its_own_are_heeded(
    start: Numbers, gradients: list[Numbers], rate: float, one: float, two: float
) -> None:
    for optimizer in (
        Momentum(rate, one),
        Nesterov(rate, one),
        OPTIMIZERS["rmsprop"](rate, one, 0.1),
        Adam(rate, one, two, 0.1),
        AdamW(rate, one, two, 0.1, 0.05),
        Nadam(rate, one, two, 0.1, 0.2),
        Lion(rate, one, two),
    ):
        found = descended(optimizer, start, gradients)["W"].tolist()
        wanted = expected(optimizer, start, gradients)
        assert found == pytest.approx(wanted, rel=1e-9, abs=1e-9 * (1 + rate)), optimizer


@given(NUMBERS, GRADIENTS, RATES)
def test_momentum_without_memory_is_sgd(start: Numbers, gradients: list[Numbers], rate: float) -> None:
    plain = descended(SGD(rate), start, gradients)["W"].tolist()
    for optimizer in (Momentum(rate, 0.0), Nesterov(rate, 0.0)):
        assert descended(optimizer, start, gradients)["W"].tolist() == plain


@given(NUMBERS, GRADIENTS, RATES)
def test_adamw_without_decay_is_adam(start: Numbers, gradients: list[Numbers], rate: float) -> None:
    one = descended(AdamW(rate, weight_decay=0.0), start, gradients)["W"]
    assert one.tolist() == descended(Adam(rate), start, gradients)["W"].tolist()


@given(NUMBERS.filter(lambda row: min(map(abs, row)) > 1e-6), RATES)
def test_the_first_step_of_adam_is_the_learning_rate_whatever_the_gradient(gradient: Numbers, rate: float) -> None:
    moved = descended(Adam(rate, epsilon=1e-30), [0.0] * 3, [gradient])["W"]
    assert moved.tolist() == pytest.approx((-rate * np.sign(gradient)).tolist(), rel=1e-9)


@EVERY_KIND
@given(start=NUMBERS, gradients=GRADIENTS)
def test_a_part_is_updated_as_the_whole(kind: str, start: Numbers, gradients: list[Numbers]) -> None:
    optimizer = OPTIMIZERS[kind]()
    whole = descended(optimizer, start, gradients)["W"]
    parts = [descended(optimizer, [start[i]], [[g[i]] for g in gradients])["W"][0] for i in range(3)]
    assert whole.tolist() == parts


@EVERY_KIND
def test_an_update_leaves_the_gradient_alone(kind: str) -> None:
    assert descended(OPTIMIZERS[kind](), [1.0], [[2.0], [3.0]])["g"].tolist() == [3.0]


@EVERY_KIND
def test_no_gradient_moves_nothing_but_what_decays(kind: str) -> None:
    optimizer = OPTIMIZERS[kind](0.1)
    decay = 0.1 * optimizer.setting_values().get("weight_decay", 0.0)
    moved = descended(optimizer, [1.0, -2.0], [[0.0, 0.0]] * 3)["W"]
    assert moved.tolist() == pytest.approx([(1 - decay) ** 3, -2 * (1 - decay) ** 3], rel=1e-14)


@EVERY_KIND
def test_not_a_number_stays_one(kind: str) -> None:
    assert np.isnan(descended(OPTIMIZERS[kind](), [1.0], [[np.nan]])["W"]).all()


# What they say


@EVERY_KIND
def test_formulas_name_what_there_is(kind: str) -> None:
    optimizer = OPTIMIZERS[kind]()
    known = set(cells_for(optimizer, [0.0]).arrays)
    for rule in (*optimizer.beginning, *optimizer.rules):
        named = operands(parse(rule.formula))
        assert set(named) <= known
        assert named[0] == rule.result
        assert (":=" in rule.formula) == (rule.result in named[1:] or rule.formula.count(f"{{{rule.result}}}") == 2)
        assert rule.note
    assert optimizer.rules[-1].result == "W"
    assert optimizer.kind == kind
    assert optimizer.title


@EVERY_KIND
def test_the_table_of_quantities_knows_settings_and_state(kind: str) -> None:
    optimizer = OPTIMIZERS[kind]()
    names = {*optimizer.setting_values(), *optimizer.counters, *optimizer.numbers()}
    assert names <= set(QUANTITIES)
    for state in (*optimizer.moments, *optimizer.temporaries()):
        assert {f"{state}_{parameter.key}" for parameter in PARAMETERS} <= set(QUANTITIES)


@EVERY_KIND
def test_every_setting_has_its_range(kind: str) -> None:
    usual = OPTIMIZERS[kind]()
    usual.check_settings()
    for name in usual.setting_values():
        for value in (-0.1, float("nan"), float("inf")):
            with pytest.raises(SettingError, match=f"{name.replace('_', ' ')} is {value}, expected"):
                replace(usual, **{name: value}).check_settings()


@pytest.mark.parametrize("optimizer", [Adam(beta1=1.0), Adam(beta2=1.5), Adam(epsilon=0.0), Lion(beta2=1.0)])
def test_means_that_never_fade_and_a_divisor_of_nothing_are_refused(optimizer: Optimizer) -> None:
    with pytest.raises(SettingError, match="expected a"):
        optimizer.check_settings()
