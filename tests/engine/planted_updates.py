"""Faults in updates: optimizers, schedules, penalties, clipping, and the order in which things happen.

Each has a name, the descent that must notice it, and the way it is planted.
"""

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

import numpy as np

from playground.engine import compiler, parameters, penalties, schedules, sums, training, update_phase
from playground.engine.adaptive_optimizers import Adagrad, Adam, AdamW, Lion, Nadam, RMSprop
from playground.engine.construction import Construction
from playground.engine.descent import Descent
from playground.engine.instruction import Call, Operand, Phase
from playground.engine.network import Network
from playground.engine.operations.operation import Line, WriteLine
from playground.engine.optimizer import Cells, Optimizer, Rule
from playground.engine.optimizers import SGD, Momentum, Nesterov
from playground.engine.parameters import Clock, ParameterArrays
from playground.engine.program import Program
from playground.engine.schedules import Now
from playground.engine.training import Training
from tests.engine.descent_contract import BATCH
from tests.engine.planted_definitions import averaged_paths, last_path_wins
from tests.engine.planting import Plant, patched


class UpdateFault(NamedTuple):
    """A fault and the descent (of `descents.py`) on which it must show."""

    descent: str
    plant: Plant


Numbers = Any  # one number or an array of them
Value = Callable[[Cells], Numbers]


def line(result: str, value: Value) -> Rule:
    """A line of an update that writes this."""

    def calls(cells: Cells) -> tuple[Call, ...]:
        return (lambda: np.copyto(cells[result], value(cells)),)

    return Rule(result, f"{{{result}}} := {{{result}}}", "planted", calls)


def lines(optimizer: type[Optimizer], *rules: Rule) -> Plant:
    """All lines of an optimizer replaced."""
    return patched(optimizer, "rules", rules)


def with_line(optimizer: type[Optimizer], place: int, value: Value) -> Plant:
    """One line of an optimizer replaced by another for the same result."""
    rules = list(optimizer.rules)
    rules[place] = line(rules[place].result, value)
    return lines(optimizer, *rules)


def step(direction: Value) -> Value:
    """W − α direction"""
    return lambda c: c["W"] - c["learning_rate"] * direction(c)


def last_gradient() -> Value:
    """The gradient of the update before."""
    before: list[Numbers] = []

    def direction(cells: Cells) -> Numbers:
        before.append(cells["g"].copy())
        return before[-2] if len(before) > 1 and before[-2].shape == before[-1].shape else before[-1]

    return direction


