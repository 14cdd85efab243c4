"""`playground derive` prints or writes a derivation, and makes worksheets with their answers apart."""

from pathlib import Path

import pytest

from tests.cli.conftest import Command


def test_a_gradient_line_by_line(command: Command, moons: Path) -> None:
    told = command("derive", moons, "--of", "dL/dW(1)", "--element", "2,1", "--products")
    assert told.code == 0
    assert told.out.startswith("∂L/∂W₂,₁⁽¹⁾\nThe gradient of the weights of Dense 1\n")
    assert "∂L/∂W⁽¹⁾ = δz⁽¹⁾ a⁽⁰⁾ᵀ" in told.out
    assert "path 1 = ∂L/∂a" in told.out


def test_symbols_only(command: Command, moons: Path) -> None:
    told = command("derive", moons, "--of", "dL/dW(1)", "--symbols")
    assert "δz₁⁽¹⁾ · a₁⁽⁰⁾" in told.out
    assert "Given" not in told.out


@pytest.mark.parametrize(("name", "begins"), [("latex", r"\documentclass"), ("html", "<!DOCTYPE html>")])
def test_formats(command: Command, moons: Path, name: str, begins: str, tmp_path: Path) -> None:
    page = tmp_path / "page"
    told = command("derive", moons, "--of", "∂L/∂W⁽¹⁾", "--format", name, "--output", page)
    assert told.out == f"{page}: the derivation of ∂L/∂W₁,₁⁽¹⁾\n"
    assert page.read_text("utf-8").startswith(begins)


@pytest.mark.parametrize("vary", ["blanks", "sample", "weights"])
def test_a_worksheet_is_the_same_for_a_seed(command: Command, moons: Path, vary: str, tmp_path: Path) -> None:
    answers = tmp_path / "answers.txt"
    asked = ("derive", moons, "--of", "dL/dW(1)", "--blanks", "--vary", vary, "--answers", answers, "--seed")
    sheets = [(command(*asked, seed).out, answers.read_text("utf-8")) for seed in (1, 1, 2)]
    assert sheets[0] == sheets[1] != sheets[2]
    assert "____(1)" in sheets[0][0]
    assert sheets[0][1].startswith("Answers: ∂L/∂W₁,₁⁽¹⁾")


def test_json_has_the_numbers_in_full(command: Command, moons: Path) -> None:
    steps = command("trace", moons, "--json").json["steps"]
    gradient = next(step for step in steps if step["symbol"] == "∂L/∂b⁽¹⁾")
    told = command("derive", moons, "--of", "dL/db(1)", "--json").json
    assert told["value"] == gradient["value"][0]
    assert told["lines"][-1]["elements"] == [{"name": "∂L/∂b₁⁽¹⁾", "value": told["value"]}]


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (("--of", "q"), 1, "found 'q', expected one of"),
        (("--of", "z(1)", "--element", "9"), 1, "found the place [9]"),
        (("--of", "a(0)", "--blanks"), 1, "so no blanks"),
        (("--of", "z(1)", "--answers", "x"), 2, "--answers goes together with --blanks"),
        (("--of", "z(1)", "--batch", "--vary", "sample"), 2, "takes one sample"),
        (("--of", "z(1)", "--symbols", "--blanks"), 2, "leaves nothing for --blanks"),
        (("--of", "z(1)", "--format", "svg"), 2, "needs --out"),
    ],
)
def test_what_cannot_be_done_is_said(
    command: Command, moons: Path, arguments: tuple[str, ...], code: int, sentence: str
) -> None:
    refused = command("derive", moons, *arguments)
    assert refused.code == code
    assert sentence in refused.err
