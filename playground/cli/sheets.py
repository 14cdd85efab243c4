"""The formats in which `derive` writes, by name or by how a file ends; Qt is loaded only for those that are drawn."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from playground.cli.verb import CommandError, UsageError
from playground.qt_pair import refuse_bad_pair
from playground.session.derivation_formats import Format, text_formats

_DRAWN = ("svg", "png", "pdf")
_SUFFIXES: Mapping[str, str] = {
    ".txt": "text",
    ".tex": "latex",
    ".html": "html",
    ".htm": "html",
    **{f".{name}": name for name in _DRAWN},
}
FORMATS = ("text", "latex", "html", *_DRAWN)


def format_of(name: str | None, out: str | None) -> Format:
    """The format of that name, else the one that `out` ends in, else text.

    `UsageError` for a picture without a file, `CommandError` where Qt cannot be loaded for one.
    """
    chosen = name or _SUFFIXES.get(Path(out or "").suffix.lower(), "text")
    if chosen in _DRAWN:
        if out is None:
            raise UsageError(f"--format {chosen} needs --out, a file to write")
        return _drawn(chosen)
    return next(form for form in text_formats() if form.name == chosen)


def _drawn(name: str) -> Format:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    refuse_bad_pair()
    try:
        from playground.ui.application import make_application
        from playground.ui.derivation.formats import formats
    except ImportError as error:
        raise CommandError(f"no page can be drawn here: {error}") from error
    make_application()
    return next(form for form in formats() if form.name == name)
