"""Exponents: what stands above the line after a ^, and what comes after it."""

import pytest

from playground.engine.formulas import Formula, Symbol, Text, parse
from playground.ui.powers import Power, with_powers


def spelled(formula: Formula) -> str:
    """Operands by their names, exponents in braces."""
    return "".join(map(_piece, with_powers(formula)))


def _piece(item: object) -> str:
    if isinstance(item, Power):
        return f"{{{spelled(item.body)}}}"
    return item.text if isinstance(item, Text) else item.operand if isinstance(item, Symbol) else "?"


@pytest.mark.parametrize(
    ("template", "read"),
    [
        ("{x}", "x"),
        ("{out} = {x}^2", "out = x{2}"),
        ("{x}^0.5 + 1", "x{0.5} + 1"),
        ("3 × {x}^2 × {y}^(−1)", "3 × x{2} × y{−1}"),
        ("{y} × {x}^({y} − 1) {z}", "y × x{y − 1} z"),
        ("e^{x}", "e{x}"),
        ("1 + e^−{x} {y}", "1 + e{−x} y"),
        ("1 − {b}^{t}", "1 − b{t}"),
        ("{x}^", "x{}"),
        ("{x}^(2", "x{2}"),
    ],
)
def test_an_exponent_is_a_number_a_symbol_or_what_is_in_brackets(template: str, read: str) -> None:
    assert spelled(parse(template)) == read


def test_a_number_is_told_from_what_has_operands() -> None:
    powers = [item for item in with_powers(parse("{x}^2 {x}^{y}")) if isinstance(item, Power)]
    assert [power.is_number for power in powers] == [True, False]
