"""The same formula as LaTeX, as a line and in words."""

from __future__ import annotations

import pytest

from playground.engine.formulas import parse
from playground.engine.quantities import Role
from playground.ui.formula_layout import OperandView
from playground.ui.formula_text import to_latex, to_line, to_words
from tests.session.strict_latex import check

LOOKUP = {
    "dz": OperandView("δz", Role.BACKWARD, "⁽¹⁾"),
    "da": OperandView("δa", Role.BACKWARD, "(1)"),
    "slope": OperandView("g′(z⁽¹⁾)", Role.FORWARD),
    "gW": OperandView("∂L/∂W", Role.BACKWARD, "⁽¹⁾"),
    "W": OperandView("W", Role.PARAMETER, "⁽¹⁾"),
    "a": OperandView("a", Role.FORWARD, "⁽⁰⁾"),
    "z": OperandView("z", Role.FORWARD, "⁽¹⁾", "₂"),
    "y": OperandView("y"),
}


@pytest.mark.parametrize(
    ("template", "latex"),
    [
        ("{dz} = {da} ⊙ {slope}", r"\delta z^{(1)} = \delta a^{(1)} \odot g' (z^{(1)})"),
        ("{gW} = {dz} {a.T}", r"\frac{\partial L}{\partial W^{(1)}} = \delta z^{(1)} a^{(0) \top}"),
        ("{z} = tanh({a})", r"z_{2}^{(1)} = \tanh (a^{(0)})"),
        ("{y} = <e^{a}|Σ[e^{a}]>", r"y = \frac{e^{a^{(0)}}}{\sum e^{a^{(0)}}}"),
        ("{y} = <1|1 + e^−{a}>", r"y = \frac{1}{1 + e^{- a^{(0)}}}"),
        ("{y} = 1 − {a}²", r"y = 1 - {a^{(0)}}^{2}"),
        ("{y} = Σₙ {dz}", r"y = \sum_{n} \delta z^{(1)}"),
    ],
)
def test_latex(template: str, latex: str) -> None:
    assert to_latex(parse(template), LOOKUP) == latex
    check(latex)


@pytest.mark.parametrize(
    ("symbol", "latex"),
    [
        ("δa⁽¹⁾←Sum", r"\delta a^{(1) \leftarrow \text{Sum}}"),
        ("δz↓", r"\delta z \downarrow"),
        ("50 %", r"50 \text{\%}"),
    ],
)
def test_whatever_a_symbol_holds_tex_accepts(symbol: str, latex: str) -> None:
    written = to_latex(parse("{y} = Σᵢ {y}"), {"y": OperandView(symbol)})
    assert written.startswith(f"{latex} = ")
    check(written)


def test_a_line_of_unicode() -> None:
    assert to_line(parse("{z} = {W.T} {a}"), LOOKUP) == "z₂⁽¹⁾ = W⁽¹⁾ᵀ a⁽⁰⁾"


@pytest.mark.parametrize(
    ("template", "words"),
    [
        ("{dz} = {da} ⊙ {slope}", "delta z 1 equals delta a 1 times element by element g prime(z(1))"),
        ("{gW} = {dz} {a.T}", "partial L by partial W 1 equals delta z 1 a 0 transposed"),
        ("{W} := {W} − 2 {gW}", "W 1 becomes W 1 minus 2 partial L by partial W 1"),
    ],
)
def test_words(template: str, words: str) -> None:
    assert to_words(parse(template), LOOKUP) == words
