"""The page of a derivation as a LaTeX document that needs nothing but `amsmath`, or as its body alone."""

from __future__ import annotations

from collections.abc import Iterator

from playground.session.derivation_page import Equation, Page, Section
from playground.session.latex import prose, to_latex
from playground.session.math_text import parse, symbol

_BEFORE = r"""\documentclass{article}
\usepackage[utf8]{inputenc}
\usepackage[T1]{fontenc}
\usepackage{amsmath}
\setlength{\parindent}{0pt}
\begin{document}
"""
_AFTER = "\\end{document}\n"


def document(page: Page) -> str:
    """The whole page, ready to be compiled."""
    return f"{_BEFORE}{_title(page, '')}\n{body(page)}{_AFTER}"


def answers_document(page: Page) -> str:
    """The answers, ready to be compiled."""
    rows = (
        rf"({answer.number}) & ${to_latex(parse([answer.text]))}$ & ${to_latex(symbol(answer.label))}$ \\"
        for answer in page.answers
    )
    table = "\n".join((r"\begin{tabular}{rrl}", *rows, r"\end{tabular}", ""))
    return f"{_BEFORE}{_title(page, 'Answers: ')}\n{table}{_AFTER}"


def body(page: Page) -> str:
    """What stands between the document's beginning and end."""
    return "".join(f"{line}\n" for section in page.sections for line in _section(section))


def _title(page: Page, before: str) -> str:
    return rf"\section*{{{before}${to_latex(symbol(page.title))}$}}" + f"\n{prose(page.about)}\n"


def _section(section: Section) -> Iterator[str]:
    note = f" {prose(section.note)}." if section.note else ""
    yield rf"\paragraph{{{prose(section.block)}}}{note}"
    yield rf"\[ {to_latex(section.formula)} \]"
    if section.equations:
        yield r"\begin{align*}"
        yield " \\\\\n".join(map(_equation, section.equations))
        yield r"\end{align*}"
    if section.more:
        yield prose(section.more)


def _equation(equation: Equation) -> str:
    left, *right = map(to_latex, equation.trees)
    return " \\\\\n".join(f"{name} &= {side}" for name, side in zip((left, *("" for _ in right)), right, strict=False))
