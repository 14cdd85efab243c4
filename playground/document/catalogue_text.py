"""The catalogue in words: every block, activation and kind of setting with its formula, its source and its settings.

All of it comes from the classes themselves, their fields and their docstrings; nothing is written here a second time.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, fields
from inspect import cleandoc
from typing import Any

from playground.document.families import FAMILIES, SETTING_CHOICES, first_sentence
from playground.document.setting_text import setting_types, setting_value_text
from playground.engine.operations.activations import ACTIVATIONS
from playground.engine.operations.catalogue import OPERATIONS

ACTIVATION_GROUP = "Activation functions"
_FRACTION = re.compile(r"<([^<>|]*)\|([^<>|]*)>")
_SOURCE = re.compile(r"Sources?:\s*(.+)", re.DOTALL)


@dataclass(frozen=True)
class SettingEntry:
    """One setting: its name, its default as typed, and what it may be if that is a closed list."""

    name: str
    default: str
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class CatalogueEntry:
    """One thing to choose: `kind` as typed, its formula in a line, all its class says, where it comes from."""

    kind: str
    title: str
    group: str
    formula: str
    documentation: str
    source: str
    settings: tuple[SettingEntry, ...] = ()


def catalogue_entries() -> Iterator[CatalogueEntry]:
    """Blocks in the catalogue's order, activation functions, then the kinds of each family of settings."""
    yield from (_of_class(kind, kind.group) for kind in OPERATIONS.values())
    for key, function in ACTIVATIONS.items():
        formula, slope = _plain(function.formula), _plain(function.slope_formula)
        remark = f"; {function.remark}" if function.remark else ""
        says = f"g(z) = {formula}, g′(z) = {slope}{remark}"
        yield CatalogueEntry(_typed(key), function.title, ACTIVATION_GROUP, formula, says, "")
    for family, kinds in FAMILIES.items():
        yield from (_of_class(kind, family.replace("_", " ").capitalize()) for kind in kinds.values())


def _plain(formula: str) -> str:
    """A formula's template in one line, fractions with a stroke."""
    return _FRACTION.sub(_quotient, formula.format(z="z", a="a"))


def _quotient(fraction: re.Match[str]) -> str:
    return " / ".join(f"({part})" if " " in part else part for part in fraction.groups())


def _of_class(kind: type[Any], group: str) -> CatalogueEntry:
    documentation = " ".join(cleandoc(kind.__doc__ or "").split())
    formula = getattr(kind, "summary", first_sentence(kind))
    return CatalogueEntry(
        _typed(kind.kind), kind.title, group, formula, documentation, _source(kind), tuple(_settings(kind))
    )


def _settings(kind: type[Any]) -> Iterator[SettingEntry]:
    known, usual = setting_types(kind), kind()
    for entry in fields(kind):
        if entry.name in known:
            choices = tuple(map(_typed, SETTING_CHOICES[entry.name])) if known[entry.name] is str else ()
            default = setting_value_text(getattr(usual, entry.name))
            yield SettingEntry(_typed(entry.name), _typed(default), choices)


def _source(kind: type[Any]) -> str:
    """What the class or else its file names as the source."""
    for text in (kind.__doc__, sys.modules[kind.__module__].__doc__):
        found = _SOURCE.search(text or "")
        if found:
            return " ".join(found[1].split())
    return ""


def _typed(name: str) -> str:
    return name.replace("_", "-")
