"""Networks and descents in PyTorch's own words: its modules' functions, its autograd, its optimizers and schedulers.

It reads the engine's frozen values and nothing of its mathematics. Whoever imports this is skipped, visibly, where
PyTorch is not installed.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest

from playground.engine.descent import Descent
from playground.engine.network import Network, Node
from playground.engine.parameters import Layout, Slot
from playground.engine.samples import Samples
from playground.engine.schedules import Schedule

torch = pytest.importorskip("torch", reason="PyTorch is not installed: no parity with it was tested")
F = torch.nn.functional
Tensor = Any
Optimizer = Any
Scheduler = Any
Settings = Any  # an operation, a loss, an optimizer or a schedule, of which the fields are read
PENALIZED = {"weights", "recurrent_weights", "table", "value"}

ACTIVATIONS: dict[str, Callable[[Tensor], Tensor]] = {
    "identity": lambda z: z,
    "relu": F.relu,
    "leaky_relu": F.leaky_relu,
    "elu": F.elu,
    "selu": F.selu,
    "hard_sigmoid": lambda z: torch.clamp(z / 6 + 0.5, 0, 1),  # F.hardsigmoid has its slope in single precision
    "absolute": torch.abs,
    "step": lambda z: (z > 0).to(z.dtype),
    "tanh": torch.tanh,
    "sigmoid": torch.sigmoid,
    "softplus": lambda z: F.softplus(z, threshold=1000),  # beyond it PyTorch takes z itself
    "softsign": F.softsign,
    "sine": torch.sin,
    "gaussian": lambda z: torch.exp(-z * z),
    "square": torch.square,
    "gelu": F.gelu,
    "silu": F.silu,
    "mish": F.mish,
    "softmax": lambda z: F.softmax(z, -1),
    "log_softmax": lambda z: F.log_softmax(z, -1),
}


@dataclass
class Here:
    """An operation with what arrives and its parameters by quantity."""

    operation: Settings
    inputs: list[Tensor]
    tables: Mapping[str, Tensor]
    training: bool

    @property
    def x(self) -> Tensor:
        """The first input."""
        return self.inputs[0]

    @property
    def axis(self) -> int:
        """The operation's axis in a batch."""
        return int(self.operation.axis) + (1 if self.operation.axis >= 0 else self.x.ndim)


def dense(here: Here) -> Tensor:
    """F.linear, then the activation"""
    z = F.linear(here.x, here.tables["weights"], here.tables.get("bias"))
    return ACTIVATIONS[here.operation.activation](z)


def recurrent(here: Here) -> Tensor:
    """F.linear of both"""
    x, state = here.inputs
    z = F.linear(x, here.tables["weights"], here.tables["bias"]) + F.linear(state, here.tables["recurrent_weights"])
    return ACTIVATIONS[here.operation.activation](z)


def convolution(here: Here) -> Tensor:
    """F.conv2d, then the activation"""
    op = here.operation
    z = F.conv2d(here.x, here.tables["weights"], here.tables.get("bias"), op.stride, op.padding, op.dilation)
    return ACTIVATIONS[op.activation](z)


def max_pool(here: Here) -> Tensor:
    """F.max_pool2d"""
    op = here.operation
    return F.max_pool2d(here.x, op.window, op.stride or op.window, op.padding)


def average_pool(here: Here) -> Tensor:
    """F.avg_pool2d"""
    op = here.operation
    return F.avg_pool2d(here.x, op.window, op.stride or op.window, op.padding)


def batch_normalization(here: Here) -> Tensor:
    """F.batch_norm, which renews the running statistics itself in training; its channels are axis 1"""
    op, tables = here.operation, here.tables
    statistics = tables["running_mean"], tables["running_variance"]
    moved = here.x.movedim(here.axis, 1)
    result = F.batch_norm(
        moved, *statistics, tables["gain"], tables["shift"], here.training, momentum=op.renewal, eps=op.epsilon
    )
    return result.movedim(1, here.axis)


def layer_normalization(here: Here) -> Tensor:
    """F.layer_norm along the last axis"""
    tables, moved = here.tables, here.x.movedim(here.axis, -1)
    result = F.layer_norm(moved, moved.shape[-1:], tables["gain"], tables["shift"], eps=here.operation.epsilon)
    return result.movedim(-1, here.axis)


