"""Hands a derivation's page out: to the clipboard as text or LaTeX, or into a file whose name says its format."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from playground.session import derivation_latex
from playground.session.derivation_formats import Format
from playground.session.derivation_page import Page, answers_text, to_text
from playground.ui.delivery import Delivery
from playground.ui.derivation.formats import formats

_UNFIT = re.compile(r"[^\w.,()∂-]+")


class PageDelivery(Delivery):
    """`page` is what is handed out, of a worksheet its questions or its answers."""

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner)
        self.page: Page | None = None
        self.answers = False

    def copy_text(self) -> None:
        """Put the page on the clipboard as plain text."""
        if self.page is not None:
            self.hand_over(answers_text(self.page) if self.answers else to_text(self.page), "Copied as text.")

    def copy_latex(self) -> None:
        """Put the page on the clipboard as a LaTeX document."""
        if self.page is not None:
            write = derivation_latex.answers_document if self.answers else derivation_latex.document
            self.hand_over(write(self.page), "Copied as a LaTeX document.")

    def save(self) -> None:
        """Ask for a file and write the page into it."""
        if self.page is None:
            return
        known = {f"{form.title} (*{form.suffix})": form for form in formats()}
        suggestion = f"{file_name(self.page, self.answers)}{next(iter(known.values())).suffix}"
        chosen, kind = QFileDialog.getSaveFileName(
            self.owner.window(), "Save the derivation", suggestion, ";;".join(known)
        )
        if chosen:
            form = known.get(kind) or next(iter(known.values()))
            self.save_to(Path(chosen), form)

    def save_to(self, path: Path, usual: Format) -> None:
        """Write the page in the format that the file's name ends in, else in the usual one, which is then added."""
        fitting = [form for form in formats() if form.suffix == path.suffix.lower()]
        form = fitting[0] if fitting else usual
        target = path if fitting else path.with_name(path.name + usual.suffix)
        assert self.page is not None
        data = (form.write_answers if self.answers else form.write)(self.page)
        self.write(target, data, f"Saved as {target.name}.")


def file_name(page: Page, answers: bool) -> str:
    """A name that every system takes: `answers-∂L-∂W₂,₁⁽¹⁾`."""
    kind = "answers" if answers else "worksheet" if page.is_worksheet else "derivation"
    return f"{kind}-{_UNFIT.sub('-', page.title)}".rstrip("-.")
