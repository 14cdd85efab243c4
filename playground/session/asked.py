"""Which number of the graph a learner asks about who points at a number of a pass: the number itself, or what it is of.

∂L/∂W, its shares, and the averages an optimizer keeps for W are all about W. Knows no window.
"""

from __future__ import annotations

from playground.engine.element_graph import Element, ElementGraph
from playground.engine.instruction import Index, Ref


def asked_about(graph: ElementGraph, ref: Ref, index: Index) -> Element | None:
    """The element behind a number; None for the loss itself and for what no gradient leads to, such as a target."""
    fitting = (known for known in graph.refs[1:] if known.node == ref.node and _is_of(ref.quantity, known.quantity))
    behind = max(fitting, key=_length, default=None)
    if behind is None:
        return None
    shape = graph.array(behind).shape
    place = index[len(index) - len(shape) :] if len(index) > len(shape) else index  # a share has its sample in front
    inside = len(place) == len(shape) and all(at < size for at, size in zip(place, shape, strict=True))
    return graph.element(behind, place) if inside else None


def _is_of(quantity: str, known: str) -> bool:
    return quantity == known or quantity.endswith(f"_{known}")


def _length(ref: Ref) -> int:
    return len(ref.quantity)
