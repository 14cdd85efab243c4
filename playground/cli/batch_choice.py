"""The options that say which samples a verb looks at, declared in one place, and the samples they stand for."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator

from playground.cli.arguments import count, numbers, positive_count
from playground.cli.opening import Ready
from playground.cli.trace_walk import Batch, batches, given_sample, one_sample
from playground.cli.verb import UsageError
from playground.engine.samples import Samples


def declare_batch(parser: ArgumentParser, lead: str = "", *, takes_input: bool = False) -> None:
    """`--sample` or `--batch`, or numbers as they are typed, `--input` with `--target`; `lead` begins their help."""
    choice = parser.add_mutually_exclusive_group()
    choice.add_argument(
        "--sample", type=count, default=0, metavar="I", help=f"{lead}sample I of the training part, from 0 (default: 0)"
    )
    choice.add_argument("--batch", action="store_true", help=f"{lead}the batch that training would take next")
    parser.set_defaults(input=None, target=None)
    if takes_input:
        choice.add_argument(
            "--input", type=numbers, metavar="X,…", help="these numbers as the network sees them, not standardized"
        )
        parser.add_argument("--target", type=numbers, metavar="Y,…", help="the target that belongs to --input")


def declare_first(parser: ArgumentParser, most: int) -> None:
    """`--samples`: how many of the first samples, `most` unless it is said."""
    parser.add_argument(
        "--samples",
        type=positive_count,
        default=most,
        help="look at the first samples of the training part, at most so many (default: %(default)s)",
    )


def first_samples(subject: Ready, arguments: Namespace) -> Samples:
    """The first samples of the training part, as many as were asked for or there are."""
    return subject.data.training.train.rows(slice(arguments.samples))


def check_input(arguments: Namespace) -> None:
    """`UsageError` for an input without its target, or a target alone; asked before any file is read."""
    if (arguments.input is None) != (arguments.target is None):
        raise UsageError("--input and --target go together")


def chosen_batches(subject: Ready, arguments: Namespace) -> Iterator[Batch]:
    """The batches of the samples asked for, without end; `CommandError` if the network or its data do not fit them."""
    if arguments.batch:
        return batches(subject)
    if arguments.input is not None:
        return given_sample(subject, arguments.input, arguments.target)
    return one_sample(subject, arguments.sample)
