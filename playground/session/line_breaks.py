"""Where a long row of mathematics may be broken: before the signs of a sum, else of a product, else inside brackets.

How wide anything is says the caller; `length` estimates it in characters for formats that are set elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from playground.session.math_text import Accented, Blank, Kind, Leaf, Node, Over, Root, Row, Scripted

Fits = Callable[[Row], bool]

NOTHING = Leaf(Kind.WORDS, "")  # before the sign that begins a further line, so that it keeps its two sides
_SUM, _PRODUCT = frozenset("+−"), frozenset("×·⊙")
_ENDS = frozenset(")]|…")
_EQUALS = Leaf(Kind.SIGN, "=")
_SCRIPT, _ROOM_FOR_SIGN, _BLANK = 0.7, 2.0, 7.0


def broken(row: Row, fits: Fits) -> tuple[Row, ...]:
    """The row as lines that fit, as far as there is a place to break; together they are the whole row."""
    lines: list[Row] = []
    for piece in pieces(row, fits):
        longer = Row((*lines[-1].items, *_continued(piece))) if lines else piece
        if lines and fits(longer):
            lines[-1] = longer
        else:
            lines.append(piece)
    return tuple(lines)


def on_lines(sides: Sequence[Row], fits: Fits) -> tuple[Row, ...]:
    """Sides that all equal the same, as many of them on a line, joined by equals signs, as fit."""
    lines: list[Row] = []
    for side in sides:
        longer = Row((*lines[-1].items, _EQUALS, *side.items)) if lines else side
        if lines and fits(longer):
            lines[-1] = longer
        else:
            lines.append(side)
    return tuple(lines)


def pieces(row: Row, fits: Fits) -> Iterator[Row]:
    """The row in the fewest kinds of pieces that fit; what has no place to break stays whole."""
    if fits(row):
        yield row
        return
    for signs in (_SUM, _PRODUCT):
        parts = list(_split(row, signs))
        if len(parts) > 1:
            for part in parts:
                yield from pieces(part, fits)
            return
    opened = _opened(row)
    if opened == row:
        yield row
    else:
        yield from pieces(opened, fits)


def length(node: Node) -> float:
    """About how many characters wide it is."""
    match node:
        case Leaf(kind, text):
            return len(text) + _ROOM_FOR_SIGN * (kind is Kind.SIGN and text in _SUM | _PRODUCT | {"="})
        case Row(items):
            return sum(map(length, items))
        case Scripted(base, below, above):
            return length(base) + _SCRIPT * max(length(part) for part in (below, above, NOTHING) if part is not None)
        case Over(top, bottom):
            return max(length(top), length(bottom)) + 1
    return _other(node)


def _other(node: Blank | Root | Accented | Node) -> float:
    if isinstance(node, Root):
        return length(node.body) + 1
    return _BLANK if isinstance(node, Blank) else 1.0


def _split(row: Row, signs: frozenset[str]) -> Iterator[Row]:
    start = 0
    for place, item in enumerate(row.items):
        if place > start and isinstance(item, Leaf) and item.text in signs and _is_operand(row.items[place - 1]):
            yield Row(row.items[start:place]) if not start else Row((NOTHING, *row.items[start:place]))
            start = place
    yield Row((NOTHING, *row.items[start:]) if start else row.items)


def _continued(piece: Row) -> tuple[Node, ...]:
    return piece.items[1:] if piece.items[:1] == (NOTHING,) else piece.items


def _is_operand(node: Node) -> bool:
    """Whether a sign behind it has something at its left; otherwise it is a number's own minus."""
    if isinstance(node, Row):
        return bool(node.items) and _is_operand(node.items[-1])
    return node is not NOTHING and not (isinstance(node, Leaf) and node.kind is Kind.SIGN and node.text not in _ENDS)


def _opened(row: Row) -> Row:
    """The brackets in it laid open."""
    return Row(tuple(part for item in row.items for part in (item.items if isinstance(item, Row) else (item,))))
