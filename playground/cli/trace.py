"""`playground trace`: every step of a pass with its formula, operands and value, as text or as JSON."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from playground.cli.arguments import positive_count
from playground.cli.batch_choice import check_input, chosen_batches, declare_batch
from playground.cli.opening import declare_file, declare_parameters, opened_file
from playground.cli.printing import print_json_list
from playground.cli.trace_printing import as_json, print_steps
from playground.cli.trace_walk import walk_updates
from playground.cli.verb import Verb


def _declare(parser: ArgumentParser) -> None:
    declare_file(parser)
    declare_batch(parser, takes_input=True)
    parser.add_argument(
        "--updates", type=positive_count, default=1, metavar="N", help="walk N whole updates (default: 1)"
    )
    declare_parameters(parser, "begin with these weights and biases")


def _run(arguments: Namespace) -> int:
    check_input(arguments)
    subject = opened_file(arguments)
    walked = walk_updates(subject, chosen_batches(subject, arguments), arguments.updates)
    if arguments.json:
        print_json_list("steps", map(as_json, walked))
    else:
        print_steps(walked)
    return 0


TRACE = Verb(
    "trace",
    "Walk a pass and print every step: forward, loss, backward, update",
    "playground trace moons.playground --input 0.8,-0.5 --target 1",
    _declare,
    _run,
    "A single sample is written in columns, as on the blackboard; in a batch, samples are rows.\n"
    "--updates N walks the same sample N times, or with --batch the next N batches of training.",
)
