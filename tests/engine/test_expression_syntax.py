"""What may stand in a formula and what may not, each fault with the line and column where it is."""

import ast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.engine.errors import ExpressionError
from playground.engine.expression_syntax import MAX_DEPTH, MAX_LENGTH, MAX_NAME, number, read_script


def refused(text: str) -> ExpressionError:
    """Why a text is no formula."""
    with pytest.raises(ExpressionError) as caught:
        read_script(text)
    return caught.value


def test_lines_have_names_but_the_last_need_not() -> None:
    script = read_script("c = a + b\n\n  d = c*2\nd**2")
    assert [(statement.name, ast.unparse(statement.formula)) for statement in script.statements] == [
        ("c", "a + b"),
        ("d", "c * 2"),
        ("", "d ** 2"),
    ]
    assert [statement.place.line for statement in script.statements] == [1, 3, 4]
    assert script.statements[1].place.column == 3


def test_typographic_signs_mean_what_they_look_like() -> None:
    (statement,) = read_script("−x×y·z÷2\u00a0–\t1").statements
    assert ast.unparse(statement.formula) == "-x * y * z / 2 - 1"


@pytest.mark.parametrize(("text", "value"), [("2", 2.0), ("-0.5", -0.5), ("1e3", 1000.0), ("(-3)", -3.0)])
def test_a_literal_is_a_number_with_its_sign(text: str, value: float) -> None:
    assert number(read_script(text).statements[0].formula) == value


@pytest.mark.parametrize("text", ["x", "--2", "2 + 1", "-x"])
def test_anything_else_is_no_literal(text: str) -> None:
    assert number(read_script(text).statements[0].formula) is None


@pytest.mark.parametrize(
    ("text", "line", "column", "message"),
    [
        ("", 1, 1, "nothing was typed, expected a formula such as"),
        (" \n\t\n", 1, 1, "nothing was typed"),
        ("x + 'a'", 1, 5, 'found "\'"'),
        ('x + "a"', 1, 5, "found '\"'"),
        ("x\n+ y\\", 2, 4, "found '\\\\'"),
        ("x[0]", 1, 2, "found '['"),
        ("x; y", 1, 2, "found ';'"),
        ("x # y", 1, 3, "found '#'"),
        ("x < y", 1, 3, "found '<'"),
        ("lambda x: x", 1, 9, "found ':'"),
        ("x^2", 1, 2, "found '^', .*; write ** for a power"),
        ("x²", 1, 2, "found '²', .*; write ** for a power"),
        ("x @ y", 1, 3, "found '@'"),
        ("x\x00", 1, 2, r"found '\x00'"),
        ("x == y", 1, 3, "found a comparison"),
        ("ŷ*w == y", 1, 5, "found a comparison"),
        ("x.real", 1, 2, "found a dot after a name"),
        ("(x).real", 1, 4, "found a dot after a name"),
        ("x // y", 1, 3, "found //"),
        ("x, y", 1, 2, "found a comma"),
        ("x + ()", 1, 5, "found a comma"),
        ("x and y", 1, 3, "found and / or"),
        ("x if y else z", 1, 3, "found a condition"),
        ("x in y", 1, 3, "found a comparison"),
        ("not x", 1, 1, "found a sign that is no minus"),
        ("1 + +x", 1, 5, "found a sign that is no minus"),
        ("max(*x)", 1, 5, "found a star before a value"),
        ("max(x, y=2)", 1, 4, "found y=, expected values alone"),
        ("max(**x)", 1, 4, "found \\*\\*, expected values alone"),
        ("2(x)", 1, 2, "found brackets right after a value; write * for a product"),
        ("exp(x)(y)", 1, 7, "found brackets right after a value"),
        ("2*True", 1, 3, "found True, expected a number"),
        ("2*None", 1, 3, "found None, expected a number"),
        ("x + 1j", 1, 5, "found 1j, expected a number without an imaginary part"),
        ("x + ...", 1, 5, "found ..., expected a number"),
        ("x*1e999", 1, 3, "found a number beyond 1e308"),
        ("x*1" + "0" * 400, 1, 3, "found a number beyond 1e308"),
        ("2x", 1, 1, "found '2x', which does not fit here"),
        ("x y", 1, 3, "found 'y', which does not fit here"),
        ("(x + 1\n* 2", 1, 1, "this bracket is never closed"),
        ("x + 1)", 1, 6, "found ')', which does not fit here"),
        ("x +", 1, 4, "found the end of the line"),
        ("  x +  ", 1, 6, "found the end of the line"),
        ("a = x\nb = = 2", 2, 5, "found '='"),
        ("a = b = x", 1, 1, "expected name = formula, such as L = "),
        ("x += 1", 1, 1, "expected name = formula"),
        ("import os", 1, 1, "expected name = formula"),
        ("a, b = x", 1, 1, "expected name = formula"),
        ("x.a = y", 1, 1, "expected name = formula"),
        ("x + 1\ny", 1, 1, "this line has no name; write name = formula, only the last line may stand alone"),
        ("w" * (MAX_NAME + 1) + " + 1", 1, 1, "found a name of 41 characters, expected at most 40"),
        ("w" * (MAX_NAME + 1) + " = 1", 1, 1, "found a name of 41 characters, expected at most 40"),
    ],
)
def test_whatever_is_no_formula_is_told_with_its_place(text: str, line: int, column: int, message: str) -> None:
    error = refused(text)
    assert (error.line, error.column) == (line, column)
    assert str(error).startswith(f"line {line}, column {column}: ")
    head, _, tail = message.replace("\\*", "*").partition(".*")
    assert str(error).partition(": ")[2].startswith(head)
    assert tail in str(error)


@pytest.mark.parametrize(
    "text",
    [
        "(" * 150 + "x" + ")" * 150 + "*" + "(" * 250 + "x" + ")" * 250,
        "-" * (MAX_DEPTH + 1) + "x",
        "-" * 9_000 + "x",
        "x*" * MAX_DEPTH + "x",
        "x*" * 4_000 + "x",
        "exp(" * (MAX_DEPTH + 1) + "x" + ")" * (MAX_DEPTH + 1),
    ],
)
def test_a_formula_goes_100_operations_deep(text: str) -> None:
    assert "more than 100 operations stand inside one another; give a part of them a name" in str(refused(text))


def test_a_formula_has_at_most_10000_characters() -> None:
    assert read_script("x" + " " * (MAX_LENGTH - 1)).statements
    assert "found a text of 10,001 characters, expected at most 10,000" in str(refused("x" + " " * MAX_LENGTH))


def test_a_number_of_very_many_digits_is_told_shortly() -> None:
    assert len(str(refused("9" * 9_000))) < 200


@given(st.text(st.sampled_from("xyŷ0123456789.,+-*/()= \n²'jeinotlambda"), max_size=30) | st.text(max_size=12))
def test_any_text_is_a_formula_or_an_error_within_it(text: str) -> None:
    error = None
    try:
        assert read_script(text).statements
    except ExpressionError as caught:
        error = caught
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    assert error is None or 1 <= error.line <= len(lines)
    assert error is None or 1 <= error.column <= len(lines[error.line - 1]) + 1
