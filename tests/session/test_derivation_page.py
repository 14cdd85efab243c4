"""The page of a derivation in plain text: what stands on it, and what stands in its place on a worksheet."""

from playground.session.derivation_page import page_of, to_text
from playground.session.worksheet import Answer, Blanks
from tests.session.derived import derived, walked


def test_each_line_has_its_block_its_formula_its_reason_and_its_numbers() -> None:
    derivation = derived(walked("2-3-2 softmax"), "δz(1)", "2")
    lines = to_text(page_of(derivation)).splitlines()
    last = derivation.lines[-1]
    assert lines[:2] == ["δz₂⁽¹⁾", "The gradient of the pre-activation of Hidden 1"]
    assert lines[-5:-3] == [f"Hidden 1: {last.instruction.text}", f"  {last.instruction.note}"]
    one = last.elements[0]
    assert one.named is not None
    assert lines[-3].strip() == " = ".join((one.label, one.named.text, *one.lines))
    assert lines[-1] == f"Result: δz₂⁽¹⁾ = {one.lines[-1]}"


def test_a_blank_stands_for_its_number() -> None:
    derivation = derived(walked("2-3-2 softmax"), "δz(1)")
    number = derivation.lines[-1].elements[0].lines[-1]
    page = page_of(derivation, None, Blanks((Answer(1, "δz₁⁽¹⁾", number),)))
    assert to_text(page).endswith("Result: δz₁⁽¹⁾ = ____(1)\n")
