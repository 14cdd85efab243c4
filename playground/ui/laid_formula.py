"""A formula laid out once for all numbers that may stand in it: a walk shows the same lines with every step.

Numbers are put in when it is painted. Knows no widget.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from PySide6.QtCore import QPointF, QSize, QSizeF

from playground.engine.formulas import Formula
from playground.engine.quantities import Role
from playground.ui.box_parts import Parts, parts_of
from playground.ui.cells import Cell, pixel_size
from playground.ui.formula_boxes import Box, Term
from playground.ui.formula_layout import Look, Lookup, OperandView, lay_out_matrices, lay_out_symbols
from playground.ui.formula_text import to_line, to_words

_GAP, _LINE_GAP = 16, 8
_MARGIN = 6
_KEPT = 1024


class Written(NamedTuple):
    """How an operand is written, and how large a block its numbers take."""

    symbol: str
    role: Role
    superscript: str
    subscript: str
    shape: Cell


class Lines(NamedTuple):
    """A formula, and what of it stands below each other: first with symbols, then with matrices."""

    formula: Formula
    symbols: tuple[Formula, ...]
    matrices: tuple[Formula, ...]


@dataclass(frozen=True, eq=False)
class LaidFormula:
    """Each line's box with the start of its baseline, in a widget's coordinates; and the formula in words and as a
    line of text."""

    lines: tuple[tuple[Box, QPointF], ...] = ()
    told: tuple[str, str] = ("", "")

    @cached_property
    def size(self) -> QSize:
        """The room for all lines."""
        width = max((box.width for box, _ in self.lines), default=0.0)
        bottom = max((at.y() + box.descent for box, at in self.lines), default=0.0)
        return pixel_size(QSizeF(width + 2 * _MARGIN, bottom + _MARGIN))

    @cached_property
    def parts(self) -> Parts:
        """What is painted, all in its place."""
        return parts_of(self.lines)

    def hit(self, point: QPointF) -> Term | None:
        """The term at a point."""
        hits = (box.hit(point - at) for box, at in self.lines if _reaches(box, point - at))
        return next((term for term in hits if term is not None), None)


def lay_out(lines: Lines, lookup: Lookup, look: Look) -> LaidFormula:
    """Lines whose operands are written so; an equal one was laid out before."""
    return _laid_out(lines, written(lookup), look)


def written(lookup: Lookup) -> tuple[tuple[str, Written], ...]:
    """How the operands are written, without their numbers."""
    return tuple(
        (name, Written(view.symbol, view.role, view.superscript, view.subscript, view.size))
        for name, view in lookup.items()
    )


@lru_cache(maxsize=_KEPT)
def _laid_out(lines: Lines, operands: tuple[tuple[str, Written], ...], look: Look) -> LaidFormula:
    lookup = {name: OperandView(*way[:4], shape=way.shape) for name, way in operands}
    return LaidFormula(
        tuple(_placed(lines, lookup, look)), (to_words(lines.formula, lookup), to_line(lines.formula, lookup))
    )


def _placed(lines: Lines, lookup: Mapping[str, OperandView], look: Look) -> Iterator[tuple[Box, QPointF]]:
    top = float(_MARGIN)
    for lay_out_line, formulas in zip((lay_out_symbols, lay_out_matrices), lines[1:], strict=True):
        for formula in formulas:
            box = lay_out_line(formula, lookup, look)
            yield box, QPointF(_MARGIN, top + box.ascent)
            top += box.ascent + box.descent + _LINE_GAP
        top += (_GAP - _LINE_GAP) * bool(formulas)


def _reaches(box: Box, point: QPointF) -> bool:
    return -box.ascent <= point.y() <= box.descent
