"""The inspector: one page for one block, one for several, one for the network when nothing is selected.

The pages for blocks are loaded with the first selection, or once the window stands. What is selected while the
inspector is out of sight, as in Step, is shown when it comes into sight.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from playground.document.diagram import Diagram
from playground.document.problems import Problem
from playground.engine.learned import Learned
from playground.session.number_style import NumberStyle
from playground.ui.icons import refresh_icons
from playground.ui.inspector.network_page import NetworkPage
from playground.ui.inspector.subject import Subject
from playground.ui.labels import column, scrolled
from playground.ui.palette import LIGHT, Theme

if TYPE_CHECKING:
    from playground.ui.inspector.block_page import BlockPage
    from playground.ui.inspector.several_page import SeveralPage

Page = TypeVar("Page", "BlockPage", "SeveralPage", NetworkPage)


class Inspector(QWidget):
    """Shows what is selected and asks for edits; it changes nothing itself and emits nothing while it is filled."""

    edit_requested = Signal(object)  # Edit
    reinitialize_requested = Signal(object)  # node id

    def __init__(self, theme: Theme = LIGHT, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "panel")
        self.setAccessibleName("Inspector")
        self.setMinimumWidth(280)
        self._theme = theme
        self._waiting: Subject | None = None  # what it is to show as soon as somebody can see it
        self._pages = QStackedWidget()
        self._network = self._added(NetworkPage(theme))
        column(self, spacing=0).addWidget(self._pages)

    def show_selection(
        self,
        diagram: Diagram,
        selection: frozenset[str],
        problems: tuple[Problem, ...] = (),
        learned: Learned | None = None,
    ) -> None:
        """Show the blocks with these ids; ids the diagram lacks are ignored."""
        self._waiting = Subject(diagram, selection, problems, learned)
        if self.isVisible():
            self._show(self._waiting)

    def _show(self, subject: Subject) -> None:
        self._waiting, nodes = None, subject.nodes
        if nodes:
            self.prepare()
        self._pages.setCurrentIndex(min(len(nodes), 2))
        if len(nodes) == 1:
            self._block.show_block(subject, nodes[0])
        elif nodes:
            self._several.show_blocks(subject)
        else:
            self._network.show_network(subject)

    def showEvent(self, event: QShowEvent) -> None:
        """Show what was selected while nobody looked."""
        super().showEvent(event)
        if self._waiting is not None:
            self._show(self._waiting)

    def prepare(self) -> None:
        """Make the pages for blocks, which nobody sees at first; call it when nobody waits."""
        for page in (self._block, self._several):
            page.ensurePolished()

    @cached_property
    def _block(self) -> BlockPage:
        from playground.ui.inspector.block_page import BlockPage

        page = self._added(BlockPage(self._theme))
        page.reinitialize_requested.connect(self.reinitialize_requested)
        return page

    @cached_property
    def _several(self) -> SeveralPage:
        from playground.ui.inspector.several_page import SeveralPage

        return self._added(SeveralPage(self._theme))

    def _added(self, page: Page) -> Page:
        page.edit_requested.connect(self.edit_requested)
        self._pages.addWidget(scrolled(page, "Inspector, to scroll"))
        return page

    def set_numbers(self, numbers: NumberStyle) -> None:
        """Write the numbers otherwise."""
        self._block.set_numbers(numbers)

    def set_theme(self, theme: Theme) -> None:
        """Repaint in another theme."""
        self._theme = theme
        self.prepare()
        self._block.set_theme(theme)
        self._network.set_theme(theme)
        refresh_icons(self, theme)
