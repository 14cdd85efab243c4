"""Where a new block finds room when nobody pointed: right of the chosen block, else in the middle of what is seen."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF

from playground.ui.canvas.card_layout import HEIGHT, WIDTH
from playground.ui.canvas.diagram_scene import DiagramScene
from playground.ui.canvas.gestures.move_blocks import snapped
from playground.ui.canvas.wire_routes import Rects

_ASIDE, _BELOW = 260.0, 140.0  # from one corner to the next free place
_TRIES = 200


def free_corner(scene: DiagramScene, beside: str | None, visible: QRectF) -> QPointF:
    """The top left corner of a place where a block covers no other."""
    if beside is not None and beside in scene.blocks:
        start = scene.blocks[beside].pos() + QPointF(_ASIDE, 0)
    else:
        start = visible.center() - QPointF(WIDTH / 2, HEIGHT / 2)
    rects, corner = scene.rects(), snapped(start)
    for _ in range(_TRIES):
        if not _taken(corner, rects):
            break
        corner += QPointF(0, _BELOW)
    return corner


def _taken(corner: QPointF, rects: Rects) -> bool:
    left, top = corner.x() - 10.0, corner.y() - 10.0
    across = (rects[:, 0] < left + WIDTH + 20.0) & (rects[:, 2] > left)
    return bool(np.any(across & (rects[:, 1] < top + HEIGHT + 20.0) & (rects[:, 3] > top)))
