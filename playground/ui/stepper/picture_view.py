"""The picture of how the explained number is made, with a sentence below; its numbers can be clicked and followed.

Which picture it is and what stands in it the session tells; its owner asks for it when somebody looks.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMargins, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from playground.engine.instruction import Index, Ref
from playground.session.curves import Curves
from playground.session.explanation import element_label
from playground.session.number_style import AS_USUAL, NumberStyle
from playground.session.picture_choice import picture_of
from playground.session.pictures import Bars, Crossing, Curve, Picture, Sight
from playground.ui.arrow_keys import arrow_move
from playground.ui.cells import CellsStyle
from playground.ui.focus_ring import paint_focus_ring
from playground.ui.labels import column, label
from playground.ui.palette import LIGHT, Theme
from playground.ui.stepper.picture_bars import PlacedBars, paint_bars
from playground.ui.stepper.picture_curve import PlacedCurve, paint_placed
from playground.ui.stepper.picture_slabs import Placed, paint_slab, place_crossing, place_sight
from playground.ui.stepper.reading import Looked

_NUMBERS = CellsStyle(width=40.0, digits=3)
_MARGIN, _BARS_SHARE, _BARS_LEAST = 4.0, 0.42, 360.0


class PictureCanvas(QWidget):
    """Paints a picture as large as it fits, and knows which number is at a point."""

    chosen = Signal(object)  # (operand's name, Index): an element that was clicked
    followed = Signal(object)  # (Ref, Index): a number whose own explanation is asked for
    pointed = Signal(object)  # (Ref, Index) under the mouse, or None
    moved = Signal(object)  # (rows, columns) by which an arrow key moves the explained element

    def __init__(self, theme: Theme = LIGHT, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._numbers = theme, AS_USUAL
        self._picture: Picture | None = None
        self._pointed: object = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_picture(self, picture: Picture | None, numbers: NumberStyle) -> None:
        """Show another picture, or none."""
        self._picture, self._numbers = picture, numbers
        self.setVisible(picture is not None)
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Repaint in another theme."""
        self._theme = theme
        self.update()

    @property
    def slabs(self) -> tuple[Placed, ...]:
        """The arrays of the picture where they stand."""
        written = _NUMBERS.written(self._numbers)
        if isinstance(self._picture, Crossing):
            room = self._split[0]
            return () if room.isEmpty() else place_crossing(self._picture, room, written)
        return place_sight(self._picture, self._room, written) if isinstance(self._picture, Sight) else ()

    @property
    def bars(self) -> PlacedBars | None:
        """The bars of the picture where they stand."""
        if isinstance(self._picture, Bars):
            return PlacedBars(self._picture, self._room)
        shares = self._picture.shares if isinstance(self._picture, Crossing) else None
        return None if shares is None else PlacedBars(shares, self._split[1])

    def number_at(self, point: QPointF) -> tuple[str, Ref | None, Index, float] | None:
        """The operand's name, its address, the element and its value at a point."""
        for placed in self.slabs:
            cell = placed.cell_at(point)
            if cell is not None:
                slab = placed.slab
                return slab.operand, slab.ref, slab.element(cell), float(slab.values[cell])
        bars = self.bars
        place = None if bars is None else bars.place_at(point)
        if bars is None or place is None:
            return None
        bar = bars.bars.bars[place]
        return "", bar.ref, bar.index, bar.value

    def tip(self, point: QPointF) -> str:
        """Every digit of the number at a point, and whose it is."""
        bars = self.bars
        place = None if bars is None else bars.place_at(point)
        if bars is not None and place is not None:
            bar = bars.bars.bars[place]
            name = f"sample {bar.label}" if bar.label.isdigit() else bar.label
            return f"{name}  {self._numbers.tip(bar.value)}"
        found = self.number_at(point)
        return "" if found is None else f"[{', '.join(str(at + 1) for at in found[2])}]  {self._numbers.tip(found[3])}"

    @property
    def _room(self) -> QRectF:
        return QRectF(self.rect()).adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)

    @property
    def _split(self) -> tuple[QRectF, QRectF]:
        """Room for a matrix, and for the samples' shares beside it; without room for both the shares take all."""
        room, picture = self._room, self._picture
        if not isinstance(picture, Crossing) or picture.shares is None:
            return room, QRectF()
        if room.width() < _BARS_LEAST:
            return QRectF(), room
        bars = _BARS_SHARE * room.width()
        return room.adjusted(0, 0, -bars - 24, 0), room.adjusted(room.width() - bars, 0, 0, 0)

    def sizeHint(self) -> QSize:
        """A comfortable size."""
        return QSize(360, 160)

    def minimumSizeHint(self) -> QSize:
        """Small; what does not fit as numbers becomes colours."""
        return QSize(160, 80)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint whatever it is, and a ring for the keyboard's user."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if isinstance(self._picture, Curve):
                paint_placed(painter, PlacedCurve(self._picture, self._room), self._theme, self._numbers)
            for placed in self.slabs:
                paint_slab(painter, placed, self._theme)
            bars = self.bars
            if bars is not None:
                paint_bars(painter, bars, self._theme, self._numbers)
            paint_focus_ring(painter, self, self._theme)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click chooses the element of the result that a number belongs to."""
        found = self.number_at(event.position())
        if found is not None and found[0] and event.button() is Qt.MouseButton.LeftButton:
            self.chosen.emit((found[0], found[2]))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Follow a number to where it came from."""
        found = self.number_at(event.position())
        if found is not None and found[1] is not None and event.button() is Qt.MouseButton.LeftButton:
            self.followed.emit((found[1], found[2]))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell of the number under the mouse, once a number."""
        found = self.number_at(event.position())
        self._point(None if found is None or found[1] is None else (found[1], found[2]))

    def leaveEvent(self, event: QEvent) -> None:
        """The mouse is over no number any more."""
        self._point(None)

    def _point(self, place: tuple[Ref, Index] | None) -> None:
        if place != self._pointed:
            self._pointed = place
            self.pointed.emit(place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrow keys move the explained element."""
        move = arrow_move(event)
        if move is None:
            super().keyPressEvent(event)
        else:
            self.moved.emit(move)

    def event(self, event: QEvent) -> bool:
        """The tip of a number."""
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self.tip(QPointF(event.pos())), self)
            return True
        return super().event(event)


