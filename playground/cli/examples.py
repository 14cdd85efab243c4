"""`playground examples`: the networks that ship with the program, listed or written as a file of one's own."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from playground.cli.printing import aligned, column_widths, print_json
from playground.cli.verb import CommandError, UsageError, Verb
from playground.document.examples import EXAMPLES as BUNDLED
from playground.document.examples import example
from playground.document.files import write


def _declare(parser: ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME", nargs="?", help="the example to write")
    parser.add_argument("out", metavar="OUT", nargs="?", help="the file to write it to")


def _run(arguments: Namespace) -> int:
    if arguments.name is None:
        _list(as_json=arguments.json)
        return 0
    if arguments.out is None:
        raise UsageError(f"where should {arguments.name} go? Name a file, such as {arguments.name}.playground")
    _check_name(arguments.name)
    write(arguments.out, example(arguments.name))
    if arguments.json:
        print_json({"example": arguments.name, "file": arguments.out})
    else:
        print(f"{arguments.out}: the example {arguments.name}")
    return 0


def _list(*, as_json: bool) -> None:
    if as_json:
        listed = [{"name": entry.key, "title": entry.title, "description": entry.description} for entry in BUNDLED]
        print_json({"examples": listed})
        return
    rows = [(entry.key, entry.title, entry.description) for entry in BUNDLED]
    widths = column_widths(row[:2] for row in rows)
    print("\n".join(aligned(row, widths) for row in rows))


def _check_name(name: str) -> None:
    known = [entry.key for entry in BUNDLED]
    if name not in known:
        raise CommandError(f"examples: found {name!r}, expected one of {', '.join(known)}")


EXAMPLES = Verb(
    "examples",
    "List the bundled example networks, or write one of them to a file",
    "playground examples moons moons.playground",
    _declare,
    _run,
)
