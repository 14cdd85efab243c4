"""Small documents for the tests of the command line, built by the document's own edits."""

import json
from dataclasses import dataclass, replace
from typing import Any

from playground.data.sources import Generated
from playground.document import edits
from playground.document.diagram import Diagram
from playground.document.document import Document
from playground.engine.operations.dense import Dense
from playground.engine.operations.joins import Add
from playground.engine.operations.losses import BinaryCrossEntropy
from playground.engine.operations.operation import Operation
from playground.engine.operations.source import Input

OPERATIONS: dict[str, Operation] = {
    "input": Input(2),
    "hidden": Dense(4, "tanh"),
    "output": Dense(1, "identity"),
    "loss": BinaryCrossEntropy(),
}


@dataclass(frozen=True)
class Result:
    """What a run of the command line left behind."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:  # noqa: ANN401 -- a test looks into it
        """The one object on stdout; fails for anything beside it, and for literals that are no JSON."""
        assert self.err == ""
        return json.loads(self.out, parse_constant=_refuse)


def _refuse(literal: str) -> None:
    raise AssertionError(f"{literal} is no JSON")


def chain(*names: str) -> Document:
    """Blocks of OPERATIONS wired one after another, over 40 moons."""
    diagram = Diagram(data=Generated("moons", 40, 0.1, 3))
    for name in names:
        below = diagram.network.nodes[-1].id if diagram.network.nodes else None
        diagram = edits.add_block(diagram, OPERATIONS[name])
        if below is not None:
            diagram = edits.connect(diagram, below, diagram.network.nodes[-1].id, 0)
    return Document(diagram)


def moons_net() -> Document:
    """2-4-1 with tanh."""
    return chain("input", "hidden", "output", "loss")


def branching() -> Document:
    """Input → Dense 1 → Dense 2, and Dense 1 + Dense 2 → Dense 3 → loss: Dense 1 feeds two blocks."""
    diagram = chain("input", "hidden", "hidden").diagram
    _input, first, second = (node.id for node in diagram.network.nodes)
    diagram = edits.add_block(diagram, Add())
    join = diagram.network.nodes[-1].id
    diagram = edits.connect(edits.connect(diagram, first, join, 0), second, join, 1)
    for name in ("output", "loss"):
        below = diagram.network.nodes[-1].id
        diagram = edits.add_block(diagram, OPERATIONS[name])
        diagram = edits.connect(diagram, below, diagram.network.nodes[-1].id, 0)
    return Document(diagram)


def with_data(document: Document, **changes: object) -> Document:
    """The same document over other generated data."""
    diagram = document.diagram
    assert isinstance(diagram.data, Generated)
    return Document(replace(diagram, data=replace(diagram.data, **changes)), document.learned)
