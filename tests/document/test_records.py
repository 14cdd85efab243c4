"""Every operation, optimizer and data source of the catalogues has its record, with exactly its own fields."""

from dataclasses import fields

import msgspec
import numpy as np
import pytest

from playground.data.imported import Imported
from playground.data.sources import Bundled, Generated
from playground.data.split import Preparation
from playground.document.records import AnyOperation, AnyOptimizer, AnySource, canonical, from_record, to_record
from playground.engine.operations.catalogue import OPERATIONS
from playground.engine.operations.dense import Dense
from playground.engine.operations.operation import Operation
from playground.engine.optimizers import OPTIMIZERS, SGD, Momentum
from playground.engine.settings import TrainingSettings


@pytest.mark.parametrize("kind", OPERATIONS)
def test_each_operation_is_stored_by_its_kind_and_fields(kind: str) -> None:
    operation = OPERATIONS[kind]()
    data = msgspec.json.encode(to_record(operation))
    assert list(msgspec.json.decode(data)) == ["kind", *(entry.name for entry in fields(operation))]
    assert msgspec.json.decode(data)["kind"] == kind
    assert from_record(msgspec.json.decode(data, type=AnyOperation), Operation) == operation


@pytest.mark.parametrize("kind", OPTIMIZERS)
def test_each_optimizer_is_stored_by_its_kind(kind: str) -> None:
    optimizer = OPTIMIZERS[kind]()
    data = msgspec.json.encode(to_record(optimizer))
    assert from_record(msgspec.json.decode(data, type=AnyOptimizer), object) == optimizer


@pytest.mark.parametrize(
    "source", [Generated("moons", 9, 0.5, 3), Bundled("iris"), Imported("a.csv", "y", ("x",), (), b"\0" * 8, b"\1" * 8)]
)
def test_each_data_source_is_stored_by_its_own_word(source: object) -> None:
    data = msgspec.json.encode(to_record(source))
    assert msgspec.json.decode(data)["source"] == type(source).__name__.lower()
    assert from_record(msgspec.json.decode(data, type=AnySource), object) == source


@pytest.mark.parametrize("value", [Preparation(0.5, 3, False), TrainingSettings(Momentum(0.1, 0.5), 7, 9)])
def test_settings_within_settings_come_back(value: object) -> None:
    assert from_record(to_record(value), object) == value


def test_numbers_are_stored_in_one_form_only() -> None:
    assert msgspec.json.encode(to_record(SGD(1))) == msgspec.json.encode(to_record(SGD(np.float64(1.0))))
    assert msgspec.json.encode(to_record(Dense(np.int64(3)))) == msgspec.json.encode(to_record(Dense(3)))
    assert str(canonical(-0.0)) == "0.0"


def test_a_record_of_another_kind_is_not_taken() -> None:
    with pytest.raises(TypeError, match="found a SGD, expected a Dense"):
        from_record(to_record(SGD()), Dense)
