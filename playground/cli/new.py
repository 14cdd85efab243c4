"""`playground new`: a network file from a line of text; what cannot run is refused and nothing is written."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from dataclasses import fields, replace

from playground.cli.arguments import key, number, positive_count, seed
from playground.cli.opening import ready, with_parameters
from playground.cli.parameters_file import read_parameters
from playground.cli.printing import print_json
from playground.cli.verb import UsageError, Verb
from playground.data.sources import BUNDLED, GENERATORS, Bundled, DataSource, Generated, generator_info
from playground.data.split import Preparation
from playground.data.table import read_csv
from playground.document.diagram import Diagram
from playground.document.document import Document
from playground.document.files import write
from playground.document.layers_text import diagram_from_text
from playground.engine.initializers import INITIALIZERS
from playground.engine.network import Network
from playground.engine.operations.catalogue import LOSSES
from playground.engine.operations.dense import Dense
from playground.engine.optimizers import OPTIMIZERS, Optimizer
from playground.engine.settings import TrainingSettings

_PREPARATION = Preparation()
_TRAINING = TrainingSettings()


def _declare(parser: ArgumentParser) -> None:
    parser.add_argument("out", metavar="OUT", help="the file to write")
    parser.add_argument("--layers", required=True, help='number of inputs, then layers: "2, 8 tanh, 8 tanh, 1 sigmoid"')
    parser.add_argument("--loss", required=True, help=", ".join(LOSSES).replace("_", "-"))
    parser.add_argument("--seed", type=seed, default=0, help="of parameters, data, split and shuffling (default: 0)")
    parser.add_argument("--parameters", metavar="JSON", help='{"Dense 1": {"W": [[…]], "b": […]}}, W units × inputs')
    parser.add_argument("--initializer", type=key, choices=INITIALIZERS, help="how all weights begin")
    _declare_data(parser)
    _declare_training(parser)


def _declare_data(parser: ArgumentParser) -> None:
    group = parser.add_argument_group("data")
    kinds = ", ".join([*(info.kind for info in GENERATORS), *(info.kind for info in BUNDLED)])
    group.add_argument("--data", required=True, help=f"{kinds}, or a CSV file")
    group.add_argument("--target", metavar="COL", help="the column of a CSV file to predict")
    group.add_argument("--samples", type=positive_count, help="how many samples to generate (default: 200)")
    group.add_argument("--noise", type=number, help="noise of generated samples (default: the kind's own)")
    group.add_argument(
        "--validation",
        type=number,
        default=_PREPARATION.validation_fraction,
        metavar="SHARE",
        help="default: %(default)s",
    )
    group.add_argument("--no-standardize", action="store_true", help="leave the features as they are")


def _declare_training(parser: ArgumentParser) -> None:
    group = parser.add_argument_group("training")
    group.add_argument("--optimizer", choices=OPTIMIZERS, default=_TRAINING.optimizer.kind, help="default: %(default)s")
    group.add_argument("--learning-rate", type=number, help="default: the optimizer's own")
    group.add_argument("--momentum", type=number, help="for the optimizer momentum")
    group.add_argument("--batch-size", type=positive_count, default=_TRAINING.batch_size, help="default: %(default)s")


def _run(arguments: Namespace) -> int:
    subject = ready(Document(_diagram(arguments)), f"{arguments.out} (new)")
    if arguments.parameters is not None:
        subject = with_parameters(subject, read_parameters(arguments.parameters), arguments.parameters)
    write(arguments.out, subject.document(subject.learned))
    blocks, parameters = len(subject.network.nodes), subject.learned.layout.size
    if arguments.json:
        print_json({"file": arguments.out, "blocks": blocks, "parameters": parameters})
    else:
        print(f"{arguments.out}: {blocks} blocks, {parameters:,} parameters")
    return 0


def _diagram(arguments: Namespace) -> Diagram:
    diagram = diagram_from_text(arguments.layers, arguments.loss, _source(arguments), arguments.seed)
    network = diagram.network
    if arguments.initializer is not None:
        network = _initialized(network, arguments.initializer)
    preparation = Preparation(arguments.validation, arguments.seed, not arguments.no_standardize)
    training = TrainingSettings(_optimizer(arguments), arguments.batch_size, arguments.seed)
    return replace(diagram.with_network(network), preparation=preparation, training=training)


def _source(arguments: Namespace) -> DataSource:
    generated = {"samples": arguments.samples, "noise": arguments.noise}
    chosen = {name: value for name, value in generated.items() if value is not None}
    if arguments.data in {info.kind for info in GENERATORS}:
        _refuse_with(arguments.data, {"target": arguments.target})
        defaults = {"noise": generator_info(arguments.data).default_noise, "seed": arguments.seed}
        return Generated(arguments.data, **(defaults | chosen))
    _refuse_with(arguments.data, chosen)
    if arguments.data in {info.kind for info in BUNDLED}:
        _refuse_with(arguments.data, {"target": arguments.target})
        return Bundled(arguments.data)
    if arguments.target is None:
        raise UsageError(f"--data {arguments.data} is no bundled or generated data; a CSV file needs --target COL")
    return read_csv(arguments.data, arguments.target)


def _refuse_with(data: str, options: dict[str, object]) -> None:
    for name, value in options.items():
        if value is not None:
            raise UsageError(f"--{name} does not apply to --data {data}")


def _optimizer(arguments: Namespace) -> Optimizer:
    kind = OPTIMIZERS[arguments.optimizer]
    typed = {"learning_rate": arguments.learning_rate, "momentum": arguments.momentum}
    chosen = {name: value for name, value in typed.items() if value is not None}
    for name in chosen.keys() - {field.name for field in fields(kind)}:
        raise UsageError(f"--{name.replace('_', '-')} does not apply to --optimizer {arguments.optimizer}")
    return kind(**chosen)


def _initialized(network: Network, initializer: str) -> Network:
    nodes = (
        replace(node, operation=replace(node.operation, initializer=initializer))
        if isinstance(node.operation, Dense)
        else node
        for node in network.nodes
    )
    return replace(network, nodes=tuple(nodes))


NEW = Verb(
    "new",
    "Write a network file from a line of text",
    'playground new moons.playground --layers "2, 8 tanh, 8 tanh, 1 sigmoid" --loss binary-cross-entropy --data moons',
    _declare,
    _run,
    "Layers are `units activation`. A last sigmoid or softmax that the loss applies itself is left to the loss.",
)
