"""The page of a derivation as strips, one a line of print: what stands on it, how far in and with how much room above.

A strip is never divided; where pages end is not decided here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtGui import QColor, QFont

from playground.session.derivation_given import Given
from playground.session.derivation_page import Equation, Page, Section
from playground.session.line_breaks import Fits, broken, on_lines
from playground.session.math_text import Kind, Leaf, Node, parse, symbol
from playground.session.math_text import Row as MathRow
from playground.ui.derivation.boxes import Framed, Gap, Letters, Rule, Shrunk
from playground.ui.derivation.typeset import Style, typeset
from playground.ui.fonts import ui_font
from playground.ui.formula_boxes import Box, Row
from playground.ui.palette import LIGHT, Theme

TITLE, FORMULA, EQUATION, GIVEN = 26, 20, 17, 16  # sizes of mathematics in pixels
HEADING, PROSE = 14, 13  # and of words
_INDENT, _FURTHER, _BESIDE = 24.0, 22.0, 22.0
_AIR = 5.0  # between two lines
_WIDEST_NAME = 0.35  # of the page, that a name before an equals sign may take
_EQUALS = Leaf(Kind.SIGN, "=")


@dataclass(frozen=True, eq=False)
class Strip:
    """A box with its place across the page; `holds` if the next strip has to stand on the same page."""

    box: Box
    left: float = 0.0
    above: float = _AIR
    holds: bool = False

    @property
    def height(self) -> float:
        """The box alone."""
        return self.box.ascent + self.box.descent


def question_strips(page: Page, width: float, theme: Theme = LIGHT) -> tuple[Strip, ...]:
    """The page itself, for lines of so many pixels."""
    return tuple(_Setter(width, theme).page(page))


def answer_strips(page: Page, width: float, theme: Theme = LIGHT) -> tuple[Strip, ...]:
    """The answers of a worksheet."""
    return tuple(_Setter(width, theme).answers(page))


class _Setter:
    """Sets a page for one width and one theme."""

    def __init__(self, width: float, theme: Theme) -> None:
        self._width = width
        self._ink, self._muted, self._line = QColor(theme.ink), QColor(theme.muted), QColor(theme.line)

    def page(self, page: Page) -> Iterator[Strip]:
        yield from self._head(page, "")
        if page.is_worksheet:
            rule = Rule(Gap(0), self._ink, HEADING, 240)
            yield Strip(Row((self._word("Name:", HEADING), Gap(10), rule)), above=18)
        if page.given:
            yield Strip(self._word("Given", HEADING, bold=True), above=20, holds=True)
            for row in page.given:
                yield from self._given(row)
        for number, section in enumerate(page.sections, start=1):
            yield from self._section(number, section)
        if page.result is not None:
            name, value = page.result.trees
            whole = MathRow((*name.items, _EQUALS, *value.items))
            yield Strip(Framed(self._math(whole, FORMULA), self._muted, 12), _INDENT, above=26)

    def answers(self, page: Page) -> Iterator[Strip]:
        yield from self._head(page, "Answers:")
        numbers = [self._word(f"({answer.number})", PROSE) for answer in page.answers]
        texts = [self._math(parse([answer.text]), EQUATION) for answer in page.answers]
        first, second = (max((box.width for box in boxes), default=0.0) for boxes in (numbers, texts))
        for number, text, answer in zip(numbers, texts, page.answers, strict=True):
            where = (self._word("in", PROSE, self._muted), Gap(_AIR), self._math(symbol(answer.label), GIVEN))
            gaps = Gap(first - number.width), Gap(_FURTHER), Gap(second - text.width + 2 * _FURTHER)
            yield Strip(Row((gaps[0], number, gaps[1], text, gaps[2], *where)), _INDENT, above=8)

    def _head(self, page: Page, before: str) -> Iterator[Strip]:
        title = self._math(symbol(page.title), TITLE)
        words = (self._word(before, 20, bold=True), Gap(12)) if before else ()
        yield Strip(Row((*words, title)), above=0, holds=True)
        yield from self._prose(page.about, self._ink, above=14)
        if page.network:
            yield from self._prose(f"Network: {page.network}", self._muted)

    def _given(self, row: Given) -> Iterator[Strip]:
        what = [self._word(row.what, PROSE, self._muted)] if row.what else []
        numbers = [self._math(parse([text]), GIVEN) for text in row.texts]
        more = [self._word(row.more, PROSE, self._muted)] if row.more else []
        lines = _flowing([*what, *numbers, *more], self._width - _INDENT - _FURTHER)
        for place, line in enumerate(lines):
            yield Strip(line, _INDENT + _FURTHER * (place > 0), above=_AIR if place else 8)

    def _section(self, number: int, section: Section) -> Iterator[Strip]:
        yield Strip(self._word(f"{number}.  {section.block}", HEADING, bold=True), above=24, holds=True)
        if section.note:
            for strip in self._prose(f"{section.note}.", self._muted, above=3):
                yield Strip(strip.box, strip.left, strip.above, holds=True)
        lines = self._broken(section.formula, FORMULA, self._width - _INDENT)
        for place, line in enumerate(lines):
            yield Strip(line, _INDENT + _FURTHER * (place > 0), above=_AIR if place else 9, holds=True)
        yield from self._equations(section.equations)
        if section.more:
            yield from self._prose(section.more, self._muted, left=_INDENT)

    def _equations(self, equations: Sequence[Equation]) -> Iterator[Strip]:
        """Names in a column that ends at the equals signs."""
        sets = [equation.trees for equation in equations]
        names = [self._math(name, EQUATION) for name, *_sides in sets]
        column = min(max((name.width for name in names), default=0.0), _WIDEST_NAME * self._width)
        for name, (_name, *sides) in zip(names, sets, strict=True):
            yield from self._equation(name, sides, column)

    def _equation(self, name: Box, sides: Sequence[MathRow], column: float) -> Iterator[Strip]:
        equals = self._math(MathRow((_EQUALS,)), EQUATION)
        before = _INDENT + column + equals.width + 2 * _AIR
        room = self._width - before - _FURTHER
        for place, side in enumerate(on_lines(sides, self._fits(EQUATION, room))):
            label = name if not place else Gap(0)
            first, *rest = self._broken(side, EQUATION, room)
            start = (Gap(max(0.0, column - label.width)), label, Gap(_AIR), equals, Gap(_AIR), first)
            yield Strip(Row(start), _INDENT, above=_AIR + 2 * (not place), holds=bool(rest))
            yield from (Strip(line, before + _FURTHER) for line in rest)

    def _broken(self, row: MathRow, size: int, width: float) -> list[Box]:
        """Lines that fit; what cannot be broken any more is made smaller."""
        lines = [self._math(line, size) for line in broken(row, self._fits(size, width))]
        return [line if line.width <= width else Shrunk(line, width / line.width) for line in lines]

    def _fits(self, size: int, width: float) -> Fits:
        return lambda row: self._math(row, size).width <= width

    def _prose(self, text: str, color: QColor, left: float = 0.0, above: float = _AIR) -> Iterator[Strip]:
        words = [self._word(word, PROSE, color) for word in text.split()]
        for place, line in enumerate(_flowing(words, self._width - left, 0.27 * PROSE)):
            yield Strip(line, left, _AIR if place else above)

    def _math(self, node: Node, size: int) -> Box:
        return typeset(node, Style(size, self._ink))

    def _word(self, text: str, size: int, color: QColor | None = None, bold: bool = False) -> Letters:
        return Letters(text, ui_font(size, QFont.Weight.DemiBold if bold else QFont.Weight.Normal), color or self._ink)


def _flowing(boxes: Sequence[Box], width: float, gap: float = _BESIDE) -> Iterator[Row]:
    """Boxes beside each other, on as many lines as they need."""
    line: list[Box] = []
    used = 0.0
    for box in boxes:
        if line and used + gap + box.width > width:
            yield Row(tuple(line))
            line, used = [], 0.0
        if line:
            line.append(Gap(gap))
            used += gap
        line.append(box)
        used += box.width
    if line:
        yield Row(tuple(line))
