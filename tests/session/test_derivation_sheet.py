"""What is asked decides what stands on the page; a worksheet's variant is a pass of its own."""

import re

import pytest

from playground.engine.errors import ElementError
from playground.engine.instruction import Index, Ref
from playground.engine.samples import Samples
from playground.session.derivation_page import to_text
from playground.session.derivation_sheet import Content, Subject, Variant, Wish, sheet_of, start_of
from playground.session.stepper import Stepper
from playground.session.value_names import found
from tests.session.derived import derived, walked

OF = "dL/dW(1)"


def _sample_of(stepper: Stepper) -> Samples:
    return stepper.start.samples


def _subject(stepper: Stepper, asked: tuple[Ref, Index] | None = None) -> Subject:
    return Subject(stepper, asked, lambda _index: _sample_of(stepper))


def test_symbols_only_have_no_number_of_the_pass() -> None:
    made = walked("2-3-2 softmax")
    text = to_text(sheet_of(made, *found(made, OF), Wish(Content.SYMBOLS, products=True)).page)
    assert re.search(r"[0-9]\.[0-9]", text) is None
    assert "δz₁⁽¹⁾ = δa₁⁽¹⁾ × (1 − a₁⁽¹⁾²)" in text.replace("⊙", "×")
    assert "Given" not in text


def test_the_same_wish_gives_the_same_page_and_another_seed_another() -> None:
    made = walked("2-3-2 softmax")
    subject, place = _subject(made), found(made, OF)
    for variant in (Variant.BLANKS, Variant.WEIGHTS):
        pages = [
            to_text(subject.sheet(*place, Wish(Content.WORKSHEET, seed=seed, variant=variant)).page)
            for seed in (1, 1, 2)
        ]
        assert pages[0] == pages[1] != pages[2]


@pytest.mark.parametrize("variant", list(Variant))
def test_every_answer_is_a_number_of_the_engine(variant: Variant) -> None:
    made = walked("2-3-2 softmax")
    place, wish = found(made, OF, "2,1"), Wish(Content.WORKSHEET, forward=True, seed=4, variant=variant)
    answers = _subject(made).sheet(*place, wish).page.answers
    again = Stepper(made.network, made.settings, start_of(made.start, wish, lambda _index: _sample_of(made)))
    again.run_to_end()
    worked = {
        one.label: one for line in sheet_of(again, *place, Wish(forward=True)).derivation.lines for one in line.elements
    }
    assert answers
    for answer in answers:
        assert any(answer.text in line for line in worked[answer.label].lines)


def test_the_number_looked_at_is_derived_as_far_as_the_pass_had_come() -> None:
    made = walked("2-3-2 softmax")
    ref, index = found(made, "Output.W")
    made.run_to(0)
    updated = _subject(made).sheet(ref, index, Wish()).derivation
    assert updated.lines[-1].instruction.phase.value == "update"
    made.run_to(next(line.index for line in made.instructions if line.result.ref == ref))
    with pytest.raises(ElementError, match="nothing in this pass has computed"):
        _subject(made, (ref, index)).sheet(ref, index, Wish())


def test_the_stepper_that_was_looked_at_stays_where_it_is() -> None:
    made = walked("2-3-2 softmax")
    place = found(made, OF)
    made.run_to(3)
    bits = made.program.arrays.values.tobytes()
    subject = _subject(made)
    assert subject.sheet(*place, Wish()).derivation.value == derived(walked("2-3-2 softmax"), OF).value
    assert (made.cursor, made.program.arrays.values.tobytes()) == (3, bits)


def test_all_values_of_the_pass_are_offered_and_places_typed() -> None:
    made = walked("2-3-2 softmax")
    subject = _subject(made)
    ref = next(ref for ref, name in subject.values.items() if name == "∂L/∂W⁽¹⁾ (Hidden 1)")
    assert subject.place(ref, "2,1") == (1, 0)
    with pytest.raises(ElementError, match="counted from 1"):
        subject.place(ref, "9,9")
