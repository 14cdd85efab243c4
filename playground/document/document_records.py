"""The shape of a whole file, key by key, and of the text on the clipboard. Says what is where, checks nothing."""

from __future__ import annotations

from typing import Annotated, TypeAlias

import msgspec
from msgspec import Meta

from playground.document.limits import MAX_WHOLE
from playground.document.records import AnyOperation, AnySource, LearningRecord, PreparationRecord, Text, TrainingRecord
from playground.engine.history import CAPACITY
from playground.engine.network import MAX_EDGES, MAX_NODES

FORMAT = "backprop-playground"
FRAGMENT_FORMAT = "backprop-playground-blocks"
VERSION = 1

Count: TypeAlias = Annotated[int, Meta(ge=0, le=MAX_WHOLE)]
Extent: TypeAlias = Annotated[int, Meta(ge=1, le=MAX_WHOLE)]
Shape: TypeAlias = Annotated[tuple[Extent, ...], Meta(max_length=8)]
HistoryRow: TypeAlias = tuple[Extent, float, float | None, float | None, float | None]


class Strict(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A record with exactly its keys, none of them optional."""


class Header(msgspec.Struct, frozen=True):
    """What every file begins with; read first, whatever else is there."""

    format: str
    version: int


class NodeRecord(Strict, frozen=True, omit_defaults=True):
    """A block, where it stands, and how its parameters learn if not like the rest."""

    id: Text
    name: Text
    x: float
    y: float
    operation: AnyOperation
    learning: LearningRecord | None = None


class EdgeRecord(Strict, frozen=True):
    """A wire."""

    source: Text
    target: Text
    port: Count


Nodes: TypeAlias = Annotated[tuple[NodeRecord, ...], Meta(max_length=MAX_NODES)]
Edges: TypeAlias = Annotated[tuple[EdgeRecord, ...], Meta(max_length=MAX_EDGES)]


class NetworkRecord(Strict, frozen=True):
    """All blocks in the order they were made, all wires, and how many blocks were ever made."""

    made: Count
    nodes: Nodes
    edges: Edges


class ParameterRecord(Strict, frozen=True):
    """One parameter: little-endian float64, row by row, as base64."""

    node: Text
    quantity: Text
    shape: Shape
    values: bytes


class MomentRecord(Strict, frozen=True):
    """One state array of the optimizer, as long as all parameters together."""

    name: Text
    values: bytes


class HistoryRecord(Strict, frozen=True):
    """The curve: epoch, training loss, validation loss, training accuracy, validation accuracy."""

    stride: Extent
    records: Annotated[tuple[HistoryRow, ...], Meta(max_length=CAPACITY)]


class LearnedRecord(Strict, frozen=True):
    """What the network has learned and where the run stands."""

    epoch: Count
    position: Count
    updates: Count
    history: HistoryRecord
    parameters: Annotated[tuple[ParameterRecord, ...], Meta(max_length=2 * MAX_NODES)]
    moments: Annotated[tuple[MomentRecord, ...], Meta(max_length=16)]


class DocumentRecord(Strict, frozen=True):
    """A whole file."""

    format: Text
    version: Count
    network: NetworkRecord
    data: AnySource
    preparation: PreparationRecord
    training: TrainingRecord
    learned: LearnedRecord | None


class FragmentRecord(Strict, frozen=True):
    """Copied blocks on the clipboard."""

    format: Text
    version: Count
    nodes: Nodes
    edges: Edges
