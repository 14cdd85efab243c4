"""`playground eval`: a formula at a point, with the value on every node and the derivative on every edge.

The formula is read, never executed; what cannot be read is told with its place.
"""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Iterator

from playground.cli.arguments import number
from playground.cli.graph_report import GraphReport
from playground.cli.printing import Plain, aligned, column_widths, plain_number, print_json
from playground.cli.verb import CommandError, UsageError, Verb
from playground.engine.errors import EngineError
from playground.session.graph_fractions import GraphFractions
from playground.session.graph_values import GraphValues
from playground.session.numbers import format_number


def _declare(parser: ArgumentParser) -> None:
    parser.add_argument("formula", metavar="EXPR", help='"(x*w2 + w1 + w2 - y)**2", or lines "c = a+b; d = b+1; c*d"')
    parser.add_argument("--at", nargs="+", metavar="NAME=VALUE", default=[], help="the number of every name")
    parser.add_argument("--wrt", metavar="NAMES", help="derivatives with respect to these alone: w1,w2 (default: all)")
    parser.add_argument("--exact", action="store_true", help="fractions, such as 1/3, wherever numbers are rational")
    parser.add_argument("--trace", action="store_true", help="print every line of the pass, forward and back")
    parser.add_argument("--step", type=number, metavar="α", help="then one step of gradient descent at this rate")


def _run(arguments: Namespace) -> int:
    text, at = arguments.formula.replace(";", "\n"), _point(arguments.at)
    graph = _graph(text, at)
    names = _names(graph, arguments.wrt, at)
    stepped = None if arguments.step is None else _stepped(graph, at, names, arguments.step)
    after = None if stepped is None else _graph(text, stepped)
    report = GraphReport(graph, tuple(names), GraphFractions(graph) if arguments.exact else None)
    if arguments.json:
        print_json(report.payload() | _after(stepped, after))
        return 0
    print("\n".join([*report.lines(), *(_trace(graph) if arguments.trace else ())]))
    if stepped is not None and after is not None:
        moved = ", ".join(f"{name} = {format_number(stepped[name])}" for name in names)
        print(f"\nAfter one step of gradient descent: {moved}\nvalue {format_number(after.value)}")
    return 0


def _point(given: list[str]) -> dict[str, float]:
    """`x=3` … as numbers by name."""
    point: dict[str, float] = {}
    for text in given:
        name, sign, value = text.partition("=")
        if not sign or not name.strip():
            raise UsageError(f"--at: found {text!r}, expected NAME=VALUE such as x=3")
        if name.strip() in point:
            raise UsageError(f"--at: found {name.strip()} twice, expected each name once")
        try:
            point[name.strip()] = number(value)
        except ArgumentTypeError as error:
            raise UsageError(f"--at {name.strip()}: {error}") from None
    return point


def _graph(text: str, at: dict[str, float]) -> GraphValues:
    try:
        return GraphValues.of(text, at)
    except EngineError as error:
        raise CommandError(f"EXPR: {error}") from error


def _names(graph: GraphValues, wanted: str | None, at: dict[str, float]) -> list[str]:
    """The names whose derivatives are asked for: any node's, in the order given; all of the point by default."""
    if wanted is None:
        return [node.name for node in graph.network.inputs]
    names = [name.strip() for name in wanted.split(",")]
    known = [node.name for node in graph.nodes]
    for name in names:
        if name not in known:
            raise CommandError(f"--wrt: the formula has no {name!r}; there are {', '.join(known)}")
    return names


def _stepped(graph: GraphValues, at: dict[str, float], names: list[str], rate: float) -> dict[str, float]:
    """The point after name := name − α · derivative, all from the same derivatives."""
    moving = [name for name in names if name in at]
    return at | {name: at[name] - rate * graph.gradient(name) for name in moving}


def _after(stepped: dict[str, float] | None, after: GraphValues | None) -> dict[str, Plain]:
    if stepped is None or after is None:
        return {}
    point = {name: plain_number(value) for name, value in stepped.items()}
    return {"after": {"at": point, "value": plain_number(after.value)}}


def _trace(graph: GraphValues) -> Iterator[str]:
    yield ""
    steps = graph.program.instructions
    table = [(str(step.index + 1), step.text, format_number(float(step.result.array.item()))) for step in steps]
    yield from (aligned(cells, column_widths(table)) for cells in table)


EVAL = Verb(
    "eval",
    "Evaluate a formula: values, local derivatives, paths, gradients",
    'playground eval "(x*w2 + w1 + w2 - y)**2" --at x=3 y=17 w1=6 w2=2 --wrt w1,w2',
    _declare,
    _run,
    "Known are + - * / **, brackets, exp log sqrt sin cos tan tanh sigmoid relu abs max min. Semicolons divide\n"
    "several lines: each names a value, the last is the result.",
)
