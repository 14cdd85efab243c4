"""How the palette is ordered and worded: groups as a beginner needs them, and short words for buttons. No widgets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from playground.engine.operations.catalogue import OPERATIONS
from playground.engine.operations.operation import Operation

Kind = type[Operation]

ORDER = ("Basic", "Loss", "Join", "Shape", "Image", "Normalize", "Sequence", "Reduce", "Number")
OPEN_AT_FIRST = frozenset({"Basic", "Join"})

_SHORT: Mapping[str, str] = {
    "max_pool2d": "Max pool",
    "average_pool2d": "Average pool",
    "global_average_pool": "Global average",
    "batch_normalization": "Batch norm",
    "layer_normalization": "Layer norm",
    "scale": "× c",
    "constant": "c",
    "parameter": "θ",
    "divide": "÷",
    "power": "xʸ",
    "fixed_power": "xⁿ",
    "negative": "−x",
    "maximum": "max",
    "minimum": "min",
    "exp": "eˣ",
    "log": "ln",
    "sqrt": "√",
    "sin": "sin",
    "cos": "cos",
    "tan": "tan",
    "half_sum_of_squares": "½ Sum of squares",
    "binary_cross_entropy_of_probabilities": "Binary CE of p",
    "cross_entropy": "Cross-entropy of p",
}
"""Words of buttons where the title would be too long; the tip has the title in full."""


def short_title(kind: Kind) -> str:
    """The word on the button."""
    return _SHORT.get(kind.kind, kind.title)


def grouped() -> Mapping[str, tuple[Kind, ...]]:
    """The catalogue by group: known groups in their order, then any other; inside a group the catalogue's order."""
    found = dict.fromkeys(kind.group for kind in OPERATIONS.values())
    names = sorted(found, key=_place)
    return {name: tuple(kind for kind in OPERATIONS.values() if kind.group == name) for name in names}


def matching(kinds: Iterable[Kind], text: str) -> tuple[Kind, ...]:
    """The operations whose name or group has every word of a text; if none has, those whose summary has them."""
    words, known = _plain(text).split(), tuple(kinds)
    named = tuple(kind for kind in known if all(word in _names(kind) for word in words))
    return named or tuple(kind for kind in known if all(word in _plain(kind.summary) for word in words))


def _names(kind: Kind) -> str:
    return _plain(f"{kind.title} {kind.kind} {short_title(kind)} {kind.group}")


def _plain(text: str) -> str:
    return text.casefold().replace("_", " ").replace("-", " ")


def _place(group: str) -> int:
    return ORDER.index(group) if group in ORDER else len(ORDER)
