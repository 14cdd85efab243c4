"""How the values of a computational graph are written: by the names of its variables, and v₁, v₂ … between them.

In a layered network a value is z⁽²⁾ or a⁽²⁾; where every value is a single number its name says more. Gradients are
then those of the result, ∂e/∂a, as in a textbook. Knows no program.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import count

from playground.engine.network import Network, Node
from playground.engine.operations.numbers import Parameter
from playground.engine.operations.objective import Objective
from playground.engine.quantities import SUBSCRIPTS


def is_graph(network: Network) -> bool:
    """Whether every value of a complete network is a single number and nothing but such numbers is learned."""
    inner = [node for node in network.nodes if node.operation.has_output]
    known = network.known_shapes
    return all(known.get(node.id) == (1,) and _learns_numbers(network, node) for node in inner)


def _learns_numbers(network: Network, node: Node) -> bool:
    return {spec.quantity for spec in network.parameters(node)} <= {"value"}


@dataclass(frozen=True)
class GraphSymbols:
    """The symbol of every node's value by its id, and that of the result whose gradients are asked for."""

    values: Mapping[str, str]
    result: str
    loss: str
    learned: frozenset[str]

    @classmethod
    def of(cls, network: Network) -> GraphSymbols:
        """The symbols of a graph: names that can stand in a formula, numbered v for the rest."""
        numbers = count(1)
        symbols = {
            node.id: node.name if _is_name(node.name) else f"v{str(next(numbers)).translate(SUBSCRIPTS)}"
            for node in network.order
            if node.operation.has_output
        }
        learned = frozenset(node.id for node in network.nodes if isinstance(node.operation, Parameter))
        return cls(symbols, *_result(network, symbols), learned)

    def symbol(self, node: str, quantity: str) -> str | None:
        """The symbol of a node's quantity; None for those that are written as everywhere."""
        if quantity == "loss":
            return self.loss
        if node not in self.values:
            return None
        name, result = self.values[node], self.result
        inner = f"{result}ₙ" if node in self.learned else result  # one sample's part of what is added up for θ
        written = {
            "activation": name,
            "value": name,
            "grad_activation": f"∂{inner}/∂{name}",
            "contribution": f"∂{inner}/∂{name}",
            "grad_value": f"∂{result}/∂{name}",
        }
        return written.get(quantity)


def _is_name(name: str) -> bool:
    return all(part.isalnum() or part == "_" for part in name) and not name[:1].isdigit()


def _result(network: Network, symbols: Mapping[str, str]) -> tuple[str, str]:
    """The symbol in gradients and that of the loss: a named result is its own, a loss beside one named L is J."""
    loss = network.loss
    if loss is None or not isinstance(loss.operation, Objective):
        return "L", "L"
    source = symbols[network.incoming[loss.id][0].source]
    return (source if _is_name(source) and not source.startswith("v") else "L"), ("J" if source == "L" else "L")
