"""The types of a dataclass's fields, from which records, forms and words are made.

Plain types are looked up by their names: evaluating the annotations of all operations would take a tenth of a start.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any, get_type_hints

_PLAIN: Mapping[object, object] = {
    "int": int,
    "float": float,
    "bool": bool,
    "str": str,
    "int | None": int | None,
    "float | None": float | None,
    "tuple[int, ...]": tuple[int, ...],
    "tuple[float, ...]": tuple[float, ...],
    "tuple[str, ...]": tuple[str, ...],
}


def field_types(cls: type[Any]) -> Mapping[str, object]:
    """Names and types of the fields, in order."""
    entries = fields(cls)
    if all(entry.type in _PLAIN for entry in entries):
        return {entry.name: _PLAIN[entry.type] for entry in entries}
    hints = get_type_hints(cls)
    return {entry.name: hints[entry.name] for entry in entries}
