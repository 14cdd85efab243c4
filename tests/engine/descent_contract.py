"""The contract of an update: a run must go where plain Python takes it, whatever the descent is made of.

The plain run differentiates the forward pass by the complex step and moves each number by the oracles of the papers; it
shares with the engine the order of the samples and nothing of the backward pass, the update phase or its fusion.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from math import cos, floor, inf, pi, sqrt

import numpy as np

from playground.engine.compiler import compile_program
from playground.engine.descent import Descent
from playground.engine.learned import Learned
from playground.engine.network import Learning, Network
from playground.engine.numerical_derivatives import LossProbe, Method
from playground.engine.operations.dense import Dense
from playground.engine.operations.losses import MeanSquaredError
from playground.engine.optimizers import SGD, Optimizer
from playground.engine.parameters import Clock, ParameterArrays, Slot, layout_of
from playground.engine.penalties import Clipping
from playground.engine.samples import Samples, TrainingData
from playground.engine.schedules import Schedule
from playground.engine.settings import TrainingSettings
from playground.engine.training import Training, shuffled
from tests.engine.descents import DESCENTS
from tests.engine.optimizer_oracles import ORACLES
from tests.engine.plain_definitions import Array
from tests.engine.sample_networks import chain, samples_for, values_for

SAMPLES, BATCH, UPDATES = 8, 3, 7
EVERY_DESCENT = {
    **DESCENTS,
    "a norm never reached": Descent(SGD(), clipping=Clipping(norm=1e3)),
}
PENALIZED = {"weights", "recurrent_weights", "table", "value"}


def one_cycle(e: float, s: Schedule) -> float:
    """Half a wave up, half a wave down"""
    way = min(1.0, e / s.epochs)
    if way < s.peak_share:
        return s.start_share + (1 - s.start_share) * (1 - cos(pi * way / s.peak_share)) / 2
    return 1 + (s.final_share - 1) * (1 - cos(pi * (way - s.peak_share) / (1 - s.peak_share))) / 2


SHARES: dict[str, Callable[[float, Schedule], float]] = {
    "constant": lambda _e, _s: 1.0,
    "step": lambda e, s: s.fade ** floor(e / s.period),
    "exponential": lambda e, s: s.fade**e,
    "cosine": lambda e, s: s.final_share + (1 - s.final_share) * (1 + cos(pi * min(1, e / s.epochs))) / 2,
    "warm_up": lambda e, s: s.start_share + (1 - s.start_share) * min(1, e / s.epochs),
    "one_cycle": one_cycle,
}


class Plateau:
    """What PyTorch's ReduceLROnPlateau does with the loss at the end of each epoch."""

    def __init__(self, schedule: Schedule) -> None:
        self.schedule, self.share, self.best, self.bad_epochs = schedule, 1.0, inf, 0

    def see(self, loss: float) -> None:
        """Another epoch is over."""
        if self.best == inf or loss < self.best * (1 - self.schedule.threshold):
            self.best, self.bad_epochs = loss, 0
            return
        self.bad_epochs += 1
        if self.bad_epochs > self.schedule.patience:
            self.share, self.bad_epochs = self.share * self.schedule.fade, 0


class PlainRun:
    """A run of a network in plain Python, number by number."""

    def __init__(self, network: Network, descent: Descent) -> None:
        self.network, self.layout, self.descent = network, layout_of(network), descent
        self.values = values_for(network)
        self.clock = Clock(samples=SAMPLES)
        self.plateau = Plateau(descent.schedule)
        self.probes = {
            size: LossProbe(network, self.layout, size, Method.COMPLEX_STEP, self.clock)
            for size in {BATCH, SAMPLES % BATCH}
        }
        self.everything = {node.id for node in network.nodes}
        self.numbers = [
            PlainNumber(place, factors(network, slot, descent), descent.optimizer)
            for slot in self.layout.slots
            for place in range(slot.start, slot.stop)
            if learns(network, slot)
        ]

    def update(self, batch: Samples) -> None:
        """Differentiate, keep small, clip, move."""
        rate = self.descent.optimizer.learning_rate * self.share()
        gradients = self.clipped(
            [number.penalized(*pair) for number, pair in zip(self.numbers, self.pairs(batch), strict=True)]
        )
        for number, gradient in zip(self.numbers, gradients, strict=True):
            self.values[number.place] = number.moved(self.values[number.place], gradient, rate)
        self.tick(len(batch))

    def share(self) -> float:
        """Of the optimizer's rate, now."""
        schedule, epochs = self.descent.schedule, self.clock.epoch + self.clock.position / SAMPLES
        return self.plateau.share if schedule.kind == "plateau" else SHARES[schedule.kind](epochs, schedule)

    def pairs(self, batch: Samples) -> list[tuple[float, float]]:
        """Each number that learns with its derivative, by the complex step."""
        probe = self.probes[len(batch)]
        probe.load(self.values, batch)
        slopes = probe.derivatives(probe.program.arrays.values, probe.calls_of(self.everything))
        return [(float(self.values[number.place]), float(slopes[number.place])) for number in self.numbers]

    def clipped(self, gradients: list[float]) -> list[float]:
        """First each by itself, then all to a length."""
        value, norm = self.descent.clipping.value, self.descent.clipping.norm
        if value:
            gradients = [min(max(g, -value), value) for g in gradients]
        if norm:
            share = min(1.0, norm / (sqrt(sum(g * g for g in gradients)) + 1e-6))
            gradients = [share * g for g in gradients]
        return gradients

    def tick(self, used: int) -> None:
        """On to the next batch."""
        self.clock.updates += 1
        self.clock.position += used
        if self.clock.position == SAMPLES:
            self.clock.epoch, self.clock.position = self.clock.epoch + 1, 0


