"""A step in a list of two thousand is shown within half a frame.

Not part of the suite; run it by `pytest tests/benchmarks/bench_step_list.py`. Processor time; the median of twenty.
"""

from statistics import median
from time import process_time

from pytestqt.qtbot import QtBot

from playground.engine.operations.dense import Dense
from playground.engine.operations.losses import MeanSquaredError
from playground.engine.operations.source import Input
from playground.ui.stepper.step_list import StepList
from tests.session.walked_nets import chain, stepper

BUDGET = 0.008  # seconds


def test_two_thousand_steps_are_quick(qtbot: QtBot) -> None:
    layers = [Dense(2, "tanh") for _ in range(250)]
    walked = stepper(chain(Input(2), *layers, Dense(1, "identity"), MeanSquaredError()))
    assert len(walked.instructions) > 2_000
    steps = StepList()
    qtbot.addWidget(steps)
    steps.resize(208, 600)
    steps.show_stepper(walked)
    steps.show()
    spent = []
    for _ in range(20):
        walked.step()
        begun = process_time()
        steps.show_stepper(walked)
        spent.append(process_time() - begun)
    assert median(spent) < BUDGET