def prelu(here: Here) -> Tensor:
    """F.prelu, whose slopes belong to axis 1"""
    if not here.operation.per_unit:
        return F.prelu(here.x, here.tables["slopes"])
    return F.prelu(here.x.movedim(here.axis, 1), here.tables["slopes"]).movedim(1, here.axis)


def reduced(here: Here, reduce: Callable[..., Tensor]) -> Tensor:
    """One axis less; of a vector one number stays"""
    return reduce(here.x, here.axis, keepdim=here.x.ndim == 2)


RULES: dict[str, Callable[[Here], Tensor]] = {
    "dense": dense,
    "activation": lambda here: ACTIVATIONS[here.operation.function](here.x),
    "softmax": lambda here: (F.log_softmax if here.operation.log else F.softmax)(here.x, here.axis),
    "prelu": prelu,
    "flatten": lambda here: here.x.flatten(1),
    "reshape": lambda here: here.x.reshape(len(here.x), *here.operation.shape),
    "transpose": lambda here: here.x.permute(0, *(axis + 1 for axis in here.operation.axes)),
    "slice": lambda here: here.x.narrow(here.axis, here.operation.start, here.operation.stop - here.operation.start),
    "conv2d": convolution,
    "max_pool2d": max_pool,
    "average_pool2d": average_pool,
    "global_average_pool": lambda here: F.adaptive_avg_pool2d(here.x, 1).flatten(1),
    "batch_normalization": batch_normalization,
    "layer_normalization": layer_normalization,
    "embedding": lambda here: F.embedding(here.x.long(), here.tables["table"]),
    "recurrent_cell": recurrent,
    "add": lambda here: torch.stack(here.inputs).sum(0),
    "subtract": lambda here: torch.sub(*here.inputs),
    "multiply": lambda here: torch.mul(*here.inputs),
    "concatenate": lambda here: torch.cat(here.inputs, here.axis),
    "matrix_product": lambda here: here.x @ (here.inputs[1].mT if here.operation.transpose_second else here.inputs[1]),
    "mean": lambda here: reduced(here, torch.mean),
    "sum": lambda here: reduced(here, torch.sum),
    "scale": lambda here: here.operation.factor * here.x,
    "divide": lambda here: torch.div(*here.inputs),
    "power": lambda here: torch.pow(*here.inputs),
    "fixed_power": lambda here: torch.pow(here.x, here.operation.exponent),
    "negative": lambda here: torch.neg(here.x),
    "maximum": lambda here: torch.maximum(*here.inputs),
    "minimum": lambda here: torch.minimum(*here.inputs),
    "exp": lambda here: torch.exp(here.x),
    "log": lambda here: torch.log(here.x),
    "sqrt": lambda here: torch.sqrt(here.x),
    "sin": lambda here: torch.sin(here.x),
    "cos": lambda here: torch.cos(here.x),
    "tan": lambda here: torch.tan(here.x),
}
SOURCES: dict[str, Callable[[Here, int], Tensor]] = {
    "constant": lambda here, batch: torch.full((batch, 1), here.operation.value, dtype=torch.float64),
    "parameter": lambda here, batch: here.tables["value"].expand(batch, 1),
    "initial_state": lambda here, batch: torch.zeros(batch, here.operation.units, dtype=torch.float64),
}


def cross_entropy(op: Settings, a: Tensor, y: Tensor) -> Tensor:
    """F.cross_entropy, which takes the logarithm of the probabilities as logits just as well"""
    weight = torch.tensor(op.class_weights, dtype=torch.float64) if op.class_weights else None
    logits = a if op.takes_logits else torch.log(a)
    if not op.takes_logits:
        target = (1 - op.label_smoothing) * y + op.label_smoothing / y.shape[1]
        rows = -(target * logits * (1.0 if weight is None else weight)).sum(1)
        return rows.mean() if op.reduction == "mean" else rows.sum()
    return F.cross_entropy(logits, y, weight, reduction=op.reduction, label_smoothing=op.label_smoothing)


def of_rows(rows: Callable[[Tensor, Tensor], Tensor]) -> Callable[[Settings, Tensor, Tensor], Tensor]:
    """The mean or the sum of one number a sample"""
    return lambda op, a, y: rows(a, y).mean() if op.reduction == "mean" else rows(a, y).sum()


def log_cosh(op: Settings, a: Tensor, y: Tensor) -> Tensor:
    """ln cosh"""
    values = torch.log(torch.cosh(a - y))
    return values.mean() if op.reduction == "mean" else values.sum()


