"""A formula while it is typed: the names in it, their numbers, which of them learn, and what is wrong with it.

Becomes a document once it can be read. Knows nothing of windows.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from playground.document.diagram import Diagram
from playground.document.graph_examples import graph
from playground.engine.errors import EngineError, ExpressionError
from playground.engine.expressions import network_of
from playground.engine.network import Network
from playground.session.graph_values import GraphValues
from playground.session.numbers import format_number

FIRST = 1.0  # what a name is worth before anyone says


@dataclass(frozen=True)
class Formula:
    """`numbers` may hold more names than the text; they come back when a name does."""

    text: str
    numbers: Mapping[str, float] = field(default_factory=dict)
    learned: frozenset[str] = frozenset()

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names without a definition, in order of appearance; none while the text cannot be read."""
        read = self._read
        return tuple(node.name for node in read.inputs) if isinstance(read, Network) else ()

    @property
    def error(self) -> EngineError | None:
        """What is wrong; an `ExpressionError` knows line and column."""
        return self._read if isinstance(self._read, EngineError) else None

    def number(self, name: str) -> float:
        """What a name is worth."""
        return self.numbers.get(name, FIRST)

    def with_number(self, name: str, number: float) -> Formula:
        """The same formula elsewhere."""
        return replace(self, numbers={**self.numbers, name: number})

    def with_learned(self, name: str, learns: bool) -> Formula:
        """The same formula with a name that learns, or is given."""
        return replace(self, learned=self.learned | {name} if learns else self.learned - {name})

    @cached_property
    def value(self) -> str:
        """`L = 9.000`, by the engine's own program at this point; empty while the text cannot be read."""
        if self.error is not None:
            return ""
        values = GraphValues.of(self.text, {name: self.number(name) for name in self.names})
        return f"{values.network.node(values.result).name} = {format_number(values.value)}"

    def diagram(self) -> Diagram:
        """The document: names that learn are parameters, all others are inputs with one row of data."""
        point = {name: self.number(name) for name in self.names}
        return graph(self.text, point, {name: point[name] for name in self.names if name in self.learned})

    @cached_property
    def _read(self) -> Network | EngineError:
        try:
            return network_of(self.text)
        except EngineError as error:
            return error


SAMPLES: tuple[Formula, ...] = (
    Formula("(x*w2 + w1 + w2 - y)**2", {"x": 3.0, "y": 17.0, "w1": 6.0, "w2": 2.0}, frozenset({"w1", "w2"})),
    Formula("(x**2 + 1)**3", {"x": 2.0}),
    Formula("2*(x*y + max(z, w))", {"x": 3.0, "y": -4.0, "z": 2.0, "w": -1.0}),
)
"""For whoever has no formula in mind: a neuron with its loss, a chain, and CS231n's gates, at their usual numbers."""


def place_of(error: EngineError | None, text: str) -> int | None:
    """Where in the text an error is: the offset of its line and column; None where it says nothing of a place."""
    if not isinstance(error, ExpressionError):
        return None
    lines = text.split("\n")
    before = sum(len(line) + 1 for line in lines[: error.line - 1])
    return min(before + error.column - 1, len(text))
