"""The contract is itself tested: every planted fault is caught, and what goes unnoticed is named.

A fault counts as caught when a law fails that holds without it. That the laws hold is the business of
`test_catalogue.py`, `test_descent_contract.py` and `test_kinks.py`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

import numpy as np
import pytest

from playground.engine.instruction import Ref
from playground.engine.network import Network
from playground.engine.operations.catalogue import OPERATIONS
from tests.engine import kinks, planted_definitions, planted_lines, planted_updates
from tests.engine.contract import LAWS, LIMITS, assert_close, gradients_are_derivatives
from tests.engine.descent_contract import (
    EVERY_DESCENT,
    a_walk_goes_where_plain_python_goes,
    learning_network,
    training_goes_where_plain_python_goes,
)
from tests.engine.planted_definitions import DefinitionFault
from tests.engine.planted_lines import LineFault
from tests.engine.planted_updates import UpdateFault
from tests.engine.planting import GENERIC, in_line, lines_emitted
from tests.engine.sample_networks import catalogue_networks, loaded_program, samples_for
from tests.engine.samples_sums import sum_networks

NETWORKS = catalogue_networks() | sum_networks()
NAMES = [*planted_lines.BY_NAME, *planted_definitions.BY_NAME, *planted_updates.BY_NAME]


def broken(network: Network) -> str:
    """The first law that does not hold, "" if all do."""
    return next((name for name, law in LAWS.items() if fails(law, network)), "")


def fails(law: object, *arguments: object) -> bool:
    """Whether a law fails as a law does; any other error is the fault's own and no verdict."""
    try:
        law(*arguments)  # type: ignore[operator]
    except AssertionError:
        return True
    return False


def test_there_are_many_faults_and_no_two_of_the_same_name() -> None:
    assert len(set(NAMES)) == len(NAMES) >= 100


@pytest.mark.parametrize("fault", planted_lines.BY_NAME.values(), ids=planted_lines.BY_NAME)
def test_a_wrong_line_is_caught(fault: LineFault, monkeypatch: pytest.MonkeyPatch) -> None:
    fault.plant(monkeypatch)
    assert broken(NETWORKS[fault.network])


@pytest.mark.parametrize("fault", planted_definitions.BY_NAME.values(), ids=planted_definitions.BY_NAME)
def test_a_wrong_definition_is_caught(fault: DefinitionFault, monkeypatch: pytest.MonkeyPatch) -> None:
    fault.plant(monkeypatch)
    assert broken(NETWORKS[fault.network]) if fault.network else any(fails(law) for law in kinks.LAWS)


@pytest.mark.parametrize("fault", planted_updates.BY_NAME.values(), ids=planted_updates.BY_NAME)
def test_a_wrong_update_is_caught(fault: UpdateFault, monkeypatch: pytest.MonkeyPatch) -> None:
    fault.plant(monkeypatch)
    laws = (training_goes_where_plain_python_goes, a_walk_goes_where_plain_python_goes)
    assert any(fails(law, learning_network(), EVERY_DESCENT[fault.descent]) for law in laws)


# Every line of every operation


@dataclass(frozen=True)
class Place:
    """A kind of line and a network that has one."""

    network: str
    kind: str
    quantity: str


def places() -> Iterable[Place]:
    """Each quantity that each kind of operation emits, once."""
    found: dict[tuple[str, str], Place] = {}
    for name, network in NETWORKS.items():
        for kind, quantity in lines_emitted(partial(loaded_program, network, samples_for(network, 1))):
            found.setdefault((kind, quantity), Place(name, kind, quantity))
    return found.values()


ZERO = {("initial_state", "activation"), ("embedding", "grad_activation"), ("input", "activation")}
PLACES = [place for place in places() if (place.kind, place.quantity) not in ZERO]  # nothing times two is nothing
CHANGES = ("a factor of two", "stale", "one NaN")
ALWAYS_THE_SAME = {("objective", "grad_activation"), ("constant", "activation")}  # so it cannot be stale


def test_every_kind_of_operation_has_its_places() -> None:
    assert {place.kind for place in PLACES} == set(OPERATIONS) - {kind for kind, _quantity in ZERO} | {"embedding"}


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("place", PLACES, ids=lambda place: f"{place.quantity} of {place.kind}")
def test_whatever_goes_wrong_with_any_line_is_caught(
    place: Place, change: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_line(place.kind, place.quantity, GENERIC[change])(monkeypatch)
    harmless = change == "stale" and (place.kind, place.quantity) in ALWAYS_THE_SAME
    assert bool(broken(NETWORKS[place.network])) != harmless


# Comparisons


@pytest.mark.parametrize("value", [np.nan, np.inf])
def test_a_comparison_fails_on_what_is_no_number(value: float) -> None:
    with pytest.raises(AssertionError):
        assert_close(np.array([1.0, value]), np.array([1.0, 1.0]), Ref("x", "activation"))


def test_two_nans_are_not_equal() -> None:
    with pytest.raises(AssertionError):
        assert_close(np.array([np.nan]), np.array([np.nan]), Ref("x", "activation"))


@pytest.mark.parametrize("limit", [0.0, np.nan])
def test_no_error_passes_a_limit_that_is_nothing(limit: float, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(LIMITS, next(iter(LIMITS)), limit)
    assert fails(gradients_are_derivatives, NETWORKS["dense tanh"])
