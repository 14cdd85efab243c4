"""Unicode mathematics as a tree: what a script, a power and a root belong to."""

from playground.session.math_text import Kind, Leaf, Over, Root, Row, Scripted, parse, symbol


def test_scripts_of_a_symbol() -> None:
    letter = Leaf(Kind.LETTER, "W")
    found = symbol("W₂⁽¹⁾")
    assert isinstance(found, Scripted)
    assert (found.base, found.below) == (letter, Leaf(Kind.NUMBER, "2"))


def test_a_derivative_is_a_fraction() -> None:
    assert isinstance(symbol("∂L/∂W⁽¹⁾"), Over)
    assert isinstance(parse(["∂L/∂W⁽¹⁾ = 1"]).items[0], Over)


def test_a_minus_belongs_to_its_number_but_not_between_two() -> None:
    minus = Leaf(Kind.SIGN, "−")
    assert parse(["1 − 2"]).items == (Leaf(Kind.NUMBER, "1"), minus, Leaf(Kind.NUMBER, "2"))
    assert parse(["e^−2"]).items == (Scripted(Leaf(Kind.LETTER, "e"), None, Leaf(Kind.NUMBER, "−2")),)


def test_a_root_and_a_power_take_a_bracket_without_its_signs() -> None:
    inside = Row((Leaf(Kind.NUMBER, "2"),))
    assert parse(["√(2)"]).items == (Root(inside),)
    assert parse(["2^(2)"]).items == (Scripted(Leaf(Kind.NUMBER, "2"), None, inside),)


def test_a_bracket_that_stays_open_is_a_sign() -> None:
    assert parse(["(2"]).items == (Row((Leaf(Kind.SIGN, "("), Leaf(Kind.NUMBER, "2"))),)
