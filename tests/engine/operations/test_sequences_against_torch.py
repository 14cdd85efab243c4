"""Parity with PyTorch to 1e-12: normalization over several updates, embedding, an unrolled cell; skipped without it."""

from dataclasses import dataclass, field
from math import prod
from typing import Any

import numpy as np
import pytest

from playground.engine.compiler import CompileOptions, compile_program
from playground.engine.network import Network
from playground.engine.operations.dense import Dense
from playground.engine.operations.dropout import Dropout
from playground.engine.operations.embedding import Embedding
from playground.engine.operations.normalization import BatchNormalization, LayerNormalization
from playground.engine.operations.operation import Operation, Shape
from playground.engine.operations.shaping import Flatten, Reshape
from playground.engine.optimizers import SGD
from playground.engine.program import Program
from playground.engine.samples import Samples
from tests.engine.sample_networks import Wanted, loaded_program, run_through, samples_for
from tests.engine.samples_sequence import unrolled
from tests.engine.samples_shapes import row

torch = pytest.importorskip("torch", reason="PyTorch is not installed: no parity with it was tested")
Module = Any
UPDATES = 5
IN_EVALUATION = CompileOptions(training=False)


@dataclass
class Twins:
    """A network trained here and a module trained there, which takes a batch in `shape` and gives all its values."""

    network: Network
    module: Module
    shape: Shape
    names: dict[str, tuple[str, str]]  # of the module's arrays: the node and the quantity here
    program: Program = field(init=False)

    def __post_init__(self) -> None:
        self.program = loaded_program(self.network, self.samples(0), Wanted(SGD(0.3)))
        self.module.double()
        arrays = self._named()
        with torch.no_grad():
            for name, (node, quantity) in self.names.items():
                arrays[name].copy_(torch.from_numpy(self.program.value(quantity, node)))

    def samples(self, number: int) -> Samples:
        """The batch of one update."""
        return samples_for(self.network, 6, number)

    def update(self, number: int) -> None:
        """The same update on both sides, compared in all that it computes."""
        samples = self.samples(number)
        self.program.load(samples.features, samples.targets)
        x, loss = self._backward(samples)
        run_through(self.program)
        assert float(self.program.loss) == pytest.approx(float(loss.detach()), rel=1e-12)
        if x.grad is not None:
            below = self.program.value("grad_activation", self.network.inputs[0].id)
            close(below.reshape(len(samples), *self.shape), x.grad)
        for name, (node, quantity) in self.names.items():
            array = self._named()[name]
            if array.grad is not None:
                close(self.program.value(f"grad_{quantity}", node), array.grad)
                array.data -= 0.3 * array.grad
        self.compare()

    def compare(self) -> None:
        """Parameters and running statistics agree."""
        for name, (node, quantity) in self.names.items():
            close(self.program.value(quantity, node), self._named()[name])

    def evaluate(self) -> None:
        """Without training both say the same."""
        samples = self.samples(99)
        evaluated = compile_program(self.network, self.program.arrays, len(samples), options=IN_EVALUATION)
        evaluated.load(samples.features, samples.targets)
        run_through(evaluated)
        self.module.eval()
        with torch.no_grad():
            said = self.module(torch.from_numpy(samples.features.reshape(-1, *self.shape)))
        close(evaluated.prediction, said.reshape(len(samples), -1))

    def _backward(self, samples: Samples) -> tuple[Any, Any]:
        x = torch.from_numpy(samples.features.reshape(-1, *self.shape)).clone()
        x.requires_grad_(not any(isinstance(node.operation, Embedding) for node in self.network.nodes))
        self.module.zero_grad()
        said = self.module(x).reshape(len(samples), -1)
        loss = torch.nn.functional.mse_loss(said, torch.from_numpy(samples.targets))
        loss.backward()
        return x, loss

    def _named(self) -> dict[str, Any]:
        return dict(self.module.named_parameters()) | dict(self.module.named_buffers())


def close(ours: np.ndarray, theirs: Any) -> None:  # noqa: ANN401
    """Equal to 1e-12 of the largest value."""
    expected = theirs.detach().numpy()
    assert ours.shape == expected.shape
    assert np.abs(ours - expected).max() <= 1e-12 * max(1.0, np.abs(expected).max())


