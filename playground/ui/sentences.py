"""How a message from below is set as a sentence in the window: a capital at its beginning, a full stop at its end."""

from __future__ import annotations

import re

_WORD = re.compile(r"[a-z]+(?=[ ,;])")  # not `table.csv`, which is a name


def sentence(message: str) -> str:
    """The message as a sentence; an empty one stays empty, a file's name at its beginning is not touched."""
    if not message:
        return ""
    start = message[0].upper() if _WORD.match(message) else message[0]
    return start + message[1:] + ("" if message.endswith((".", "!", "?", "…")) else ".")
