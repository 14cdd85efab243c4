"""Names of values as people type them."""

import re

import pytest

from playground.engine.errors import ElementError
from playground.engine.instruction import Ref
from playground.session.value_names import found
from tests.session.derived import walked, walked_example


@pytest.mark.parametrize("name", ["∂L/∂W⁽¹⁾", "dL/dW(1)", "Layer.dL/dW", "Layer.∂L/∂W(1)"])
def test_a_name_may_be_typed_in_many_ways(name: str) -> None:
    assert found(walked(), f"{name}[3,2]") == (Ref("layer", "grad_weights"), (2, 1))


@pytest.mark.parametrize(
    ("name", "sentence"),
    [("da", "expected one of δa⁽"), ("q", "expected one of"), ("z(1)[9]", "expected one within"), ("[1]", "a symbol")],
)
def test_a_name_that_means_nothing_is_refused(name: str, sentence: str) -> None:
    with pytest.raises(ElementError, match=re.escape(sentence)):
        found(walked(), name)


def test_a_whole_name_goes_before_those_that_begin_with_it() -> None:
    made = walked_example("olah")
    ref, _place = found(made, "de/db")
    assert (ref.quantity, made.program.values[ref].label) == ("grad_activation", "∂e/∂b")
