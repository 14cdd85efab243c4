"""Racers of other libraries, each as its users write it: PyTorch, JAX, scikit-learn, where they are installed.

A racer may stop a test by skipping it: then the table says why. Each must compute what the engine computes.
"""

from __future__ import annotations

import os
import warnings
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from tests.benchmarks.speed_cases import FILTERS, RATE, WINDOW, Array, Case, Parameters, Racer

Foreign = Any  # what belongs to a library that may be absent
XLA_FLAGS = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"
PATIENCE = 10**6  # epochs without progress that scikit-learn is to put up with


def _installed(name: str) -> Foreign:
    return pytest.importorskip(name, reason="not installed")


def torch_racer(case: Case, *, compiled: bool = False) -> Racer:
    """nn.Sequential, a loss with logits, optim.SGD; `compiled` by torch.compile."""
    torch = _installed("torch")
    torch.set_num_threads(1)
    modules = _torch_modules(torch, case)
    model = torch.nn.Sequential(*modules)
    loss = torch.nn.BCEWithLogitsLoss() if case.widths[-1] == 1 else torch.nn.CrossEntropyLoss()

    def score(x: Foreign, y: Foreign) -> Foreign:
        return loss(model(x), y)

    score = torch.compile(score, dynamic=False) if compiled else score
    optimizer = torch.optim.SGD(model.parameters(), lr=RATE)
    batches = [tuple(torch.from_numpy(part) for part in batch) for batch in case.batches()]

    def epoch() -> None:
        for x, y in batches:
            optimizer.zero_grad()
            score(x, y).backward()
            optimizer.step()

    return Racer(epoch, lambda: _torch_parameters(modules))


def compiled_racer(case: Case) -> Racer:
    """The same by torch.compile, which needs a C++ compiler; in one case of a network, because compiling takes long."""
    if case.batch not in (10, 32) or case.dtype is not np.float32:
        pytest.skip("not compiled")
    torch = _installed("torch")
    racer = torch_racer(case, compiled=True)
    try:
        racer.epoch()
    except torch._dynamo.exc.TorchDynamoException:
        pytest.skip("no compiler")
    return torch_racer(case, compiled=True)


def _torch_modules(torch: Foreign, case: Case) -> list[Foreign]:
    """The modules with the case's first parameters."""
    nn, dtype = torch.nn, getattr(torch, np.dtype(case.dtype).name)
    if case.convolution:
        side = round(case.widths[0] ** 0.5)
        front = [
            nn.Unflatten(1, (1, side, side)),
            nn.Conv2d(1, FILTERS, WINDOW),
            nn.ReLU(),
            nn.MaxPool2d(2),
            nn.Flatten(),
        ]
        modules = [*front, nn.Linear(case.first[-1][0].shape[1], case.widths[-1])]
    else:
        between = nn.Tanh if case.hidden == "tanh" else nn.ReLU
        layers = [nn.Linear(inputs, units) for inputs, units in zip(case.widths[:-1], case.widths[1:], strict=True)]
        modules = [module for layer in layers for module in (layer, between())][:-1]
    learning = [module.to(dtype) for module in modules if list(module.parameters())]
    for module, (weights, bias) in zip(learning, case.first, strict=True):
        module.weight.data.copy_(torch.from_numpy(weights))
        module.bias.data.copy_(torch.from_numpy(bias))
    return modules


def _torch_parameters(modules: list[Foreign]) -> Parameters:
    learning = [module for module in modules if list(module.parameters())]
    return [(module.weight.detach().numpy(), module.bias.detach().numpy()) for module in learning]


