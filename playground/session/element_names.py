"""How one number of the network is called, `W₂,₁⁽¹⁾` of Hidden 1, and which number such a name means.

Places are counted from one, as below the symbols on the blackboard. Used by window and command line alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from playground.engine.element_graph import Element, ElementGraph
from playground.engine.errors import ElementError
from playground.engine.graph_symbols import is_graph
from playground.engine.instruction import Index, Operand, Ref
from playground.session.explanation import element_label

_PLAIN = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾", "0123456789()")
_NAME = re.compile(r"(?P<array>[^\[\]]*[^\[\]\s])\s*(?:\[(?P<index>[^\[\]]*)\])?")
_WHOLE = re.compile(r"\s*\d{1,9}\s*", re.ASCII)
_EXAMPLE = "W(1)[2,1], z(2)[3] or Hidden 1.b[2]"


@dataclass(frozen=True)
class Named:
    """An element with its symbol and its block, such as `W₂,₁⁽¹⁾` and `Hidden 1`."""

    element: Element
    symbol: str
    block: str

    @property
    def text(self) -> str:
        """Both; a variable of a formula is its own block."""
        return self.symbol if self.symbol == self.block else f"{self.symbol} of {self.block}"


def named(graph: ElementGraph, element: Element) -> Named:
    """The element with its names."""
    network = graph.program.network
    index = element.index[:-1] if is_graph(network) else element.index  # a lone number needs no place
    symbol = element_label(graph.program.values[element.ref], index)
    return Named(element, symbol, network.node(element.ref.node).name)


def found(graph: ElementGraph, text: str) -> Element:
    """The element that a name means: `W(1)[2,1]`, `W⁽¹⁾[2,1]`, `Hidden 1.W[2,1]`; of a batch the sample comes first.

    `ElementError` says what is wrong with the name or what it might mean.
    """
    match = _NAME.fullmatch(text.strip())
    if match is None:
        raise ElementError(f"found the name {text!r}, expected a symbol with its layer and place, such as {_EXAMPLE}")
    array = match["array"].translate(_PLAIN)
    fitting = [ref for ref in graph.refs[1:] if array in _spellings(graph, ref)]
    if len(fitting) != 1:
        raise ElementError(_question(graph, text, fitting))
    return graph.element(fitting[0], _index(graph, fitting[0], match["index"] or "", text))


def _spellings(graph: ElementGraph, ref: Ref) -> frozenset[str]:
    """The ways of writing an array's name: with and without its layer, with and without its block."""
    operand, block = graph.program.values[ref], graph.program.network.node(ref.node).name
    names = (operand.symbol.translate(_PLAIN), operand.label.translate(_PLAIN))
    return frozenset((*names, *(f"{block.translate(_PLAIN)}.{name}" for name in names)))


def _question(graph: ElementGraph, text: str, fitting: list[Ref]) -> str:
    if not fitting:
        return f"found {text!r}, expected a place in one of {', '.join(every_name(graph))}"
    names = " or ".join(_array_name(graph, ref) for ref in fitting)
    return f"found {text!r}, which may be {names}: name the layer, or the block as in Hidden 1.b[2]"


def every_name(graph: ElementGraph) -> Iterator[str]:
    """What the arrays are called whose elements can be named, as `W⁽¹⁾ (Hidden 1)`, in order of the backward pass."""
    return (_array_name(graph, ref) for ref in graph.refs[1:])


def _array_name(graph: ElementGraph, ref: Ref) -> str:
    operand = graph.program.values[ref]
    return f"{operand.symbol}{operand.superscript} ({graph.program.network.node(ref.node).name})"


def _index(graph: ElementGraph, ref: Ref, text: str, whole: str) -> Index:
    """The place, counted from zero. Axes of length 1 in front need not be counted, such as that of a lone sample."""
    operand = graph.program.values[ref]
    parts = [part for part in text.split(",") if part.strip()]
    if not all(_WHOLE.fullmatch(part) for part in parts):
        raise ElementError(f"found the place [{text}] in {whole!r}, expected whole numbers from 1 on")
    shape = operand.array.shape
    front = shape[: max(0, len(shape) - len(parts))]
    full = (*(0 for _ in front), *(int(part) - 1 for part in parts))
    if any(size != 1 for size in front) or not _within(full, shape):
        expected = " × ".join(map(str, _seen(operand))) or "a single number"
        raise ElementError(f"found the place [{text}] in {whole!r}, expected one within {expected}, counted from 1")
    return full


def _within(index: Index, shape: tuple[int, ...]) -> bool:
    return len(index) == len(shape) and all(0 <= at < size for at, size in zip(index, shape, strict=True))


def _seen(operand: Operand) -> tuple[int, ...]:
    shape = operand.array.shape
    return shape[1:] if operand.batched and shape and shape[0] == 1 else shape
