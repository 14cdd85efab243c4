"""`playground gradients`: how large each sample's own gradient is beside their mean, parameter by parameter."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from playground.cli.batch_choice import declare_first, first_samples
from playground.cli.opening import Ready, declare_file, declare_parameters, opened_file
from playground.cli.printing import Plain, aligned, column_widths, plain_number, print_json
from playground.cli.verb import CommandError, Verb
from playground.data.errors import counted
from playground.engine.errors import MixingError
from playground.engine.instruction import Array
from playground.engine.parameters import Slot
from playground.engine.per_sample import mean_gradient, per_sample_gradients
from playground.engine.samples import Samples
from playground.session.numbers import format_number

HEADINGS = ("parameter", "batch", "samples on average", "largest", "of sample")


def _declare(parser: ArgumentParser) -> None:
    declare_file(parser)
    declare_first(parser, 32)
    declare_parameters(parser, "take the gradients at these weights and biases")


def _run(arguments: Namespace) -> int:
    subject = opened_file(arguments)
    norms = _norms(subject, first_samples(subject, arguments))
    if arguments.json:
        print_json(payload(norms))
    else:
        print("\n".join(_lines(norms)))
    return 0


@dataclass(frozen=True, eq=False)
class Norms:
    """Lengths of one parameter's gradient, or of all that learn together: the batch's, and each sample's."""

    name: str
    batch: float
    samples: Array


def _norms(subject: Ready, samples: Samples) -> list[Norms]:
    """One for each parameter that learns, the last for all."""
    learned = subject.learned
    try:
        gradients = per_sample_gradients(subject.network, learned.layout, learned.values, samples)
    except MixingError as error:
        raise CommandError(f"{subject.name}: {error}") from error
    batch = mean_gradient(subject.network, gradients)
    parts = {_name(subject, slot): slice(slot.start, slot.stop) for slot in learned.layout.slots if slot.trainable}
    parts["all"] = slice(learned.layout.trainable_size)
    with np.errstate(all="ignore"):
        return [
            Norms(name, float(np.linalg.norm(batch[part])), np.linalg.norm(gradients[:, part], axis=1))
            for name, part in parts.items()
        ]


def _name(subject: Ready, slot: Slot) -> str:
    return f"{slot.symbol} of {subject.network.node(slot.node).name}"


def payload(norms: list[Norms]) -> dict[str, Plain]:
    """The lengths as one JSON object, those of the samples in the order of the training part."""
    *parameters, whole = norms
    return {
        "samples": len(whole.samples),
        "all": _lengths(whole),
        "parameters": [{"name": entry.name, **_lengths(entry)} for entry in parameters],
    }


def _lengths(norms: Norms) -> dict[str, Plain]:
    return {"batch": plain_number(norms.batch), "by_sample": [plain_number(size) for size in norms.samples.tolist()]}


def _lines(norms: list[Norms]) -> Iterator[str]:
    yield f"Lengths of the gradients of {counted(len(norms[-1].samples), 'sample')}"
    table = [HEADINGS, *map(_cells, norms)]
    widths = column_widths(table)
    yield from (aligned(cells, widths) for cells in table)


def _cells(norms: Norms) -> tuple[str, ...]:
    largest = int(norms.samples.argmax())
    sizes = (norms.batch, float(norms.samples.mean()), float(norms.samples[largest]))
    return (norms.name, *map(format_number, sizes), str(largest))


GRADIENTS = Verb(
    "gradients",
    "Compare the gradient of each sample with that of their batch",
    "playground gradients moons.playground --samples 10",
    _declare,
    _run,
    "Lengths of gradients: of the batch, and of its samples one by one. Samples that disagree cancel each other,\n"
    "so the batch's gradient is shorter than theirs on average.",
)
