"""The page of a derivation as one HTML file for screen and paper: nothing is loaded, browsers set the MathML."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from playground.session.derivation_given import Given
from playground.session.derivation_page import Equation, Page, Section
from playground.session.line_breaks import length, on_lines, pieces
from playground.session.math_text import Row, parse, symbol
from playground.session.mathml import to_mathml

_PIECE, _LINE = 16.0, 56.0  # characters that are not broken, and that stand beside each other
_STYLE = """
:root { color-scheme: light dark; --ink: #1d2530; --muted: #5a6472; --line: #c9cfd8; --paper: #fff; --soft: #f4f5f7; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6eaf0; --muted: #a0abba; --line: #3b4450; --paper: #14181e; --soft: #1f252d; }
}
body { font: 11pt/1.5 "Source Sans 3", "Segoe UI", "Helvetica Neue", Arial, sans-serif; color: var(--ink);
  background: var(--paper); max-width: 48rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; margin: 0 0 .75rem; } h2 { font-size: 1rem; margin: 1.75rem 0 0; }
p { margin: .2rem 0; } .note, .more, dt { color: var(--muted); } .formula { margin: .5rem 0 .5rem 1.5rem; }
.formula, .result { font-size: 1.15em; }
.result { margin: 2rem 0; padding: .75rem 1.5rem; background: var(--soft); border-radius: 6px; }
dl { margin: .5rem 0 0 1.5rem; } dd { margin: 0 0 .4rem; } dd math { margin-right: .9em; }
td.note { padding-left: 1.5rem; }
table { margin-left: 1.5rem; border-spacing: .35rem .15rem; } td { vertical-align: baseline; line-height: 1.9; }
td:first-child { text-align: right; white-space: nowrap; }
.line { border-bottom: 1px solid; display: inline-block; width: 14rem; height: 1.2em; }
.head, tr, dd, .result { break-inside: avoid; } .head, h1, h2 { break-after: avoid; }
@page { margin: 18mm; }
@media print {
  :root { --ink: #000; --muted: #444; --line: #999; --paper: #fff; --soft: #fff; }
  body { margin: 0; max-width: none; padding: 0; } .result { border: 1px solid var(--line); }
}
"""


def document(page: Page) -> str:
    """The whole page; on a worksheet with a line for the name."""
    name = '<p>Name: <span class="line"></span></p>\n' if page.is_worksheet else ""
    sections = "".join(_section(number, section) for number, section in enumerate(page.sections, start=1))
    return _file(page, "", f"{name}{''.join(_given(page.given))}{sections}\n{''.join(_result(page.result))}")


def answers_document(page: Page) -> str:
    """The answers alone."""
    rows = (
        f"<tr><td>({answer.number})</td><td>{to_mathml(parse([answer.text]))}</td>"
        f'<td class="note">in {to_mathml(symbol(answer.label))}</td></tr>\n'
        for answer in page.answers
    )
    return _file(page, "Answers: ", f"<table>\n{''.join(rows)}</table>")


def _file(page: Page, before: str, inside: str) -> str:
    network = f"<p>Network: {escape(page.network)}</p>\n" if page.network else ""
    return (
        f'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8"/>\n'
        f'<meta name="viewport" content="width=device-width"/>\n'
        f"<title>{escape(before + page.title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
        f"<h1>{before}{to_mathml(symbol(page.title))}</h1>\n<p>{escape(page.about)}</p>\n{network}{inside}\n"
        "</body>\n</html>\n"
    )


def _given(given: tuple[Given, ...]) -> Iterator[str]:
    if given:
        yield "<h2>Given</h2>\n<dl>\n"
        for row in given:
            numbers = " ".join(to_mathml(parse([text])) for text in row.texts)
            yield f"<dt>{escape(row.what)}</dt><dd>{numbers} {escape(row.more)}</dd>\n"
        yield "</dl>\n"


def _result(result: Equation | None) -> Iterator[str]:
    if result is not None:
        name, number = result.trees
        yield f'<p class="result">{to_mathml(Row((*name.items, *parse([" = "]).items, *number.items)))}</p>'


def _section(number: int, section: Section) -> str:
    return f"\n<section>{''.join(_parts(number, section))}</section>"


def _parts(number: int, section: Section) -> Iterator[str]:
    note = f'<p class="note">{escape(section.note)}.</p>' if section.note else ""
    formula = f'<p class="formula">{_broken(section.formula)}</p>'
    yield f'<div class="head"><h2>{number}. {escape(section.block)}</h2>{note}{formula}</div>'
    if section.equations:
        yield f"<table>{''.join(map(_rows, section.equations))}</table>"
    if section.more:
        yield f'<p class="more">{escape(section.more)}</p>'


def _rows(equation: Equation) -> str:
    left, *sides = equation.trees
    right = on_lines(sides, _fits_line)
    names = (to_mathml(left), *("" for _ in right))
    return "".join(
        f"<tr><td>{name}</td><td>=</td><td>{_broken(side)}</td></tr>" for name, side in zip(names, right, strict=False)
    )


def _broken(row: Row) -> str:
    """In pieces, between which a browser may begin a new line: inside of one piece of MathML it never does."""
    return "<wbr/>".join(map(to_mathml, pieces(row, _fits)))


def _fits_line(row: Row) -> bool:
    return length(row) <= _LINE


def _fits(row: Row) -> bool:
    return length(row) <= _PIECE
