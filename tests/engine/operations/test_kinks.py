"""At a kink there is no derivative to compare with: the documented slope holds, and no kink goes undocumented."""

from collections.abc import Callable

import numpy as np
import pytest

from playground.engine.operations.activations import ACTIVATIONS
from playground.engine.operations.catalogue import LOSSES
from tests.engine.kinks import ACTIVATION_KINKS, GRID, LAWS, LOSS_KINKS, kinks_of, of_activation, slopes
from tests.engine.sample_networks import chain
from tests.engine.scalar_autodiff import ACTIVATION_RULES, Scalar, backpropagate

OF_EACH_NUMBER = [key for key, function in ACTIVATIONS.items() if function.slope is not None]
KINKED_LOSSES = {"mae", "hinge"}


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.__name__)
def test_at_kinks(law: Callable[[], None]) -> None:
    law()


@pytest.mark.parametrize("key", ACTIVATIONS)
def test_every_kink_of_an_activation_is_in_the_table(key: str) -> None:
    assert kinks_of(of_activation(key)) == set(ACTIVATION_KINKS.get(key, {}))


@pytest.mark.parametrize("name", LOSS_KINKS)
def test_every_kink_of_a_loss_is_in_the_table(name: str) -> None:
    loss, target, expected = LOSS_KINKS[name]
    assert kinks_of(chain(loss, features=1), target) == set(expected)


@pytest.mark.parametrize("kind", sorted(set(LOSSES) - KINKED_LOSSES - {"objective"}))
def test_no_other_loss_has_a_kink_within_its_domain(kind: str) -> None:
    inside = {x for x in kinks_of(chain(LOSSES[kind](), features=1), 1.0) if 0 < x < 1}
    assert inside == set()


def plain_slope(key: str, x: float) -> float:
    """g′(x) by the scalar oracle."""
    start = Scalar(x)
    backpropagate(ACTIVATION_RULES[key]([start])[0])
    return start.gradient


@pytest.mark.parametrize("key", OF_EACH_NUMBER)
def test_slopes_far_and_near_are_those_of_a_textbook(key: str) -> None:
    """Every quarter from −6 to 6, so that no branch of a definition goes untried, and the kinks themselves."""
    expected = [plain_slope(key, float(x)) for x in GRID]
    assert np.allclose(slopes(of_activation(key), GRID), expected, rtol=1e-12, atol=1e-15)
