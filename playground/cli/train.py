"""`playground train`: gradient descent without a window; the document is written only where --save asks for it."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Mapping
from pathlib import Path

from playground.cli.arguments import count, seed
from playground.cli.opening import (
    Ready,
    declare_file,
    declare_parameters,
    read,
    ready,
    with_csv,
    with_parameters_file,
    with_seed,
)
from playground.cli.printing import Plain, plain_number, print_json
from playground.cli.training_run import Display, Outcome, run_training
from playground.cli.verb import CommandError, UsageError, Verb
from playground.data.errors import counted
from playground.document.files import write

DEFAULT_EPOCHS = 100
INTERRUPTED = 130


def _declare(parser: ArgumentParser) -> None:
    declare_file(parser)
    parser.add_argument(
        "--epochs", type=count, default=DEFAULT_EPOCHS, help="how many more epochs (default: %(default)s)"
    )
    parser.add_argument("--seed", type=seed, help="begin afresh: initialize and shuffle by this seed")
    parser.add_argument("--save", metavar="OUT", help="write the trained network there")
    parser.add_argument("--data", metavar="CSV", help="train on this table instead of the file's own data")
    parser.add_argument("--target", metavar="COL", help="the column of --data to predict")
    declare_parameters(parser, "begin with these weights and biases")


def _run(arguments: Namespace) -> int:
    subject = _opened(arguments)
    if arguments.save is not None:
        _check_folder(arguments.save)
    before = subject.learned.epoch
    display = Display(before, arguments.epochs, table=not arguments.json)
    try:
        outcome = run_training(subject, arguments.epochs, display)
    finally:
        display.finish()
    if arguments.save is not None:
        write(arguments.save, subject.document(outcome.learned))
    if arguments.json:
        print_json(payload(outcome))
    else:
        print("\n".join(_summary(outcome, arguments.save)))
    return INTERRUPTED if outcome.interrupted else 0


def _opened(arguments: Namespace) -> Ready:
    if (arguments.data is None) != (arguments.target is None):
        raise UsageError("--data and --target go together")
    document, name = read(arguments.file), arguments.file
    if arguments.seed is not None:
        document = with_seed(document, arguments.seed)
    if arguments.data is not None:
        document, name = with_csv(document, arguments.data, arguments.target), f"{name} with {arguments.data}"
    return with_parameters_file(ready(document, name), arguments.parameters)


def _check_folder(path: str) -> None:
    """Say now, not after an hour of training, that there is no place to write to."""
    folder = Path(path).parent
    if not folder.is_dir():
        raise CommandError(f"{path}: found no folder {str(folder)!r}, expected one to write to")
    if Path(path).is_dir():
        raise CommandError(f"{path}: found a folder, expected the name of a file")


def payload(outcome: Outcome) -> Mapping[str, Plain]:
    """The run as one JSON object: one value an epoch, None where a number does not apply."""
    return {
        "train_loss": [plain_number(record.train_loss) for record in outcome.records],
        "validation_loss": [plain_number(record.validation_loss) for record in outcome.records],
        "validation_accuracy": [plain_number(record.validation_accuracy) for record in outcome.records],
        "epochs": len(outcome.records),
        "updates": outcome.updates,
        "updates_per_second": plain_number(outcome.updates_per_second),
    }


def _summary(outcome: Outcome, saved: str | None) -> list[str]:
    lines = [
        f"{counted(len(outcome.records), 'epoch')}, {counted(outcome.updates, 'update')} in {outcome.seconds:.2f} s: "
        f"{outcome.updates_per_second:,.0f} updates a second"
    ]
    if outcome.interrupted:
        lines.insert(0, "Interrupted.")
    if saved is not None:
        lines.append(f"Saved to {saved}.")
    return lines


TRAIN = Verb(
    "train",
    "Train a network and print its losses and accuracies, epoch by epoch",
    "playground train moons.playground --epochs 50 --save trained.playground",
    _declare,
    _run,
    "It goes on, bit for bit, from what the file has learned; --seed begins afresh.\n"
    "Ctrl+C stops between two updates and, with --save, saves what is there.\n"
    "In JSON, the lists, epochs and updates are those of this run.",
)
