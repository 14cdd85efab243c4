"""What was learned, to records and back: every array as long as its shape says, every number finite."""

from __future__ import annotations

from collections.abc import Sequence
from math import prod

import numpy as np
from numpy.typing import NDArray

from playground.document.document_records import (
    HistoryRecord,
    HistoryRow,
    LearnedRecord,
    MomentRecord,
    ParameterRecord,
)
from playground.document.errors import ContentError
from playground.document.limits import length
from playground.document.records import canonical
from playground.engine.descent import state_shapes
from playground.engine.history import EpochRecord, History
from playground.engine.learned import Learned
from playground.engine.network import Network
from playground.engine.operations.operation import shape_text
from playground.engine.parameters import Layout, Slot, layout_of

FLOAT = np.dtype("<f8")

Floats = NDArray[np.float64]


def learned_record(learned: Learned) -> LearnedRecord:
    """The record of a learned state; equal states give equal records."""
    return LearnedRecord(
        epoch=int(learned.epoch),
        position=int(learned.position),
        updates=int(learned.updates),
        history=HistoryRecord(int(learned.history.stride), tuple(map(_row, learned.history.records))),
        parameters=tuple(_parameter(slot, learned.values) for slot in learned.layout.slots),
        moments=tuple(MomentRecord(name, _bytes(learned.moments[name])) for name in sorted(learned.moments)),
    )


def read_learned(record: LearnedRecord, network: Network, place: str = "$.learned") -> Learned:
    """The learned state of a finished network; `ContentError` where an array does not fit it or a number is odd."""
    if network.problems:
        raise ContentError(
            place, f"found parameters, expected null while the network is unfinished: {network.problems[0]}"
        )
    layout = layout_of(network)
    values = _read_parameters(record.parameters, layout, f"{place}.parameters")
    moments = _read_moments(record.moments, layout.size, f"{place}.moments")
    history = _read_history(record.history, record.epoch, f"{place}.history")
    return Learned(layout, values, moments, record.epoch, record.position, record.updates, history)


def _row(record: EpochRecord) -> HistoryRow:
    losses = (canonical(record.train_loss), _optional(record.validation_loss))
    return (int(record.epoch), *losses, _optional(record.train_accuracy), _optional(record.validation_accuracy))


def _optional(value: float | None) -> float | None:
    return None if value is None else canonical(value)


def _parameter(slot: Slot, flat: Floats) -> ParameterRecord:
    return ParameterRecord(slot.node, slot.quantity, slot.shape, _bytes(slot.view(flat)))


def _bytes(array: Floats) -> bytes:
    return np.ascontiguousarray(array, FLOAT).tobytes()


def _read_parameters(records: Sequence[ParameterRecord], layout: Layout, place: str) -> Floats:
    if len(records) != len(layout.slots):
        raise ContentError(place, f"found {len(records)} parameters, expected the network's {len(layout.slots)}")
    parts = [
        _read_parameter(record, slot, f"{place}[{index}]")
        for index, (record, slot) in enumerate(zip(records, layout.slots, strict=True))
    ]
    return np.concatenate(parts) if parts else np.empty(0)


def _read_parameter(record: ParameterRecord, slot: Slot, place: str) -> Floats:
    if (record.node, record.quantity) != (slot.node, slot.quantity):
        raise ContentError(place, f"found {record.quantity} of {record.node}, expected {slot.quantity} of {slot.node}")
    if record.shape != slot.shape:
        raise ContentError(f"{place}.shape", f"found {shape_text(record.shape)}, expected {shape_text(slot.shape)}")
    return _floats(record.values, length(slot.shape), f"{place}.values")


def _read_moments(records: Sequence[MomentRecord], size: int, place: str) -> dict[str, Floats]:
    shapes = state_shapes(size)
    moments: dict[str, Floats] = {}
    for index, record in enumerate(records):
        if record.name not in shapes or record.name in moments:
            raise ContentError(
                f"{place}[{index}].name", f"found {record.name!r}, expected each once of {', '.join(sorted(shapes))}"
            )
        shape = shapes[record.name]
        moments[record.name] = _floats(record.values, prod(shape), f"{place}[{index}].values").reshape(shape)
    return moments


def _read_history(record: HistoryRecord, epoch: int, place: str) -> History:
    last = 0
    for index, row in enumerate(record.records):
        if not last < row[0] <= epoch:
            found, here = row[0], f"{place}.records[{index}][0]"
            raise ContentError(here, f"found epoch {found}, expected one after {last} and up to {epoch}")
        last = row[0]
    return History(tuple(EpochRecord(*row) for row in record.records), record.stride)


def _floats(data: bytes, count: int, place: str) -> Floats:
    if len(data) != count * FLOAT.itemsize:
        raise ContentError(place, f"found {len(data)} bytes, expected {count * FLOAT.itemsize} for {count} numbers")
    array = np.frombuffer(data, FLOAT).astype(np.float64)
    if not np.isfinite(array).all():
        raise ContentError(place, "found NaN or infinity, expected finite numbers")
    return array
