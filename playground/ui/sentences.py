"""How words from below are set in the window: a message as a sentence, a title within a line."""

from __future__ import annotations

import re

_PEOPLE = frozenset({"Gaussian", "Huber"})
_WORD = re.compile(r"[a-z]+(?=[ ,;])")  # not `table.csv`, which is a name


def sentence(message: str) -> str:
    """The message as a sentence; an empty one stays empty, a file's name at its beginning is not touched."""
    if not message:
        return ""
    start = message[0].upper() if _WORD.match(message) else message[0]
    return start + message[1:] + ("" if message.endswith((".", "!", "?", "…")) else ".")


def within_line(title: str) -> str:
    """A title as it stands within a line: `sigmoid`, `leaky ReLU`; abbreviations and people keep their capitals."""
    first = re.split(r"[ -]", title, maxsplit=1)[0]
    return title if first in _PEOPLE or not first[1:].islower() else title[0].lower() + title[1:]
