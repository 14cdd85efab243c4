"""A derivation laid out as a page, in symbols or in numbers, with or without blanks: what every format writes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from playground.session.derivation import Derivation, Line, Worked
from playground.session.derivation_given import Given
from playground.session.element_formula import Named
from playground.session.math_text import Blank, Piece, Row, parse, symbol
from playground.session.number_style import NumberStyle
from playground.session.product_form import Product, ProductForm
from playground.session.worksheet import NO_BLANKS, Answer, Blanks


@dataclass(frozen=True)
class Equation:
    """A name and what equals it: first perhaps in names, then in numbers; a result has one number."""

    left: str
    right: tuple[tuple[Piece, ...], ...]
    named: Named | None = None

    @property
    def text(self) -> str:
        """One line of Unicode."""
        names = () if self.named is None else (self.named.text,)
        return " = ".join((self.left, *names, *("".join(map(_plain, side)) for side in self.right)))

    @property
    def trees(self) -> tuple[Row, ...]:
        """The name and the right-hand sides for typesetting."""
        names = () if self.named is None else (self.named.tree,)
        return Row((symbol(self.left),)), *names, *(parse(side) for side in self.right)


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
    network: str = ""
    given: tuple[Given, ...] = ()
    result: Equation | None = None

    @property
    def is_worksheet(self) -> bool:
        """Whether there is anything to fill in."""
        return bool(self.answers)


def page_of(derivation: Derivation, product: ProductForm | None = None, blanks: Blanks = NO_BLANKS) -> Page:
    """The page of a derivation, and where one is given the chain rule in products at its end."""
    sections = [_section(line, blanks) for line in derivation.lines]
    if product is not None and product.products:
        sections.append(_products(product, derivation.numbers, blanks))
    about = f"The {derivation.quantity} of {derivation.block}"
    result = Equation(derivation.label, (blanks.pieces(derivation.lines[-1].elements[0].lines[-1]),))
    return Page(derivation.label, about, tuple(sections), blanks.answers, derivation.network, derivation.given, result)


def in_symbols(page: Page) -> Page:
    """The page without its numbers: the formulas, and those of single elements by their names."""
    sections = tuple(_symbols_only(section) for section in page.sections)
    return replace(page, sections=sections, answers=(), given=(), result=None)


def _symbols_only(section: Section) -> Section:
    equations = tuple(replace(one, right=()) for one in section.equations if one.named is not None)
    return replace(section, equations=equations, more=section.more if equations else "")


def _section(line: Line, blanks: Blanks) -> Section:
    instruction = line.instruction
    equations = tuple(_worked(worked, instruction.text, blanks) for worked in line.elements)
    return Section(line.block, instruction.text, line.tree, instruction.note, equations, _more(line.hidden, "element"))


def _worked(worked: Worked, formula: str, blanks: Blanks) -> Equation:
    """Names that only repeat the formula, or that the first line in numbers repeats, are left out."""
    names, lines = worked.named, worked.lines
    if names is not None and len(lines) > 1 and lines[0] == names.text:
        lines = lines[1:]
    if names is not None and f"{worked.label} = {names.text}" == formula:
        names = None
    return Equation(worked.label, tuple(map(blanks.pieces, lines)), names)


def _products(form: ProductForm, numbers: NumberStyle, blanks: Blanks) -> Section:
    count = form.count
    paths = [f"path {number}" for number in range(1, count + 1)] if count <= len(form.products) else []
    text = f"{form.label} = {' + '.join(paths or ('path 1', 'path 2', '…', f'path {count:,}'))}"
    formula = Row((symbol(form.label), *parse([text.removeprefix(form.label)]).items))
    equations = tuple(
        _product(number, product, numbers, blanks) for number, product in enumerate(form.products, start=1)
    )
    total = blanks.pieces(numbers.write(form.total))
    sum_of_all = blanks.pieces(" + ".join(numbers.factor(product.value) for product in form.products))
    whole = Equation(form.label, (sum_of_all, total) if 1 < count == len(form.products) else (total,))
    more = _more(count - len(form.products), "path")
    return Section("Chain rule", text, formula, _product_note(count), (*equations, whole), more)


def _product_note(count: int) -> str:
    if count == 1:
        return "the product of the local derivatives on the only path to the loss"
    return f"one product of local derivatives for each of {count:,} paths to the loss, added up"


def _product(number: int, product: Product, style: NumberStyle, blanks: Blanks) -> Equation:
    factors = [piece for name in product.names for piece in (" · ", symbol(name))][1:]
    names = Named(" · ".join(product.names), parse(factors))
    numbers = (" × ".join(map(style.factor, product.factors)), style.write(product.value))
    return Equation(f"path {number}", tuple(map(blanks.pieces, numbers)), names)


def _more(count: int, noun: str) -> str:
    return f"… and {count:,} more {noun}{'s' * (count > 1)}" if count else ""


def to_text(page: Page) -> str:
    """The page in plain Unicode."""
    return "\n".join((*_beginning(page), *(line for section in page.sections for line in _lines(section)), *_end(page)))


def answers_text(page: Page) -> str:
    """The answers in plain Unicode."""
    lines = (f"  ({answer.number})  {answer.text}   in {answer.label}" for answer in page.answers)
    return "\n".join((f"Answers: {page.title}", page.about, "", *lines, ""))


def _beginning(page: Page) -> Iterator[str]:
    yield from (page.title, page.about)
    if page.network:
        yield f"Network: {page.network}"
    if page.given:
        yield "\nGiven"
        for row in page.given:
            before = f"{row.what}: " if row.what else ""
            yield f"    {before}{', '.join((*row.texts, *filter(None, (row.more,))))}"


def _end(page: Page) -> Iterator[str]:
    if page.result is not None:
        yield f"\nResult: {page.result.text}"
    yield ""


def _lines(section: Section) -> Iterator[str]:
    yield f"\n{section.block}: {section.text}"
    if section.note:
        yield f"  {section.note}"
    yield from (f"    {equation.text}" for equation in section.equations)
    if section.more:
        yield f"    {section.more}"


def _plain(piece: Piece) -> str:
    return f"____({piece.number})" if isinstance(piece, Blank) else str(piece)
