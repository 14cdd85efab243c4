"""Settings that are themselves one of several kinds, such as the optimizer: the tables of their kinds, by field name.

A kind added to its table is offered in forms and on the command line at once; a new family is one line here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import TYPE_CHECKING, Any, TypeVar

from playground.engine.operations.catalogue import CHOICES
from playground.engine.optimizers import OPTIMIZERS
from playground.engine.schedules import SCHEDULES
from playground.engine.settings import PRECISIONS

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Kind = TypeVar("Kind", bound="DataclassInstance")
FAMILIES: Mapping[str, Mapping[str, type[Any]]] = {"optimizer": OPTIMIZERS, "schedule": SCHEDULES}
SETTING_CHOICES: Mapping[str, Mapping[str, str]] = {**CHOICES, "precision": PRECISIONS}
"""For every setting that takes one of a closed list, of blocks and of training alike: its keys with their titles."""


def titles_of(family: str) -> Mapping[str, str]:
    """What there is to choose from, keys with titles."""
    return {key: kind.title for key, kind in FAMILIES[family].items()}


def first_sentence(kind: type[Any]) -> str:
    """What a kind says of itself in a line: its formula."""
    return " ".join((kind.__doc__ or "").split()).partition(". ")[0].removesuffix(".")


def like(kind: type[Kind], before: DataclassInstance) -> Kind:
    """A value of another kind that keeps every setting both have, unless it was only the default of the first."""
    usual = type(before)()
    names = {entry.name for entry in fields(kind)} & {entry.name for entry in fields(before)}
    kept = {name: getattr(before, name) for name in names}
    return kind(**{name: value for name, value in kept.items() if value != getattr(usual, name)})
