"""A single sample is written in columns, a batch in rows, and parameters always as they are."""

import pytest

from playground.cli.opening import ready
from playground.cli.trace_printing import as_json, print_steps, written
from playground.cli.trace_walk import batches, one_sample, walk_updates
from tests.cli.networks import branching


def test_only_the_axis_of_samples_is_dropped() -> None:
    subject = ready(branching(), "net")
    for walked in walk_updates(subject, one_sample(subject, 0), 1):
        shape = written(walked.step.value, walked.instruction.result, 1).shape
        if walked.instruction.quantity.per_sample:
            assert shape == walked.step.value.shape[1:]
        else:
            assert shape == walked.step.value.shape


def test_every_operand_of_a_formula_is_listed() -> None:
    subject = ready(branching(), "net")
    for walked in walk_updates(subject, batches(subject), 1):
        step = as_json(walked)
        assert isinstance(step, dict)
        for operand in step["operands"].values():
            assert operand["symbol"]
            assert operand["value"] is not None


def test_updates_are_parted_by_an_empty_line(capsys: pytest.CaptureFixture[str]) -> None:
    subject = ready(branching(), "net")
    print_steps(walk_updates(subject, one_sample(subject, 0), 3))
    lines = capsys.readouterr().out.splitlines()
    assert lines.count("") == 2
    assert sum("phase" in line for line in lines) == 3
