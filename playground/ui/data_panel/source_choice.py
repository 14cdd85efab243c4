"""The list of everything there is to learn from, in one combo box: generators, tables, a CSV file, numbers by hand."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from playground.data.imported import Imported
from playground.data.sources import BUNDLED, GENERATORS, Bundled, DataSource, Generated, Written, generator_info
from playground.ui.choice import Choice

CSV, BY_HAND = "csv", "by hand"
_IMPORTED = "imported"
_TABLE, _GENERATED = "table:", "generated:"


class SourceChoice(Choice):
    """Keys are texts; `source_for` turns one into a data source."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__({}, parent)
        self.show_source(Generated(GENERATORS[0].kind))

    def show_source(self, source: DataSource) -> None:
        """Offer all sources, an imported table among them while it is in use, and show this one."""
        self.offer(_titles(source))
        own = CSV if isinstance(source, Written) else BY_HAND
        for before in (f"{_TABLE}{BUNDLED[0].kind}", own):
            self.insertSeparator(self.findData(before))
        self.fill(_key(source))


def source_for(key: str, before: DataSource) -> DataSource:
    """The source a key stands for; generated data keep the number of samples and the seed they had."""
    if key.startswith(_TABLE):
        return Bundled(key.removeprefix(_TABLE))
    if not key.startswith(_GENERATED):
        return before
    info = generator_info(key.removeprefix(_GENERATED))
    if isinstance(before, Generated):
        return Generated(info.kind, before.samples, info.default_noise, before.seed)
    return Generated(info.kind, noise=info.default_noise)


def _titles(source: DataSource) -> dict[str, str]:
    titles = {f"{_GENERATED}{info.kind}": info.title for info in GENERATORS}
    titles |= {f"{_TABLE}{info.kind}": info.title for info in BUNDLED}
    if isinstance(source, Imported | Written):
        titles[_IMPORTED] = source.name
    by_hand = {} if isinstance(source, Written) else {BY_HAND: "Written by hand"}
    return {**titles, **by_hand, CSV: "CSV file…"}


def _key(source: DataSource) -> str:
    if isinstance(source, Generated):
        return f"{_GENERATED}{source.kind}"
    return f"{_TABLE}{source.kind}" if isinstance(source, Bundled) else _IMPORTED