class PictureView(QWidget):
    """The picture of what is looked at."""

    def __init__(self, theme: Theme = LIGHT, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.canvas, self.caption = PictureCanvas(theme), label(kind="muted", wrap=True)
        self.picture: Picture | None = None
        self._curves = Curves()
        layout = column(self, spacing=4, margins=QMargins(0, 0, 0, 0))
        layout.addWidget(self.canvas, 1)
        layout.addWidget(self.caption)

    def show_element(self, looked: Looked) -> bool:
        """Show how another element is made; whether there is a picture of it."""
        reader = looked.explanation.terms.reader
        self.picture = picture_of(looked.stepper, reader, looked.explanation, self._curves)
        self.canvas.show_picture(self.picture, looked.numbers)
        self.caption.setText("" if self.picture is None else self.picture.caption)
        name = element_label(looked.instruction.result, looked.explanation.index)
        self.canvas.setAccessibleName(f"Picture of {name}")
        self.canvas.setAccessibleDescription(_spoken(self.picture, looked.numbers))
        return self.picture is not None

    def set_theme(self, theme: Theme) -> None:
        """Repaint in another theme."""
        self.canvas.set_theme(theme)


def _spoken(picture: Picture | None, numbers: NumberStyle) -> str:
    """The picture in words: what stands below it, and the numbers it shows where they are few."""
    if isinstance(picture, Curve):
        return (
            f"{picture.caption} At {numbers.spoken(picture.x)} the value is {numbers.spoken(picture.y)}, "
            f"the slope {numbers.spoken(picture.slope)}."
        )
    if isinstance(picture, Bars) and picture.total is not None:
        return f"{picture.caption} The sum is {numbers.spoken(picture.total)}."
    return "" if picture is None else picture.caption
