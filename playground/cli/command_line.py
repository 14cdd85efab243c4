"""Reads the arguments, runs the verb and turns every typed error into one sentence on stderr and an exit code.

It knows the list of verbs and nothing of what they do; a traceback from here is a fault of the program.
"""

from __future__ import annotations

import io
import os
import sys
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter

from playground import __version__
from playground.cli.arguments import joined
from playground.cli.check import CHECK
from playground.cli.demo import DEMO
from playground.cli.derive import DERIVE
from playground.cli.eval import EVAL
from playground.cli.evaluate import EVALUATE
from playground.cli.examples import EXAMPLES
from playground.cli.gradients import GRADIENTS
from playground.cli.listing import LISTING
from playground.cli.new import NEW
from playground.cli.operations import OPERATIONS
from playground.cli.paths import PATHS
from playground.cli.show import SHOW
from playground.cli.trace import TRACE
from playground.cli.train import TRAIN
from playground.cli.validate import VALIDATE
from playground.cli.verb import CommandError, UsageError, Verb
from playground.data.errors import DataError
from playground.document.errors import EditError, FileError, LayersError
from playground.engine.errors import EngineError
from playground.qt_pair import QtPairError
from playground.resources import ResourceError

TABLE: tuple[Verb, ...] = (
    NEW,
    OPERATIONS,
    EXAMPLES,
    EVAL,
    TRAIN,
    EVALUATE,
    TRACE,
    LISTING,
    CHECK,
    GRADIENTS,
    PATHS,
    DERIVE,
    VALIDATE,
    SHOW,
    DEMO,
)

REFUSED, WRONG_USAGE, INTERRUPTED, PIPE_CLOSED = 1, 2, 130, 141
SENTENCES = (CommandError, DataError, EditError, EngineError, FileError, LayersError, QtPairError, ResourceError)


def run(argv: list[str] | None = None) -> int:
    """Run the verb that `argv` names; the result is the exit code."""
    _print_whatever_the_encoding()
    parser = build_parser()
    try:
        arguments = parser.parse_args(joined(sys.argv[1:] if argv is None else argv))
    except SystemExit as leaving:  # argparse has printed the help or the refusal
        return leaving.code if isinstance(leaving.code, int) else WRONG_USAGE
    try:
        return _run_verb(arguments)
    except BrokenPipeError:
        return _leave_the_pipe()
    except KeyboardInterrupt:
        return INTERRUPTED


def build_parser() -> ArgumentParser:
    """The parser of all verbs."""
    parser = ArgumentParser(
        prog="playground",
        description="A debugger for gradient descent. Without a verb it opens the window.",
        epilog="`playground VERB --help` explains a verb and shows an example.",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"Backprop Playground {__version__}")
    verbs = parser.add_subparsers(metavar="VERB", required=True)
    for verb in TABLE:
        declared = verbs.add_parser(
            verb.name,
            help=verb.summary,
            description="\n\n".join(filter(None, (f"{verb.summary}.", verb.details))),
            epilog=f"example:\n  {verb.example}",
            formatter_class=RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )
        verb.declare(declared)
        declared.add_argument("--json", action="store_true", help="print one JSON object and nothing else")
        declared.set_defaults(verb=verb, parser=declared)
    return parser


def _run_verb(arguments: Namespace) -> int:
    verb: Verb = arguments.verb
    try:
        code = verb.run(arguments)
        sys.stdout.flush()
    except UsageError as error:
        return _wrong_usage(arguments.parser, error)
    except SENTENCES as error:
        return _refuse(str(error))
    except BrokenPipeError:
        raise
    except OSError as error:
        return _refuse(_os_sentence(error))
    except MemoryError as error:
        return _refuse(f"not enough memory: {error or 'the numbers asked for do not fit'}")
    return code


def _refuse(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return REFUSED


def _wrong_usage(parser: ArgumentParser, error: UsageError) -> int:
    parser.print_usage(sys.stderr)
    print(f"{parser.prog}: error: {error}", file=sys.stderr)
    return WRONG_USAGE


def _os_sentence(error: OSError) -> str:
    place = "" if error.filename is None else f"{os.fsdecode(error.filename)}: "
    return f"{place}{error.strerror or error}"


def _leave_the_pipe() -> int:
    """Whoever read us has gone: say nothing, and let Python flush into the void when it exits."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return PIPE_CLOSED


def _print_whatever_the_encoding() -> None:
    """A terminal that cannot show δ shows a question mark; the verb goes on."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
