"""Ways in which the document floor refuses: an edit, a file. Worded where they are raised and shown as they are."""


class EditError(Exception):
    """An edit that was refused and changed nothing; `str(error)` is one sentence for the user."""


class FileError(Exception):
    """A file that cannot be read or written: its name, the place in it, what was found and what was expected."""


class ContentError(Exception):
    """A value in a file that must not be there; `place` is its JSON path. Readers turn it into a `FileError`."""

    def __init__(self, place: str, message: str) -> None:
        super().__init__(f"{place}: {message}")
        self.place = place


class LayersError(Exception):
    """A network described in words that cannot be understood; names the entry."""