def learns(network: Network, slot: Slot) -> bool:
    """Whether updates are to move it."""
    return slot.quantity not in network.node(slot.node).learning.frozen and not slot.quantity.startswith("running")


def factors(network: Network, slot: Slot, descent: Descent) -> dict[str, float]:
    """The block's own penalties, or those of all."""
    if slot.quantity not in PENALIZED:
        return {"l1": 0.0, "l2": 0.0, "decay": 0.0}
    learning = network.node(slot.node).learning
    own = {name: getattr(learning, name) for name in ("l1", "l2", "decay")}
    return {name: getattr(descent.penalties, name) if value is None else value for name, value in own.items()}


class PlainNumber:
    """One parameter's number with its optimizer's memory."""

    def __init__(self, place: int, penalties: dict[str, float], optimizer: Optimizer) -> None:
        self.place, self.penalties = place, penalties
        self.settings = {name: float(value) for name, value in optimizer.setting_values().items()}
        self.decay = self.settings.get("weight_decay", 0.0)
        kind = "adam" if optimizer.kind == "adamw" else optimizer.kind  # decay is done here
        self.gradients: list[float] = []
        self.walk: Iterator[float] = ORACLES[kind](0.0, self.gradients, self.settings)
        self.before = 0.0

    def penalized(self, value: float, gradient: float) -> float:
        """The gradient with the slopes of ½ λ w² and λ |w|."""
        return gradient + self.penalties["l2"] * value + self.penalties["l1"] * ((value > 0) - (value < 0))

    def moved(self, value: float, gradient: float, rate: float) -> float:
        """Shrunk by each decay, then moved by the oracle's step."""
        self.settings["learning_rate"] = rate
        self.gradients.append(gradient)
        after = next(self.walk)
        step, self.before = after - self.before, after
        return value * (1 - rate * self.penalties["decay"]) * (1 - rate * self.decay) + step


def settings_of(descent: Descent) -> TrainingSettings:
    """Training settings that come to this descent."""
    clipping, penalties = descent.clipping, descent.penalties
    plain = TrainingSettings(descent.optimizer, BATCH, 0, descent.schedule, clipping.value, clipping.norm)
    return replace(plain, l1=penalties.l1, l2=penalties.l2, decay=penalties.decay)


def training_goes_where_plain_python_goes(network: Network, descent: Descent) -> None:
    """After each of several updates, over the end of epochs and with a smaller batch at their ends."""
    samples, plain = samples_for(network, SAMPLES), PlainRun(network, descent)
    data = TrainingData(samples, samples.rows(slice(0, 0)))
    training = Training(network, settings_of(descent), data, Learned(plain.layout, values_for(network)))
    for _ in range(UPDATES):
        order = shuffled(0, plain.clock.epoch, SAMPLES)
        batch = samples.rows(order[plain.clock.position : plain.clock.position + BATCH])
        plain.update(batch)
        record = training.update().record
        assert_same(plain, training.values())
        if record is not None and descent.schedule.kind == "plateau":
            plain.plateau.see(record.train_loss)


def a_walk_goes_where_plain_python_goes(network: Network, descent: Descent) -> None:
    """Every instruction by itself, in the order of the program."""
    plain, samples = PlainRun(network, descent), samples_for(network, BATCH)
    layout = plain.layout
    arrays = ParameterArrays.of(layout, values_for(network), descent.state(layout.size, {}))
    program = compile_program(network, replace(arrays, clock=plain.clock), BATCH, descent)
    program.load(samples.features, samples.targets)
    for instruction in program.instructions:
        instruction.run()
    plain.update(samples)
    assert_same(plain, program.arrays.values)


def assert_same(plain: PlainRun, values: Array) -> None:
    """All that learns is where plain Python has it; what is frozen has not moved by a bit."""
    for slot in plain.layout.slots:
        found, expected = slot.view(values), slot.view(plain.values)
        if slot.quantity in plain.network.node(slot.node).learning.frozen:
            assert np.array_equal(found, expected), slot
        elif not slot.quantity.startswith("running"):
            assert np.allclose(found, expected, rtol=1e-10, atol=1e-12), slot


def learning_network() -> Network:
    """2-2-2-2-1: a shared layer, one with a frozen bias and one with penalties of its own."""
    layers = (Dense(2, "tanh"), Dense(2, "sigmoid"), Dense(2, "tanh"), Dense(1, "identity"))
    plain = chain(*layers, MeanSquaredError())
    special = {
        "n2": Learning(shares="n1"),
        "n3": Learning(frozen=("bias",)),
        "n4": Learning(l1=0.0, l2=0.3, decay=0.2),
    }
    return replace(plain, nodes=tuple(replace(node, learning=special.get(node.id, Learning())) for node in plain.nodes))
