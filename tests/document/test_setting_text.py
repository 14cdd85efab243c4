"""Settings in words: named or by their place, every type of value, and a sentence for what cannot be understood."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.document.errors import EditError
from playground.document.setting_text import read_settings, setting_value_text, settings_text, words_of

REAL = st.floats(-1e9, 1e9, allow_subnormal=False)


@dataclass(frozen=True)
class Picture:
    """One setting of every type, as a block may have them."""

    filters: int = 8
    kernel: tuple[int, ...] = (3, 3)
    stride: tuple[int, ...] = (1, 1)
    shape: tuple[int, ...] = (1, 8, 8)
    rate: float = 0.5
    class_weights: tuple[float, ...] = ()
    activation: str = "relu"
    bias: bool = True
    clip: float | None = None
    epsilon: float = 1e-5
    remark: str = "no closed list, so no words for it"


@pytest.mark.parametrize(
    ("text", "settings"),
    [
        ("", {}),
        ("16", {"filters": 16}),
        ("8 3x3 tanh stride 2", {"filters": 8, "kernel": (3, 3), "activation": "tanh", "stride": (2, 2)}),
        ("4 5", {"filters": 4, "kernel": (5, 5)}),
        ("4 5 3 7", {"filters": 4, "kernel": (5, 3), "stride": (7, 7)}),
        ("kernel=2×4", {"kernel": (2, 4)}),
        ("shape 1 8 8", {"shape": (1, 8, 8)}),
        ("shape 64", {"shape": (64,)}),
        ("shape=(1, 2, 3) 5", {"shape": (1, 2, 3), "filters": 5}),
        ("0.25", {"rate": 0.25}),
        ("rate=1e-3", {"rate": 0.001}),
        ("rate = −2", {"rate": -2.0}),
        ("class weights 1 2 0.5 leaky relu", {"class_weights": (1.0, 2.0, 0.5), "activation": "leaky_relu"}),
        ("class-weights=(1, 2)", {"class_weights": (1.0, 2.0)}),
        ("class_weights none", {"class_weights": ()}),
        ("Leaky-ReLU no bias", {"activation": "leaky_relu", "bias": False}),
        ("bias 7", {"bias": True, "filters": 7}),
        ("bias=off", {"bias": False}),
        ("clip 0.5", {"clip": 0.5}),
        ("epsilon=1e-3", {"epsilon": 0.001}),
        ("clip=none", {"clip": None}),
    ],
)
def test_words_give_settings_by_name_or_by_place(text: str, settings: dict[str, object]) -> None:
    assert read_settings(Picture, words_of(text)) == settings


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("filters=8.5", "filters: found '8.5', expected a whole number"),
        ("filters", "filters: found nothing, expected a whole number"),
        ("stride=a", "stride: found 'a', expected whole numbers such as 3x3"),
        ("class_weights=x", "class weights: found 'x', expected numbers such as (0.5, 2)"),
        ("activation=8", "activation: found '8', expected identity, relu"),
        ("tahn", "there is no activation 'tahn' (did you mean tanh?); known are identity, relu"),
        ("relu strde 2", "found 'strde' (did you mean stride?), expected one of the settings filters, kernel, stride"),
        ("filters 3 filters 4", "filters is given twice"),
        ("1e999", "found '1e999', expected one of the settings"),
        ("clip=yes", "clip: found 'yes', expected a number or none"),
        ("0.1 class_weights=none 0.2 0.3", "found '0.3', expected one of the settings"),
        ("rate=nan", "rate: found 'nan', expected a number"),
        ("remark=x", "there is no activation 'remark'"),
    ],
)
def test_a_word_that_cannot_be_understood_is_named(text: str, sentence: str) -> None:
    with pytest.raises(EditError) as error:
        read_settings(Picture, words_of(text))
    assert str(error.value).startswith(sentence)


@given(
    st.builds(
        Picture,
        filters=st.integers(-(10**9), 10**9),
        kernel=st.lists(st.integers(1, 9), min_size=2, max_size=2).map(tuple),
        shape=st.lists(st.integers(1, 99), max_size=5).map(tuple),
        rate=REAL,
        class_weights=st.lists(REAL, max_size=4).map(tuple),
        activation=st.sampled_from(["relu", "leaky_relu", "tanh"]),
        bias=st.booleans(),
        clip=st.none() | REAL,
    )
)
def test_what_is_written_reads_back_the_same(picture: Picture) -> None:
    assert Picture(**read_settings(Picture, words_of(settings_text(picture)))) == picture


@pytest.mark.parametrize(
    ("setting", "text"), [(True, "yes"), ((3, 3), "3x3"), ((0.5, 2.0), "(0.5, 2.0)"), ((), "none"), (1e-05, "1e-05")]
)
def test_values_as_a_reader_types_them(setting: object, text: str) -> None:
    assert setting_value_text(setting) == text
