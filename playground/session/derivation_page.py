"""A derivation laid out as a page, with or without blanks: what every format writes, and the plain text of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from playground.session.derivation import Derivation, Line, Worked
from playground.session.math_text import Blank, Piece, Row, parse, symbol
from playground.session.numbers import factor_text, format_number
from playground.session.product_form import Product, ProductForm
from playground.session.worksheet import NO_BLANKS, Answer, Blanks


@dataclass(frozen=True)
class Equation:
    """A name and right-hand sides that all equal it; a formula has one."""

    left: str
    right: tuple[tuple[Piece, ...], ...]

    @property
    def text(self) -> str:
        """One line of Unicode."""
        return " = ".join((self.left, *("".join(map(_plain, side)) for side in self.right)))

    @property
    def trees(self) -> tuple[Row, ...]:
        """The name and the right-hand sides for typesetting."""
        return Row((symbol(self.left),)), *(parse(side) for side in self.right)


@dataclass(frozen=True)
class Section:
    """One line of the program: its block, its formula both ways, why it is so, and elements in numbers."""

    block: str
    text: str
    formula: Row
    note: str
    equations: tuple[Equation, ...]
    more: str = ""  # what is left out


@dataclass(frozen=True)
class Page:
    """All that a page shows; the answers belong on a page of their own."""

    title: str
    about: str
    sections: tuple[Section, ...]
    answers: tuple[Answer, ...] = ()

    @property
    def is_worksheet(self) -> bool:
        """Whether there is anything to fill in."""
        return bool(self.answers)


def page_of(derivation: Derivation, product: ProductForm | None = None, blanks: Blanks = NO_BLANKS) -> Page:
    """The page of a derivation, and where one is given the chain rule in products at its end."""
    sections = [_section(line, blanks) for line in derivation.lines]
    if product is not None and product.products:
        sections.append(_products(product, blanks))
    about = f"The {derivation.quantity} of {derivation.block}"
    return Page(derivation.label, about, tuple(sections), blanks.answers)


def _section(line: Line, blanks: Blanks) -> Section:
    instruction = line.instruction
    equations = tuple(_worked(worked, blanks) for worked in line.elements)
    return Section(line.block, instruction.text, line.tree, instruction.note, equations, _more(line.hidden, "element"))


def _worked(worked: Worked, blanks: Blanks) -> Equation:
    return Equation(worked.label, tuple(map(blanks.pieces, worked.lines)))


def _products(form: ProductForm, blanks: Blanks) -> Section:
    whole = Equation(form.label, (blanks.pieces(format_number(form.total)),))
    name, total = whole.trees
    formula = Row((name, *parse([" = "]).items, total))
    equations = tuple(_product(number, product, blanks) for number, product in enumerate(form.products, start=1))
    more = _more(form.count - len(form.products), "path")
    return Section("Chain rule", whole.text, formula, _product_note(form.count), equations, more)


def _product_note(count: int) -> str:
    if count == 1:
        return "the product of the local derivatives on the only path to the loss"
    return f"one product of local derivatives for each of {count:,} paths to the loss, added up"


def _product(number: int, product: Product, blanks: Blanks) -> Equation:
    numbers = (" × ".join(map(factor_text, product.factors)), format_number(product.value))
    return Equation(f"path {number}", ((" · ".join(product.names),), *map(blanks.pieces, numbers)))


def _more(count: int, noun: str) -> str:
    return f"… and {count:,} more {noun}{'s' * (count > 1)}" if count else ""


def to_text(page: Page) -> str:
    """The page in plain Unicode."""
    return "\n".join((page.title, page.about, *(line for section in page.sections for line in _lines(section)), ""))


def answers_text(page: Page) -> str:
    """The answers in plain Unicode."""
    lines = (f"  ({answer.number})  {answer.text}   in {answer.label}" for answer in page.answers)
    return "\n".join((f"Answers: {page.title}", page.about, "", *lines, ""))


def _lines(section: Section) -> Iterator[str]:
    yield f"\n{section.block}: {section.text}"
    if section.note:
        yield f"  {section.note}"
    yield from (f"    {equation.text}" for equation in section.equations)
    if section.more:
        yield f"    {section.more}"


def _plain(piece: Piece) -> str:
    return f"____({piece.number})" if isinstance(piece, Blank) else str(piece)
