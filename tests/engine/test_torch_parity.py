"""Parity with PyTorch: two hundred random graphs, each trained by twenty updates on both sides, to 1e-10.

Each graph meets a random optimizer, schedule, clipping and penalty; compared are the loss of every batch before its
update and all parameters and running statistics after the last. Skipped, visibly, where PyTorch is not installed.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np
import pytest

from playground.engine.descent import Descent
from playground.engine.learned import Learned
from playground.engine.network import Network
from playground.engine.operations.activations import ACTIVATIONS
from playground.engine.operations.catalogue import LOSSES, OPERATIONS
from playground.engine.operations.losses import Loss
from playground.engine.optimizers import OPTIMIZERS, Optimizer
from playground.engine.parameters import initialize, layout_of
from playground.engine.penalties import Clipping, Penalties
from playground.engine.samples import TrainingData
from playground.engine.schedules import (
    SCHEDULES,
    ConstantSchedule,
    CosineSchedule,
    ExponentialSchedule,
    OneCycleSchedule,
    PlateauSchedule,
    Schedule,
    StepSchedule,
    WarmUpSchedule,
)
from playground.engine.settings import TrainingSettings
from playground.engine.training import Training, shuffled
from tests.engine import torch_networks
from tests.engine.random_graphs import random_graph
from tests.engine.sample_networks import samples_for

torch = torch_networks.torch
GRAPHS, SAMPLES, BATCH, UPDATES = 200, 12, 4, 20
STEPS = SAMPLES // BATCH
LIMIT = 1e-10
NOT_THERE = {"dropout", "input", "lion"}  # random masks cannot be shared; PyTorch has no Lion
SOME_SCHEDULES: tuple[Schedule, ...] = (
    ConstantSchedule(),
    StepSchedule(2.0, 0.3),
    ExponentialSchedule(0.8),
    CosineSchedule(8.0, 0.1),
    WarmUpSchedule(3.0, 0.2),
    OneCycleSchedule(10.0, 0.4),
    PlateauSchedule(0.5, 0, 0.05),
)
SOME_CLIPPING = (Clipping(), Clipping(), Clipping(value=0.05), Clipping(norm=0.2), Clipping(0.1, 0.3))
SOME_PENALTIES = (Penalties(), Penalties(), Penalties(l1=0.01), Penalties(l2=0.02), Penalties(0.01, 0.02, 0.1))


@pytest.fixture(autouse=True)
def _in_double_precision() -> Iterator[None]:
    """PyTorch keeps some of an optimizer's numbers in its default precision; small tensors need no second thread."""
    precision, threads = torch.get_default_dtype(), torch.get_num_threads()
    torch.set_default_dtype(torch.float64)
    torch.set_num_threads(1)
    yield
    torch.set_default_dtype(precision)
    torch.set_num_threads(threads)


def random_descent(seed: int) -> Descent:
    """Optimizer, schedule, clipping and penalties, each in its turn, so that all meet."""
    stream = np.random.default_rng([seed, 1])
    kinds = sorted(set(OPTIMIZERS) - NOT_THERE)
    optimizer = gentle(OPTIMIZERS[kinds[seed % len(kinds)]](learning_rate=float(stream.uniform(0.01, 0.05))))
    parts = (SOME_SCHEDULES, SOME_CLIPPING, SOME_PENALTIES)
    return Descent(optimizer, *(options[int(stream.integers(len(options)))] for options in parts))


def gentle(optimizer: Optimizer) -> Optimizer:
    """With a larger ε: a gradient that is 0 but for rounding is to stay small on both sides."""
    return replace(optimizer, epsilon=1e-2) if "epsilon" in optimizer.setting_values() else optimizer


def settings_of(descent: Descent) -> TrainingSettings:
    """Training settings that come to this descent."""
    penalties, clipping = vars(descent.penalties), descent.clipping
    made = TrainingSettings(descent.optimizer, BATCH, 0, descent.schedule, clipping.value, clipping.norm)
    return replace(made, **penalties)


@pytest.mark.parametrize("seed", range(GRAPHS))
def test_twenty_updates_go_where_pytorch_goes(seed: int, record_property: Callable[[str, object], None]) -> None:
    network, descent = random_graph(seed), random_descent(seed)
    layout, samples = layout_of(network), samples_for(network, SAMPLES, seed)
    values = initialize(layout, seed)
    data = TrainingData(samples, samples.rows(slice(0, 0)))
    ours = Training(network, settings_of(descent), data, Learned(layout, values))
    theirs = torch_networks.TorchRun(torch_networks.TorchNetwork.of(network, layout, values), descent, STEPS)
    for update in range(UPDATES):
        epoch, place = divmod(update, STEPS)
        progress = ours.update()
        theirs.update(samples.rows(shuffled(0, epoch, SAMPLES)[place * BATCH : (place + 1) * BATCH]))
        if progress.record is not None:
            share = 1 / SAMPLES if reduction_of(network) == "sum" else 1.0
            assert progress.record.train_loss == pytest.approx(share * theirs.end_epoch(samples), rel=LIMIT, abs=1e-12)
    worst = float(np.max([difference(slot.view(ours.values()), theirs.values(slot)) for slot in layout.slots]))
    record_property("parity", worst)
    assert worst <= LIMIT


def difference(ours: np.ndarray, theirs: np.ndarray) -> float:
    """The largest relative to the array's largest value; NaN if either has one."""
    return float(np.abs(ours - theirs).max() / max(np.abs(theirs).max(), 1e-2))


def reduction_of(network: Network) -> str:
    """What the loss makes of its samples."""
    assert network.loss is not None
    assert isinstance(network.loss.operation, Loss)
    return network.loss.operation.reduction


# That nothing is left out


def test_the_graphs_show_every_operation_loss_and_activation_that_both_have() -> None:
    operations = [node.operation for seed in range(GRAPHS) for node in random_graph(seed).nodes]
    assert {operation.kind for operation in operations} == set(OPERATIONS) - {"dropout"}
    used = {getattr(operation, "activation", getattr(operation, "function", "")) for operation in operations}
    assert used >= set(ACTIVATIONS)
    assert {operation.reduction for operation in operations if isinstance(operation, Loss)} == {"mean", "sum"}


def test_the_graphs_share_and_freeze_and_fork() -> None:
    networks = [random_graph(seed) for seed in range(GRAPHS)]
    assert sum(any(node.learning.shares for node in network.nodes) for network in networks) >= 20
    assert sum(any(node.learning.frozen for node in network.nodes) for network in networks) >= 20
    assert sum(any(len(wires) > 1 for wires in network.outgoing.values()) for network in networks) >= 100


def test_the_descents_show_every_optimizer_and_schedule_that_both_have() -> None:
    descents = [random_descent(seed) for seed in range(GRAPHS)]
    assert {descent.optimizer.kind for descent in descents} == set(OPTIMIZERS) - NOT_THERE
    assert {descent.schedule.kind for descent in descents} == set(SCHEDULES)


def test_the_translation_knows_whatever_is_listed() -> None:
    assert {*torch_networks.RULES, *torch_networks.SOURCES, *torch_networks.LOSSES} == set(OPERATIONS) - NOT_THERE
    assert set(torch_networks.LOSSES) == set(LOSSES)
    assert set(torch_networks.ACTIVATIONS) == set(ACTIVATIONS)
    assert set(torch_networks.OPTIMIZERS) == set(OPTIMIZERS) - NOT_THERE
    assert set(torch_networks.SCHEDULES) == set(SCHEDULES)
