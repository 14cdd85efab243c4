"""From a file on the disk to a network that can run: the document, what an option overrides, its data and parameters.

Every refusal names the file. Nothing is written here.
"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Mapping
from dataclasses import dataclass, replace

from playground.cli.parameters_file import read_parameters
from playground.cli.verb import CommandError
from playground.data.table import read_csv
from playground.document.diagram import Diagram
from playground.document.document import Document
from playground.document.files import read
from playground.engine.errors import EngineError
from playground.engine.learned import Learned
from playground.engine.network import Network
from playground.engine.parameters import with_values
from playground.engine.settings import TrainingSettings
from playground.session.state import opened
from playground.session.training_data import PreparedData

__all__ = ["Ready", "opened_file", "read", "ready", "with_csv", "with_parameters", "with_parameters_file", "with_seed"]


@dataclass(frozen=True, eq=False)
class Ready:
    """A document that can be stepped and trained; `name` is what refusals call it."""

    name: str
    diagram: Diagram
    learned: Learned
    data: PreparedData

    @property
    def network(self) -> Network:
        """The network."""
        return self.diagram.network

    @property
    def settings(self) -> TrainingSettings:
        """How to train it."""
        return self.diagram.training

    def document(self, learned: Learned) -> Document:
        """The document with another learned state."""
        return Document(self.diagram, learned)


def ready(document: Document, name: str) -> Ready:
    """The document with its data and parameters; `CommandError` for the first problem that keeps it from running."""
    state = opened(document.diagram, document.learned)
    if state.problems:
        raise CommandError(f"{name}: {state.problems[0].message}")
    assert state.data is not None
    assert state.learned is not None
    return Ready(name, state.diagram, state.learned, state.data)


def declare_file(parser: ArgumentParser) -> None:
    """FILE, the network that a verb works with."""
    parser.add_argument("file", metavar="FILE", help="the network file; it is not changed")


def declare_parameters(parser: ArgumentParser, purpose: str) -> None:
    """`--parameters`, which `opened_file` heeds; `purpose` is what the verb does with them."""
    parser.add_argument("--parameters", metavar="JSON", help=purpose)


def opened_file(arguments: Namespace) -> Ready:
    """The network of FILE, at the weights and biases of `--parameters` where a verb has that option and it is given."""
    return with_parameters_file(ready(read(arguments.file), arguments.file), getattr(arguments, "parameters", None))


def with_seed(document: Document, seed: int) -> Document:
    """The same network before it learned anything, initialized and shuffled by `seed`."""
    training = replace(document.diagram.training, seed=seed)
    return Document(replace(document.diagram, training=training))


def with_csv(document: Document, path: str, target: str) -> Document:
    """The same network over the table in a CSV file; an epoch that was begun on other data begins anew."""
    diagram = replace(document.diagram, data=read_csv(path, target))
    learned = document.learned
    return Document(diagram, None if learned is None else replace(learned, position=0))


def with_parameters(subject: Ready, given: Mapping[str, Mapping[str, object]], source: str) -> Ready:
    """The same with the given weights and biases; `CommandError` names `source` and the block that they do not fit."""
    learned = subject.learned
    try:
        values = with_values(subject.network, learned.layout, learned.values, given)
    except EngineError as error:
        raise CommandError(f"{source}: {error}") from error
    return replace(subject, learned=replace(learned, values=values))


def with_parameters_file(subject: Ready, path: str | None) -> Ready:
    """The same with the weights and biases of a JSON file, if one is given; `CommandError` for what does not fit."""
    return subject if path is None else with_parameters(subject, read_parameters(path), path)
