"""What a derivation begins with is told, with the numbers that its lines read."""

import re

from playground.engine.instruction import Phase
from tests.session.derived import derived, walked, walked_example


def test_the_forward_pass_is_given_to_a_derivative() -> None:
    given = {row.what: row.texts for row in derived(walked("function tanh"), "dL/dW(1)", "2,1").given}
    assert list(given)[-3:] == ["weights of Output", "activation of Hidden 1", "activation of Input"]
    assert all(re.fullmatch(r"W[₁₂],₂⁽²⁾ = −?[0-9.]+", text) for text in given["weights of Output"])
    assert given["activation of Input"][0].startswith("a₁⁽⁰⁾ = ")


def test_only_inputs_parameters_and_targets_are_given_to_a_whole_derivation() -> None:
    given = derived(walked("2-3-2 softmax"), "dL/dW(1)", forward=True).given
    whats = {row.what.split(" of ")[0] for row in given}
    assert whats <= {"target", "weights", "bias", "activation"}
    assert all("Input" in row.what for row in given if row.what.startswith("activation"))


def test_every_number_that_the_first_line_in_numbers_shows_is_given_or_derived() -> None:
    derivation = derived(walked("2-3-2 softmax"), "dL/dW(1)", forward=True)
    known = {number for row in derivation.given for _name, number in row.elements}
    for line in derivation.lines:
        assert line.instruction.phase is not Phase.UPDATE
        for one in line.elements:
            read = re.findall(r"(?<![\w.])[0-9]+\.[0-9]+(?:e−?[0-9]+)?", one.lines[0]) if len(one.lines) > 1 else []
            assert set(read) <= {number.removeprefix("−") for number in known}
            known.update(one.lines[-1:])


def test_of_a_large_value_the_rest_is_counted() -> None:
    derivation = derived(walked("2-3-2 softmax", 40), "dL/db(1)")
    row = next(row for row in derivation.given if row.what.startswith("target"))
    assert len(row.elements) <= 12
    assert row.more == (f"… and {row.hidden} more" if row.hidden else "")


def test_of_a_graph_each_name_is_given_by_itself() -> None:
    given = derived(walked_example("olah"), "de/da").given
    assert [(row.what, row.texts) for row in given] == [("", ("d = 2.000",))]
