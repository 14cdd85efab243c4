"""Brackets stand where a formula needs them, and a short form stays short."""

from hypothesis import given
from hypothesis import strategies as st

from playground.engine.expression_labels import LONGEST, Binding, Called, Infix, Label, Prefix, shortened

PLUS, MINUS = Infix("+", Binding.SUM), Infix("-", Binding.SUM)
TIMES, OVER = Infix("*", Binding.PRODUCT), Infix("/", Binding.PRODUCT)
POWER, SIGN = Infix("**", Binding.POWER), Prefix("-")
A, B, C = Label("a"), Label("b"), Label("c")

FORMULAS = st.recursive(
    st.sampled_from([A, B, C]),
    lambda inner: st.one_of(
        st.builds(lambda write, x, y: write(x, y), st.sampled_from([PLUS, MINUS, TIMES, OVER, POWER]), inner, inner),
        st.builds(SIGN, inner),
        st.builds(lambda x: Called("exp")(x), inner),
    ),
    max_leaves=6,
)


def test_brackets_stand_only_where_they_are_needed() -> None:
    assert MINUS(PLUS(A, B), C).text == "a + b - c"
    assert MINUS(A, PLUS(B, C)).text == "a - (b + c)"
    assert OVER(A, TIMES(B, C)).text == "a / (b * c)"
    assert TIMES(PLUS(A, B), C).text == "(a + b) * c"
    assert POWER(POWER(A, B), C).text == "(a**b)**c"
    assert POWER(A, POWER(B, C)).text == "a**b**c"
    assert SIGN(POWER(A, B)).text == "-a**b"
    assert POWER(SIGN(A), B).text == "(-a)**b"
    assert POWER(A, SIGN(B)).text == "a**(-b)"
    assert SIGN(PLUS(A, B)).text == "-(a + b)"
    assert Called("max")(PLUS(A, B), C).text == "max(a + b, c)"


def test_what_does_not_fit_is_left_out_longest_first() -> None:
    long, longer = Label("n" * 20), Label("m" * 30)
    assert shortened(PLUS, [A, B]).text == "a + b"
    assert shortened(PLUS, [A, longer]).text == "a + …"
    assert shortened(PLUS, [long, longer]).text == f"{'n' * 20} + …"
    assert shortened(Called("max"), [longer, Label("k" * 25)]).text == "max(…, …)"


@given(FORMULAS, FORMULAS)
def test_a_short_form_is_short(left: Label, right: Label) -> None:
    for write in (PLUS, TIMES, POWER):
        label = shortened(write, [left, right])
        assert len(label.text) <= LONGEST
        assert label.text == write(left, right).text or "…" in label.text
