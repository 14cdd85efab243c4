"""Pages are never cut through a line, and a heading stands on the page of what it heads."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF

from playground.session.derivation_sheet import Content, Wish, sheet_of
from playground.session.value_names import found
from playground.ui.derivation.boxes import Gap
from playground.ui.derivation.paper import A4, LINE_WIDTH, MARGIN, leaves, long_sheet
from playground.ui.derivation.strips import Strip, answer_strips, question_strips
from tests.session.derived import walked, walked_example


@given(st.lists(st.tuples(st.floats(1, 120), st.booleans()), max_size=60))
def test_no_strip_leaves_its_page_and_held_ones_stay_together(drawn: list[tuple[float, bool]]) -> None:
    strips = [Strip(Gap(10, height, 5), holds=holds and place % 3 < 2) for place, (height, holds) in enumerate(drawn)]
    pages = leaves(strips)
    assert [one.strip for page in pages for one in page.placed] == strips
    for page in pages:
        assert all(one.top >= MARGIN and one.bottom <= A4.height() - MARGIN + 1e-6 for one in page.placed)
        assert not page.placed or page is pages[-1] or not page.placed[-1].strip.holds


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize(("key", "of"), [("moons", "dL/dW(1)"), ("convolution", "dL/dW(2)"), ("recurrent", "L")])
@pytest.mark.parametrize("content", list(Content))
def test_every_line_of_a_page_fits_its_width(key: str, of: str, content: Content) -> None:
    stepper = walked_example(key)
    page = sheet_of(stepper, *found(stepper, of), Wish(content, forward=True, products=True)).page
    for strips in (question_strips(page, LINE_WIDTH), answer_strips(page, LINE_WIDTH)):
        assert max(strip.left + strip.box.width for strip in strips) <= LINE_WIDTH + 0.5


@pytest.mark.usefixtures("qapp")
def test_a_long_sheet_is_as_long_as_its_strips() -> None:
    made = walked()
    strips = question_strips(sheet_of(made, *found(made, "dL/dW(1)"), Wish()).page, LINE_WIDTH)
    sheet = long_sheet(strips)
    assert sheet.size.height() == pytest.approx(sheet.placed[-1].bottom + MARGIN)
    assert strips[0].box.hit(QPointF(1, 1)) is None
