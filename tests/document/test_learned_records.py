"""What was learned comes back bit for bit, into exactly the arrays that the network asks for."""

import msgspec
import numpy as np
import pytest

from playground.document.errors import ContentError
from playground.document.learned_records import learned_record, read_learned
from playground.engine.learned import fresh
from tests.document.sample_diagrams import learned_of, plain, residual


def test_a_run_comes_back_bit_for_bit_and_read_only() -> None:
    learned = learned_of(residual())
    again = read_learned(learned_record(learned), residual().network)
    assert again.same_as(learned)
    assert not again.values.flags.writeable


def test_parameters_are_stored_as_little_endian_float64_row_by_row() -> None:
    learned = fresh(plain().network, 1)
    record = learned_record(learned)
    weights = learned.layout.slot("n2", "weights").view(learned.values)
    assert record.parameters[0].values == weights.astype("<f8").tobytes(order="C")
    assert record.parameters[0].shape == (3, 2)


def test_the_order_of_the_optimizers_arrays_does_not_matter() -> None:
    learned = learned_of(plain())
    assert [moment.name for moment in learned_record(learned).moments] == sorted(learned.moments)


def test_parameters_of_another_network_are_refused() -> None:
    with pytest.raises(ContentError, match="found 4 parameters, expected the network's 6"):
        read_learned(learned_record(fresh(plain().network, 0)), residual().network)


def test_an_array_given_twice_is_refused() -> None:
    record = learned_record(learned_of(plain()))
    twice = msgspec.structs.replace(record, moments=record.moments * 2)
    with pytest.raises(ContentError, match="found 'velocity', expected each once"):
        read_learned(twice, plain().network)


def test_a_network_that_learns_nothing_has_empty_arrays() -> None:
    record = learned_record(fresh(plain().network, 0))
    assert np.frombuffer(record.parameters[1].values, "<f8").tolist() == [0.0, 0.0, 0.0]
