"""The pieces of the little language: symbols take layer and element with them, and the column is kept."""

from __future__ import annotations

import pytest

from playground.session.condition_tokens import LONGEST, ConditionError, Token, tokens


def test_a_text_falls_into_pieces_with_their_columns() -> None:
    found = list(tokens("max|δz⁽²⁾| < 1e−6"))
    assert found == [
        Token("word", "max", 1),
        Token("sign", "|", 4),
        Token("symbol", "δz", 5, 2),
        Token("sign", "|", 10),
        Token("sign", "<", 12),
        Token("number", "1e-6", 14),
        Token("end", "the end", 18),
    ]


def test_signs_that_mean_the_same_are_one() -> None:
    assert [token.text for token in tokens("× · ÷ − ≤ ≥ ==")][:-1] == ["*", "*", "/", "-", "<=", ">=", "="]


def test_the_longest_symbol_is_meant_and_none_inside_a_word() -> None:
    assert next(tokens("∂L/∂W⁽¹⁾")).text == "∂L/∂W"
    with pytest.raises(ConditionError, match="column 1"):
        list(tokens("Wide"))


def test_a_text_without_end_is_refused() -> None:
    with pytest.raises(ConditionError, match=f"longer than {LONGEST}"):
        list(tokens("1" * (LONGEST + 1)))
