"""The desk of the debugger's commands: what each stride moves, and who is told of a term and who of a step."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from playground.document.document import Document
from playground.document.examples import example
from playground.engine.instruction import Operand
from playground.engine.training import Training
from playground.session.stepper import Granularity, Stepper
from playground.session.term_cursor import TermCursor
from playground.session.workbench import Workbench
from playground.ui.sample_choice import SampleChoice, SampleKind
from playground.ui.step_desk import StepDesk

FIRST_SUM = 2  # after the input, z of the first dense layer


class Told:
    """What a desk over the two moons tells."""

    def __init__(self) -> None:
        bench = Workbench()
        bench.open(Document(example("moons").diagram, None))
        self.desk = StepDesk(bench)
        self.desk.activate(True)
        self.steps: list[int] = []
        self.terms: list[int | None] = []
        self.desk.changed.connect(self._step)
        self.desk.terms_changed.connect(self._terms)

    def _step(self, stepper: object) -> None:
        assert isinstance(stepper, Stepper)
        self.steps.append(stepper.cursor)

    def _terms(self, terms: object) -> None:
        assert terms is None or isinstance(terms, TermCursor)
        self.terms.append(None if terms is None else terms.taken)


@pytest.fixture
def told(qtbot: QtBot) -> Told:
    return Told()


def test_into_tells_of_terms_alone_until_the_sum_is_whole_and_out_finishes_it(told: Told) -> None:
    told.desk.run_to(FIRST_SUM)
    for _ in range(2):
        told.desk.step_over(Granularity.TERM)
    told.desk.step_out()
    assert (told.steps, told.terms) == ([FIRST_SUM], [1, 2, 3])  # two inputs and the bias
    told.desk.step_over(Granularity.TERM)
    assert told.steps == [FIRST_SUM, FIRST_SUM + 1]
    told.desk.step_back(Granularity.TERM)
    assert told.steps[-1] == FIRST_SUM
    assert told.terms[-1] == 3


def test_a_step_at_the_end_of_a_pass_is_told_once(told: Told) -> None:
    told.desk.run_to_end()
    told.steps.clear()
    told.terms.clear()
    told.desk.step()
    assert len(told.steps + told.terms) == 1


def test_running_to_where_one_stands_leaves_the_terms(told: Told) -> None:
    told.desk.run_to(FIRST_SUM)
    told.desk.step_over(Granularity.TERM)
    told.desk.run_to(FIRST_SUM)
    assert told.terms == [1, None]


@pytest.mark.parametrize("stride", Granularity)
def test_the_chosen_granularity_moves_forward_and_back(told: Told, stride: Granularity) -> None:
    told.desk.run_to(FIRST_SUM)
    told.desk.set_granularity(stride)
    told.desk.step()
    assert told.desk.stepper is not None
    there = (told.desk.stepper.cursor, told.terms[-1:])
    told.desk.back()
    assert told.desk.stepper.cursor <= FIRST_SUM
    assert (told.desk.stepper.cursor, told.terms[-1:]) != there


def test_the_terms_are_those_of_the_element_that_is_looked_at(told: Told) -> None:
    asked: list[str] = []

    def looking(operand: Operand) -> tuple[int, ...]:
        asked.append(operand.symbol)
        return (0, 5)

    told.desk.looking = looking
    told.desk.run_to(FIRST_SUM)
    terms: list[object] = []
    told.desk.terms_changed.connect(terms.append)
    told.desk.step_over(Granularity.TERM)
    assert set(asked) == {"z"}
    assert isinstance(terms[0], TermCursor)
    assert terms[0].explanation.index == (0, 5)


def test_a_term_back_from_the_start_of_a_pass_is_the_end_of_the_one_before(told: Told) -> None:
    told.desk.run_to_end()
    told.desk.next_pass()
    assert told.desk.stepper is not None
    told.desk.step_back(Granularity.TERM)
    assert told.desk.stepper.at_end


def test_epochs_that_were_walked_keep_their_records_as_training_does(qtbot: QtBot) -> None:
    bench = Workbench()
    bench.open(Document(example("xor").diagram, None))
    desk = StepDesk(bench)
    desk.activate(True)
    desk.choose_samples(SampleChoice(SampleKind.BATCH, 0))
    start, data, diagram = bench.state.learned, bench.state.data, bench.state.diagram
    assert start is not None
    assert data is not None
    for _ in range(3):
        desk.next_pass()
    trained = Training(diagram.network, diagram.training, data.training, start)
    for _ in range(3):
        trained.update()
    assert bench.state.learned is not None
    assert len(bench.state.learned.history.records) == 3
    assert bench.state.learned.same_as(trained.learned())
    assert desk.stepper is not None
    assert desk.stepper.start.learned is bench.state.learned
