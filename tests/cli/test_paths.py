"""`playground paths`: the paths of one number, their sum, the proof and the work, as text and as JSON."""

from math import prod
from pathlib import Path

import pytest

from tests.cli.conftest import Command

OF = ("--of", "W(1)[2,1]")


def test_the_paths_add_up_to_the_gradient(command: Command, branches: Path) -> None:
    found = command("paths", branches, *OF, "--most", 100, "--json").json
    assert found["count"] == len(found["paths"]) == 5
    assert all(path["product"] == pytest.approx(prod(path["factors"])) for path in found["paths"])
    assert sum(path["product"] for path in found["paths"]) == pytest.approx(found["sum"], rel=1e-12)
    assert found["proof"]["backpropagated"] == pytest.approx(found["sum"], rel=1e-12)
    assert found["proof"]["relative_error"] < 1e-10
    sizes = [abs(path["product"]) for path in found["paths"]]
    assert sizes == sorted(sizes, reverse=True)
    work = found["all_gradients"]
    assert work["by_reverse_mode"] < work["by_forward_mode"] < work["by_paths"]


def test_the_gradient_is_that_of_the_trace(command: Command, moons: Path) -> None:
    found = command("paths", moons, "--of", "Dense 1.W[2,1]", "--json").json
    steps = command("trace", moons, "--json").json["steps"]
    traced = next(step for step in steps if step["symbol"] == "∂L/∂W⁽¹⁾")
    assert found["proof"]["backpropagated"] == traced["value"][1][0]


def test_a_reader_sees_products_and_nodes(command: Command, moons: Path) -> None:
    result = command("paths", moons, *OF)
    first, path, *rest = result.out.splitlines()
    assert first.startswith("∂L/∂W₂,₁⁽¹⁾ = ")
    assert first.endswith("over 1 path from W₂,₁⁽¹⁾ of Dense 1")
    assert path.endswith("W₂,₁⁽¹⁾ → z₂⁽¹⁾ → a₂⁽¹⁾ → z₁⁽²⁾ → a₁⁽²⁾ → L")
    assert rest[-1].startswith("For the gradients of all 17 parameters: path by path 58, forward mode 75, reverse")


def test_a_batch_has_a_path_through_each_sample(command: Command, moons: Path) -> None:
    found = command("paths", moons, *OF, "--batch", "--most", 3, "--json").json
    assert (found["count"], len(found["paths"]), found["all_gradients"]) == (10, 3, None)
    assert "… and 7 more, none larger" in command("paths", moons, *OF, "--batch", "--most", 3).out


def test_paths_may_end_anywhere(command: Command, branches: Path) -> None:
    found = command("paths", branches, "--of", "z(1)[1]", "--to", "z(4)[1]", "--json").json
    assert (found["to"]["block"], found["count"], found["proof"]) == ("Dense 3", 5, None)


def test_given_numbers_are_taken(command: Command, moons: Path) -> None:
    found = command("paths", moons, "--of", "a(0)[2]", "--input", "0.8,-0.5", "--target", "1", "--json").json
    assert found["of"]["value"] == -0.5
    assert command("paths", moons, *OF, "--input", "0.8,-0.5").code == 2


def test_a_wrong_name_is_refused_with_the_file(command: Command, moons: Path) -> None:
    result = command("paths", moons, "--of", "b[1]")
    assert (result.code, result.out) == (1, "")
    assert result.err.startswith(f"{moons}: found 'b[1]', which may be b⁽²⁾ (Dense 2) or b⁽¹⁾ (Dense 1)")
    assert command("paths", moons).code == 2
