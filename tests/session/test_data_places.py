"""A number of the data is found in a pass over its sample."""

from __future__ import annotations

import pytest

from playground.document import example_networks, graph_examples
from playground.document.document import Document
from playground.engine.instruction import Ref
from playground.session.data_places import entrance, training_number
from playground.session.pass_samples import one_sample
from playground.session.state import State, opened
from playground.session.workbench import Workbench


def state_of(document: Document) -> State:
    """The document, opened."""
    return opened(document.diagram, document.learned)


def test_rows_of_the_training_part_have_a_number_and_those_of_validation_none() -> None:
    state = opened(example_networks.moons())
    assert state.prepared is not None
    for number, row in enumerate(state.prepared.train_index.tolist()):
        assert training_number(state, row) == number
    assert all(training_number(state, row) is None for row in state.prepared.validation_index.tolist())
    assert training_number(state, 10**6) is None


@pytest.mark.parametrize("document", [graph_examples.one_neuron(), graph_examples.mazur()])
def test_a_column_is_the_number_that_enters_a_pass(document: Document) -> None:
    state = state_of(document)
    assert state.dataset is not None
    walked = Workbench(state).stepper(one_sample(state, 0))
    walked.run_to_end()
    for column, given in enumerate(state.dataset.features[0].tolist()):
        ref, index = entrance(walked.network, column)
        assert walked.program.values[ref].array[index] == given
        assert walked.producer(ref) is not None


def test_what_is_predicted_leads_to_the_loss_that_it_is_compared_in() -> None:
    state = state_of(graph_examples.mazur())
    assert state.dataset is not None
    loss = state.diagram.network.loss
    assert loss is not None
    assert entrance(state.diagram.network, state.dataset.columns) == (Ref(loss.id, "loss"), ())
