"""The program's own settings: recent files, the window's shape, theme, digits. A broken file is never fatal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Annotated, Literal, TypeAlias, get_args

import msgspec
from msgspec import Meta

from playground.document.content import check_header
from playground.document.document_records import VERSION, Header, Strict
from playground.document.errors import ContentError, FileError
from playground.document.files import read_bytes
from playground.document.folders import settings_folder
from playground.document.json_layout import laid_out
from playground.document.saving import reason, save
from playground.document.strict_json import check, decode

FORMAT = "backprop-playground-settings"
MOST_RECENT = 10
MOST_LAYOUTS = 10
MAX_SETTINGS_FILE = 2**20

Theme: TypeAlias = Literal["system", "light", "dark"]
Numbers: TypeAlias = Literal["automatic", "significant", "decimals", "fractions"]
Base64: TypeAlias = Annotated[str, Meta(max_length=200_000, pattern=r"^[A-Za-z0-9+/]*={0,2}$")]


@dataclass(frozen=True)
class Settings:
    """What the program remembers from one start to the next; `digits` counts digits or decimals where `numbers` wants.

    The window's shape and the arrangement of its panels, by workspace, are Qt's own bytes as base64.
    """

    recent: tuple[str, ...] = ()
    window_geometry: str = ""
    layouts: Mapping[str, str] = field(default_factory=dict)
    theme: Theme = "system"
    digits: int = 4
    numbers: Numbers = "automatic"
    parameters_on_blocks: bool = False
    gradients_on_blocks: bool = False


class SettingsRecord(Strict, frozen=True):
    """The settings file, key by key."""

    format: str
    version: int
    recent: Annotated[tuple[str, ...], Meta(max_length=MOST_RECENT)]
    window_geometry: Base64
    layouts: Annotated[dict[str, Base64], Meta(max_length=MOST_LAYOUTS)]
    theme: Theme
    digits: Annotated[int, Meta(ge=1, le=17)]
    numbers: Numbers = "automatic"  # a file from before there was a choice has none of these
    parameters_on_blocks: bool = False
    gradients_on_blocks: bool = False


THEMES: tuple[Theme, ...] = get_args(Theme)
NUMBERS: tuple[Numbers, ...] = get_args(Numbers)


def load_settings(folder: Path | None = None) -> tuple[Settings, str]:
    """The settings, and one sentence for the user if they could not be read (else empty).

    A file that cannot be understood is renamed to `settings.broken.json`, and the program starts with its defaults.
    """
    path = settings_path(folder)
    if not path.exists():
        return Settings(), ""
    try:
        return _read(path), ""
    except FileError as error:
        return Settings(), f"{error}; {_set_aside(path)}"


def save_settings(settings: Settings, folder: Path | None = None) -> None:
    """Save the settings; `FileError` says why they could not be."""
    path = settings_path(folder)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileError(f"{path.name}: cannot be saved: {reason(error)}; nothing was changed") from error
    values = {name: getattr(settings, name) for name in SettingsRecord.__struct_fields__ if hasattr(settings, name)}
    save(path, laid_out(SettingsRecord(format=FORMAT, version=VERSION, **values)))


def with_recent(settings: Settings, path: Path) -> Settings:
    """The settings with this file as the one opened last; a path that is no text is left out."""
    text = str(path.absolute())
    if text.encode("utf-8", "replace").decode("utf-8") != text:
        return settings
    others = (other for other in settings.recent if other != text)
    return replace(settings, recent=(text, *others)[:MOST_RECENT])


def without_recent(settings: Settings, path: str) -> Settings:
    """The settings without a file that is no longer there."""
    return replace(settings, recent=tuple(other for other in settings.recent if other != path))


def settings_path(folder: Path | None = None) -> Path:
    """Where the settings file stands."""
    return (folder or settings_folder()) / "settings.json"


def _read(path: Path) -> Settings:
    data = read_bytes(path, MAX_SETTINGS_FILE)
    try:
        check(data)
        check_header(decode(data, Header), FORMAT)
        values = msgspec.structs.asdict(decode(data, SettingsRecord))
    except ContentError as error:
        raise FileError(f"{path.name}, {error}") from None
    return Settings(**{name: value for name, value in values.items() if name not in ("format", "version")})


def _set_aside(path: Path) -> str:
    broken = path.with_name("settings.broken.json")
    try:
        path.replace(broken)
    except OSError as error:
        return f"it could not be set aside ({reason(error)}), and the program starts with its defaults"
    return f"it was renamed to {broken.name}, and the program starts with its defaults"
