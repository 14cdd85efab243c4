"""A derivation holds the lines that its number depends on, in order, with the program's own numbers."""

import re
from xml.etree import ElementTree

import pytest

from playground.engine.errors import ElementError
from playground.engine.instruction import Phase, Ref
from playground.session import derivation_html, derivation_latex
from playground.session.derivation import Derivation, derive
from playground.session.derivation_page import answers_text, page_of, to_text
from playground.session.product_form import product_form
from playground.session.stepper import Stepper
from playground.session.value_names import found
from playground.session.worksheet import blanks_of, round_variant, variant_sample
from tests.session.walked_nets import NETS, stepper


def _walked(name: str = "skip", count: int = 1) -> Stepper:
    walked = stepper(NETS[name], count)
    walked.run_to_end()
    return walked


def _first(walked: Stepper, quantity: str) -> Ref:
    return next(ref for ref in walked.program.values if ref.quantity == quantity)


def _derived(walked: Stepper, name: str, place: str = "", *, forward: bool = False) -> Derivation:
    return derive(walked, *found(walked, name, place), forward=forward)


def test_a_gradient_is_followed_from_the_loss_down() -> None:
    lines = [line.instruction.text for line in _derived(_walked("function tanh"), "dL/dW(1)", "2,1").lines]
    assert lines[-4:] == [
        "δz⁽²⁾ = δa⁽²⁾",
        "δa⁽¹⁾ = W⁽²⁾ᵀ δz⁽²⁾",
        "δz⁽¹⁾ = δa⁽¹⁾ ⊙ g′(z⁽¹⁾)",
        "∂L/∂W⁽¹⁾ = δz⁽¹⁾ a⁽⁰⁾ᵀ",
    ]


def test_only_the_elements_that_are_needed_stand_in_it() -> None:
    lines = _derived(_walked("function tanh"), "dL/dW(1)", "2,1").lines
    assert [[one.label for one in line.elements] for line in lines[-3:]] == [["δa₂⁽¹⁾"], ["δz₂⁽¹⁾"], ["∂L/∂W₂,₁⁽¹⁾"]]


@pytest.mark.parametrize("name", ["2-3-2 softmax", "skip", "branches", "softmax, axis 0, log False"])
def test_every_number_is_the_programs_own(name: str) -> None:
    walked = _walked(name, 2)
    for step in walked.instructions:
        if step.phase is Phase.BACKWARD and step.result.ref is not None:
            derivation = derive(walked, step.result.ref, (0,) * step.result.array.ndim)
            assert derivation.value == step.result.array.flat[0]
            for line in derivation.lines:
                array = line.instruction.result.array
                assert all(one.value == array[one.index] for one in line.elements)


def test_values_of_the_forward_pass_are_given_unless_asked_for() -> None:
    walked = _walked()
    phases = {line.instruction.phase for line in _derived(walked, "dL/dW(1)").lines}
    whole = {line.instruction.phase for line in _derived(walked, "dL/dW(1)", forward=True).lines}
    assert (phases, Phase.FORWARD in whole) == ({Phase.BACKWARD}, True)


def test_an_update_is_derived_with_the_value_it_overwrote() -> None:
    walked = _walked()
    last = _derived(walked, "Output.W").lines[-1]
    assert last.instruction.phase is Phase.UPDATE
    assert last.elements[0].value == walked.program.value("weights", "output")[0, 0]


def test_what_is_not_there_is_refused() -> None:
    walked = _walked()
    with pytest.raises(ElementError, match="nothing in this pass has computed"):
        derive(walked, _first(walked, "target"), (0, 0))
    with pytest.raises(ElementError, match="expected one within the shape"):
        derive(walked, _first(walked, "pre_activation"), (0, 9))


@pytest.mark.parametrize("name", ["∂L/∂W⁽¹⁾", "dL/dW(1)", "Layer.dL/dW", "Layer.∂L/∂W(1)"])
def test_a_name_may_be_typed_in_many_ways(name: str) -> None:
    assert found(_walked(), f"{name}[3,2]") == (Ref("layer", "grad_weights"), (2, 1))


@pytest.mark.parametrize(
    ("name", "sentence"),
    [("da", "expected one of δa⁽"), ("q", "expected one of"), ("z(1)[9]", "expected one within"), ("[1]", "a symbol")],
)
def test_a_name_that_means_nothing_is_refused(name: str, sentence: str) -> None:
    with pytest.raises(ElementError, match=re.escape(sentence)):
        found(_walked(), name)


def test_products_along_the_paths_add_up_to_the_gradient() -> None:
    walked = _walked()
    ref, index = found(walked, "dL/dW(1)[1,2]")
    form = product_form(walked, ref, index, most=10_000)
    assert form is not None
    assert sum(product.value for product in form.products) == pytest.approx(walked.program.values[ref].array[index])
    assert form.products[0].names[-1] == "∂z₁⁽¹⁾/∂W₁,₂⁽¹⁾"
    assert product_form(walked, _first(walked, "pre_activation"), (0, 0)) is None


def test_blanks_are_the_same_for_a_seed_and_others_for_another() -> None:
    derivation = _derived(_walked(), "dL/dW(1)")
    sheets = [blanks_of(derivation, seed) for seed in (1, 1, 2)]
    assert sheets[0] == sheets[1] != sheets[2]


def test_a_worksheet_does_not_print_its_answers_but_restored_it_is_the_derivation() -> None:
    walked = _walked()
    ref, index = found(walked, "dL/dW(1)")
    derivation, product = derive(walked, ref, index), product_form(walked, ref, index)
    sheet = page_of(derivation, product, blanks_of(derivation, 5))
    text = to_text(sheet)
    assert sheet.is_worksheet
    for answer in sheet.answers:
        assert re.search(rf"(?<![\d.]){answer.text}(?!\d)", text) is None
        text = text.replace(f"____({answer.number})", answer.text)
        assert answer.text in answers_text(sheet)
    assert text == to_text(page_of(derivation, product))


def test_a_variant_has_round_weights_and_round_features() -> None:
    start = _walked().start
    variant = round_variant(start, 3)
    tenths = variant.learned.values * 10
    assert (abs(tenths - tenths.round()) < 1e-9).all()
    assert (tenths != 0).all()
    assert (variant.samples.features == variant.samples.features.round(1)).all()
    assert (variant.learned.values == round_variant(start, 3).learned.values).all()
    assert variant_sample(3, 7) == variant_sample(3, 7) < 7


def test_the_page_is_well_formed_and_loads_nothing() -> None:
    derivation = _derived(_walked("2-3-2 softmax"), "dL/dW(1)")
    page = page_of(derivation, None, blanks_of(derivation, 1))
    for text in (derivation_html.document(page), derivation_html.answers_document(page)):
        ElementTree.fromstring(text.removeprefix("<!DOCTYPE html>\n").replace('<meta charset="utf-8">', ""))
        assert not re.search(r"src=|href=|url\(", text)


def test_the_latex_document_closes_what_it_opens() -> None:
    derivation = _derived(_walked(), "dL/dW(1)")
    page = page_of(derivation, None, blanks_of(derivation, 1))
    for text in (derivation_latex.document(page), derivation_latex.answers_document(page)):
        assert text.count("{") == text.count("}")
        assert text.count("\\begin") == text.count("\\end")
