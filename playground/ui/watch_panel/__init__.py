"""Breakpoints and watches: what pauses a run, and values that are kept in view."""
