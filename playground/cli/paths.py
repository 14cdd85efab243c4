"""`playground paths`: on which paths one number moves the loss, largest first, and that they add up to its gradient."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from math import isfinite

from playground.cli.arguments import count
from playground.cli.batch_choice import check_input, chosen_batches, declare_batch
from playground.cli.opening import Ready, declare_file, declare_parameters, opened_file
from playground.cli.printing import Plain, aligned, column_widths, plain_number, print_json
from playground.cli.trace_walk import Batch
from playground.cli.verb import CommandError, Verb
from playground.engine.element_graph import ElementGraph
from playground.engine.errors import ElementError
from playground.engine.evaluation_point import EvaluationPoint
from playground.engine.parameters import Clock
from playground.engine.path_work import Work, whole_work
from playground.engine.paths import Path, Paths
from playground.session.element_names import found, named
from playground.session.numbers import factor_text, format_number
from playground.session.proof import Proof, Prover, kink_note

MOST = 10


def _declare(parser: ArgumentParser) -> None:
    declare_file(parser)
    parser.add_argument(
        "--of", required=True, metavar="NAME", help='the number: "W(1)[2,1]", "z(2)[3]" or "Hidden 1.b[2]", from 1 on'
    )
    parser.add_argument("--to", metavar="NAME", help="where the paths end (default: the loss)")
    parser.add_argument("--most", type=count, default=MOST, metavar="N", help="list N paths (default: %(default)s)")
    declare_batch(parser, takes_input=True)
    declare_parameters(parser, "with these weights and biases")


def _run(arguments: Namespace) -> int:
    check_input(arguments)
    subject = opened_file(arguments)
    graph = ElementGraph(_point(subject, next(chosen_batches(subject, arguments))))
    try:
        answer = _answer(graph, arguments)
    except ElementError as error:
        raise CommandError(f"{arguments.file}: {error}") from error
    if arguments.json:
        print_json(payload(answer))
    else:
        print("\n".join(_lines(answer)))
    return 0


def _point(subject: Ready, batch: Batch) -> EvaluationPoint:
    learned, settings = subject.learned, subject.settings
    clock = Clock(settings.seed, learned.updates, batch.epoch, batch.position, len(subject.data.training.train))
    return EvaluationPoint(
        subject.network, learned.layout, learned.values, batch.samples, clock, subject.settings.dtype
    )


@dataclass(frozen=True, eq=False)
class Answer:
    """All that is told of one number; the proof only where its paths lead to the loss, the work only for one sample."""

    paths: Paths
    shown: tuple[Path, ...]
    work: Work | None
    proof: Proof | None


def _answer(graph: ElementGraph, arguments: Namespace) -> Answer:
    start = found(graph, arguments.of)
    end = graph.loss if arguments.to is None else found(graph, arguments.to)
    paths = Paths(graph, start, end)
    proof = Prover(graph).prove(start) if end == graph.loss else None
    work = whole_work(graph) if graph.program.batch == 1 else None
    return Answer(paths, tuple(islice(paths, arguments.most)), work, proof)


def payload(answer: Answer) -> dict[str, Plain]:
    """The answer as one JSON object; numbers in full."""
    paths, graph = answer.paths, answer.paths.graph
    start, end = (named(graph, element) for element in (paths.start, paths.end))
    return {
        "of": {"block": start.block, "symbol": start.symbol, "value": plain_number(graph.value(paths.start))},
        "to": {"block": end.block, "symbol": end.symbol, "value": plain_number(graph.value(paths.end))},
        "count": paths.count,
        "without_zero": paths.live,
        "sum": plain_number(paths.total),
        "paths": [_path(graph, path) for path in answer.shown],
        "multiplications": {"by_paths": paths.factors - paths.count, "edge_by_edge": paths.edges},
        "all_gradients": None if answer.work is None else _work(answer.work),
        "proof": None if answer.proof is None else _proof(answer.proof),
    }


def _path(graph: ElementGraph, path: Path) -> dict[str, Plain]:
    return {
        "nodes": [named(graph, element).symbol for element in path.elements],
        "blocks": [named(graph, element).block for element in path.elements],
        "factors": [plain_number(factor) for factor in path.factors],
        "product": plain_number(path.product),
    }


def _work(work: Work) -> dict[str, Plain]:
    return {
        "numbers": work.numbers,
        "paths": work.paths,
        "edges": work.edges,
        "by_paths": work.by_paths,
        "by_forward_mode": work.by_forward_mode,
        "by_reverse_mode": work.by_reverse_mode,
    }


def _proof(proof: Proof) -> dict[str, Plain]:
    return {
        "backpropagated": plain_number(proof.gradient),
        "step": proof.step,
        "forward_difference": plain_number(proof.forward),
        "central_difference": plain_number(proof.central),
        "method": proof.method.value,
        "numerical": plain_number(proof.best),
        "relative_error": plain_number(proof.relative_error),
    }


def _lines(answer: Answer) -> Iterator[str]:
    paths, graph = answer.paths, answer.paths.graph
    start, end = named(graph, paths.start), named(graph, paths.end)
    noun = "path" if paths.count == 1 else "paths"
    yield f"∂{end.symbol}/∂{start.symbol} = {format_number(paths.total)}, over {paths.count:,} {noun} from {start.text}"
    table = [_cells(graph, path) for path in answer.shown]
    yield from (aligned(cells, column_widths(table)) for cells in table)
    hidden = paths.count - len(answer.shown)
    if hidden:
        yield f"… and {hidden:,} more, none larger"
    if answer.proof is not None:
        yield from _proof_lines(graph, answer.proof)
    yield f"Multiplications: path by path {paths.factors - paths.count:,}, each edge once {paths.edges:,}."
    if answer.work is not None:
        yield _work_line(answer.work, "parameters" if graph.point.layout.slots else "inputs")


def _work_line(work: Work, noun: str) -> str:
    return (
        f"For the gradients of all {work.numbers:,} {noun}: path by path {work.by_paths:,}, "
        f"forward mode {work.by_forward_mode:,}, reverse mode {work.by_reverse_mode:,}."
    )


def _cells(graph: ElementGraph, path: Path) -> tuple[str, ...]:
    factors = " × ".join(map(factor_text, path.factors))
    return format_number(path.product), f"= {factors}", " → ".join(named(graph, at).symbol for at in path.elements)


def _proof_lines(graph: ElementGraph, proof: Proof) -> Iterator[str]:
    yield f"Backpropagated: {proof.gradient!r}"
    error = proof.relative_error
    told = f", relative error {format_number(error)}" if isfinite(error) else ""
    yield f"By {proof.method.value}: {proof.best!r}{told}"
    if proof.incomparable:
        yield proof.incomparable
    if proof.kink is not None:
        yield kink_note(graph, proof.kink)


PATHS = Verb(
    "paths",
    "List the paths on which one number moves the loss, with their local derivatives",
    'playground paths moons.playground --of "W(1)[2,1]"',
    _declare,
    _run,
    "Each path is a product of local derivatives; their sum is the gradient that backpropagation finds by visiting\n"
    "each edge once. Places are counted from 1; in a batch the number of the sample comes first.",
)
