"""Files of a page: the same bytes for the same page, readable by Qt's own readers, no answer on a worksheet."""

import re

import pytest
from PySide6.QtCore import QByteArray
from PySide6.QtGui import QImage
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from playground.document.errors import FileError
from playground.session.derivation_formats import Format
from playground.session.derivation_page import Page
from playground.session.derivation_sheet import Content, Wish, sheet_of
from playground.session.value_names import found
from playground.ui.derivation import formats as written
from playground.ui.derivation.formats import formats
from tests.session.derived import walked

pytestmark = pytest.mark.usefixtures("qapp")
FORMS = {form.name: form for form in formats()}


def _page(content: Content = Content.NUMBERS) -> Page:
    made = walked("2-3-2 softmax")
    return sheet_of(made, *found(made, "dL/dW(1)"), Wish(content, forward=True, seed=2)).page


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_equal_pages_give_equal_bytes(form: Format) -> None:
    page = _page(Content.WORKSHEET)
    assert form.write(page) == form.write(page)
    assert form.write(page) != form.write_answers(page)


def test_the_svg_is_drawn_by_qt_and_names_no_font(qapp: QApplication) -> None:
    data = FORMS["svg"].write(_page())
    assert b"font" not in data
    assert b"<text" not in data
    assert QSvgRenderer(QByteArray(data)).isValid()


def test_the_svg_looks_like_the_png(qapp: QApplication) -> None:
    picture = QImage.fromData(FORMS["png"].write(_page()))
    renderer = QSvgRenderer(QByteArray(FORMS["svg"].write(_page())))
    size = renderer.defaultSize()
    assert (picture.width(), picture.height()) == (2 * size.width(), 2 * size.height())


def test_a_worksheet_holds_no_answer_in_words_either() -> None:
    page = _page(Content.WORKSHEET)
    words = b" ".join((FORMS["svg"].write(page), FORMS["pdf"].write(page)))
    texts = b" ".join(re.findall(rb"<(?:title|desc)>.*?</|\(.*?\)", words)).decode("utf-8", "replace")
    assert not [answer for answer in page.answers if answer.text.removeprefix("−") in texts]


def test_a_page_too_long_for_a_picture_is_refused_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(written, "TALLEST", 500)
    with pytest.raises(FileError, match="expected at most 500 for a PNG picture; PDF, HTML and SVG take it"):
        FORMS["png"].write(_page())


def test_a_pdf_keeps_its_table_of_places() -> None:
    data = FORMS["pdf"].write(_page())
    start = int(data.rsplit(b"startxref", 1)[1].split()[0])
    assert data[start : start + 4] == b"xref"
    assert re.search(rb"D:(?!0{14})[0-9]", data) is None
