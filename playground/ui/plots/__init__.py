"""Curves and maps of a training run, fed with plain arrays."""
