"""Field types looked up by name are those that evaluation gives."""

from __future__ import annotations

from dataclasses import fields
from typing import get_type_hints

import pytest

from playground.data.imported import Imported
from playground.document.families import FAMILIES
from playground.document.field_types import field_types
from playground.engine.network import Learning
from playground.engine.operations.catalogue import OPERATIONS
from playground.engine.settings import TrainingSettings

KINDS = (*OPERATIONS.values(), *(kind for kinds in FAMILIES.values() for kind in kinds.values()))


@pytest.mark.parametrize("kind", [*KINDS, TrainingSettings, Learning, Imported])
def test_they_are_those_of_the_annotations_in_order(kind: type) -> None:
    hints = get_type_hints(kind)
    assert list(field_types(kind).items()) == [(entry.name, hints[entry.name]) for entry in fields(kind)]
