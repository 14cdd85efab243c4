"""A formula with its operands as LaTeX, as one line of Unicode and in words for a screen reader.

The same values the layout takes, no drawing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from playground.engine.formulas import Formula, Symbol, to_text
from playground.engine.quantities import SUBSCRIPTS, SUPERSCRIPTS
from playground.session import latex
from playground.session.math_text import formula_tree
from playground.ui.fonts import unscripted
from playground.ui.formula_layout import Lookup

_WORDS: Mapping[str, str] = {
    "δ": "delta ",
    "∂": "partial ",
    "⊙": "times element by element",
    "−": "minus",
    "×": "times",
    "/": " by ",
    "Σ": "sum of",
    "σ": "sigma",
    "α": "alpha",
    "μ": "mu",
    "λ": "lambda",
    "φ": "phi",
    "Φ": "capital phi",
    "√": "root of ",
    "²": " squared",
    "′": " prime",
    ":=": "becomes",
    "=": "equals",
    "\N{THIN SPACE}": " ",
}


def to_latex(formula: Formula, lookup: Lookup) -> str:
    """The formula for a LaTeX document, without dollar signs: `\\delta z^{(1)} = \\delta a^{(1)} \\odot …`."""
    return latex.to_latex(formula_tree(formula, _Spelling(lookup).scripted))


def to_line(formula: Formula, lookup: Lookup) -> str:
    """The formula as one line of Unicode."""
    return to_text(formula, _Spelling(lookup).line)


def to_words(formula: Formula, lookup: Lookup) -> str:
    """The formula as a screen reader says it: `delta z 1 equals delta a 1 times …`."""
    line = to_text(formula, _Spelling(lookup).words)
    return re.sub(r"\s+", " ", _replaced(line, _WORDS)).strip()


class _Spelling:
    """How symbols are spelled with these operands."""

    def __init__(self, lookup: Lookup) -> None:
        self._lookup = lookup

    def line(self, symbol: Symbol) -> str:
        view = self._lookup[symbol.operand]
        return f"{view.symbol}{view.subscript}{view.superscript}{'ᵀ' * symbol.transposed}"

    def scripted(self, symbol: Symbol) -> str:
        """Like the line, with scripts in Unicode however they were given: what LaTeX is read from."""
        view = self._lookup[symbol.operand]
        below, above = view.subscript.translate(SUBSCRIPTS), view.superscript.translate(SUPERSCRIPTS)
        return f"{view.symbol}{below}{above}{'ᵀ' * symbol.transposed}"

    def words(self, symbol: Symbol) -> str:
        view = self._lookup[symbol.operand]
        index = re.sub(r"\D", " ", unscripted(view.superscript) + unscripted(view.subscript))
        turned = "transposed " * symbol.transposed
        return f" {unscripted(view.symbol)} {index}{turned}"


def _replaced(text: str, table: Mapping[str, str]) -> str:
    for sign, spelled in table.items():
        text = text.replace(sign, spelled)
    return text
