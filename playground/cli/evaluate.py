"""`playground evaluate`: how good the network is on one part of its data; nothing is trained and nothing written."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence

from playground.cli.opening import declare_file, declare_parameters, opened_file
from playground.cli.printing import GAP, Plain, aligned, column_widths, plain_number, print_json, right_aligned
from playground.cli.verb import CommandError, Verb
from playground.data.errors import counted
from playground.engine.evaluation import Report
from playground.session.metrics_report import ClassRow, Measurer, MetricsReport, Part, metrics_report, share_text

MOST_CLASSES = 20  # a wider matrix fits no terminal


def _declare(parser: ArgumentParser) -> None:
    declare_file(parser)
    parser.add_argument("--part", choices=[part.value for part in Part], help="default: validation, if there is any")
    declare_parameters(parser, "evaluate with these weights and biases")


def _run(arguments: Namespace) -> int:
    subject = opened_file(arguments)
    data = subject.data
    part = Part(arguments.part or (Part.VALIDATION if len(data.training.validation) else Part.TRAINING))
    report = Measurer(subject.network, subject.learned.layout, data).report(subject.learned.values, part)
    if report is None:
        raise CommandError(f"{arguments.file}: found no {part} samples, expected at least one")
    shown = metrics_report(report, data.dataset, part)
    if arguments.json:
        print_json(payload(report, shown))
    else:
        print("\n".join(_lines(shown)))
    return 0


def payload(report: Report, shown: MetricsReport) -> dict[str, Plain]:
    """The report as one JSON object; null where a number does not apply or is not defined."""
    confusion = report.confusion
    return {
        "part": shown.part.value,
        "samples": report.samples,
        "loss": plain_number(report.loss),
        "accuracy": None if confusion is None else plain_number(confusion.accuracy),
        "top_3": plain_number(report.top_three),
        "classes": [_class(row) for row in shown.classes],
        "rmse": [plain_number(error) for error in report.rmse],
        "r_squared": [plain_number(share) for share in report.r_squared],
    }


def _class(row: ClassRow) -> dict[str, Plain]:
    return {
        "name": row.name,
        "taken_for": list(row.counts),
        "undecided": row.undecided,
        "precision": plain_number(row.precision),
        "recall": plain_number(row.recall),
    }


def _lines(shown: MetricsReport) -> Iterator[str]:
    yield f"{counted(shown.samples, 'sample')} of the {shown.part} part"
    rows = [(row.title, row.text) for row in shown.rows]
    widths = column_widths(rows)
    yield from (aligned(row, widths) for row in rows)
    if shown.classes:
        yield ""
        yield from _matrix(shown.classes)


def _matrix(classes: Sequence[ClassRow]) -> Iterator[str]:
    """A line for each class, its samples by the class they were taken for; precision and recall behind."""
    fits = len(classes) <= MOST_CLASSES
    undecided = any(row.undecided for row in classes)
    names = [row.name for row in classes] if fits else []
    heading = ["taken for →" if fits else "class", *names, *["none"] * undecided, "precision", "recall"]
    table = [heading, *(_cells(row, fits=fits, undecided=undecided) for row in classes)]
    name_width, *widths = column_widths(table)
    for name, *cells in table:
        yield f"{name:<{name_width}}{GAP}{right_aligned(cells, widths)}"


def _cells(row: ClassRow, *, fits: bool, undecided: bool) -> list[str]:
    counts = [f"{count:,}" for count in row.counts] if fits else []
    none = [f"{row.undecided:,}"] * undecided
    return [row.name, *counts, *none, share_text(row.precision), share_text(row.recall)]


EVALUATE = Verb(
    "evaluate",
    "Measure a network on its data: loss, accuracy and confusion matrix, or RMSE and R²",
    "playground evaluate trained.playground --part validation",
    _declare,
    _run,
    "A row of the matrix holds the samples of one class, by the class they were taken for.\n"
    "What is not defined, such as the precision of a class that was never named, says so; in JSON it is null.",
)
