"""The page of a derivation as one HTML file for screen and paper: nothing is loaded, browsers set the MathML."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from playground.session.derivation_page import Equation, Page, Section
from playground.session.math_text import parse, symbol
from playground.session.mathml import to_mathml

_STYLE = """
:root { color-scheme: light; }
body { font: 11pt/1.5 Georgia, serif; color: #111; background: #fff; max-width: 48rem; margin: 2rem auto; }
body { padding: 0 1rem; }
h1 { font-size: 1.4rem; } h2 { font-size: 1rem; margin: 1.5rem 0 0; }
p { margin: .25rem 0; } .note, .more { color: #444; } .formula { margin: .5rem 0 .5rem 1.5rem; font-size: 1.15em; }
section { break-inside: avoid; } table { margin-left: 1.5rem; border-spacing: .4rem .15rem; }
td { vertical-align: baseline; } td:first-child { text-align: right; }
.line { border-bottom: 1px solid #111; display: inline-block; width: 14rem; height: 1.2em; }
@page { margin: 18mm; } @media print { body { margin: 0; max-width: none; } }
"""


def document(page: Page) -> str:
    """The whole page; on a worksheet with a line for the name."""
    name = '<p>Name: <span class="line"></span></p>' if page.is_worksheet else ""
    return _file(page, "", name + "".join(map(_section, page.sections)))


def answers_document(page: Page) -> str:
    """The answers alone."""
    rows = (
        f"<tr><td>({answer.number})</td><td>{to_mathml(parse([answer.text]))}</td>"
        f"<td>{to_mathml(symbol(answer.label))}</td></tr>"
        for answer in page.answers
    )
    return _file(page, "Answers: ", f"<table>{''.join(rows)}</table>")


def _file(page: Page, before: str, inside: str) -> str:
    return (
        f'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{escape(before + page.title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
        f"<h1>{before}{to_mathml(symbol(page.title))}</h1>\n<p>{escape(page.about)}</p>\n{inside}\n</body>\n</html>\n"
    )


def _section(section: Section) -> str:
    return f"\n<section>{''.join(_parts(section))}</section>"


def _parts(section: Section) -> Iterator[str]:
    yield f"<h2>{escape(section.block)}</h2>"
    if section.note:
        yield f'<p class="note">{escape(section.note)}.</p>'
    yield f'<p class="formula">{to_mathml(section.formula)}</p>'
    if section.equations:
        yield f"<table>{''.join(map(_rows, section.equations))}</table>"
    if section.more:
        yield f'<p class="more">{escape(section.more)}</p>'


def _rows(equation: Equation) -> str:
    left, *right = map(to_mathml, equation.trees)
    names = (left, *("" for _ in right))
    return "".join(f"<tr><td>{name}</td><td>= {side}</td></tr>" for name, side in zip(names, right, strict=False))
