"""Names and ids of blocks: numbered, different, printable, and ids never given twice."""

from dataclasses import replace

import pytest

from playground.document.diagram import Diagram
from playground.document.errors import EditError
from playground.document.naming import check_id, check_name, last_number, name_for, name_of_copy
from playground.engine.network import Network, Node
from playground.engine.operations.dense import Dense
from playground.engine.operations.losses import MeanSquaredError
from playground.engine.operations.source import Input
from tests.document.sample_diagrams import plain


def test_input_and_loss_stand_alone_and_layers_are_numbered() -> None:
    assert name_for(Input(), ()) == "Input"
    assert name_for(MeanSquaredError(), ()) == "Loss"
    assert name_for(Dense(), ()) == "Dense 1"
    nodes = plain().network.nodes
    assert [name_for(kind, nodes) for kind in (Input(), Dense(), MeanSquaredError())] == [
        "Input 2",
        "Dense 3",
        "Loss 2",
    ]


def test_a_copy_keeps_its_name_or_gets_the_next_number() -> None:
    assert name_of_copy("Dense 2", {"Dense 1"}) == "Dense 2"
    assert name_of_copy("Dense 2", {"Dense 1", "Dense 2"}) == "Dense 3"
    assert name_of_copy("Output", {"Output"}) == "Output 2"
    for name in ("x" * 60, "x" * 58 + " 9"):
        check_name(name_of_copy(name, {name, *(f"{'x' * 50} {number}" for number in range(1, 99))}))


def test_the_next_id_is_above_all_that_are_and_all_that_were() -> None:
    assert last_number(Diagram()) == 0
    assert last_number(replace(plain(), made=17)) == 17
    assert last_number(Diagram(Network((Node("n12", "A", Dense()), Node("x", "B", Dense()))))) == 12


@pytest.mark.parametrize("name", ["", " a", "a ", "a\nb", "a\x00", "x" * 61, "\u202eabc"])
def test_odd_names_are_refused(name: str) -> None:
    with pytest.raises(EditError):
        check_name(name)


@pytest.mark.parametrize("name", ["a", "Dense 1", "δz ≥ 0", "層"])
def test_names_may_be_in_any_language(name: str) -> None:
    check_name(name)


@pytest.mark.parametrize("id", ["", "a b", "ä", "n" * 61, "a/b"])
def test_odd_ids_are_refused(id: str) -> None:
    with pytest.raises(EditError, match="a block cannot have the id"):
        check_id(id)
