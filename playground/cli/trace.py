"""`playground trace`: every step of a pass with its formula, operands and value, as text or as JSON."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator

from playground.cli.arguments import count, numbers, positive_count
from playground.cli.opening import Ready, read, ready, with_parameters
from playground.cli.parameters_file import read_parameters
from playground.cli.printing import print_json_list
from playground.cli.trace_printing import as_json, print_steps
from playground.cli.trace_walk import Batch, batches, given_sample, one_sample, walk_updates
from playground.cli.verb import UsageError, Verb


def _declare(parser: ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="the network file; it is not changed")
    choice = parser.add_mutually_exclusive_group()
    choice.add_argument(
        "--sample", type=count, default=0, metavar="I", help="sample I of the training part, from 0 (default: 0)"
    )
    choice.add_argument("--batch", action="store_true", help="the batch that training would take next")
    choice.add_argument(
        "--input", type=numbers, metavar="X,…", help="these numbers as the network sees them, not standardized"
    )
    parser.add_argument("--target", type=numbers, metavar="Y,…", help="the target that belongs to --input")
    parser.add_argument(
        "--updates", type=positive_count, default=1, metavar="N", help="walk N whole updates (default: 1)"
    )
    parser.add_argument("--parameters", metavar="JSON", help="begin with these weights and biases")


def _run(arguments: Namespace) -> int:
    if (arguments.input is None) != (arguments.target is None):
        raise UsageError("--input and --target go together")
    subject = ready(read(arguments.file), arguments.file)
    if arguments.parameters is not None:
        subject = with_parameters(subject, read_parameters(arguments.parameters), arguments.parameters)
    walked = walk_updates(subject, _batches(subject, arguments), arguments.updates)
    if arguments.json:
        print_json_list("steps", map(as_json, walked))
    else:
        print_steps(walked)
    return 0


def _batches(subject: Ready, arguments: Namespace) -> Iterator[Batch]:
    if arguments.batch:
        return batches(subject)
    if arguments.input is not None:
        return given_sample(subject, arguments.input, arguments.target)
    return one_sample(subject, arguments.sample)


TRACE = Verb(
    "trace",
    "Walk a pass and print every step: forward, loss, backward, update",
    "playground trace moons.playground --input 0.8,-0.5 --target 1",
    _declare,
    _run,
    "A single sample is written in columns, as on the blackboard; in a batch, samples are rows.\n"
    "--updates N walks the same sample N times, or with --batch the next N batches of training.",
)
