"""Families of settings: each kind has a title, and any kind can follow any other."""

from __future__ import annotations

from dataclasses import fields

import pytest

from playground.document.families import FAMILIES, first_sentence, like, titles_of
from playground.engine.optimizers import SGD, Momentum
from playground.engine.settings import TrainingSettings


@pytest.mark.parametrize("family", FAMILIES)
def test_each_family_is_a_training_setting_and_its_kinds_have_titles(family: str) -> None:
    assert family in {entry.name for entry in fields(TrainingSettings)}
    assert all(titles_of(family).values())
    for before in FAMILIES[family].values():
        for after in FAMILIES[family].values():
            assert isinstance(like(after, before()), after)


def test_what_was_chosen_is_kept_and_what_was_only_usual_is_not() -> None:
    assert like(Momentum, SGD(0.7)) == Momentum(0.7)
    assert like(SGD, Momentum(momentum=0.5)) == SGD()


def test_a_kind_says_its_formula_in_a_line() -> None:
    assert first_sentence(SGD) == "W := W − α ∂L/∂W"
    assert all(first_sentence(kind) for kinds in FAMILIES.values() for kind in kinds.values())
