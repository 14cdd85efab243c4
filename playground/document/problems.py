"""Everything that keeps a document from being trained, each problem with its block and, where there is one, a fix.

The network's own problems come from the engine; here it is compared with the data. Nothing is changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial

from playground.data.dataset import Dataset
from playground.data.errors import DataError
from playground.data.learnable import check_learnable
from playground.data.sources import Written
from playground.data.split import Prepared
from playground.document.diagram import Diagram
from playground.document.edits import set_operation, set_training
from playground.document.handwritten import fitted
from playground.engine.errors import BatchSizeError, CycleError, NetworkError, WiringError
from playground.engine.network import Network, Node
from playground.engine.operations.activations import Activation
from playground.engine.operations.dense import Dense
from playground.engine.operations.losses import Loss, MeanSquaredError, SoftmaxCrossEntropy
from playground.engine.operations.operation import Operation
from playground.engine.operations.source import Input
from playground.engine.samples import check_batch_size, value_problems


@dataclass(frozen=True)
class Fix:
    """One edit that solves a problem; `title` is what the button says."""

    title: str
    apply: Callable[[Diagram], Diagram] = field(compare=False)


@dataclass(frozen=True)
class Problem:
    """What is wrong, in one or two sentences; `node` is the id of the block to blame, if one is."""

    node: str | None
    message: str
    fix: Fix | None = None


def problems(diagram: Diagram, dataset: Dataset | None) -> tuple[Problem, ...]:
    """All problems of the network, of the settings and, where `dataset` is given, of its fit to the data."""
    found = [Problem(error.node, str(error)) for error in diagram.network.problems]
    found += _settings_problems(diagram)
    if dataset is not None:
        found += _data_problems(diagram, dataset)
    return tuple(found)


def start_problems(diagram: Diagram, prepared: Prepared) -> tuple[Problem, ...]:
    """What keeps the document from being trained on the training part of its data."""
    return (*_batch_problems(diagram, prepared), *_value_problems(diagram, prepared))


def _batch_problems(diagram: Diagram, prepared: Prepared) -> Iterator[Problem]:
    size, samples = diagram.training.batch_size, len(prepared.train_index)
    try:
        check_batch_size(size, samples)
    except BatchSizeError as error:
        smaller = partial(set_training, settings=replace(diagram.training, batch_size=samples))
        yield Problem(first_input(diagram.network), str(error), Fix(f"Set batch size to {samples}", smaller))


def _value_problems(diagram: Diagram, prepared: Prepared) -> Iterator[Problem]:
    """Features that the block which reads them cannot take, perhaps only as they are standardized."""
    network, dataset = diagram.network, prepared.dataset
    parts = (prepared.validation_features, prepared.train_features)
    found = (error for part in parts for error in value_problems(network, part, dataset.feature_names))
    for node, error in {error.node: error for error in found}.items():
        yield Problem(node, str(error), _value_fix(diagram, node, dataset))


def _value_fix(diagram: Diagram, node: str | None, dataset: Dataset) -> Fix | None:
    """To leave the features as they are, if the block can take them so."""
    wrong = {error.node for error in value_problems(diagram.network, dataset.features)}
    return None if node in wrong else Fix("Do not standardize", _as_they_are)


def _as_they_are(diagram: Diagram) -> Diagram:
    return replace(diagram, preparation=replace(diagram.preparation, standardize=False))


def first_input(network: Network) -> str | None:
    """The id of the block where the data enter, which carries what is wrong with them; None without one."""
    return network.inputs[0].id if network.inputs else None


def _settings_problems(diagram: Diagram) -> Iterator[Problem]:
    try:
        diagram.training.check()
    except NetworkError as error:
        yield Problem(None, str(error))


def _data_problems(diagram: Diagram, dataset: Dataset) -> Iterator[Problem]:
    yield from _feature_problems(diagram, dataset)
    network, loss = diagram.network, diagram.network.loss
    if loss is None or not isinstance(loss.operation, Loss) or not loss.operation.wants_targets:
        return
    yield from _learning_problems(network, loss, dataset)
    misfit = _loss_misfit(loss, loss.operation, dataset)
    yield from (misfit,) if misfit else _output_problems(network, loss, dataset)


def _learning_problems(network: Network, loss: Node, dataset: Dataset) -> Iterator[Problem]:
    """Data that teach nothing: for features the block where they enter is to blame, for targets the loss."""
    try:
        check_learnable(dataset)
    except DataError as error:
        at_input = error.column in dataset.feature_names
        yield Problem(first_input(network) if at_input else loss.id, str(error))


def _feature_problems(diagram: Diagram, dataset: Dataset) -> Iterator[Problem]:
    network = diagram.network
    inputs = [(node, node.operation.features) for node in network.inputs if isinstance(node.operation, Input)]
    taken = sum(features for _, features in inputs)
    if not inputs or taken == dataset.columns:
        return
    node, columns = inputs[-1][0], _count(dataset.columns, "column")
    if len(inputs) > 1:
        message = f"The inputs take {_count(taken, 'feature')} together, the data has {columns}."
        yield Problem(node.id, message, _columns_fix(diagram))
        return
    fix = _fix(f"Set features to {dataset.columns}", node, Input(dataset.columns))
    yield Problem(node.id, f"{node.name} takes {_count(taken, 'feature')}, the data has {columns}.", fix)


def _columns_fix(diagram: Diagram) -> Fix | None:
    """Data written by hand can take another column, or lose one."""
    return Fix("Give each input a column", _with_columns) if isinstance(diagram.data, Written) else None


def _with_columns(diagram: Diagram) -> Diagram:
    assert isinstance(diagram.data, Written)
    return replace(diagram, data=fitted(diagram.data, diagram.network))


def _loss_misfit(loss: Node, operation: Loss, dataset: Dataset) -> Problem | None:
    """A loss of the wrong kind for the data's task."""
    if dataset.task == "regression" and operation.classifies:
        message = f"{operation.title} compares classes, but the data has numbers to predict."
        return Problem(loss.id, message, _fix("Use mean squared error", loss, MeanSquaredError()))
    if operation.classifies and operation.per_output and dataset.classes > 2:
        message = f"{operation.title} answers one yes-or-no question, but the data has {dataset.classes} classes."
        return Problem(loss.id, message, _fix("Use softmax cross-entropy", loss, SoftmaxCrossEntropy()))
    return None


