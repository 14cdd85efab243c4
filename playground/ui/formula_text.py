"""A formula with its operands as LaTeX, as one line of Unicode and in words for a screen reader.

The same values the layout takes, no drawing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from playground.engine.formulas import Formula, Fraction, Item, Summation, Symbol, Text, to_text
from playground.ui.formula_layout import Lookup, OperandView, spelled_sum, unscripted

_LATEX: Mapping[str, str] = {
    "δ": r"\delta ",
    "∂": r"\partial ",
    "⊙": r"\odot ",
    "−": "-",
    "×": r"\times ",
    "·": r"\cdot ",
    "Σ": r"\sum ",
    "σ": r"\sigma ",
    "α": r"\alpha ",
    "β": r"\beta ",
    "ε": r"\varepsilon ",
    "μ": r"\mu ",
    "η": r"\eta ",
    "λ": r"\lambda ",
    "φ": r"\varphi ",
    "Φ": r"\Phi ",
    "√": r"\sqrt ",
    "′": "'",
    "ᵀ": r"^{\top}",
    "…": r"\dots ",
    "\N{THIN SPACE}": " ",
}
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
_SUPERSCRIPT = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾⁻⁺]+")
_SUBSCRIPT = re.compile("[₀-₉₍₎₋₊ₙ]+")
_NAMES = re.compile(r"[A-Za-z]{2,}")
_FUNCTIONS = frozenset({"max", "min", "tanh", "sin", "cos", "tan", "ln", "log", "exp"})


def to_latex(formula: Formula, lookup: Lookup) -> str:
    """The formula for a LaTeX document, without dollar signs: `\\delta z^{(1)} = \\delta a^{(1)} \\odot …`."""
    return re.sub(r"  +", " ", "".join(_latex_items(formula, lookup))).strip()


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

    def words(self, symbol: Symbol) -> str:
        view = self._lookup[symbol.operand]
        index = re.sub(r"\D", " ", unscripted(view.superscript) + unscripted(view.subscript))
        turned = "transposed " * symbol.transposed
        return f" {unscripted(view.symbol)} {index}{turned}"


def _latex_items(formula: Formula, lookup: Lookup) -> list[str]:
    parts: list[str] = []
    raising = False
    for item in formula:
        text = _latex(item, lookup)
        if raising:
            text, raising = f"{text}}}", False
        if isinstance(item, Text) and item.text.rstrip("−").endswith("^"):
            head, _, sign = text.rpartition("^")
            text, raising = f"{head}^{{{sign}", True
        if text.startswith("^") and parts and "^" in parts[-1]:
            parts[-1] = f"{{{parts[-1]}}}"  # LaTeX refuses two superscripts on one letter
        parts.append(text)
    return parts


def _latex(item: Item, lookup: Lookup) -> str:
    if isinstance(item, Text):
        return _latex_text(item.text)
    if isinstance(item, Symbol):
        return _latex_symbol(lookup[item.operand], item.transposed)
    if isinstance(item, Summation):
        return "".join(_latex_items(spelled_sum(item), lookup))
    return _latex_fraction(item, lookup)


def _latex_fraction(item: Fraction, lookup: Lookup) -> str:
    return rf"\frac{{{to_latex(item.top, lookup)}}}{{{to_latex(item.bottom, lookup)}}}"


def _latex_symbol(view: OperandView, transposed: bool) -> str:
    above = unscripted(view.superscript).replace("−", "-") + r"\top" * transposed
    below = unscripted(view.subscript)
    scripts = (f"_{{{below}}}" if below else "") + (f"^{{{above}}}" if above else "")
    return _latex_text(view.symbol).rstrip() + scripts


def _latex_text(text: str) -> str:
    text = _NAMES.sub(_latex_name, text)
    text = _SUPERSCRIPT.sub(_raised, text)
    return _replaced(_SUBSCRIPT.sub(_lowered, text), _LATEX)


def _latex_name(match: re.Match[str]) -> str:
    name = match.group()
    return rf"\{name} " if name in _FUNCTIONS else rf"\mathrm{{{name}}}"


def _raised(match: re.Match[str]) -> str:
    return f"^{{{unscripted(match.group())}}}"


def _lowered(match: re.Match[str]) -> str:
    return f"_{{{unscripted(match.group())}}}"


def _replaced(text: str, table: Mapping[str, str]) -> str:
    for sign, spelled in table.items():
        text = text.replace(sign, spelled)
    return text
