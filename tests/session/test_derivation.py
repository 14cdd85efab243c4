"""A derivation holds the lines that its number depends on, in order, with the program's own numbers."""

import pytest

from playground.engine.errors import ElementError
from playground.engine.instruction import Phase
from playground.session.derivation import derive
from tests.session.derived import derived, first, walked


def test_a_gradient_is_followed_from_the_loss_down() -> None:
    lines = [line.instruction.text for line in derived(walked("function tanh"), "dL/dW(1)", "2,1").lines]
    assert lines[-4:] == [
        "δz⁽²⁾ = δa⁽²⁾",
        "δa⁽¹⁾ = W⁽²⁾ᵀ δz⁽²⁾",
        "δz⁽¹⁾ = δa⁽¹⁾ ⊙ g′(z⁽¹⁾)",
        "∂L/∂W⁽¹⁾ = δz⁽¹⁾ a⁽⁰⁾ᵀ",
    ]


def test_only_the_elements_that_are_needed_stand_in_it() -> None:
    lines = derived(walked("function tanh"), "dL/dW(1)", "2,1").lines
    assert [[one.label for one in line.elements] for line in lines[-3:]] == [["δa₂⁽¹⁾"], ["δz₂⁽¹⁾"], ["∂L/∂W₂,₁⁽¹⁾"]]


@pytest.mark.parametrize("name", ["2-3-2 softmax", "skip", "branches", "softmax, axis 0, log False"])
def test_every_number_is_the_programs_own(name: str) -> None:
    made = walked(name, 2)
    for step in made.instructions:
        if step.phase is Phase.BACKWARD and step.result.ref is not None:
            derivation = derive(made, step.result.ref, (0,) * step.result.array.ndim)
            assert derivation.value == step.result.array.flat[0]
            for line in derivation.lines:
                array = line.instruction.result.array
                assert all(one.value == array[one.index] for one in line.elements)


def test_values_of_the_forward_pass_are_given_unless_asked_for() -> None:
    made = walked()
    phases = {line.instruction.phase for line in derived(made, "dL/dW(1)").lines}
    whole = {line.instruction.phase for line in derived(made, "dL/dW(1)", forward=True).lines}
    assert (phases, Phase.FORWARD in whole) == ({Phase.BACKWARD}, True)


def test_an_update_is_derived_with_the_value_it_overwrote() -> None:
    made = walked()
    last = derived(made, "Output.W").lines[-1]
    assert last.instruction.phase is Phase.UPDATE
    assert last.elements[0].value == made.program.value("weights", "output")[0, 0]


def test_what_is_not_there_is_refused() -> None:
    made = walked()
    with pytest.raises(ElementError, match="nothing in this pass has computed"):
        derive(made, first(made, "target"), (0, 0))
    with pytest.raises(ElementError, match="expected one within the shape"):
        derive(made, first(made, "pre_activation"), (0, 9))
