"""`playground listing`: the program of a network line by line, in mathematics or NumPy, or as a script by itself."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from playground.cli.batch_choice import chosen_batches, declare_batch
from playground.cli.opening import Ready, declare_file, opened_file
from playground.cli.printing import Plain, print_json
from playground.cli.trace_walk import Batch
from playground.cli.verb import Verb
from playground.document.saving import save
from playground.session.listing import Notation, PassListing, script_of
from playground.session.stepper import PassStart, Stepper

OUTPUT = "-"


def _declare(parser: ArgumentParser) -> None:
    declare_file(parser)
    declare_batch(parser, "for ")
    parser.add_argument("--numpy", action="store_true", help="the NumPy calls that run, in place of the mathematics")
    parser.add_argument(
        "--script", metavar="OUT.py", help=f"write one whole update as a NumPy script; {OUTPUT} prints it"
    )


def _run(arguments: Namespace) -> int:
    subject = opened_file(arguments)
    stepper = _stepper(subject, next(chosen_batches(subject, arguments)))
    if arguments.script is not None:
        _deliver(script_of(stepper), arguments.script, as_json=arguments.json)
    elif arguments.json:
        print_json({"lines": _lines(PassListing(stepper), len(stepper.instructions))})
    else:
        notation = Notation.NUMPY if arguments.numpy else Notation.MATHEMATICS
        print(PassListing(stepper).text(notation), end="")
    return 0


def _stepper(subject: Ready, batch: Batch) -> Stepper:
    start = PassStart(subject.learned, batch.samples, total=len(subject.data.training.train))
    return Stepper(subject.network, subject.settings, start)


def _deliver(source: str, path: str, *, as_json: bool) -> None:
    if path != OUTPUT:
        save(Path(path), source.encode())
    if as_json:
        print_json({"script": source if path == OUTPUT else path})
    elif path == OUTPUT:
        print(source, end="")
    else:
        print(f"{path}: one update as a NumPy script")


def _lines(listing: PassListing, total: int) -> list[Plain]:
    return [
        {
            "number": line.number,
            "phase": line.phase.value,
            "node": line.block,
            "quantity": line.ref.quantity,
            "mathematics": line.mathematics,
            "numpy": list(line.numpy),
        }
        for line in map(listing.line, range(total))
    ]


LISTING = Verb(
    "listing",
    "Print the program of a network line by line, or write it as a NumPy script",
    "playground listing moons.playground --numpy",
    _declare,
    _run,
    "The lines are the instructions that training runs and the window steps through, in the same order.\n"
    "The script needs nothing but NumPy and gives the same bits; at its end it prints the loss and the parameters.",
)
