"""Which term is lit: the mouse comes first, then what was chosen; keys move what is chosen and never leave the sum."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt

from playground.ui.stepper.lit_term import LitTerm

KEYS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_Escape)


def test_what_is_chosen_is_lit_again_when_the_mouse_has_left() -> None:
    lit = LitTerm()
    lit.begin(3)
    assert lit.keep(1)
    assert lit.point(2)
    assert lit.place == 2
    assert lit.point(None)
    assert lit.place == lit.kept == 1
    assert not lit.keep(1)


def test_another_sum_begins_in_the_dark() -> None:
    lit = LitTerm()
    lit.begin(3)
    lit.keep(2)
    lit.begin(4)
    assert lit.place is None


@given(st.integers(1, 30), st.lists(st.sampled_from(KEYS)), st.integers(-3, 40))
def test_keys_choose_a_term_of_the_sum_or_none_after_escape(count: int, keys: list[Qt.Key], over: int) -> None:
    lit = LitTerm()
    lit.begin(count)
    lit.point(over)
    for key in keys:
        before = (lit.place, lit.kept)
        if lit.takes(key):
            assert lit.press(key) == ((lit.place, lit.kept) != before)
            assert lit.kept is None if key == Qt.Key.Key_Escape else 0 <= (lit.kept or 0) < count
