"""One list of everything there is to learn from."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from playground.data.sources import BUNDLED, GENERATORS, Bundled, DataSource, Generated
from playground.ui.data_panel.source_choice import CSV, SourceChoice, source_for


def test_all_sources_are_offered_and_own_data_last(qapp: QApplication) -> None:
    choice = SourceChoice()
    titles = [choice.itemText(index) for index in range(choice.count()) if choice.itemText(index)]
    assert titles == [info.title for info in (*GENERATORS, *BUNDLED)] + ["Written by hand", "CSV file…"]


@pytest.mark.parametrize("source", [Generated("spirals"), Bundled("digits")])
def test_the_shown_entry_stands_for_its_source(qapp: QApplication, source: DataSource) -> None:
    choice = SourceChoice()
    choice.show_source(source)
    again = source_for(choice.currentData(), source)
    assert type(again) is type(source)
    assert again.kind == source.kind  # type: ignore[union-attr]


def test_another_generator_keeps_samples_and_seed_and_takes_its_own_noise() -> None:
    before = Generated("moons", 400, 0.33, seed=5)
    assert source_for("generated:circles", before) == Generated("circles", 400, 0.05, seed=5)
    assert source_for("generated:circles", Bundled("iris")) == Generated("circles", 200, 0.05)


def test_the_csv_entry_stands_for_no_source_of_its_own() -> None:
    assert source_for(CSV, Bundled("iris")) == Bundled("iris")
