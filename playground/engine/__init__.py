"""Floor 1: what a network is and how it learns. Knows NumPy only: no files, no threads, no window."""
