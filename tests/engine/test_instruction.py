"""Instructions: a line of mathematics reads as on the blackboard and runs its calls in order."""

import warnings

import numpy as np

from playground.engine.formulas import parse
from playground.engine.instruction import Instruction, Mathematics, Operand, Phase, Ref, plain_operand, run_calls
from playground.engine.quantities import Role


def operand(quantity: str, layer: int | None = 1) -> Operand:
    """An operand that holds a single 2."""
    return plain_operand(quantity, layer, np.array([[2.0]]), Ref("n1", quantity))


def instruction(template: str, calls: tuple[object, ...] = ()) -> Instruction:
    """δz from δa and a helper."""
    helper = Operand("g′(z⁽¹⁾)", "", Role.FORWARD, lambda: np.ones(1))
    return Instruction(
        index=0,
        phase=Phase.BACKWARD,
        result=operand("grad_pre_activation"),
        calls=calls,  # type: ignore[arg-type]
        meaning=Mathematics(
            {"da": operand("grad_activation"), "slope": helper, "W": operand("weights")}, parse(template)
        ),
    )


def test_the_phases_of_an_update_are_in_order() -> None:
    assert list(Phase) == ["forward", "loss", "backward", "update"]


def test_an_operand_is_labelled_with_its_layer() -> None:
    assert operand("pre_activation", 2).label == "z⁽²⁾"
    assert operand("pre_activation", None).label == "z"


def test_an_operand_takes_its_colour_from_the_table() -> None:
    assert operand("weights").role is Role.PARAMETER
    assert operand("grad_activation").role is Role.BACKWARD


def test_values_count_samples_but_parameters_and_their_gradients_do_not() -> None:
    assert operand("activation").batched
    assert operand("grad_activation").batched
    assert not operand("weights").batched
    assert not operand("grad_weights").batched
    assert not operand("loss").batched


def test_a_line_reads_in_one_line() -> None:
    line = instruction("{out} = {W.T} {da} ⊙ {slope}")
    assert line.text == "δz⁽¹⁾ = W⁽¹⁾ᵀ δa⁽¹⁾ ⊙ g′(z⁽¹⁾)"
    assert line.symbol == "δz⁽¹⁾"


def test_out_names_the_result() -> None:
    line = instruction("{out}")
    assert line.operand("out") is line.result
    assert line.operand("da") is line.operands["da"]


def test_the_calls_run_in_order() -> None:
    done: list[int] = []
    instruction("{out}", (lambda: done.append(1), lambda: done.append(2))).run()
    assert done == [1, 2]


def test_infinity_is_a_value_and_no_warning() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        run_calls([lambda: np.exp(np.array([1e9])), lambda: np.log(np.zeros(1)), lambda: np.subtract(np.inf, np.inf)])


def test_what_a_line_means_is_written_once_when_somebody_looks() -> None:
    written: list[Mathematics] = []

    def write() -> Mathematics:
        written.append(Mathematics({}, parse("{out} = 0"), "nothing is left"))
        return written[-1]

    line = Instruction(0, Phase.BACKWARD, operand("grad_activation"), (), write)
    line.run()
    assert (line.node, line.quantity.key, written) == ("n1", "grad_activation", [])
    assert line.text == "δa⁽¹⁾ = 0"
    assert line.note == "nothing is left"
    assert len(written) == 1
