"""A derivation is written in the format that its file's name ends in."""

from pathlib import Path

import pytest

from playground.cli.sheets import format_of
from playground.cli.verb import UsageError
from tests.cli.conftest import Command

BEGINNINGS = {
    ".txt": b"\xe2\x88\x82L",
    ".tex": rb"\documentclass",
    ".html": b"<!DOCTYPE html>",
    ".svg": b"<svg ",
    ".png": b"\x89PNG",
    ".pdf": b"%PDF-",
}


@pytest.mark.parametrize("suffix", BEGINNINGS)
def test_each_format_by_its_suffix(command: Command, moons: Path, suffix: str, tmp_path: Path) -> None:
    page, answers = tmp_path / f"page{suffix}", tmp_path / f"answers{suffix}"
    told = command("derive", moons, "--of", "dL/dW(1)", "--blanks", "--seed", "3", "--out", page, "--answers", answers)
    assert told.code == 0, told.err
    assert page.read_bytes().startswith(BEGINNINGS[suffix])
    assert answers.read_bytes() != page.read_bytes()


def test_a_picture_is_not_printed() -> None:
    with pytest.raises(UsageError, match="needs --out"):
        format_of("pdf", None)
    assert format_of(None, "x.unknown").name == "text"


def test_a_folder_that_is_missing_is_said(command: Command, moons: Path, tmp_path: Path) -> None:
    told = command("derive", moons, "--of", "dL/dW(1)", "--out", tmp_path / "none" / "page.pdf")
    assert told.code == 1
    assert "cannot be saved" in told.err
