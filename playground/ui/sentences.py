"""How a message from below is set as a sentence in the window: a capital at its beginning, a full stop at its end."""

from __future__ import annotations


def sentence(message: str) -> str:
    """The message as a sentence; an empty one stays empty, a block's name is not touched beyond its first letter."""
    if not message:
        return ""
    return message[0].upper() + message[1:] + ("" if message.endswith((".", "!", "?", "…")) else ".")
