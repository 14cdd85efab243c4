"""Derivations as pages: set with the window's own formula boxes, shown in a dialog, written as SVG, PNG and PDF."""
