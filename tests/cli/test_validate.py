"""`playground validate`: everything that is wrong, at once, or that nothing is."""

import json
from pathlib import Path

import pytest

from playground.document.files import write
from tests.cli.conftest import Command
from tests.cli.networks import moons_net, with_data


def test_a_whole_file_is_fine(command: Command, moons: Path) -> None:
    result = command("validate", moons, "--json")
    assert (result.code, result.json) == (0, {"ok": True, "errors": []})
    assert command("validate", moons).out == f"{moons}: ready to step and train\n"


def test_all_problems_of_a_network_are_listed(command: Command, unfinished: Path) -> None:
    result = command("validate", unfinished, "--json")
    assert result.code == 1
    assert not result.json["ok"]
    assert len(result.json["errors"]) >= 2  # no loss, and the input leads nowhere
    assert all(str(unfinished) in sentence for sentence in result.json["errors"])


def test_text_goes_to_stderr_one_sentence_a_line(command: Command, unfinished: Path) -> None:
    errors = command("validate", unfinished, "--json").json["errors"]
    result = command("validate", unfinished)
    assert (result.out, result.err.splitlines()) == ("", errors)


def test_data_that_do_not_fit_are_a_problem(command: Command, tmp_path: Path) -> None:
    path = tmp_path / "curve.playground"
    write(path, with_data(moons_net(), kind="curve"))
    errors = command("validate", path, "--json").json["errors"]
    assert any("1 column" in sentence for sentence in errors)


@pytest.mark.parametrize("content", [b"", b"{", b"{}", b"\xff\xfe", json.dumps({"version": 99}).encode()])
def test_a_file_that_is_no_document_is_told_with_its_name(command: Command, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "broken.playground"
    path.write_bytes(content)
    result = command("validate", path, "--json")
    assert result.code == 1
    assert len(result.json["errors"]) == 1
    assert "broken.playground" in result.json["errors"][0]


def test_a_missing_file_is_a_problem_too(command: Command, tmp_path: Path) -> None:
    result = command("validate", tmp_path / "missing.playground")
    assert (result.code, result.out) == (1, "")
    assert "missing.playground" in result.err
