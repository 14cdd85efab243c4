"""Records of settings: the engine's and the data's frozen values as a file holds them, and the way there and back.

An operation or an optimizer added to its catalogue is in files at once: its fields are its keys, its `kind` the tag.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, Field, fields
from functools import reduce
from operator import or_
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated, Any, SupportsFloat, SupportsInt, TypeAlias, TypeVar

import msgspec
from msgspec import Meta

from playground.data.imported import Imported
from playground.data.sources import Bundled, Generated, Written
from playground.data.split import Preparation
from playground.document.field_types import field_types
from playground.document.limits import MAX_WHOLE
from playground.engine.network import Learning
from playground.engine.operations.catalogue import OPERATIONS
from playground.engine.optimizers import OPTIMIZERS, Optimizer
from playground.engine.schedules import SCHEDULES, ConstantSchedule, Schedule
from playground.engine.settings import TrainingSettings

Value = TypeVar("Value")

LONGEST_TEXT = 1_000

Record: TypeAlias = msgspec.Struct
Text: TypeAlias = Annotated[str, Meta(max_length=LONGEST_TEXT)]
Whole: TypeAlias = Annotated[int, Meta(ge=-MAX_WHOLE, le=MAX_WHOLE)]

_Tag: TypeAlias = tuple[str, str] | tuple[None, None]
_TYPES: Mapping[object, object] = {int: Whole, str: Text}
_NONE: Mapping[str, Record] = MappingProxyType({})


def _record(
    cls: type[Any],
    tag: _Tag = (None, None),
    types: Mapping[object, object] = _TYPES,
    absent: Mapping[str, Record] = _NONE,
) -> type[Record]:
    """The record type of a frozen dataclass: the same fields behind a tag (key, word).

    All are written. A field that has a default may be missing in what is read: the file is older than the field. For
    settings that are themselves records `absent` says what a missing one stands for.
    """
    hints = field_types(cls)
    entries = [_entry(entry, types.get(hints[entry.name], hints[entry.name]), absent) for entry in fields(cls)]
    return msgspec.defstruct(
        cls.__name__, entries, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field=tag[0], tag=tag[1]
    )


def _entry(entry: Field[Any], type_: object, absent: Mapping[str, Record]) -> tuple[Any, ...]:
    """Name, type and default of a record's field."""
    if entry.name in absent:
        return entry.name, type_, absent[entry.name]
    if entry.default is MISSING or type(entry.default) not in (bool, int, float, str, tuple, type(None)):
        return entry.name, type_
    return entry.name, type_, entry.default


_OPERATIONS: Mapping[type[Any], type[Record]] = {cls: _record(cls, ("kind", kind)) for kind, cls in OPERATIONS.items()}
_OPTIMIZERS: Mapping[type[Any], type[Record]] = {cls: _record(cls, ("kind", kind)) for kind, cls in OPTIMIZERS.items()}
_SCHEDULES: Mapping[type[Any], type[Record]] = {cls: _record(cls, ("kind", kind)) for kind, cls in SCHEDULES.items()}
_SOURCES: Mapping[type[Any], type[Record]] = {
    Generated: _record(Generated, ("source", "generated")),
    Bundled: _record(Bundled, ("source", "bundled")),
    Imported: _record(Imported, ("source", "imported"), types={}),  # a table's own names may be long
    Written: _record(Written, ("source", "written"), types={**_TYPES, tuple[str, ...]: tuple[Text, ...]}),
}

if TYPE_CHECKING:
    AnyOperation: TypeAlias = Record
    AnyOptimizer: TypeAlias = Record
    AnySchedule: TypeAlias = Record
    AnySource: TypeAlias = Record
    LearningRecord: TypeAlias = Record
    PreparationRecord: TypeAlias = Record
    TrainingRecord: TypeAlias = Record
else:
    AnyOperation = reduce(or_, _OPERATIONS.values())
    AnyOptimizer = reduce(or_, _OPTIMIZERS.values())
    AnySchedule = reduce(or_, _SCHEDULES.values())
    AnySource = reduce(or_, _SOURCES.values())
    LearningRecord = _record(Learning, types={**_TYPES, tuple[str, ...]: tuple[Text, ...]})
    PreparationRecord = _record(Preparation)
    TrainingRecord = _record(
        TrainingSettings,
        types={**_TYPES, Optimizer: AnyOptimizer, Schedule: AnySchedule},
        absent={"schedule": _SCHEDULES[ConstantSchedule]()},
    )

_RECORDS: Mapping[type[Any], type[Record]] = {
    **_OPERATIONS,
    **_OPTIMIZERS,
    **_SCHEDULES,
    **_SOURCES,
    Learning: LearningRecord,
    Preparation: PreparationRecord,
    TrainingSettings: TrainingRecord,
}
_VALUES: Mapping[type[Record], type[Any]] = {record: cls for cls, record in _RECORDS.items()}


def to_record(value: object) -> Record:
    """The record of an operation, an optimizer, a data source or another of the settings that files hold."""
    cls: type[Any] = type(value)
    record, hints = _RECORDS[cls], field_types(cls)
    return record(**{name: _plain(getattr(value, name), hints[name]) for name in record.__struct_fields__})


def from_record(record: Record, expected: type[Value]) -> Value:
    """The frozen value that a record stands for, of the type `expected`; its ranges are not checked here."""
    values = ((name, getattr(record, name)) for name in record.__struct_fields__)
    value = _VALUES[type(record)](
        **{name: from_record(value, object) if isinstance(value, Record) else value for name, value in values}
    )
    if not isinstance(value, expected):
        raise TypeError(f"found a {type(value).__name__}, expected a {expected.__name__}")
    return value


def canonical(value: SupportsFloat) -> float:
    """The number as Python's float, 0.0 for −0.0, so that equal values give equal bytes."""
    return float(value) + 0.0


def _plain(value: object, hint: object) -> object:
    """The value in the one form in which a file holds it."""
    if type(value) in _RECORDS:
        return to_record(value)
    if hint is float and isinstance(value, SupportsFloat):
        return canonical(value)
    return int(value) if hint is int and isinstance(value, SupportsInt) else value