def jax_racer(case: Case) -> Racer:
    """One jitted function scans the batches of the epoch; the parameters are donated."""
    os.environ["XLA_FLAGS"] = XLA_FLAGS
    jax = _installed("jax")
    jax.config.update("jax_enable_x64", True)
    loss = _jax_loss(jax, case)

    def update(parameters: Foreign, batch: Foreign) -> Foreign:
        gradients = jax.grad(loss)(parameters, *batch)
        return jax.tree.map(lambda value, gradient: value - RATE * gradient, parameters, gradients), None

    scan = jax.jit(lambda parameters, batches: jax.lax.scan(update, parameters, batches)[0], donate_argnums=0)
    stacked = [part.reshape(case.updates, case.batch, -1) for part in (case.features, case.targets)]
    batches = tuple(jax.device_put(part) for part in stacked)
    parameters = jax.device_put(case.copied())

    def epoch() -> None:
        nonlocal parameters
        parameters = jax.block_until_ready(scan(parameters, batches))

    return Racer(epoch, lambda: [(np.asarray(weights), np.asarray(bias)) for weights, bias in parameters])


def _jax_loss(jax: Foreign, case: Case) -> Callable[[Foreign, Foreign, Foreign], Foreign]:
    numpy, nn = jax.numpy, jax.nn

    def outputs(parameters: Foreign, a: Foreign) -> Foreign:
        *hidden, (weights, bias) = parameters
        for w, b in hidden:
            a = _jax_convolved(jax, a, w, b) if case.convolution else getattr(nn, case.hidden)(a @ w.T + b)
        return a @ weights.T + bias

    def yes_or_no(parameters: Foreign, x: Foreign, y: Foreign) -> Foreign:
        z = outputs(parameters, x)
        return -numpy.mean(y * nn.log_sigmoid(z) + (1 - y) * nn.log_sigmoid(-z))

    def classes(parameters: Foreign, x: Foreign, y: Foreign) -> Foreign:
        return -numpy.mean(numpy.sum(y * nn.log_softmax(outputs(parameters, x)), axis=1))

    return yes_or_no if case.widths[-1] == 1 else classes


def _jax_convolved(jax: Foreign, a: Foreign, w: Foreign, b: Foreign) -> Foreign:
    side = round(a.shape[1] ** 0.5)
    z = jax.lax.conv(a.reshape(-1, 1, side, side), w, (1, 1), "VALID") + b[:, None, None]
    fours = (1, 1, 2, 2)
    pooled = jax.lax.reduce_window(jax.nn.relu(z), -np.inf, jax.lax.max, fours, fours, "VALID")
    return pooled.reshape(len(a), -1)


def sklearn_racer(case: Case) -> Racer:
    """MLPClassifier with plain SGD; a call of partial_fit is an epoch."""
    if case.convolution:
        pytest.skip("dense only")
    neural_network = _installed("sklearn.neural_network")
    settings = {"alpha": 0.0, "momentum": 0.0, "nesterovs_momentum": False, "shuffle": False}
    model = neural_network.MLPClassifier(
        case.widths[1:-1], activation=case.hidden, solver="sgd", learning_rate_init=RATE, batch_size=case.batch,
        n_iter_no_change=PATIENCE, **settings,
    )  # fmt: skip
    answers = case.targets[:, 0].astype(int) if case.widths[-1] == 1 else case.targets.argmax(axis=1)
    with warnings.catch_warnings(action="ignore"):
        model.partial_fit(case.features, answers, classes=range(max(2, case.widths[-1])))
    _set_parameters(model, case.first)
    return Racer(
        lambda: model.partial_fit(case.features, answers),
        lambda: [(w.T, b) for w, b in zip(model.coefs_, model.intercepts_, strict=True)],
    )


def _set_parameters(model: Foreign, parameters: Parameters) -> None:
    """In place, for its optimizer holds these very arrays."""
    for (weights, bias), coefficients, intercepts in zip(parameters, model.coefs_, model.intercepts_, strict=True):
        coefficients[...] = weights.T
        intercepts[...] = bias


def precise(case: Case) -> dict[str, float]:
    """How close racers must come to each other after an epoch."""
    return {"rtol": 1e-8, "atol": 1e-10} if case.dtype is np.float64 else {"rtol": 2e-3, "atol": 2e-5}


def apart(case: Case, found: Parameters, expected: Parameters) -> bool:
    """Whether two racers' parameters differ by more than rounding."""
    pairs: list[tuple[Array, Array]] = [
        pair for one, other in zip(found, expected, strict=True) for pair in zip(one, other, strict=True)
    ]
    return not all(np.allclose(one, other, **precise(case)) for one, other in pairs)
