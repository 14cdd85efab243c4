"""`playground eval`: numbers for people and for programs, and what it refuses."""

import json

import pytest

from playground.cli import main

NEURON = ("(x*w2 + w1 + w2 - y)**2", "--at", "x=3", "y=17", "w1=6", "w2=2", "--wrt", "w1,w2")


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(["eval", *arguments])
    printed = capsys.readouterr()
    return code, printed.out, printed.err


def test_json_holds_everything(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _err = run(capsys, *NEURON, "--json", "--step", "0.01")
    told = json.loads(out)
    assert (code, told["value"], told["gradients"]) == (0, 9.0, {"w1": -6.0, "w2": -24.0})
    assert {"name": "x × w2", "value": 6.0, "gradient": -6.0} in told["nodes"]
    assert {"from": "w2", "to": "x × w2", "local_derivative": 3.0, "contribution": -18.0} in told["edges"]
    assert [path["product"] for path in told["paths"]["w2"]] == [-18.0, -6.0]
    assert told["paths"]["w1"][0]["nodes"][0] == "w1"
    assert told["path_counts"] == {"w1": 1, "w2": 2}
    assert told["after"]["at"] == {"x": 3.0, "y": 17.0, "w1": 6.06, "w2": 2.24}
    assert told["after"]["value"] == pytest.approx((3 * 2.24 + 6.06 + 2.24 - 17) ** 2)


def test_text_shows_values_derivatives_and_paths(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _err = run(capsys, "c = a+b; d = b+1; e = c*d", "--at", "a=2", "b=1", "--trace")
    assert code == 0
    assert out.startswith("value 6.000\n")
    for line in ("derivative with respect to b: 5.000, over 2 paths", "  b → d → e: 3.000 × 1.000 = 3.000"):
        assert line in out
    assert "∂e/∂b = ∂e/∂b←c + ∂e/∂b←d" in out


def test_the_derivative_of_any_node_may_be_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    _code, out, _err = run(capsys, "c = a+b; c*c", "--at", "a=2", "b=1", "--wrt", "c", "--json")
    assert json.loads(out)["gradients"] == {"c": 6.0}


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("a*", "--at", "a=1"), 1, "EXPR: line 1, column"),
        (("a*b", "--at", "a=1"), 1, "EXPR: b has no value; give every name of the formula one"),
        (("a", "--at", "a=1", "q=2"), 1, "EXPR: the formula has no q; its names are a"),
        (("a", "--at", "a=1", "--wrt", "q"), 1, "--wrt: the formula has no 'q'; there are a"),
        (("a", "--at", "a"), 2, "--at: found 'a', expected NAME=VALUE such as x=3"),
        (("a", "--at", "a=one"), 2, "--at a: found 'one', expected a number"),
        (("a", "--at", "a=1", "a=2"), 2, "--at: found a twice, expected each name once"),
        (("__import__('os')", "--at", "a=1"), 1, "EXPR: line 1, column"),
    ],
)
def test_bad_input_is_refused_in_one_sentence(
    arguments: tuple[str, ...], code: int, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    found, out, err = run(capsys, *arguments)
    assert (found, out) == (code, "")
    assert message in err


def test_exact_fractions_stand_beside_the_floats(capsys: pytest.CaptureFixture[str]) -> None:
    formula = ("a = x/3; (a - y)**2", "--at", "x=0.1", "y=0.2", "--exact")
    code, out, _err = run(capsys, *formula, "--json")
    told = json.loads(out)
    assert (code, told["exact"]) == (0, {"value": "1/36", "gradients": {"x": "-1/9", "y": "1/3"}})
    assert told["value"] == pytest.approx(1 / 36)
    assert next(node["exact"] for node in told["nodes"] if node["name"] == "a") == {"value": "1/30", "gradient": "-1/3"}
    wire = next(edge for edge in told["edges"] if (edge["from"], edge["to"]) == ("x", "a"))
    assert wire["exact"] == {"local_derivative": "1/3", "contribution": "-1/9"}
    assert told["paths"]["x"][0]["exact"] == {"factors": ["1/3", "1", "-1/3"], "product": "-1/9"}


def test_exact_fractions_for_a_reader_and_a_mark_where_there_are_none(capsys: pytest.CaptureFixture[str]) -> None:
    _code, out, _err = run(capsys, "p = x/3; p + exp(x)", "--at", "x=1", "--exact")
    assert out.startswith("value ≈ 3.052\n")
    assert "  x → p → p + exp(x): 1 × (1/3) = 1/3\n" in out


def test_without_the_flag_nothing_is_added(capsys: pytest.CaptureFixture[str]) -> None:
    _code, out, _err = run(capsys, "x/3", "--at", "x=1", "--json")
    assert '"exact"' not in out
