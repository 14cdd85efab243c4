"""Icons by our own names, drawn from `resources/icons` in the theme's colours and redrawn when the theme changes.

Small drawings of our own folder: an icon font costs a third of a second at start. Knows nothing of actions or panels.
"""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QObject, QRectF, Qt
from PySide6.QtGui import QAction, QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton

from playground.resources import resource
from playground.ui.palette import Theme

ICON_SIZES = (18, 36)
_NAME, _TOKEN, _WORN = "playground_icon", "playground_icon_token", "playground_icon_worn"

Target = QAction | QAbstractButton


def icon_names() -> tuple[str, ...]:
    """Every name `icon` knows, sorted."""
    return tuple(sorted(path.stem for path in resource("icons").glob("*.svg")))


def icon(name: str, theme: Theme, token: str = "ink") -> QIcon:
    """The icon in the colour of a theme's token, greyed where disabled; an unknown name is a `ResourceError`."""
    return _icon(name, getattr(theme, token), theme.faint)


@lru_cache(maxsize=256)
def _icon(name: str, color: str, disabled: str) -> QIcon:
    made, drawing = QIcon(), _drawing(name)
    for size in ICON_SIZES:
        drawn = _drawn(drawing, size)
        made.addPixmap(_tinted(drawn, QColor(color)), QIcon.Mode.Normal)
        made.addPixmap(_tinted(drawn, QColor(disabled)), QIcon.Mode.Disabled)
    return made


def icon_pixmap(name: str, color: QColor, size: int, ratio: float) -> QPixmap:
    """One drawing as a square of `size` units, of so many pixels each."""
    return _pixmap(name, color.name(), size, ratio)


@lru_cache(maxsize=256)
def _pixmap(name: str, color: str, size: int, ratio: float) -> QPixmap:
    made = _tinted(_drawn(_drawing(name), round(size * ratio)), QColor(color))
    made.setDevicePixelRatio(ratio)
    return made


def set_icon(target: Target, name: str, theme: Theme, token: str = "ink") -> None:
    """Give an action or a button an icon that `refresh_icons` can redraw."""
    wanted = f"{name} {token} {theme.name}"
    if target.property(_WORN) != wanted:
        target.setProperty(_NAME, name)
        target.setProperty(_TOKEN, token)
        target.setProperty(_WORN, wanted)
        target.setIcon(icon(name, theme, token))


def refresh_icons(root: QObject, theme: Theme) -> None:
    """Redraw every icon given by `set_icon` below `root` in the colours of a new theme."""
    targets: list[Target] = [*root.findChildren(QAction), *root.findChildren(QAbstractButton)]
    for target in targets:
        name = target.property(_NAME)
        if name:
            set_icon(target, name, theme, target.property(_TOKEN))


def _drawing(name: str) -> QSvgRenderer:
    return QSvgRenderer(QByteArray(resource("icons", f"{name}.svg").read_bytes()))


def _drawn(drawing: QSvgRenderer, size: int) -> QPixmap:
    pixmap = QPixmap(size, size)
    pixmap.fill(Qt.GlobalColor.transparent)
    with QPainter(pixmap) as painter:
        drawing.render(painter, QRectF(0, 0, size, size))
    return pixmap


def _tinted(pixmap: QPixmap, color: QColor) -> QPixmap:
    """The same drawing in one colour."""
    tinted = QPixmap(pixmap)
    with QPainter(tinted) as painter:
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
        painter.fillRect(tinted.rect(), color)
    return tinted
