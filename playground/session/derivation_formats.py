"""The formats of a derivation's page that are text: their names, how a file of theirs ends, and who writes them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from playground.session import derivation_html, derivation_latex
from playground.session.derivation_page import Page, answers_text, to_text

Write = Callable[[Page], bytes]


@dataclass(frozen=True)
class Format:
    """One format; the answers of a worksheet are a file of their own. Writing may raise a `FileError`."""

    name: str
    suffix: str
    title: str
    write: Write
    write_answers: Write


def text_formats() -> tuple[Format, ...]:
    """Plain text, LaTeX and HTML."""
    return (
        Format("text", ".txt", "Text", _encoded(to_text), _encoded(answers_text)),
        Format(
            "latex",
            ".tex",
            "LaTeX",
            _encoded(derivation_latex.document),
            _encoded(derivation_latex.answers_document),
        ),
        Format(
            "html", ".html", "HTML page", _encoded(derivation_html.document), _encoded(derivation_html.answers_document)
        ),
    )


def _encoded(write: Callable[[Page], str]) -> Write:
    def encoded(page: Page) -> bytes:
        return write(page).encode()

    return encoded
