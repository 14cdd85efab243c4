"""Formulas: what a template means, which operands it names and how it reads in one line."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.engine.formulas import (
    Formula,
    Fraction,
    Item,
    Summation,
    Symbol,
    Text,
    operands,
    parse,
    right_hand_side,
    to_text,
)

NAMES = st.from_regex(r"[a-zA-Z]\w{0,3}", fullmatch=True)
SYMBOLS = st.builds(Symbol, NAMES, st.booleans())
WORDS = st.text("abc +−×⊙()[0-9]'′²", min_size=1, max_size=6).filter(lambda text: "]" not in text).map(Text)


def separated(items: list[Item]) -> Formula:
    """Two texts in a row are one."""
    kept = [item for place, item in enumerate(items) if place == 0 or not isinstance(item, Text)]
    return tuple(kept)


ROWS = st.lists(st.one_of(SYMBOLS, WORDS), max_size=3).map(separated)
BRANCHES = st.one_of(st.builds(Fraction, ROWS, ROWS), st.builds(Summation, ROWS))
FORMULAS = st.lists(st.one_of(SYMBOLS, BRANCHES, WORDS), max_size=6).map(separated)


def template(formula: Formula) -> str:
    """The template that stands for a formula."""
    return "".join(map(written, formula))


def written(item: Item) -> str:
    """One item as an author writes it."""
    if isinstance(item, Symbol):
        return f"{{{item.operand}{'.T' if item.transposed else ''}}}"
    if isinstance(item, Text):
        return item.text
    if isinstance(item, Summation):
        return f"Σ[{template(item.body)}]"
    return f"<{template(item.top)}|{template(item.bottom)}>"


def plain(symbol: Symbol) -> str:
    """Symbols by their operand's name."""
    return symbol.operand + ("ᵀ" if symbol.transposed else "")


def line(text: str) -> str:
    """A template in one line."""
    return to_text(parse(text), plain)


@given(FORMULAS)
def test_parsing_undoes_writing(formula: Formula) -> None:
    assert parse(template(formula)) == formula


@given(FORMULAS)
def test_the_text_contains_every_operand(formula: Formula) -> None:
    text = to_text(formula, lambda symbol: f"⟨{symbol.operand}⟩")
    assert all(f"⟨{name}⟩" in text for name in operands(formula))


@given(FORMULAS)
def test_operands_are_listed_once_in_order_of_appearance(formula: Formula) -> None:
    assert list(operands(formula)) == list(dict.fromkeys(re.findall(r"{(\w+)", template(formula))))


def test_the_parts_of_a_template() -> None:
    assert parse("{z} = {W.T} <1|{n}> Σ[{x}]") == (
        Symbol("z"),
        Text(" = "),
        Symbol("W", transposed=True),
        Text(" "),
        Fraction((Text("1"),), (Symbol("n"),)),
        Text(" "),
        Summation((Symbol("x"),)),
    )


def test_a_sign_greater_and_a_sum_sign_without_brackets_are_text() -> None:
    assert parse("[{z} > 0] Σₙ") == (Text("["), Symbol("z"), Text(" > 0] Σₙ"))


@pytest.mark.parametrize("text", ["{", "}", "{}", "{a b}", "<1|2", "<1>", "a {b", "{a.U}", "Σ[a"])
def test_a_template_that_means_nothing_is_refused_with_its_place(text: str) -> None:
    with pytest.raises(ValueError, match=r"unexpected .* at "):
        parse(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{z} = {W} {x} + {b}", "z = W x + b"),
        ("{gW} = {dz.T} {x}", "gW = dzᵀ x"),
        ("<1|{n}>", "1/n"),
        ("<1|1 + {n}>", "1/(1 + n)"),
        ("<{a} + 1|2>", "(a + 1)/2"),
        ("−<1|4> Σ[{y} ln {p}]", "−1/4 Σ y ln p"),
        ("Σ[({a} − {y})²]", "Σ (a − y)²"),
        ("−Σ[{y} ln {p} + (1 − {y}) ln(1 − {p})]", "−Σ [y ln p + (1 − y) ln(1 − p)]"),
        ("", ""),
    ],
)
def test_one_line_of_text(text: str, expected: str) -> None:
    assert line(text) == expected


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("{z} = {W} {x}", "W x"),
        ("{W} := {W} − {g}", "W − g"),
        ("{a} = (1 − {z})", "(1 − z)"),
        ("{a} {b}", "a b"),
        ("{a} = ", ""),
    ],
)
def test_the_right_hand_side_begins_after_the_equals_sign(text: str, right: str) -> None:
    assert to_text(right_hand_side(parse(text)), plain) == right
