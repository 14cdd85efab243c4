"""Weights and biases from a JSON file: numbers in lists, by block; anything else is told with its place."""

import json
from pathlib import Path

import pytest

from playground.cli.parameters_file import read_parameters
from playground.cli.verb import CommandError


def written(folder: Path, text: str) -> str:
    path = folder / "parameters.json"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_numbers_come_back_by_block_and_name(tmp_path: Path) -> None:
    given = {"Dense 1": {"W": [[0.1, -2], [3e-5, 4]], "b": [0, 1]}, "Ausgang δ": {"b": [1.5]}}
    assert read_parameters(written(tmp_path, json.dumps(given))) == given


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "Input data was truncated"),
        ("{", "Input data was truncated"),
        ("[]", "Expected `object`"),
        ('{"Dense 1": [1]}', "Expected `object`"),
        ('{"Dense 1": {"W": 1}}', "Expected `array`"),
        ('{"Dense 1": {"W": [NaN]}}', "invalid"),
        ('{"Dense 1": {"W": [[1, "2"]]}}', "W of Dense 1: found '2', expected a number"),
        ('{"Dense 1": {"b": [true]}}', "b of Dense 1: found True, expected a number"),
        ('{"Dense 1": {"b": [null]}}', "b of Dense 1: found None, expected a number"),
        ('{"Dense 1": {"b": [1' + "0" * 400 + "]}}", "expected"),
        ('{"Dense 1": {"b": ' + "[" * 12 + "]" * 12 + "}}", "found too deep a list, expected a number"),
        ('{"Dense 1": {"b": ' + "[" * 9999 + "]" * 9999 + "}}", "expected"),
    ],
)
def test_what_is_wrong_is_told_in_one_line(tmp_path: Path, text: str, told: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(CommandError) as refused:
        read_parameters(path)
    sentence = str(refused.value)
    assert sentence.startswith(path)
    assert told in sentence
    assert "\n" not in sentence
    assert len(sentence) < 500


def test_text_that_is_no_utf_8_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "parameters.json"
    path.write_bytes(b'{"\xff": {}}')
    with pytest.raises(CommandError, match=r"parameters\.json"):
        read_parameters(str(path))


@pytest.mark.parametrize("name", ["missing.json", ".", "null\0character"])
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, name: str) -> None:
    with pytest.raises(CommandError, match="cannot be read"):
        read_parameters(f"{tmp_path}/{name}")
