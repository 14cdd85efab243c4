"""`playground new`: a network file from a line of text; what cannot run is refused and nothing is written."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from dataclasses import replace
from typing import Any

from playground.cli.arguments import key, named_numbers, number, positive_count, seed
from playground.cli.opening import ready, with_parameters_file
from playground.cli.printing import print_json
from playground.cli.training_options import declare_training, training_settings
from playground.cli.verb import UsageError, Verb
from playground.data.sources import BUNDLED, GENERATORS, Bundled, DataSource, Generated, generator_info
from playground.data.split import Preparation
from playground.data.table import read_csv
from playground.document.diagram import Diagram
from playground.document.document import Document
from playground.document.files import write
from playground.document.layers_text import diagram_from_text, laid_out
from playground.engine.expressions import network_of
from playground.engine.initializers import INITIALIZERS
from playground.engine.network import Network, Node
from playground.session.state import opened

_PREPARATION = Preparation()
_DETAILS = """\
An entry of --layers is a number of units with an activation, or a block by name with its settings, by name or place:
  "64, reshape 1 8 8, conv 8 3x3 relu stride 2, max-pool 2, flatten, dropout 0.2, 10 softmax"
A last sigmoid or softmax that the loss applies itself is left to the loss. --loss, --optimizer and their like take
settings the same way: "adam beta1=0.8". `playground operations` lists all names, `playground operations conv2d` all
settings of one."""


def _declare(parser: ArgumentParser) -> None:
    parser.add_argument("out", metavar="OUT", help="the file to write")
    network = parser.add_mutually_exclusive_group(required=True)
    network.add_argument("--layers", metavar="WORDS", help="number of inputs, then blocks, as in the example")
    network.add_argument("--expression", metavar="FORMULA", help='a computational graph: "(x*w2 + w1 + w2 - y)**2"')
    parser.add_argument("--loss", metavar="WORDS", help='for --layers: mse, "huber delta=0.5" …')
    parser.add_argument(
        "--learn", metavar="NAMES", type=named_numbers, help='for --expression: what is learned, "w1=6, w2=2"'
    )
    parser.add_argument("--seed", type=seed, default=0, help="of parameters, data, split and shuffling (default: 0)")
    parser.add_argument("--parameters", metavar="JSON", help='{"Dense 1": {"W": [[…]], "b": […]}}, W units × inputs')
    parser.add_argument("--initializer", type=key, choices=INITIALIZERS, metavar="KIND", help="how all weights begin")
    _declare_data(parser)
    declare_training(parser)


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


def _run(arguments: Namespace) -> int:
    subject = with_parameters_file(ready(Document(_diagram(arguments)), f"{arguments.out} (new)"), arguments.parameters)
    write(arguments.out, subject.document(subject.learned))
    blocks, parameters = len(subject.network.nodes), subject.learned.layout.size
    if arguments.json:
        print_json({"file": arguments.out, "blocks": blocks, "parameters": parameters})
    else:
        print(f"{arguments.out}: {blocks} blocks, {parameters:,} parameters")
    return 0


def _diagram(arguments: Namespace) -> Diagram:
    diagram = _drawn(arguments)
    network = diagram.network
    if arguments.initializer is not None:
        network = _initialized(network, arguments.initializer)
    preparation = Preparation(arguments.validation, arguments.seed, not arguments.no_standardize)
    diagram = replace(diagram.with_network(network), preparation=preparation)
    return replace(diagram, training=training_settings(arguments, _training_samples(diagram)))


def _training_samples(diagram: Diagram) -> int:
    """How many samples the training part holds; 1 where data cannot be prepared, which `ready` will report."""
    prepared = opened(diagram).prepared
    return len(prepared.train_index) if prepared is not None else 1


def _drawn(arguments: Namespace) -> Diagram:
    """The network that words or a formula describe, over its data."""
    if arguments.expression is None:
        _need_or_refuse("--layers", {"loss": arguments.loss}, {"learn": arguments.learn})
        return diagram_from_text(arguments.layers, arguments.loss, _source(arguments), arguments.seed)
    _need_or_refuse("--expression", {}, {"loss": arguments.loss})
    network = network_of(arguments.expression, arguments.learn or {})
    return laid_out(network, _source(arguments), arguments.seed)


def _need_or_refuse(option: str, needed: dict[str, object], refused: dict[str, object]) -> None:
    for name, value in needed.items():
        if value is None:
            raise UsageError(f"{option} needs --{name}")
    for name, value in refused.items():
        if value is not None:
            raise UsageError(f"--{name} does not apply to {option}")


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


def _initialized(network: Network, initializer: str) -> Network:
    """The network whose every block with weights begins in one way."""
    nodes: list[Node] = []
    for node in network.nodes:
        operation: Any = node.operation
        if hasattr(operation, "initializer"):
            operation = replace(operation, initializer=initializer)
        nodes.append(replace(node, operation=operation))
    return replace(network, nodes=tuple(nodes))


NEW = Verb(
    "new",
    "Write a network file from a line of text",
    'playground new moons.playground --layers "2, 8 tanh, 8 tanh, 1 sigmoid" --loss binary-cross-entropy --data moons',
    _declare,
    _run,
    _DETAILS,
)
