"""What all optimizers share: cells by the names of formulas, where a penalty applies, ranges of settings."""

from dataclasses import dataclass
from functools import partial
from typing import ClassVar

import numpy as np
import pytest

from playground.engine.errors import SettingError
from playground.engine.optimizer import Cells, Optimizer, Rule, descend, shrink, where_it_applies


def cells(**arrays: object) -> Cells:
    """Cells of three numbers with a learning rate of ½."""
    given = {name: np.array(array, dtype=float) for name, array in arrays.items()}
    return Cells({"learning_rate": np.array(0.5), **given}, np.empty(3))


def run(*calls: object) -> None:
    """Carry out."""
    for call in calls:
        call()


@dataclass(frozen=True)
class Wanderer(Optimizer):
    """Keeps a moment and a count, and computes a direction and a number on the way."""

    kind: ClassVar[str] = "wanderer"
    title: ClassVar[str] = "Wanderer"
    moments: ClassVar[tuple[str, ...]] = ("moment",)
    counters: ClassVar[dict[str, float]] = {"count": 7.0}
    beginning: ClassVar[tuple[Rule, ...]] = (
        Rule("count", "", "", lambda _cells: ()),
        Rule("number", "", "", lambda _cells: ()),
    )
    rules: ClassVar[tuple[Rule, ...]] = tuple(
        Rule(name, "", "", lambda _cells: ()) for name in ("moment", "direction", "W")
    )

    drift: float = 0.5


def test_what_is_not_kept_is_told_from_what_is() -> None:
    assert Wanderer.temporaries() == ("direction",)
    assert Wanderer.numbers() == ("number",)
    assert Wanderer().setting_values() == {"learning_rate": 0.1, "drift": 0.5}


def test_a_setting_is_a_share_unless_the_table_says_otherwise() -> None:
    Wanderer(drift=0.0).check_settings()
    with pytest.raises(SettingError, match=r"drift is 1\.0, expected a number from 0 to below 1"):
        Wanderer(drift=1.0).check_settings()
    with pytest.raises(SettingError, match=r"learning rate is 0\.0, expected a positive number"):
        Wanderer(0.0).check_settings()


def test_descending_is_a_step_of_the_rate_against_the_direction() -> None:
    here = cells(W=[1, 2, 3], direction=[2, 0, -2])
    run(*descend(here, here["direction"]))
    assert here["W"].tolist() == [0, 2, 4]
    assert here["direction"].tolist() == [2, 0, -2]


def test_the_rest_is_what_is_missing_to_one() -> None:
    rest = cells(fade=0.75).rest("fade")
    assert (rest.shape, float(rest)) == ((), 0.25)


def test_shrinking_takes_away_the_share_of_rate_and_decay() -> None:
    here = cells(W=[1, 2, 4], decay=0.5)
    run(*shrink("decay", here))
    assert here["W"].tolist() == [0.75, 1.5, 3]


def test_each_place_may_have_a_decay_of_its_own() -> None:
    here = cells(W=[1, 2, 4], decay=[0.5, 1, 0])
    run(*shrink("decay", here))
    assert here["W"].tolist() == [0.75, 1, 4]


def test_where_a_setting_is_not_nothing_is_touched_not_even_a_sign() -> None:
    plain = cells(W=[-0.0, np.inf, 4], decay=1)
    here = Cells(plain.arrays, plain.scratch, {"decay": np.array([False, False, True])})
    run(*shrink("decay", here))
    assert here["W"].tolist() == [0, np.inf, 2]
    assert np.signbit(here["W"][0])


def test_without_a_place_a_call_stays_as_it_is() -> None:
    call = partial(np.negative, np.ones(3))
    assert where_it_applies(cells(), "decay", call) is call
