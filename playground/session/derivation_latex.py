"""The page of a derivation as a LaTeX document that needs `amsmath` and `geometry` only, or as its body alone."""

from __future__ import annotations

from collections.abc import Iterator

from playground.session.derivation_given import Given
from playground.session.derivation_page import Equation, Page, Section
from playground.session.latex import prose, to_latex
from playground.session.line_breaks import broken, length, on_lines
from playground.session.math_text import Row, parse, symbol

_LINE = 56.0  # characters that a line of equations holds
_BEFORE = r"""\documentclass{article}
\usepackage[utf8]{inputenc}
\usepackage[T1]{fontenc}
\usepackage{amsmath}
\usepackage[margin=25mm]{geometry}
\setlength{\parindent}{0pt}
\allowdisplaybreaks
\begin{document}
"""
_AFTER = "\\end{document}\n"


def document(page: Page) -> str:
    """The whole page, ready to be compiled."""
    name = "Name: \\underline{\\hspace{6cm}}\n\n" if page.is_worksheet else ""
    return f"{_BEFORE}{_title(page, '')}\n{name}{body(page)}{_AFTER}"


def answers_document(page: Page) -> str:
    """The answers, ready to be compiled."""
    rows = (
        rf"\item[({answer.number})] ${to_latex(parse([answer.text]))}$ \quad in ${to_latex(symbol(answer.label))}$"
        for answer in page.answers
    )
    items = "\n".join((r"\begin{description}", *rows, r"\end{description}", ""))
    return f"{_BEFORE}{_title(page, 'Answers: ')}\n{items}{_AFTER}"


def body(page: Page) -> str:
    """What stands between the document's beginning and end."""
    sections = (line for number, section in enumerate(page.sections, start=1) for line in _section(number, section))
    return "".join(f"{line}\n" for line in (*_given(page.given), *sections, *_result(page.result)))


def _title(page: Page, before: str) -> str:
    network = rf"\\ Network: {prose(page.network)}" if page.network else ""
    return rf"\section*{{{before}$\displaystyle {to_latex(symbol(page.title))}$}}" + (
        f"\n{prose(page.about)}{network}\n"
    )


def _given(given: tuple[Given, ...]) -> Iterator[str]:
    if given:
        yield r"\paragraph{Given} \mbox{}"
        yield r"\begin{itemize}"
        for row in given:
            before = f"{prose(row.what)}: " if row.what else ""
            numbers = ", ".join(f"${to_latex(parse([text]))}$" for text in row.texts)
            yield rf"\item {before}{numbers} {prose(row.more)}".rstrip()
        yield r"\end{itemize}"


def _result(result: Equation | None) -> Iterator[str]:
    if result is not None:
        name, number = map(to_latex, result.trees)
        yield rf"\[ \boxed{{{name} = {number}}} \]"


def _section(number: int, section: Section) -> Iterator[str]:
    note = f" {prose(section.note)}." if section.note else ""
    yield rf"\paragraph{{{number}. {prose(section.block)}}}{note}"
    yield r"\begin{gather*}"
    yield " \\\\\n".join(map(to_latex, broken(section.formula, _fits)))
    yield r"\end{gather*}"
    if section.equations:
        yield r"\begin{align*}"
        yield " \\\\\n".join(map(_equation, section.equations))
        yield r"\end{align*}"
    if section.more:
        yield prose(section.more)


def _equation(equation: Equation) -> str:
    left, *sides = equation.trees
    return to_latex(left) + " \\\\\n".join(map(_side, on_lines(sides, _fits)))


def _side(side: Row) -> str:
    first, *rest = map(to_latex, broken(side, _fits))
    return " \\\\\n".join((f" &= {first}", *(rf" &\quad {line}" for line in rest)))


def _fits(row: Row) -> bool:
    return length(row) <= _LINE