BY_NAME = {
    "SGD: uphill": UpdateFault("sgd", with_line(SGD, 0, lambda c: c["W"] + c["learning_rate"] * c["g"])),
    "SGD: the rate twice": UpdateFault("sgd", with_line(SGD, 0, step(lambda c: c["learning_rate"] * c["g"]))),
    "SGD: the gradient of the update before": UpdateFault("sgd", with_line(SGD, 0, step(last_gradient()))),
    "SGD: the gradient for the step": UpdateFault("sgd", with_line(SGD, 0, lambda c: c["W"] - c["g"])),
    "SGD: stopped": UpdateFault("sgd", with_line(SGD, 0, lambda c: c["W"])),
    "momentum: the rate in velocity and step": UpdateFault(
        "momentum", with_line(Momentum, 0, lambda c: c["momentum"] * c["velocity"] + c["learning_rate"] * c["g"])
    ),
    "momentum: no memory": UpdateFault("momentum", with_line(Momentum, 0, lambda c: c["g"])),
    "momentum: dampened": UpdateFault(
        "momentum", with_line(Momentum, 0, lambda c: c["momentum"] * c["velocity"] + (1 - c["momentum"]) * c["g"])
    ),
    "momentum: never fades": UpdateFault("momentum", with_line(Momentum, 0, lambda c: c["velocity"] + c["g"])),
    "momentum: the velocity of before": UpdateFault("momentum", lines(Momentum, *Momentum.rules[::-1])),
    "Nesterov: without looking ahead": UpdateFault("nesterov", lines(Nesterov, *Momentum.rules)),
    "Nesterov: ahead without the gradient": UpdateFault(
        "nesterov", with_line(Nesterov, 1, step(lambda c: c["momentum"] * c["velocity"]))
    ),
    "Nesterov: ahead by all the velocity": UpdateFault(
        "nesterov", with_line(Nesterov, 1, step(lambda c: c["g"] + c["velocity"]))
    ),
    "Adagrad: ε inside the root": UpdateFault(
        "adagrad", with_line(Adagrad, 1, step(lambda c: c["g"] / np.sqrt(c["square_sum"] + c["epsilon"])))
    ),
    "Adagrad: the root forgotten": UpdateFault(
        "adagrad", with_line(Adagrad, 1, step(lambda c: c["g"] / (c["square_sum"] + c["epsilon"])))
    ),
    "Adagrad: the last square alone": UpdateFault("adagrad", with_line(Adagrad, 0, lambda c: c["g"] ** 2)),
    "RMSprop: ε inside the root": UpdateFault(
        "rmsprop", with_line(RMSprop, 1, step(lambda c: c["g"] / np.sqrt(c["square_mean"] + c["epsilon"])))
    ),
    "RMSprop: 1 − ρ forgotten": UpdateFault(
        "rmsprop", with_line(RMSprop, 0, lambda c: c["rho"] * c["square_mean"] + c["g"] ** 2)
    ),
    "RMSprop: the gradient for its square": UpdateFault(
        "rmsprop", with_line(RMSprop, 0, lambda c: c["rho"] * c["square_mean"] + (1 - c["rho"]) * np.abs(c["g"]))
    ),
    "Adam: t begins at 1": UpdateFault("adam", patched(Adam, "counters", MappingProxyType({"step": 1.0}))),
    "Adam: t never counts": UpdateFault("adam", patched(Adam, "beginning", (line("step", lambda _c: 1.0),))),
    "Adam: t counts in twos": UpdateFault("adam", patched(Adam, "beginning", (line("step", lambda c: c["step"] + 2),))),
    "Adam: ε inside the root": UpdateFault(
        "adam",
        with_line(Adam, 4, step(lambda c: c["first_hat"] / np.sqrt(c["second_hat"] + c["epsilon"]))),
    ),
    "Adam: ε forgotten beside a large one": UpdateFault(
        "adam", with_line(Adam, 4, step(lambda c: c["first_hat"] / (np.sqrt(c["second_hat"]) + 1e-5)))
    ),
    "Adam: m not corrected": UpdateFault("adam", with_line(Adam, 2, lambda c: c["first"])),
    "Adam: v not corrected": UpdateFault("adam", with_line(Adam, 3, lambda c: c["second"])),
    "Adam: m corrected by β₂": UpdateFault(
        "adam", with_line(Adam, 2, lambda c: c["first"] / (1 - c["beta2"] ** c["step"]))
    ),
    "Adam: β₁ and β₂ swapped": UpdateFault(
        "adam", with_line(Adam, 0, lambda c: c["beta2"] * c["first"] + (1 - c["beta2"]) * c["g"])
    ),
    "Adam: v of the gradient itself": UpdateFault(
        "adam", with_line(Adam, 1, lambda c: c["beta2"] * c["second"] + (1 - c["beta2"]) * np.abs(c["g"]))
    ),
    "Adam: the root forgotten": UpdateFault(
        "adam", with_line(Adam, 4, step(lambda c: c["first_hat"] / (c["second_hat"] + c["epsilon"])))
    ),
    "AdamW: coupled for decoupled decay": UpdateFault(
        "adamw", lines(AdamW, line("g", lambda c: c["g"] + c["weight_decay"] * c["W"]), *Adam.rules)
    ),
    "AdamW: decay without the rate": UpdateFault(
        "adamw", with_line(AdamW, 0, lambda c: (1 - c["weight_decay"]) * c["W"])
    ),
    "AdamW: decay after the step": UpdateFault("adamw", lines(AdamW, *AdamW.rules[1:], AdamW.rules[0])),
    "AdamW: decay forgotten": UpdateFault("adamw", lines(AdamW, *Adam.rules)),
    "Nadam: Adam in its place": UpdateFault("nadam", lines(Nadam, *Adam.rules)),
    "Nadam: this momentum for the next": UpdateFault(
        "nadam",
        patched(
            Nadam,
            "beginning",
            (*Nadam.beginning[:2], line("momentum_next", lambda c: c["momentum_now"]), Nadam.beginning[3]),
        ),
    ),
    "Nadam: the product of momenta forgotten": UpdateFault(
        "nadam",
        patched(Nadam, "beginning", (*Nadam.beginning[:3], line("momentum_product", lambda c: c["momentum_now"]))),
    ),
    "Lion: the sign forgotten": UpdateFault("lion", with_line(Lion, 2, step(lambda c: c["direction"]))),
    "Lion: the mean for the direction": UpdateFault("lion", with_line(Lion, 0, lambda c: c["first"])),
    "Lion: one β for both": UpdateFault(
        "lion", with_line(Lion, 1, lambda c: c["beta1"] * c["first"] + (1 - c["beta1"]) * c["g"])
    ),
}


