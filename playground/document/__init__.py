"""Floor 2: what the user edits, as frozen values: the diagram, its edits, their difference, files. Knows no window."""
