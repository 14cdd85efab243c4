"""The formula of one element names the elements that it is made of."""

import pytest

from tests.session.derived import derived, walked


@pytest.mark.parametrize(
    ("net", "of", "place", "text"),
    [
        ("2-3-2 softmax", "z(1)", "1", "W₁,₁⁽¹⁾ · a₁⁽⁰⁾ + W₁,₂⁽¹⁾ · a₂⁽⁰⁾ + b₁⁽¹⁾"),
        ("2-3-2 softmax", "dL/dW(1)", "2,1", "δz₂⁽¹⁾ · a₁⁽⁰⁾"),
        ("function tanh", "δz(1)", "2", "δa₂⁽¹⁾ × (1 − a₂⁽¹⁾²)"),
        ("skip", "dL/dW(1)", "1,1", "δz₁⁽¹⁾ · a₁⁽⁰⁾"),
    ],
)
def test_an_element_is_named_by_its_parts(net: str, of: str, place: str, text: str) -> None:
    named = derived(walked(net), of, place).lines[-1].elements[0].named
    assert named is not None
    assert named.text.replace("⊙", "×") == text


def test_of_a_long_sum_the_first_two_terms_and_the_last_are_named() -> None:
    lines = derived(walked("2-3-2 softmax", 5), "dL/db(1)").lines
    named = lines[-1].elements[0].named
    assert named is not None
    assert named.text.startswith("δz₁,₁⁽¹⁾ + δz₂,₁⁽¹⁾ + … + δz₅,₁⁽¹⁾")
