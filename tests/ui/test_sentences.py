"""Messages become sentences; names at their beginning stay as they are."""

from __future__ import annotations

import pytest

from playground.ui.sentences import sentence, within_line


@pytest.mark.parametrize(
    ("message", "shown"),
    [
        ("", ""),
        ("there is no block", "There is no block."),
        ("Done.", "Done."),
        ("table.csv, line 3: found 'a'", "table.csv, line 3: found 'a'."),
        ("Dense 1 has 0 units", "Dense 1 has 0 units."),
    ],
)
def test_a_message_is_set_as_a_sentence(message: str, shown: str) -> None:
    assert sentence(message) == shown


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("Sigmoid", "sigmoid"),
        ("tanh", "tanh"),
        ("ReLU", "ReLU"),
        ("Leaky ReLU", "leaky ReLU"),
        ("Log-softmax", "log-softmax"),
        ("KL divergence", "KL divergence"),
        ("Gaussian", "Gaussian"),
        ("Huber", "Huber"),
    ],
)
def test_a_title_stands_within_a_line(title: str, shown: str) -> None:
    assert within_line(title) == shown
