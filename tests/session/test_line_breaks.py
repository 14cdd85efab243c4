"""A long row is broken before signs, at the outermost place that helps, and nothing of it is lost."""

from hypothesis import given
from hypothesis import strategies as st

from playground.session.latex import to_latex
from playground.session.line_breaks import NOTHING, broken, length, on_lines, pieces
from playground.session.math_text import Row, parse

SUM = "0.1 × 0.2 + (−0.3) × 0.4 − 0.5 × (1 − 0.6²)"


def _written(rows: tuple[Row, ...]) -> list[str]:
    return [to_latex(row).removeprefix(r"\text{}").strip() for row in rows]


def test_a_sum_is_broken_before_its_signs_and_a_product_only_where_a_term_is_too_long() -> None:
    lines = _written(broken(parse([SUM]), lambda row: length(row) <= 20))
    assert lines == [r"0.1 \times 0.2", r"+ (-0.3) \times 0.4", r"- 0.5 \times (1 - 0.6^{2})"]
    lines = _written(broken(parse([SUM]), lambda row: length(row) <= 9))
    assert lines[1:3] == ["+ (-0.3)", r"\times 0.4"]


def test_a_minus_of_a_number_is_no_place_to_break() -> None:
    assert len(list(pieces(parse(["−a"]), lambda _row: False))) == 1
    assert len(list(pieces(parse(["(−0.5)"]), lambda _row: False))) == 1


def test_what_is_inside_brackets_is_broken_last() -> None:
    lines = _written(broken(parse(["(0.111 + 0.222 + 0.333)/3"]), lambda row: length(row) <= 8))
    assert lines[0] == "(0.111"
    assert len(lines) == 3


@given(st.lists(st.sampled_from(["0.25", "(−1.5)", "W₁,₂⁽¹⁾", "(1 − 0.5²)"]), min_size=1, max_size=12), st.data())
def test_together_the_lines_are_the_row(factors: list[str], data: st.DataObject) -> None:
    signs = [data.draw(st.sampled_from([" + ", " − ", " × "])) for _ in factors]
    row = parse(["".join(part for pair in zip(factors, signs, strict=True) for part in pair)[:-3]])
    width = data.draw(st.floats(1, 60))
    lines = broken(row, lambda part: length(part) <= width)
    together = [item for line in lines for item in line.items if item is not NOTHING]
    assert to_latex(Row(tuple(together))) == to_latex(row)
    assert all(len(line.items) <= 3 or length(line) <= width or width < 16 for line in lines)


def test_sides_stand_on_one_line_while_they_fit() -> None:
    sides = [parse([text]) for text in ("0.5 × 0.5", "0.25", "0.111 + 0.139")]
    assert _written(on_lines(sides, lambda row: length(row) <= 20)) == [r"0.5 \times 0.5 = 0.25", "0.111 + 0.139"]
