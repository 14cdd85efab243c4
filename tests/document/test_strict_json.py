"""The strict reader refuses what is not exactly expected, names the place, and never takes long about it."""

from time import perf_counter

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.document.errors import ContentError
from playground.document.limits import MAX_DEPTH, MAX_FILE
from playground.document.strict_json import check, decode

PATIENCE = 30.0  # seconds, however busy the machine is; work that grows with the square takes far longer


class Inner(msgspec.Struct, forbid_unknown_fields=True):
    """A record within a record."""

    count: int
    share: float


class Outer(msgspec.Struct, forbid_unknown_fields=True):
    """A record for these tests."""

    name: str
    parts: tuple[Inner, ...]
    data: bytes = b""


def read(text: str | bytes) -> Outer:
    """Check, then decode."""
    data = text.encode() if isinstance(text, str) else text
    check(data)
    return decode(data, Outer)


def refusal(text: str | bytes) -> str:
    """What is said of a text that must be refused."""
    with pytest.raises(ContentError) as error:
        read(text)
    return str(error.value)


def test_exactly_what_is_expected_is_read() -> None:
    text = '{"name": "\\"{[", "parts": [{"count": 1, "share": 1e-3}], "data": "AAE="}'
    assert read(text) == Outer('"{[', (Inner(1, 0.001),), b"\0\1")


def part(count: str, share: str) -> str:
    """A text with one part."""
    return f'{{"name": "a", "parts": [{{"count": {count}, "share": {share}}}]}}'


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('{"name": 1, "parts": []}', "$.name: found 1, expected a text"),
        ('{"name": "a"}', '$: found no "parts", expected it here'),
        ('{"name": "a", "parts": [], "x": 1}', '$: found the unknown key "x", expected only known ones'),
        (part("1.0", "0"), "$.parts[0].count: found 1.0, expected a whole number"),
        (part("true", "0"), "$.parts[0].count: found true, expected a whole number"),
        (part("1", '"x"'), '$.parts[0].share: found "x", expected a number'),
        (part("1", "1e999"), "$.parts[0].share: found 1e999, expected a number within the range"),
        (part("1", "NaN"), "line 1, column 47: found broken JSON: invalid character"),
        (part("1", "null"), "$.parts[0].share: found null, expected a number"),
        ('{"name": "a", "parts": [], "data": "AAE"}', "$.data: found no base64, expected numbers as base64"),
        ('{"name": "a", "parts": [], "parts": []}', 'line 1, column 28: found the key "parts" twice, expected it once'),
        ('{"name": "a",\n "parts": [],\n "p\\u0061rts": []}', "line 3, column 2: found the key"),
        ('{"name": "a", "parts": []} 1', "line 1, column 29: found broken JSON: trailing characters"),
        ('{"name": "a", "parts": [', "line 1, column 25: found broken JSON: input data was truncated"),
        ('{"name": "a', "line 1, column 10: found a text without an end"),
        ("", "line 1, column 1: found broken JSON: input data was truncated"),
        ("[]", "$: found [], expected an object"),
        ("\ufeff{}", "line 1, column 1: found broken JSON: invalid character"),
        (b'{"name": "\xff"}', "byte 10: found 0xFF, expected text in UTF-8"),
        (b'{"name": "\xed\xa0\x80"}', "byte 10: found 0xED, expected text in UTF-8"),
    ],
)
def test_a_refusal_names_place_found_and_expected(text: str | bytes, sentence: str) -> None:
    assert refusal(text).startswith(sentence)


def test_long_values_are_shown_shortened() -> None:
    assert len(refusal('{"name": [' + "1," * 5_000 + '1], "parts": []}')) < 150


@pytest.mark.parametrize(
    "text",
    [
        "[" * 1_000_000,
        '{"a":' * 1_000_000,
        '"' + '\\"' * 2_000_000,
        part("9" * 1_000_000, "0"),
        part("1", "9" * 1_000_000),
        "[" + "[]," * 1_500_000 + "[]]",
        '{"' + "k" * 1_000_000 + '": 1}',
    ],
)
def test_hostile_texts_are_refused_quickly_and_in_one_short_sentence(text: str) -> None:
    begin = perf_counter()
    assert len(refusal(text)) < 300
    assert perf_counter() - begin < PATIENCE


def test_a_file_larger_than_the_limit_is_not_even_looked_at() -> None:
    assert refusal(b" " * (MAX_FILE + 1)) == "$: found 33,554,433 bytes, expected at most 33,554,432"


def test_the_depth_limit_is_where_it_says() -> None:
    check(b"[" * MAX_DEPTH + b"]" * MAX_DEPTH)
    with pytest.raises(ContentError, match="found brackets deeper than 16 levels"):
        check(b"[" * (MAX_DEPTH + 1))


NUMBERS = st.integers(-(2**60), 2**60) | st.floats(allow_nan=False, allow_infinity=False)
VALUES = st.recursive(
    st.none() | st.booleans() | NUMBERS | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


@given(VALUES)
def test_the_first_look_accepts_all_sound_json_without_backslashes_in_keys(value: object) -> None:
    data = msgspec.json.encode(value)
    try:
        check(data)
    except ContentError as error:
        assert "without backslashes" in str(error) or "deeper" in str(error)  # noqa: PT017


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with pytest.raises(ContentError):
        read(data)
