"""The page as LaTeX."""

from playground.session import derivation_latex
from playground.session.derivation_page import page_of
from playground.session.derivation_sheet import Wish, sheet_of
from playground.session.latex import to_latex
from playground.session.worksheet import blanks_of
from tests.session.derived import derived, walked, walked_example
from tests.session.strict_latex import check


def test_the_latex_document_closes_what_it_opens() -> None:
    derivation = derived(walked(), "dL/dW(1)")
    page = page_of(derivation, None, blanks_of(derivation, 1))
    for text in (derivation_latex.document(page), derivation_latex.answers_document(page)):
        assert text.count("{") == text.count("}")
        assert text.count("\\begin") == text.count("\\end")


def test_every_line_of_a_derivation_is_strict_latex() -> None:
    for key in ("neuron", "mazur", "attention"):
        made = walked_example(key)
        lines = {line.phase: line for line in made.instructions if line.result.ref is not None}
        for line in lines.values():
            assert line.result.ref is not None
            place = (0,) * line.result.array.ndim
            page = sheet_of(made, line.result.ref, place, Wish(forward=True, products=True)).page
            for tree in (tree for section in page.sections for one in section.equations for tree in one.trees):
                check(to_latex(tree))