def hinge(op: Settings, a: Tensor, y: Tensor) -> Tensor:
    """relu(1 − t a)"""
    values = F.relu(1 - (2 * y - 1) * a)
    return values.mean() if op.reduction == "mean" else values.sum()


LOSSES: dict[str, Callable[[Settings, Tensor, Tensor], Tensor]] = {
    "mse": lambda op, a, y: F.mse_loss(a, y, reduction=op.reduction),
    "sum_of_squares": of_rows(lambda a, y: ((a - y) ** 2).sum(1)),
    "half_sum_of_squares": of_rows(lambda a, y: ((a - y) ** 2).sum(1) / 2),
    "mae": lambda op, a, y: F.l1_loss(a, y, reduction=op.reduction),
    "huber": lambda op, a, y: F.huber_loss(a, y, reduction=op.reduction, delta=op.delta),
    "log_cosh": log_cosh,
    "hinge": hinge,
    "binary_cross_entropy": lambda op, a, y: F.binary_cross_entropy_with_logits(a, y, reduction=op.reduction),
    "binary_cross_entropy_of_probabilities": lambda op, a, y: F.binary_cross_entropy(a, y, reduction=op.reduction),
    "softmax_cross_entropy": cross_entropy,
    "cross_entropy": cross_entropy,
    "kl_divergence": lambda op, a, y: F.kl_div(
        torch.log(a), y, reduction="batchmean" if op.reduction == "mean" else "sum"
    ),
    "objective": of_rows(lambda a, _y: a[:, 0]),
}


@dataclass
class TorchNetwork:
    """A network of tensors; `tables` are its parameters and statistics by (owner's id, quantity)."""

    network: Network
    tables: dict[tuple[str, str], Tensor]

    @classmethod
    def of(cls, network: Network, layout: Layout, values: np.ndarray) -> "TorchNetwork":
        """With parameters copied from a flat array."""
        tables = {}
        for slot in layout.slots:
            tensor = torch.from_numpy(slot.view(values).copy())
            tables[slot.node, slot.quantity] = tensor.requires_grad_(slot.trainable)
        return cls(network, tables)

    def loss(self, samples: Samples, training: bool = True) -> Tensor:
        """L of a batch."""
        outputs = self._inputs(torch.from_numpy(samples.features))
        for node in self.network.order:
            if node.operation.has_output and node.id not in outputs:
                outputs[node.id] = self._output(node, outputs, len(samples), training)
        end = self.network.loss
        assert end is not None
        prediction = outputs[self.network.incoming[end.id][0].source]
        return LOSSES[end.operation.kind](end.operation, prediction, torch.from_numpy(samples.targets))

    def learned(self) -> list[tuple[str, Tensor]]:
        """Quantities and parameters that updates change."""
        return [(quantity, table) for (_id, quantity), table in self.tables.items() if table.requires_grad]

    def _inputs(self, features: Tensor) -> dict[str, Tensor]:
        widths = [self.network.shapes[node.id][0] for node in self.network.inputs]
        return dict(zip((node.id for node in self.network.inputs), features.split(widths, 1), strict=True))

    def _output(self, node: Node, outputs: Mapping[str, Tensor], batch: int, training: bool) -> Tensor:
        owner = node.learning.shares or node.id
        tables = {quantity: table for (id, quantity), table in self.tables.items() if id == owner}
        inputs = [outputs[edge.source] for edge in self.network.incoming[node.id]]
        here = Here(node.operation, inputs, tables, training)
        if node.operation.kind in SOURCES:
            return SOURCES[node.operation.kind](here, batch)
        return RULES[node.operation.kind](here)


OPTIMIZERS: dict[str, Callable[[list[Tensor], Settings], Optimizer]] = {
    "sgd": lambda p, o: torch.optim.SGD(p, o.learning_rate),
    "momentum": lambda p, o: torch.optim.SGD(p, o.learning_rate, o.momentum),
    "nesterov": lambda p, o: torch.optim.SGD(p, o.learning_rate, o.momentum, nesterov=True),
    "adagrad": lambda p, o: torch.optim.Adagrad(p, o.learning_rate, eps=o.epsilon),
    "rmsprop": lambda p, o: torch.optim.RMSprop(p, o.learning_rate, o.rho, o.epsilon),
    "adam": lambda p, o: torch.optim.Adam(p, o.learning_rate, (o.beta1, o.beta2), o.epsilon),
    "adamw": lambda p, o: torch.optim.AdamW(
        p, o.learning_rate, (o.beta1, o.beta2), o.epsilon, weight_decay=o.weight_decay
    ),
    "nadam": lambda p, o: torch.optim.NAdam(
        p, o.learning_rate, (o.beta1, o.beta2), o.epsilon, momentum_decay=o.momentum_decay
    ),
}
_rates = torch.optim.lr_scheduler


