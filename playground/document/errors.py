"""Ways in which the document refuses an edit; the sentence is worded where it is raised and shown as it is."""


class EditError(Exception):
    """An edit that was refused and changed nothing; `str(error)` is one sentence for the user."""
