"""Formats of text: each writes the page and, in a file of its own, the answers."""

import pytest

from playground.session.derivation_formats import Format, text_formats
from playground.session.derivation_sheet import Content, Wish, sheet_of
from playground.session.value_names import found
from tests.session.derived import walked


@pytest.mark.parametrize("form", text_formats(), ids=lambda form: form.name)
def test_no_answer_is_on_the_page_of_questions(form: Format) -> None:
    made = walked("2-3-2 softmax")
    for seed in range(8):
        wish = Wish(Content.WORKSHEET, forward=True, products=True, seed=seed)
        page = sheet_of(made, *found(made, "dL/dW(1)"), wish).page
        written, answers = form.write(page).decode(), form.write_answers(page).decode()
        assert form.write(page) == written.encode()
        for answer in page.answers:
            digits = answer.text.removeprefix("−").partition("e")[0]
            assert digits not in written
            assert digits in answers
