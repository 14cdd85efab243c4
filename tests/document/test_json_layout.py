"""Files are laid out for readers, and always the same way."""

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from playground.document.json_layout import laid_out


class Page(msgspec.Struct):
    """A record for these tests."""

    title: str
    rows: list[list[float]]
    items: dict[str, dict[str, list[int]]]
    deep: object = None


def test_rows_and_small_objects_stand_in_a_line() -> None:
    page = Page("δ", [[1.0, 2.5], [3.0]], {"a": {"x": [1, 2]}}, {"b": 1})
    assert laid_out(page).decode() == (
        "{\n"
        '  "title": "δ",\n'
        '  "rows": [\n    [1.0, 2.5],\n    [3.0]\n  ],\n'
        '  "items": {\n    "a": {\n      "x": [1, 2]\n    }\n  },\n'
        '  "deep": {"b": 1}\n'
        "}\n"
    )


@given(st.text(), st.lists(st.lists(st.floats(allow_nan=False, allow_infinity=False))))
def test_the_layout_loses_nothing(title: str, rows: list[list[float]]) -> None:
    page = Page(title, rows, {})
    assert msgspec.json.decode(laid_out(page), type=Page) == page
