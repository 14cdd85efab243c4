"""The page as LaTeX."""

from playground.session import derivation_latex
from playground.session.derivation_page import page_of
from playground.session.worksheet import blanks_of
from tests.session.derived import derived, walked


def test_the_latex_document_closes_what_it_opens() -> None:
    derivation = derived(walked(), "dL/dW(1)")
    page = page_of(derivation, None, blanks_of(derivation, 1))
    for text in (derivation_latex.document(page), derivation_latex.answers_document(page)):
        assert text.count("{") == text.count("}")
        assert text.count("\\begin") == text.count("\\end")
