"""The page as HTML."""

import re
from xml.etree import ElementTree

from playground.session import derivation_html
from playground.session.derivation_page import page_of
from playground.session.worksheet import blanks_of
from tests.session.derived import derived, walked


def test_the_page_is_well_formed_and_loads_nothing() -> None:
    derivation = derived(walked("2-3-2 softmax"), "dL/dW(1)")
    page = page_of(derivation, None, blanks_of(derivation, 1))
    for text in (derivation_html.document(page), derivation_html.answers_document(page)):
        ElementTree.fromstring(text.removeprefix("<!DOCTYPE html>\n"))
        assert not re.search(r"src=|href=|url\(", text)
