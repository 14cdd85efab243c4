"""LaTeX of trees: what TeX accepts, for every formula of the catalogue and for whatever a block is called."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.engine.formulas import Symbol
from playground.engine.formulas import parse as parse_formula
from playground.engine.instruction import Instruction
from playground.session.latex import prose, to_latex
from playground.session.math_text import Blank, formula_tree, parse, symbol
from tests.engine.sample_networks import catalogue_networks, loaded_program, samples_for
from tests.session.strict_latex import check


def _formulas() -> Iterator[Instruction]:
    for network in catalogue_networks().values():
        program = loaded_program(network, samples_for(network, 1))
        yield from {step.text: step for step in program.instructions}.values()


def test_every_formula_of_the_catalogue_is_strict_latex() -> None:
    for step in {step.text: step for step in _formulas()}.values():
        for formula in (step.formula, step.expanded or ()):

            def spell(name: Symbol, step: Instruction = step) -> str:
                return step.operand(name.operand).label + "ᵀ" * name.transposed

            check(to_latex(formula_tree(formula, spell)))


@pytest.mark.parametrize(
    ("text", "latex"),
    [
        ("W₂,₁⁽¹⁾", r"W_{2, 1}^{(1)}"),
        ("δa⁽¹⁾←Sum", r"\delta a^{(1) \leftarrow \text{Sum}}"),
        ("∂L/∂W⁽¹⁾", r"\frac{\partial L}{\partial W^{(1)}}"),
        ("x̂⁽²⁾", r"\hat{x}^{(2)}"),
        ("vᵂ⁽¹⁾", r"v^{W (1)}"),
        ("ỹ", r"\tilde{y}"),
        ("∂L/∂ŷ", r"\frac{\partial L}{\partial \hat{y}}"),
    ],
)
def test_symbols(text: str, latex: str) -> None:
    assert to_latex(symbol(text)) == latex


@pytest.mark.parametrize(
    ("text", "latex"),
    [
        ("1.5e−07 × (−0.2)", r"1.5 \times 10^{-7} \times (-0.2)"),
        ("1 − 0.5²", "1 - 0.5^{2}"),
        ("e^−0.5", "e^{-0.5}"),
        ("√(0.2 + 0.1)", r"\sqrt{0.2 + 0.1}"),
        ("tanh(0.2)²", r"\tanh {(0.2)}^{2}"),
        ("[0.2 > 0] or 0.01", r"[0.2 > 0] \text{~or~} 0.01"),
    ],
)
def test_numbers(text: str, latex: str) -> None:
    assert to_latex(parse([text])) == latex


def test_a_power_of_a_symbol_is_not_a_second_script() -> None:
    assert to_latex(formula_tree(parse_formula("{a}²"), lambda _: "a⁽¹⁾")) == "{a^{(1)}}^{2}"


def test_a_blank_has_its_number() -> None:
    check(to_latex(parse(["z = ", Blank(3)])))


@given(st.text(st.characters(max_codepoint=126), max_size=12))
def test_any_name_of_a_block_stays_inside_its_braces(name: str) -> None:
    check(to_latex(symbol(f"δa⁽¹⁾←{name}")))
    assert to_latex(parse([name])) is not None


@pytest.mark.parametrize(
    ("text", "latex"),
    [
        ("multiplies x̂", r"multiplies \ensuremath{\hat{x}}"),
        ("eᵃ", r"e\ensuremath{{}^{a}}"),
        ("τ café 日", r"\ensuremath{\tau} café [U+65E5]"),
    ],
)
def test_letters_of_other_kinds_are_such_as_tex_takes(text: str, latex: str) -> None:
    assert prose(text) == latex


def test_prose_escapes_and_sets_mathematics() -> None:
    assert prose("50 % of δz⁽¹⁾_") == (r"50 \% of \ensuremath{\delta}z\ensuremath{{}^{(1)}}\_")
