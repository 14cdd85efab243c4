"""Colours of classes: the two ends of the sign scale for two classes, colour-blind safe hues for more.

Hues from Okabe and Ito (2008) and Paul Tol's notes on colour schemes, repeated beyond ten.
"""

from __future__ import annotations

from PySide6.QtGui import QColor

from playground.ui.palette import Theme

HUES = (
    "#0072B2",
    "#E69F00",
    "#009E73",
    "#CC79A7",
    "#56B4E9",
    "#D55E00",
    "#882255",
    "#999933",
    "#44AA99",
    "#7F7F7F",
)


def class_color(index: int, classes: int, theme: Theme) -> QColor:
    """The colour of a class's points and region."""
    if classes <= 2:
        return QColor(theme.positive if index else theme.negative)
    return QColor(HUES[index % len(HUES)])
