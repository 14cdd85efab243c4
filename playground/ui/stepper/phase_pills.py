"""How far each phase of the pass has come, as a row of pills: `Forward 5`, `Loss 1`, `Backward 3 / 6`, `Update 4`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from playground.engine.instruction import Phase
from playground.session.step_rows import PhaseCount, phase_counts
from playground.session.stepper import Stepper
from playground.ui.fonts import ui_font
from playground.ui.icons import icon_pixmap
from playground.ui.kept_picture import Place, keep, paint_kept
from playground.ui.laid_text import laid_out, paint_text
from playground.ui.palette import LIGHT, Theme
from playground.ui.phase_looks import PHASE_LOOKS

HEIGHT, _PADDING, _GAP, _RADIUS, _SIGN = 28, 9, 6, 6.0, 16
_FILLS: Mapping[Phase, str] = {Phase.FORWARD: "forward_fill", Phase.BACKWARD: "backward_fill"}


class PhasePills(QWidget):
    """Shows the counts of the phases, the current one filled."""

    def __init__(self, theme: Theme = LIGHT, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._counts: tuple[PhaseCount, ...] = ()
        self._current: Phase | None = None
        self._pills: tuple[_Pill, ...] = ()
        self._compact = False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)  # nothing behind it has to be painted
        self.setAccessibleName("Phases of the pass")

    def show_stepper(self, stepper: Stepper | None) -> None:
        """Show how far a pass has come."""
        self._counts, self._current = _standing(stepper)
        self.setAccessibleDescription(", ".join(map(_spoken, self._counts)))
        self._renew()

    def rehearse(self, stepper: Stepper) -> None:
        """Have the pills ready that would show how far it has come."""
        counts, current = _standing(stepper)
        for one in counts:
            self._pill(one, current).rehearse(self.devicePixelRatio())

    def set_theme(self, theme: Theme) -> None:
        """Repaint in another theme."""
        self._theme = theme
        self._renew()
        self.update()

    def set_compact(self, compact: bool) -> None:
        """Show signs instead of words."""
        if compact != self._compact:
            self._compact = compact
            self._renew()

    def sizeHint(self) -> QSize:
        """All pills."""
        return QSize(max(self._end - _GAP, 0), HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """All pills."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Those pills that are asked for, and the ground around them."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.fillRect(event.rect(), QColor(self._theme.panel))
            for place, pill in self._places():
                if event.rect().intersects(place):
                    pill.paint(painter, place.left())

    def _renew(self) -> None:
        """Paint the pills that look otherwise. The layout is told of another width, but they keep theirs."""
        before, width = self._pills, self._end
        self._pills = tuple(self._pill(one, self._current) for one in self._counts)
        for number, (place, pill) in enumerate(self._places()):
            if pill not in before[number : number + 1]:
                self.update(place)
        if self._end != width:
            self.updateGeometry()
            self.update()

    def _pill(self, one: PhaseCount, current: Phase | None) -> _Pill:
        words, width = _words(one, self._compact)
        looks = one.phase is current, one.done > 0, one.done == one.total
        return _Pill(words, _Ground(one.phase, *looks, width, self._compact, self._theme))

    def _places(self) -> Iterator[tuple[QRect, _Pill]]:
        """From left to right."""
        left = 0
        for pill in self._pills:
            yield QRect(left, 0, pill.ground.width, HEIGHT), pill
            left += pill.ground.width + _GAP

    @property
    def _end(self) -> int:
        """Behind the last pill and its gap."""
        return sum(pill.ground.width + _GAP for pill in self._pills)


def _standing(stepper: Stepper | None) -> tuple[tuple[PhaseCount, ...], Phase | None]:
    """The phases' counts, and the phase of the step that ran last."""
    if stepper is None:
        return (), None
    return phase_counts(stepper), None if stepper.current is None else stepper.current.phase


