"""The formats in which a derivation's page is written: drawn ones here (PDF, SVG, PNG), those of text from below.

Every writer gives the bytes of a file; equal pages give equal bytes. Needs a running QGuiApplication with our fonts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import partial
from typing import cast

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QSize
from PySide6.QtGui import QColor, QImage, QImageWriter, QPageSize, QPainter, QPdfWriter

from playground.document.errors import FileError
from playground.session.derivation_formats import Format, text_formats
from playground.session.derivation_page import Page
from playground.ui.derivation.paper import LINE_WIDTH, Leaf, leaves, long_sheet
from playground.ui.derivation.strips import Strip, answer_strips, question_strips
from playground.ui.derivation.svg_painter import SvgPainter
from playground.ui.fonts import load_fonts

TALLEST = 30_000  # pixels of a picture
_DENSITY = 2.0  # pixels of a picture for one of the page, where it is not too tall for that
_DOTS = 1200  # an inch of a PDF
_PAGE_DOTS = 96
_MARKS = re.compile(rb"(?<=\(D:)[0-9]+|(?<=Date=\")[^\"]*|(?<=uuid:)[0-9a-f-]+|(?<=/ID \[)[^\]]*")
_HEXADECIMAL = re.compile(rb"[0-9a-fA-F]")

Cut = Callable[..., tuple[Strip, ...]]
Draw = Callable[[Page, Sequence[Strip], str], bytes]


def formats() -> tuple[Format, ...]:
    """All of them, the most usual first."""
    drawn = (("pdf", ".pdf", "PDF", pdf), ("svg", ".svg", "SVG picture", svg), ("png", ".png", "PNG picture", png))
    made = {name: _drawn(name, suffix, title, draw) for name, suffix, title, draw in drawn}
    text, latex, html = text_formats()
    return (made["pdf"], html, made["svg"], made["png"], latex, text)


def _drawn(name: str, suffix: str, title: str, draw: Draw) -> Format:
    questions = partial(_write, draw, question_strips, "")
    return Format(name, suffix, title, questions, partial(_write, draw, answer_strips, "Answers: "))


def _write(draw: Draw, cut: Cut, before: str, page: Page) -> bytes:
    load_fonts()
    return draw(page, cut(page, LINE_WIDTH), before + page.title)


def pdf(page: Page, strips: Sequence[Strip], title: str) -> bytes:
    """Pages of A4."""
    buffer = _buffer()
    writer = QPdfWriter(buffer)
    writer.setResolution(_DOTS)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    writer.setTitle(title)
    writer.setCreator("Backprop Playground")
    with QPainter(writer) as painter:
        painter.scale(_DOTS / _PAGE_DOTS, _DOTS / _PAGE_DOTS)
        for place, leaf in enumerate(leaves(strips, title)):
            if place:
                writer.newPage()
            leaf.paint(painter)
    return _MARKS.sub(_unmarked, bytes(buffer.data().data()))


def svg(page: Page, strips: Sequence[Strip], title: str) -> bytes:
    """One long sheet, letters as outlines, so that it looks the same wherever our fonts are missing."""
    leaf, painter = long_sheet(strips), SvgPainter()
    leaf.paint(cast(QPainter, painter))
    size = _whole(leaf)
    return painter.document((size.width(), size.height()), title, page.about).encode()


def png(page: Page, strips: Sequence[Strip], title: str) -> bytes:
    """One long sheet; `FileError` if it is too long for a picture."""
    leaf = long_sheet(strips)
    size = _whole(leaf)
    if size.height() > TALLEST:
        raise FileError(
            f"{title}: found a page {size.height():,} pixels long, expected at most {TALLEST:,} for a PNG picture; "
            "PDF, HTML and SVG take it"
        )
    density = min(_DENSITY, TALLEST / size.height())
    image = QImage(size * density, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    with QPainter(image) as painter:
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        painter.scale(density, density)
        leaf.paint(painter)
    buffer = _buffer()
    QImageWriter(buffer, b"png").write(image)
    return bytes(buffer.data().data())


def _whole(leaf: Leaf) -> QSize:
    return QSize(round(leaf.size.width()), round(leaf.size.height() + 0.5))


def _buffer() -> QBuffer:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    return buffer


def _unmarked(match: re.Match[bytes]) -> bytes:
    """The same length without the moment and the mark of the file, so that places in it stay what they are."""
    return _HEXADECIMAL.sub(b"0", match.group())
