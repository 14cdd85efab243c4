"""The listing of a pass: rows under headings, the value of each line that has run, and the script of the same bits."""

import contextlib
import io

import numpy as np
import pytest

from playground.engine.instruction import Phase
from playground.engine.optimizers import Adam
from playground.engine.settings import TrainingSettings
from playground.session.listing import Notation, PassListing, script_of, value_text
from playground.session.stepper import Stepper
from tests.session.walked_nets import NETS, stepper

NAME = "2-3-2 softmax"


def clipped(batch: int = 2) -> Stepper:
    """A pass whose update changes gradients and weights more than once."""
    settings = TrainingSettings(Adam(), clip_value=0.01, clip_norm=0.01, l2=0.1, decay=0.1)
    walked = stepper(NETS[NAME], batch)
    return Stepper(walked.network, settings, walked.start)


def test_each_block_has_a_heading_and_each_line_a_row() -> None:
    walked = stepper(NETS[NAME])
    listing = PassListing(walked)
    rows = listing.rows(Notation.MATHEMATICS)
    lines = [row for row in rows if not row.is_heading]
    assert [row.index for row in lines] == list(range(len(walked.instructions)))
    shown = [listing.source(row, Notation.MATHEMATICS) for row in lines]
    assert shown == [instruction.text for instruction in walked.instructions]
    assert (listing.source(rows[0], Notation.MATHEMATICS), rows[0].is_heading) == ("Input", True)
    assert listing.text(Notation.MATHEMATICS).startswith("      # Input\n   1  a⁽⁰⁾ = x\n      # Hidden 1\n")


def test_in_numpy_a_line_may_take_several_rows() -> None:
    walked = stepper(NETS[NAME])
    listing = PassListing(walked)
    rows = [row for row in listing.rows(Notation.NUMPY) if not row.is_heading]
    assert [row.index for row in rows if row.is_first] == list(range(len(walked.instructions)))
    assert any(not row.is_first for row in rows)
    assert "np.tanh(z1, out=a1)" in [listing.source(row, Notation.NUMPY) for row in rows]


def test_only_lines_that_have_run_have_a_value() -> None:
    walked = stepper(NETS[NAME])
    listing = PassListing(walked)
    walked.run_to(3)
    known = [listing.value(walked, index) is not None for index in range(len(walked.instructions))]
    assert known == [index < 3 for index in range(len(walked.instructions))]
    assert listing.value(walked, 1) is walked.instructions[1].result.array


def test_a_value_stays_what_its_line_computed() -> None:
    """Also where the update has changed it since: clipped gradients, weights that have shrunk and then moved."""
    walked = clipped()
    listing, computed = PassListing(walked), []
    while walked.step():
        assert walked.current is not None
        computed.append(walked.current.result.array.copy())
        for index, value in enumerate(computed):
            shown = listing.value(walked, index)
            assert shown is not None
            assert np.array_equal(shown, value), walked.instructions[index].text
    assert any(instruction.phase is Phase.UPDATE for instruction in walked.instructions)


@pytest.mark.parametrize("make", [clipped, lambda: stepper(NETS["2-3-2 softmax"])])
def test_the_script_walks_the_pass_from_its_start(make: object) -> None:
    assert callable(make)
    walked = make()
    walked.run_to(len(walked.instructions) - 1)  # the update is half done, yet the script begins before it
    source = script_of(walked)
    walked.run_to_end()
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        exec(compile(source, "script", "exec"), {})
    lines = dict(line.split(" = ") for line in printed.getvalue().splitlines())
    assert lines["L"] == repr(walked.program.loss.item())
    assert lines["W1"] == repr(walked.program.value("weights", "hidden 1").tolist())


def test_the_next_pass_has_the_same_rows() -> None:
    walked = stepper(NETS[NAME])
    listing = PassListing(walked)
    walked.next_pass()
    assert listing.fits(walked)
    assert not listing.fits(stepper(NETS[NAME], 2))
    assert not listing.fits(Stepper(walked.network, TrainingSettings(Adam(0.5)), walked.start))


@pytest.mark.parametrize(
    ("array", "text"),
    [
        (None, "?"),
        (np.array(-0.5), "−0.5000"),
        (np.array([[1.0, -2.0]]), "[1.000, −2.000]"),
        (np.zeros((2, 3)), "2 × 3: 0, 0, 0, 0, …"),
    ],
)
def test_a_value_is_its_numbers_or_its_shape_and_the_first(array: np.ndarray | None, text: str) -> None:
    assert value_text(array) == text


def test_the_text_holds_every_row() -> None:
    listing = PassListing(stepper(NETS[NAME]))
    text = listing.text(Notation.NUMPY)
    assert text.count("\n") == len(listing.rows(Notation.NUMPY))
    assert "   2  " in text