def train_and_evaluate(twins: Twins) -> None:
    """Updates on both sides, then evaluation."""
    for number in range(UPDATES):
        twins.update(number)
    twins.evaluate()


def normalizing(operation: Operation, module: Module, shape: Shape) -> Twins:
    """Values in a shape, normalized at `n2`."""
    names = {"weight": ("n2", "gain"), "bias": ("n2", "shift")}
    if isinstance(operation, BatchNormalization):
        names |= {name: ("n2", name.replace("var", "variance")) for name in ("running_mean", "running_var")}
    return Twins(row(prod(shape), Reshape(shape), operation, Flatten()), module, shape, names)


@pytest.mark.parametrize(
    ("operation", "module", "shape"),
    [
        (BatchNormalization(), torch.nn.BatchNorm1d(5), (5,)),
        (BatchNormalization(epsilon=1e-3, renewal=0.4), torch.nn.BatchNorm1d(5, eps=1e-3, momentum=0.4), (5,)),
        (BatchNormalization(), torch.nn.BatchNorm1d(3), (3, 4)),
        (BatchNormalization(), torch.nn.BatchNorm2d(3), (3, 4, 2)),
    ],
)
def test_batch_normalization(operation: Operation, module: Module, shape: Shape) -> None:
    train_and_evaluate(normalizing(operation, module, shape))


@pytest.mark.parametrize(
    ("epsilon", "shape"),
    [(1e-5, (5,)), (1e-2, (5,)), (1e-5, (4, 3)), (1e-5, (2, 4, 3))],
)
def test_layer_normalization(epsilon: float, shape: Shape) -> None:
    module = torch.nn.LayerNorm(shape[-1], eps=epsilon)
    train_and_evaluate(normalizing(LayerNormalization(epsilon=epsilon), module, shape))


def test_dropout_of_nothing_and_dropout_in_evaluation() -> None:
    names = {"0.weight": ("n1", "weights"), "0.bias": ("n1", "bias")}
    never = torch.nn.Sequential(torch.nn.Linear(4, 5), torch.nn.Dropout(0.0))
    train_and_evaluate(Twins(row(4, Dense(5, "identity"), Dropout(0.0)), never, (4,), names))
    often = torch.nn.Sequential(torch.nn.Linear(4, 5), torch.nn.Dropout(0.7))
    Twins(row(4, Dense(5, "identity"), Dropout(0.7)), often, (4,), names).evaluate()


class Embedded(torch.nn.Module):  # type: ignore[misc, name-defined]
    """Whole numbers looked up, then a layer upon all of them."""

    def __init__(self) -> None:
        super().__init__()
        self.table, self.layer = torch.nn.Embedding(4, 3), torch.nn.Linear(15, 2)

    def forward(self, x: Any) -> Any:  # noqa: ANN401
        return self.layer(self.table(x.long()).flatten(1))


def test_embedding() -> None:
    network = row(5, Embedding(4, 3), Flatten(), Dense(2, "identity"))
    names = {"table.weight": ("n1", "table"), "layer.weight": ("n3", "weights"), "layer.bias": ("n3", "bias")}
    train_and_evaluate(Twins(network, Embedded(), (5,), names))


class Unrolled(torch.nn.Module):  # type: ignore[misc, name-defined]
    """One cell over all steps of a sequence; the second of its two biases stays 0."""

    def __init__(self, function: str) -> None:
        super().__init__()
        self.cell, self.layer = torch.nn.RNNCell(2, 3, nonlinearity=function), torch.nn.Linear(3, 2)
        self.cell.bias_hh.requires_grad_(False).zero_()

    def forward(self, x: Any) -> Any:  # noqa: ANN401
        state = torch.zeros(len(x), 3, dtype=x.dtype)
        for step in range(x.shape[1]):
            state = self.cell(x[:, step], state)
        return self.layer(state)


@pytest.mark.parametrize("function", ["tanh", "relu"])
def test_a_recurrent_cell_unrolled_over_four_steps(function: str) -> None:
    names = {"cell.weight_ih": "weights", "cell.weight_hh": "recurrent_weights", "cell.bias_ih": "bias"}
    places = {name: ("h1", quantity) for name, quantity in names.items()}
    places |= {"layer.weight": ("o", "weights"), "layer.bias": ("o", "bias")}
    train_and_evaluate(Twins(unrolled(4, function), Unrolled(function), (4, 2), places))
