"""How far each phase of the pass has come, as a row of pills: `Forward 5`, `Loss 1`, `Backward 3 / 6`, `Update 4`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from playground.engine.instruction import Phase
from playground.session.step_rows import PhaseCount, phase_counts
from playground.session.stepper import Stepper
from playground.ui.fonts import ui_font
from playground.ui.icons import icon_pixmap
from playground.ui.kept_picture import paint_kept
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
        self._widths: tuple[int, ...] = ()
        self._compact = False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Phases of the pass")

    def show_stepper(self, stepper: Stepper | None) -> None:
        """Show how far a pass has come."""
        self._counts = () if stepper is None else phase_counts(stepper)
        current = None if stepper is None else stepper.current
        self._current = None if current is None else current.phase
        self.setAccessibleDescription(", ".join(map(_spoken, self._counts)))
        self._measure()
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Repaint in another theme."""
        self._theme = theme
        self.update()

    def set_compact(self, compact: bool) -> None:
        """Show signs instead of words."""
        if compact != self._compact:
            self._compact = compact
            self._measure()
            self.update()

    def sizeHint(self) -> QSize:
        """All pills."""
        return QSize(sum(self._widths) + _GAP * max(len(self._widths) - 1, 0), HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """All pills."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint from left to right."""
        left = 0.0
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for one, width in zip(self._counts, self._widths, strict=True):
                pill = _Pill(one.phase, *self._looks(one), self._text(one), width, self._compact, self._theme)
                paint_kept(painter, QPointF(left, 0), pill)
                left += width + _GAP

    def _looks(self, one: PhaseCount) -> tuple[bool, bool, bool]:
        return one.phase is self._current, one.done > 0, one.done == one.total

    def _text(self, one: PhaseCount) -> str:
        return f"{PHASE_LOOKS[one.phase].letter} {count_text(one)}".strip() if self._compact else pill_text(one)

    def _measure(self) -> None:
        """Tell the layout only of another width: it is the same from step to step."""
        before, self._widths = self._widths, tuple(map(self._pill_width, self._counts))
        if self._widths != before:
            self.updateGeometry()

    def _pill_width(self, one: PhaseCount) -> int:
        """Wide enough for the longest text the pill will show, so that nothing moves."""
        longest = PhaseCount(one.phase, max(one.total - 1, 0), one.total)
        sign = _SIGN if self._compact and PHASE_LOOKS[one.phase].icon else 0
        return round(max(_text_width(self._text(count)) for count in (one, longest))) + sign + 2 * _PADDING


@lru_cache(maxsize=256)
def _text_width(text: str) -> float:
    return QFontMetricsF(_font()).horizontalAdvance(text)


class _Pill(NamedTuple):
    """All that a pill looks like."""

    phase: Phase
    current: bool
    begun: bool
    done: bool
    text: str
    width: int
    compact: bool
    theme: Theme

    def bounds(self) -> QRectF:
        """The pill."""
        return QRectF(0, 0, self.width, HEIGHT)

    def paint(self, painter: QPainter) -> None:
        """Ground, edge, sign and words."""
        look, theme, rect = PHASE_LOOKS[self.phase], self.theme, self.bounds().adjusted(0.5, 0.5, -0.5, -0.5)
        fill = QColor(getattr(theme, _FILLS.get(self.phase, "strong"))) if self.current else QColor(theme.raised)
        edge = fill if self.current else (look.color(theme) if self.done else QColor(theme.line))
        painter.setBrush(fill)
        painter.setPen(QPen(edge, 1.0))
        painter.drawRoundedRect(rect, _RADIUS, _RADIUS)
        ink = self._ink()
        if self.compact and look.icon:
            corner = QPointF(rect.left() + _PADDING, rect.center().y() - _SIGN / 2)
            painter.drawPixmap(corner, icon_pixmap(look.icon, ink, _SIGN))
            rect = rect.adjusted(_SIGN, 0, 0, 0)
        painter.setFont(_font())
        painter.setPen(ink)
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, self.text)

    def _ink(self) -> QColor:
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
