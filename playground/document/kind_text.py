"""Values of a closed table of kinds from a few words: `adam beta1=0.8`, `huber delta 0.5`, `cosine epochs=50`.

The first words name the kind, by its key or its title or the unmistakable beginning of either; settings follow.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any, TypeVar

from playground.document.errors import EditError
from playground.document.setting_text import Words, alike, read_settings, words_of
from playground.engine.errors import SettingError
from playground.engine.initializers import INITIALIZERS
from playground.engine.operations.operation import Operation

Value = TypeVar("Value")

LONGEST_TEXT = 400
_LONGEST_NAME = 6  # words
_RECTIFIERS = frozenset({"relu", "leaky_relu", "elu", "gelu", "silu", "mish"})
_SELF_NORMALIZING, _FOR_SELF_NORMALIZING = "selu", "lecun_normal"  # Klambauer et al. 2017


@dataclass(frozen=True)
class Named:
    """What a kind is called, in small letters, what to show for it, and the settings that its name brings along."""

    names: tuple[str, ...]
    shown: str
    kind: type[Any]
    settings: Mapping[str, object] = field(default_factory=dict)

    def made(self, words: Words) -> Any:  # noqa: ANN401  # a value of the kind
        """The value with the settings that the words give; `EditError` if they cannot be or cannot be understood."""
        try:
            chosen = {**self.settings, **read_settings(self.kind, words)}
        except EditError as error:
            raise EditError(f"{self.kind.title}: {error}") from None
        value = self.kind(**{**_first_values(self.kind, chosen), **chosen})
        try:
            value.check_settings()
        except SettingError as error:
            subject = f"{self.kind.title} " if issubclass(self.kind, Operation) else ""
            raise EditError(f"{subject}{error}") from None
        return value

    def closeness(self, text: str) -> int | None:
        """0 for the very name, 1 for its beginning, 2 for a part of it, None for no match."""
        if text in self.names:
            return 0
        if any(name.startswith(text) for name in self.names):
            return 1
        return 2 if any(text in name for name in self.names) else None


def named(kind: type[Any]) -> Named:
    """A kind under its key and its title."""
    return Named(plain_names(kind.kind, kind.title), kind.title, kind)


def plain_names(*names: str) -> tuple[str, ...]:
    """Names in small letters and without hyphens or underscores, each once."""
    return tuple(dict.fromkeys(" ".join(words_of(name)) for name in names))


def called(words: Words, known: Sequence[Named], what: str, expected: str) -> tuple[Named, int]:
    """The kind that the first words name, and how many they are; `what` and `expected` are for the `EditError`."""
    for closeness in (0, 1):
        for used in range(min(len(words), _LONGEST_NAME), 0, -1):
            text = " ".join(words[:used])
            found = [name for name in known if name.closeness(text) == closeness]
            if found and (closeness == 0 or len(found) == 1):
                return found[0], used
            if found:
                shown = ", ".join(name.shown for name in found)
                raise EditError(f"{text!r} may mean {shown}, expected the whole name")
    raise EditError(f"there is no {what} {words[0]!r}{alike(words[0], _all_names(known))}{expected}")


def kind_from_text(text: str, kinds: Mapping[str, type[Value]], what: str) -> Value:
    """A value of one of the kinds; `EditError` lists them if the text names none."""
    words = words_of(text[:LONGEST_TEXT])
    expected = f"; known are {', '.join(key.replace('_', '-') for key in kinds)}"
    if not words:
        raise EditError(f"no {what} was typed{expected}")
    name, used = called(words, tuple(map(named, kinds.values())), what, expected)
    value: Value = name.made(words[used:])
    return value


def _all_names(known: Iterable[Named]) -> list[str]:
    return [name for each in known for name in each.names]


def _first_values(kind: type[Any], chosen: Mapping[str, object]) -> Mapping[str, object]:
    """The initializer that suits an activation which was named."""
    activation = chosen.get("activation")
    if activation is None or "initializer" not in {entry.name for entry in fields(kind)}:
        return {}
    if activation == _SELF_NORMALIZING and _FOR_SELF_NORMALIZING in INITIALIZERS:
        return {"initializer": _FOR_SELF_NORMALIZING}
    return {"initializer": "he_uniform" if activation in _RECTIFIERS else "glorot_uniform"}
