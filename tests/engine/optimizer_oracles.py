"""The optimizers in plain Python, number by number, as their papers and PyTorch's documentation write them;
and the engine's rules run on the same numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import sqrt

import numpy as np

from playground.engine.descent import Descent
from playground.engine.optimizer import Cells, Optimizer

Numbers = list[float]
Settings = dict[str, float]
Oracle = Callable[[float, list[float], Settings], Iterator[float]]  # the value after each gradient


def sgd(w: float, gradients: list[float], o: Settings) -> Iterator[float]:
    """Robbins and Monro 1951."""
    for g in gradients:
        w -= o["learning_rate"] * g
        yield w


def momentum(w: float, gradients: list[float], o: Settings) -> Iterator[float]:
    """Polyak 1964, in PyTorch's form."""
    v = 0.0
    for g in gradients:
        v = o["momentum"] * v + g
        w -= o["learning_rate"] * v
        yield w


def nesterov(w: float, gradients: list[float], o: Settings) -> Iterator[float]:
    """Sutskever et al. 2013, in PyTorch's form."""
    v = 0.0
    for g in gradients:
        v = o["momentum"] * v + g
        w -= o["learning_rate"] * (g + o["momentum"] * v)
        yield w


def adagrad(w: float, gradients: list[float], o: Settings) -> Iterator[float]:
    """Duchi et al. 2011."""
    total = 0.0
    for g in gradients:
        total += g * g
        w -= o["learning_rate"] * g / (sqrt(total) + o["epsilon"])
        yield w


def rmsprop(w: float, gradients: list[float], o: Settings) -> Iterator[float]:
    """Hinton 2012; ε outside the root as in PyTorch."""
    v = 0.0
    for g in gradients:
        v = o["rho"] * v + (1 - o["rho"]) * g * g
        w -= o["learning_rate"] * g / (sqrt(v) + o["epsilon"])
        yield w


def adam(w: float, gradients: list[float], o: Settings) -> Iterator[float]:
    """Kingma and Ba 2015, algorithm 1."""
    yield from _adam(w, gradients, o, 0.0)


def adamw(w: float, gradients: list[float], o: Settings) -> Iterator[float]:
    """Loshchilov and Hutter 2019, algorithm 2; the decay is multiplied by the rate as in PyTorch."""
    yield from _adam(w, gradients, o, o["weight_decay"])


def _adam(w: float, gradients: list[float], o: Settings, decay: float) -> Iterator[float]:
    m = v = 0.0
    for t, g in enumerate(gradients, start=1):
        w -= o["learning_rate"] * decay * w
        m = o["beta1"] * m + (1 - o["beta1"]) * g
        v = o["beta2"] * v + (1 - o["beta2"]) * g * g
        w -= o["learning_rate"] * (m / (1 - o["beta1"] ** t)) / (sqrt(v / (1 - o["beta2"] ** t)) + o["epsilon"])
        yield w


def nadam(w: float, gradients: list[float], o: Settings) -> Iterator[float]:
    """Dozat 2016, as PyTorch's documentation of NAdam writes it."""
    m, v, product = 0.0, 0.0, 1.0
    for t, g in enumerate(gradients, start=1):
        now, coming = (o["beta1"] * (1 - 0.5 * 0.96 ** (k * o["momentum_decay"])) for k in (t, t + 1))
        product *= now
        m = o["beta1"] * m + (1 - o["beta1"]) * g
        v = o["beta2"] * v + (1 - o["beta2"]) * g * g
        ahead = coming * m / (1 - product * coming) + (1 - now) * g / (1 - product)
        w -= o["learning_rate"] * ahead / (sqrt(v / (1 - o["beta2"] ** t)) + o["epsilon"])
        yield w


def lion(w: float, gradients: list[float], o: Settings) -> Iterator[float]:
    """Chen et al. 2023, algorithm 2, without decay."""
    m = 0.0
    for g in gradients:
        c = o["beta1"] * m + (1 - o["beta1"]) * g
        w -= o["learning_rate"] * ((c > 0) - (c < 0))
        m = o["beta2"] * m + (1 - o["beta2"]) * g
        yield w


ORACLES: dict[str, Oracle] = {
    oracle.__name__: oracle for oracle in (sgd, momentum, nesterov, adagrad, rmsprop, adam, adamw, nadam, lion)
}


def cells_for(optimizer: Optimizer, start: Numbers) -> Cells:
    """Fresh arrays for so many numbers."""
    settings = {name: np.array(value) for name, value in optimizer.setting_values().items()}
    passing = {name: np.zeros(len(start)) for name in optimizer.temporaries()}
    numbers = {name: np.zeros(()) for name in optimizer.numbers()}
    state = Descent(optimizer).state(len(start), {})
    own = {"W": np.array(start), "g": np.zeros(len(start))}
    return Cells({**settings, **passing, **numbers, **state, **own}, np.empty(len(start)))


def descended(optimizer: Optimizer, start: Numbers, gradients: list[Numbers]) -> Cells:
    """The engine's rules, run once for each gradient."""
    cells = cells_for(optimizer, start)
    calls = [call for rule in (*optimizer.beginning, *optimizer.rules) for call in rule.calls(cells)]
    for gradient in gradients:
        cells["g"][...] = gradient
        for call in calls:
            call()
    return cells


def expected(optimizer: Optimizer, start: Numbers, gradients: list[Numbers]) -> Numbers:
    """The oracle's values after the last gradient."""
    oracle, settings = ORACLES[optimizer.kind], optimizer.setting_values()
    return [[w, *oracle(w, [row[i] for row in gradients], settings)][-1] for i, w in enumerate(start)]
