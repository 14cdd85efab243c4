"""Training settings in words: `beta1=0.8`, `batch_size 32`, whichever part of the settings has one of that name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace
from typing import Any

from playground.document.errors import EditError
from playground.document.families import FAMILIES
from playground.document.setting_text import Words, alike, read_settings, setting_types, words_of
from playground.engine.settings import TrainingSettings

_LONGEST_NAME = 4  # words


def with_words(settings: TrainingSettings, text: str) -> TrainingSettings:
    """The settings with those that the words give; `EditError` if no part has one of that name."""
    words = words_of(text)
    for family, part in _parts(settings):
        if any("_".join(words[:used]) in setting_types(type(part)) for used in range(1, _LONGEST_NAME + 1)):
            changed = replace(part, **read_settings(type(part), words))
            return changed if not family else replace(settings, **{family: changed})
    raise EditError(_refusal(settings, words))


def _parts(settings: TrainingSettings) -> Iterator[tuple[str, Any]]:
    """The settings themselves, then each of their parts with the name of its field."""
    yield "", settings
    names = (entry.name for entry in fields(settings) if entry.name in FAMILIES)
    yield from ((name, getattr(settings, name)) for name in names)


def _refusal(settings: TrainingSettings, words: Words) -> str:
    known = [name for _, part in _parts(settings) for name in setting_types(type(part))]
    found = repr(words[0]) if words else "nothing"
    return f"found {found}{alike(words[0], known) if words else ''}, expected one of the settings {', '.join(known)}"