def clock_changed(epochs: Callable[[Clock], float]) -> Plant:
    """The schedule reads another time."""
    return patched(update_phase, "_now", lambda arrays: Now(epochs(arrays.clock), arrays.moments))


def epochs_of(clock: Clock) -> float:
    """Epochs with their fraction."""
    return float(clock.epoch + clock.position / clock.samples)


def rule_with(rule: Rule, value: Value) -> Rule:
    """The same rule with another right side."""
    planted = line(rule.result, value)
    return Rule(rule.result, rule.formula, rule.note, planted.calls, rule.penalty)


def everywhere(cells: Cells, name: str) -> Numbers:
    """A penalty's factor, 0 where it does not act."""
    where = cells.where.get(name)
    return cells[name] if where is None else np.where(where, cells[name], 0.0)


def penalty_rules(l2: Value | None = None, l1: Value | None = None) -> Plant:
    """Other slopes of the penalties."""
    old_l2, old_l1 = penalties.PENALTY_RULES
    rules = (rule_with(old_l2, l2) if l2 else old_l2, rule_with(old_l1, l1) if l1 else old_l1)
    return patched(update_phase, "PENALTY_RULES", rules)


_observe = schedules.PlateauSchedule.observe


def observed_wrongly(self: schedules.PlateauSchedule, kept: Mapping[str, Numbers], loss: float) -> None:
    """As if every loss were the first."""
    kept["epochs_waited"][...] = -1
    _observe(self, kept, loss)


BY_NAME |= {
    "schedule: an epoch too early": UpdateFault("sgd, step", clock_changed(lambda clock: 25 + epochs_of(clock))),
    "schedule: off by one epoch": UpdateFault("sgd, exponential", clock_changed(lambda clock: 1 + epochs_of(clock))),
    "schedule: whole epochs only": UpdateFault("sgd, warm_up", clock_changed(lambda clock: float(clock.epoch))),
    "schedule: counts updates": UpdateFault("sgd, cosine", clock_changed(lambda clock: float(clock.updates))),
    "schedule: after the batch instead of before": UpdateFault(
        "sgd, one_cycle", clock_changed(lambda clock: epochs_of(clock) + BATCH / clock.samples)
    ),
    "schedule: not heeded": UpdateFault(
        "sgd, exponential", patched(schedules.ExponentialSchedule, "factor", lambda _self, _now: 1.0)
    ),
    "schedule: cosine of a whole wave": UpdateFault(
        "sgd, cosine",
        patched(
            schedules.CosineSchedule, "factor", lambda self, now: (1 + np.cos(2 * np.pi * now.epochs / self.epochs)) / 2
        ),
    ),
    "schedule: one cycle that begins at its peak": UpdateFault(
        "sgd, one_cycle",
        patched(
            schedules.OneCycleSchedule, "_way", lambda self, now: (1.0, self.final_share, now.epochs / self.epochs)
        ),
    ),
    "schedule: a plateau that nobody notices": UpdateFault(
        "adam, hasty plateau", patched(schedules.PlateauSchedule, "observe", lambda _self, _kept, _loss: None)
    ),
    "schedule: every loss is the best so far": UpdateFault(
        "adam, hasty plateau", patched(schedules.PlateauSchedule, "observe", observed_wrongly)
    ),
    "clipping: by value for by norm": UpdateFault(
        "clipped by norm",
        patched(update_phase, "CLIP_NORM", rule_with(penalties.CLIP_NORM, lambda c: np.clip(c["g"], -0.1, 0.1))),
    ),
    "clipping: by norm for by value": UpdateFault(
        "clipped by value",
        patched(
            update_phase,
            "CLIP_VALUE",
            rule_with(penalties.CLIP_VALUE, lambda c: c["g"] * min(1.0, 0.05 / float(np.linalg.norm(c["g"])))),
        ),
    ),
    "clipping: the square of the norm": UpdateFault(
        "clipped by norm",
        patched(
            update_phase,
            "MEASURE_RULES",
            (rule_with(penalties.MEASURE_RULES[0], lambda c: np.sum(c["g"] ** 2)), penalties.MEASURE_RULES[1]),
        ),
    ),
    "clipping: short gradients are stretched": UpdateFault(
        "a norm never reached",
        patched(
            update_phase,
            "MEASURE_RULES",
            (
                penalties.MEASURE_RULES[0],
                rule_with(penalties.MEASURE_RULES[1], lambda c: c["clip_norm"] / (c["gradient_norm"] + 1e-6)),
            ),
        ),
    ),
    "clipping: one side alone": UpdateFault(
        "clipped by value",
        patched(update_phase, "CLIP_VALUE", rule_with(penalties.CLIP_VALUE, lambda c: np.minimum(c["g"], 0.05))),
    ),
    "L1: the slope of L2": UpdateFault("l1", penalty_rules(l1=lambda c: c["g"] + everywhere(c, "l1") * c["W"])),
    "L1: the weight's size": UpdateFault(
        "l1", penalty_rules(l1=lambda c: c["g"] + everywhere(c, "l1") * np.abs(c["W"]))
    ),
    "L2: twice": UpdateFault("l2", penalty_rules(l2=lambda c: c["g"] + 2 * everywhere(c, "l2") * c["W"])),
    "L2: of biases too": UpdateFault("l2", patched(penalties, "UNPENALIZED", frozenset())),
    "L2: a block's own ignored": UpdateFault(
        "l2",
        patched(
            penalties,
            "_factors",
            lambda _network, slots, name, all_: {
                slot: getattr(all_, name) for slot in slots if getattr(all_, name) and slot.quantity == "weights"
            },
        ),
    ),
    "decay: of the gradient": UpdateFault(
        "adam and all else",
        patched(update_phase, "DECAY_RULE", rule_with(penalties.DECAY_RULE, lambda c: c["W"] * (1 - 0.03))),
    ),
    "decay: forgotten": UpdateFault(
        "decay", patched(update_phase, "DECAY_RULE", rule_with(penalties.DECAY_RULE, lambda c: c["W"]))
    ),
}