def _output_problems(network: Network, loss: Node, dataset: Dataset) -> Iterator[Problem]:
    """The number of output units against the number of classes or targets."""
    broken = any(isinstance(problem, (CycleError, WiringError)) for problem in network.problems)
    shapes = {} if broken else network.known_shapes
    if loss.id not in shapes:
        return
    (units,) = shapes[loss.id]
    allowed = _fitting_units(loss.operation, dataset)
    if units in allowed:
        return
    output = network.by_id[network.incoming[loss.id][0].source]
    message = f"{output.name} has {_count(units, 'unit')}, the data {_needs(loss.operation, dataset)}"
    layer = _resizable(network, output)
    fix = None if layer is None else _fix(f"Set units to {allowed[0]}", *layer(allowed[0]))
    yield Problem(output.id, message, fix)


def _fitting_units(loss: Operation, dataset: Dataset) -> tuple[int, ...]:
    """Numbers of output units that fit the data, the best first."""
    if dataset.task == "regression":
        return (int(dataset.targets.shape[1]),)
    one_is_enough = dataset.classes == 2 and isinstance(loss, Loss) and loss.per_output
    return (1, 2) if one_is_enough else (dataset.classes,)


def _needs(loss: Operation, dataset: Dataset) -> str:
    if dataset.task == "regression":
        return f"{_count(int(dataset.targets.shape[1]), 'target')}. Each target needs one output."
    classes = _count(dataset.classes, "class")
    if _fitting_units(loss, dataset)[0] == 1:
        return f"{classes}. {loss.title} needs one output for the pair."
    return f"{classes}. {loss.title} needs one output for each class."


def _resizable(network: Network, output: Node) -> Callable[[int], tuple[Node, Operation]] | None:
    """How to set the width of the output: of the block itself, or of the dense layer below its activation."""
    node = output
    while isinstance(node.operation, Activation) and network.incoming[node.id]:
        node = network.by_id[network.incoming[node.id][0].source]
    return partial(_resized, node, node.operation) if isinstance(node.operation, Dense) else None


def _resized(node: Node, operation: Dense, units: int) -> tuple[Node, Operation]:
    return node, replace(operation, units=units)


def _fix(title: str, node: Node, operation: Operation) -> Fix:
    return Fix(title, partial(set_operation, node=node.id, operation=operation))


def _count(number: int, noun: str) -> str:
    plural = f"{noun}es" if noun.endswith("s") else f"{noun}s"
    return f"{number} {noun if number == 1 else plural}"
