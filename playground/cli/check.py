"""`playground check`: every gradient of backpropagation against a derivative that the forward pass alone gives."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Mapping

from playground.cli.arguments import key
from playground.cli.batch_choice import declare_first, first_samples
from playground.cli.opening import declare_file, declare_parameters, opened_file
from playground.cli.printing import Plain, plain_number, print_json
from playground.cli.verb import Verb
from playground.engine.gradient_check import CheckReport, Comparison, Coordinate, check_gradients
from playground.engine.numerical_derivatives import Method
from playground.session.numbers import format_number

TOLERANCE = 1e-8
METHODS: Mapping[str, Method] = {method.name.lower(): method for method in Method}


def _declare(parser: ArgumentParser) -> None:
    declare_file(parser)
    declare_first(parser, 8)
    parser.add_argument(
        "--method",
        type=key,
        choices=METHODS,
        help="how to find the independent derivatives (default: the complex step wherever it can be taken)",
    )
    declare_parameters(parser, "check at these weights and biases")


def _run(arguments: Namespace) -> int:
    subject = opened_file(arguments)
    samples, learned, method = first_samples(subject, arguments), subject.learned, METHODS.get(arguments.method)
    report = check_gradients(subject.network, learned.layout, learned.values, samples, method)
    if arguments.json:
        print_json(payload(report))
    else:
        print(_summary(report))
    return 0 if report.max_relative_error <= TOLERANCE else 1


def payload(report: CheckReport) -> dict[str, Plain]:
    """The report as one JSON object; `worst` says where the largest relative error is."""
    return {
        "max_relative_error": plain_number(report.max_relative_error),
        "coordinates": report.coordinates,
        "methods": {method.value: count for method, count in report.methods.items()},
        "worst": _coordinate(report.worst),
        "parts": [_part(comparison) for comparison in report.comparisons],
    }


def _part(comparison: Comparison) -> dict[str, Plain]:
    """One parameter, or one input for all samples."""
    worst = comparison.worst
    return {
        "node": worst.node,
        "quantity": worst.quantity,
        "coordinates": comparison.coordinates,
        "method": worst.method.value,
        "max_relative_error": plain_number(worst.relative_error),
    }


def _coordinate(worst: Coordinate) -> dict[str, Plain]:
    return {
        "node": worst.node,
        "quantity": worst.quantity,
        "index": list(worst.index),
        "backpropagated": plain_number(worst.backpropagated),
        "numerical": plain_number(worst.numerical),
        "relative_error": plain_number(worst.relative_error),
        "method": worst.method.value,
    }


def _summary(report: CheckReport) -> str:
    worst = report.worst
    verdict = "agree" if report.max_relative_error <= TOLERANCE else "do not agree"
    place = f"{worst.quantity}[{', '.join(map(str, worst.index))}] of {worst.node}"
    methods = " and ".join(_method_text(report, method) for method in report.methods)
    return (
        f"{report.coordinates:,} gradients of parameters and inputs {verdict} with {methods} (to {TOLERANCE:g}).\n"
        f"Largest relative error: {format_number(worst.relative_error)}, at {place}: "
        f"backpropagated {worst.backpropagated!r}, by {_named(worst.method)} {worst.numerical!r}."
    )


def _method_text(report: CheckReport, method: Method) -> str:
    """The method, with its share where there are several."""
    share = f" for {report.methods[method]:,} of them" if len(report.methods) > 1 else ""
    return f"{_named(method)}{share}"


def _named(method: Method) -> str:
    return f"the {method.value}" if method is Method.COMPLEX_STEP else method.value


CHECK = Verb(
    "check",
    "Compare every gradient with an independent derivative of the loss",
    "playground check moons.playground",
    _declare,
    _run,
    "Each parameter and each input is checked; exit code 1 means a relative error above 1e-8.",
)