def one_cycle(optimizer: Optimizer, s: Settings, steps: int) -> Scheduler:
    """OneCycleLR counts the last step of a phase as its end, hence the shifted share of the peak"""
    total = round(s.epochs * steps) + 1
    return _rates.OneCycleLR(
        optimizer,
        optimizer.param_groups[0]["lr"],
        total_steps=total,
        pct_start=(s.peak_share * (total - 1) + 1) / total,
        cycle_momentum=False,
        div_factor=1 / s.start_share,
        final_div_factor=s.start_share / s.final_share,
    )


SCHEDULES: dict[str, Callable[[Optimizer, Settings, int], Scheduler]] = {
    "constant": lambda opt, _s, _steps: _rates.ConstantLR(opt, factor=1.0),
    "step": lambda opt, s, steps: _rates.StepLR(opt, round(s.period * steps), s.fade),
    "exponential": lambda opt, s, steps: _rates.ExponentialLR(opt, s.fade ** (1 / steps)),
    "cosine": lambda opt, s, steps: _rates.CosineAnnealingLR(
        opt, round(s.epochs * steps), s.final_share * opt.param_groups[0]["lr"]
    ),
    "warm_up": lambda opt, s, steps: _rates.LinearLR(opt, s.start_share, 1.0, round(s.epochs * steps)),
    "one_cycle": one_cycle,
    "plateau": lambda opt, s, _steps: _rates.ReduceLROnPlateau(
        opt, factor=s.fade, patience=s.patience, threshold=s.threshold
    ),
}


class TorchRun:
    """Training of a network: a descent in PyTorch's optimizers, schedulers and clipping, `steps` updates an epoch."""

    def __init__(self, network: TorchNetwork, descent: Descent, steps: int) -> None:
        self.network, self.descent = network, descent
        self.parameters = [table for _quantity, table in network.learned()]
        self.optimizer = OPTIMIZERS[descent.optimizer.kind](self.parameters, descent.optimizer)
        self.schedule: Schedule = descent.schedule
        self.scheduler = SCHEDULES[descent.schedule.kind](self.optimizer, descent.schedule, steps)

    def values(self, slot: Slot) -> np.ndarray:
        """One parameter or statistic."""
        found: np.ndarray = self.network.tables[slot.node, slot.quantity].detach().numpy()
        return found

    def update(self, samples: Samples) -> float:
        """One update; L before it."""
        self.optimizer.zero_grad(set_to_none=False)
        loss = self.network.loss(samples)
        loss.backward()
        for parameter in self.parameters:
            if parameter.grad is None:
                parameter.grad = torch.zeros_like(parameter)
        self._keep_small()
        self.optimizer.step()
        if self.schedule.kind != "plateau":
            self.scheduler.step()
        return float(loss.detach())

    def end_epoch(self, samples: Samples) -> float:
        """The loss of all samples in evaluation, which a scheduler that waits for a plateau is told."""
        with torch.no_grad():
            loss = float(self.network.loss(samples, training=False))
        if self.schedule.kind == "plateau":
            self.scheduler.step(loss)
        return loss

    def _keep_small(self) -> None:
        """Penalties, clipping, decay."""
        penalties, clipping = self.descent.penalties, self.descent.clipping
        with torch.no_grad():
            weights = [table for quantity, table in self.network.learned() if quantity in PENALIZED]
            for weight in weights:
                assert weight.grad is not None
                weight.grad += penalties.l2 * weight + penalties.l1 * torch.sign(weight)
            if clipping.value:
                torch.nn.utils.clip_grad_value_(self.parameters, clipping.value)
            if clipping.norm:
                torch.nn.utils.clip_grad_norm_(self.parameters, clipping.norm)
            for weight in weights:
                weight.mul_(1 - self.optimizer.param_groups[0]["lr"] * penalties.decay)
