"""A decision map as an image: the sign scale for two classes, hues that fade with doubt for more."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QColor, QImage

from playground.ui.class_colors import class_color
from playground.ui.palette import Theme
from playground.ui.theme import sign_colors

_GROUND_LIMIT = 1.4  # sign colours beyond what occurs, so that points stand out from their own region
_GROUND_SHARE = 0.55  # how strongly a sure region shows its class behind the points


def map_image(values: NDArray[np.float64], theme: Theme) -> QImage:
    """A decision map as an image, first row at the bottom.

    (rows, columns): −1 … 1, sure of the first class to sure of the second. (rows, columns, classes): probabilities;
    the likeliest class shows, the stronger the surer.
    """
    colors = sign_colors(values, _GROUND_LIMIT, theme) if values.ndim == 2 else _class_pixels(values, theme)
    upright = np.ascontiguousarray(colors[::-1])
    rows, columns = upright.shape[:2]
    return QImage(upright.data, columns, rows, 4 * columns, QImage.Format.Format_RGBA8888).copy()


def _class_pixels(probabilities: NDArray[np.float64], theme: Theme) -> NDArray[np.uint8]:
    classes = probabilities.shape[2]
    table = np.array([_rgb(class_color(index, classes, theme)) for index in range(classes)], dtype=np.float64)
    ground = np.array(_rgb(QColor(theme.zero)), dtype=np.float64)
    sure = (np.nan_to_num(probabilities.max(axis=2)) - 1 / classes) / (1 - 1 / classes)
    share = _GROUND_SHARE * np.clip(sure, 0.0, 1.0)[..., None]
    pixels = np.full((*probabilities.shape[:2], 4), 255, dtype=np.uint8)
    pixels[..., :3] = np.rint(ground + (table[probabilities.argmax(axis=2)] - ground) * share)
    return pixels


def _rgb(color: QColor) -> tuple[int, int, int]:
    return color.red(), color.green(), color.blue()
