"""The catalogue in words: complete, with a formula for everything, and every setting as it is typed."""

from __future__ import annotations

from playground.document.block_text import operation_from_text
from playground.document.catalogue_text import ACTIVATION_GROUP, CatalogueEntry, SettingEntry, catalogue_entries
from playground.document.families import FAMILIES
from playground.engine.operations.activations import ACTIVATIONS
from playground.engine.operations.catalogue import OPERATIONS


def entry(kind: str) -> CatalogueEntry:
    """The entry as typed."""
    return next(found for found in catalogue_entries() if found.kind == kind)


def test_everything_that_can_be_chosen_is_listed_once() -> None:
    kinds = [*OPERATIONS, *ACTIVATIONS, *(kind for kinds in FAMILIES.values() for kind in kinds)]
    assert [found.kind.replace("-", "_") for found in catalogue_entries()] == kinds


def test_each_entry_has_a_formula_in_one_line_and_says_what_it_does() -> None:
    for found in catalogue_entries():
        assert found.formula
        assert found.documentation
        assert "\n" not in found.formula + found.documentation + found.source
        assert not {"{", "<{"} & set(found.formula)


def test_the_source_is_that_of_the_class_or_of_its_file() -> None:
    assert "Deep Learning, section 6.5" in entry("dense").source
    assert "He et al." in entry("add").source


def test_settings_have_their_defaults_and_what_they_may_be() -> None:
    by_name = {setting.name: setting for setting in entry("conv2d").settings}
    assert by_name["kernel"] == SettingEntry("kernel", "3x3")
    assert by_name["bias"].default == "yes"
    assert "leaky-relu" in by_name["activation"].choices


def test_the_words_of_an_entry_are_understood() -> None:
    for found in catalogue_entries():
        if found.group in {ACTIVATION_GROUP, *(kind.group for kind in OPERATIONS.values())}:
            words = " ".join(f"{setting.name}={setting.default}" for setting in found.settings)
            assert operation_from_text(f"{found.kind} {words}" if words else found.kind)