THAWED = patched(parameters, "_trainable", lambda _network, _node, spec: spec.trainable)


_append = Construction.append


def updated_at_once(
    self: Construction, result: Operand, line: Line | WriteLine, calls: Iterable[Call], *rest: str | bool
) -> None:
    """Each weight moves as soon as its gradient is there, so that deltas below are computed from new weights."""
    assert result.ref is not None
    slot = self.arrays.layout.by_place.get((result.ref.node, result.ref.quantity.removeprefix("grad_")))
    if self.phase is Phase.BACKWARD and slot is not None and result.ref.quantity == "grad_weights":
        values, gradient = slot.view(self.arrays.values), slot.view(self.arrays.gradients)

        def move() -> None:
            np.subtract(values, 0.1 * gradient, values)
            gradient.fill(0)

        calls = (*calls, move)
    _append(self, result, line, calls, *rest)  # type: ignore[arg-type]


_compiled = compiler.compile_program


def compiled_apart(network: Network, arrays: ParameterArrays, batch: int, *rest: Descent) -> Program:
    """Every batch size with parameters of its own."""
    copied = type(arrays).of(arrays.layout, arrays.values, arrays.moments)
    return _compiled(network, copied if batch != BATCH else arrays, batch, *rest)


def same_order(_seed: int, _epoch: int, samples: int) -> Numbers:
    """Samples as they stand, in every epoch."""
    return np.arange(samples)


BY_NAME |= {
    "a frozen parameter is updated": UpdateFault("sgd", THAWED),
    "a frozen parameter decays": UpdateFault("adamw", THAWED),
    "shared weights learn from the last user": UpdateFault("sgd", patched(sums, "_sum_calls", last_path_wins)),
    "shared weights learn from a mean": UpdateFault("sgd", patched(sums, "_sum_calls", averaged_paths)),
    "deltas from updated weights": UpdateFault("sgd", patched(Construction, "append", updated_at_once)),
    "each batch size learns for itself": UpdateFault("sgd", patched(training, "compile_program", compiled_apart)),
    "samples always in the same order": UpdateFault("sgd", patched(training, "shuffled", same_order)),
    "the last batch of an epoch dropped": UpdateFault(
        "sgd",
        patched(
            Training,
            "_begin_epoch",
            lambda self, _begin=Training._begin_epoch: (_begin(self), self._batches.pop(0))[0],
        ),
    ),
}
