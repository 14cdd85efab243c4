"""`playground validate`: whether a file is whole, its network complete and its data fit; all that is wrong at once."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace

from playground.cli.opening import declare_file, read
from playground.cli.printing import print_json
from playground.cli.verb import Verb
from playground.document.errors import FileError
from playground.session.state import opened


def _declare(parser: ArgumentParser) -> None:
    declare_file(parser)


def _run(arguments: Namespace) -> int:
    errors = problems_of(arguments.file)
    if arguments.json:
        print_json({"ok": not errors, "errors": errors})
    elif errors:
        print("\n".join(errors), file=sys.stderr)
    else:
        print(f"{arguments.file}: ready to step and train")
    return 1 if errors else 0


def problems_of(path: str) -> list[str]:
    """One sentence for each thing that is wrong with the file, its network or the fit to its data."""
    try:
        document = read(path)
    except FileError as error:
        return [str(error)]
    state = opened(document.diagram, document.learned)
    return [f"{path}: {problem.message}" for problem in state.problems]


VALIDATE = Verb(
    "validate",
    "Say everything that keeps a network file from being opened, stepped or trained",
    "playground validate moons.playground",
    _declare,
    _run,
    "Exit code 1 means that something is wrong; JSON lists it in `errors`.",
)
