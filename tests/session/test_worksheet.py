"""A worksheet hides numbers that can be computed, everywhere, and a seed gives it again."""

import re

from playground.session.derivation import derive
from playground.session.derivation_page import answers_text, page_of, to_text
from playground.session.math_text import Blank
from playground.session.product_form import product_form
from playground.session.value_names import found
from playground.session.worksheet import Answer, Blanks, blanks_of, round_variant, variant_sample
from tests.session.derived import derived, walked


def test_blanks_are_the_same_for_a_seed_and_others_for_another() -> None:
    derivation = derived(walked(), "dL/dW(1)")
    sheets = [blanks_of(derivation, seed) for seed in (1, 1, 2)]
    assert sheets[0] == sheets[1] != sheets[2]


def test_a_worksheet_does_not_print_its_answers_but_restored_it_is_the_derivation() -> None:
    made = walked()
    ref, index = found(made, "dL/dW(1)")
    derivation, product = derive(made, ref, index), product_form(made, ref, index)
    sheet = page_of(derivation, product, blanks_of(derivation, 5))
    text = to_text(sheet)
    assert sheet.is_worksheet
    for answer in sheet.answers:
        assert re.search(rf"(?<![\d.]){answer.text}(?!\d)", text) is None
        text = text.replace(f"____({answer.number})", answer.text)
        assert answer.text in answers_text(sheet)
    assert text == to_text(page_of(derivation, product))


def test_a_number_with_the_other_sign_gives_no_answer_away() -> None:
    blanks = Blanks((Answer(1, "δa₁", "−0.4067"), Answer(2, "δa₂", "0.25")))
    assert blanks.pieces("(−0.4067) × 0.4067 + (−0.25)") == (
        "(", Blank(1), ") × ", "(−", Blank(1), ")", " + (", "−", Blank(2), ")"
    )  # fmt: skip


def test_a_variant_has_round_weights_and_round_features() -> None:
    start = walked().start
    variant = round_variant(start, 3)
    tenths = variant.learned.values * 10
    assert (abs(tenths - tenths.round()) < 1e-9).all()
    assert (tenths != 0).all()
    assert (variant.samples.features == variant.samples.features.round(1)).all()
    assert (variant.learned.values == round_variant(start, 3).learned.values).all()
    assert variant_sample(3, 7) == variant_sample(3, 7) < 7