@lru_cache(maxsize=1024)
def _words(one: PhaseCount, compact: bool) -> tuple[str, int]:
    """What a pill says, and a width for the longest that it will say, so that nothing moves."""
    longest = PhaseCount(one.phase, max(one.total - 1, 0), one.total)
    sign = _SIGN if compact and PHASE_LOOKS[one.phase].icon else 0
    texts = [_text(count, compact) for count in (one, longest)]
    return texts[0], round(max(map(_text_width, texts))) + sign + 2 * _PADDING


def _text(one: PhaseCount, compact: bool) -> str:
    return f"{PHASE_LOOKS[one.phase].letter} {count_text(one)}".strip() if compact else pill_text(one)


@lru_cache(maxsize=1024)
def _text_width(text: str) -> float:
    return QFontMetricsF(_font()).horizontalAdvance(text)


@cache
def _below_middle() -> float:
    """How far the baseline lies below the middle of a pill."""
    metrics = QFontMetricsF(_font())
    return (metrics.ascent() - metrics.descent()) / 2


class _Pill(NamedTuple):
    """All that a pill looks like."""

    text: str
    ground: _Ground

    def rehearse(self, ratio: float) -> None:
        """Have both ready."""
        keep(self.ground, Place(ratio=ratio))
        laid_out(self.text, _font(), 1.0)

    def paint(self, painter: QPainter, left: float) -> None:
        """The words, which may be others with every step, on a ground that stays."""
        paint_kept(painter, QPointF(left, 0), self.ground)
        middle = self.ground.room().center()
        corner = QPointF(left + middle.x() - _text_width(self.text) / 2, middle.y() + _below_middle())
        painter.setPen(self.ground.ink())
        paint_text(painter, corner, self.text, _font())


class _Ground(NamedTuple):
    """What a pill looks like without its words."""

    phase: Phase
    current: bool
    begun: bool
    done: bool
    width: int
    compact: bool
    theme: Theme

    def bounds(self) -> QRectF:
        """The pill."""
        return QRectF(0, 0, self.width, HEIGHT)

    def room(self) -> QRectF:
        """Where the words stand."""
        sign = _SIGN if self.compact and PHASE_LOOKS[self.phase].icon else 0
        return self.bounds().adjusted(0.5 + sign, 0.5, -0.5, -0.5)

    def paint(self, painter: QPainter) -> None:
        """The fill, the edge, and the sign in the place of a word."""
        look, theme, rect = PHASE_LOOKS[self.phase], self.theme, self.bounds().adjusted(0.5, 0.5, -0.5, -0.5)
        fill = QColor(getattr(theme, _FILLS.get(self.phase, "strong"))) if self.current else QColor(theme.raised)
        edge = fill if self.current else (look.color(theme) if self.done else QColor(theme.line))
        painter.setBrush(fill)
        painter.setPen(QPen(edge, 1.0))
        painter.drawRoundedRect(rect, _RADIUS, _RADIUS)
        if self.compact and look.icon:
            corner = QPointF(rect.left() + _PADDING, rect.center().y() - _SIGN / 2)
            ratio = painter.device().devicePixelRatio()
            painter.drawPixmap(corner, icon_pixmap(look.icon, self.ink(), _SIGN, ratio))

    def ink(self) -> QColor:
        """The colour of the words and the sign."""
        theme = self.theme
        if self.current:
            return QColor(theme.on_fill if self.phase in _FILLS else theme.on_strong)
        return PHASE_LOOKS[self.phase].color(theme) if self.begun else QColor(theme.muted)


def pill_text(one: PhaseCount) -> str:
    """`Backward 3 / 6` while it is under way, else `Backward 6`."""
    return f"{PHASE_LOOKS[one.phase].word} {count_text(one)}"


def count_text(one: PhaseCount) -> str:
    """`3 / 6` while the phase is under way, else `6`."""
    return f"{one.done} / {one.total}" if 0 < one.done < one.total else f"{one.total}"


def _spoken(one: PhaseCount) -> str:
    return f"{PHASE_LOOKS[one.phase].word}: {one.done} of {one.total}"


def _font() -> QFont:
    return ui_font(12.5, QFont.Weight.Medium)
