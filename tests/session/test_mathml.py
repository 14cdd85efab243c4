"""MathML is well formed for whatever a tree holds."""

from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from playground.session.math_text import Blank, parse, symbol
from playground.session.mathml import to_mathml


@given(st.text(st.characters(min_codepoint=32, max_codepoint=0x2300, exclude_categories=["Cc", "Cs"]), max_size=20))
def test_it_is_well_formed_for_any_text(text: str) -> None:
    ElementTree.fromstring(to_mathml(parse([text])))


def test_a_derivative_a_power_of_ten_and_a_blank() -> None:
    assert "<mfrac>" in to_mathml(symbol("∂L/∂W⁽¹⁾"))
    assert "<mn>−7</mn>" in to_mathml(parse(["1.5e−07"]))
    assert "(3)" in to_mathml(parse([Blank(3)]))
