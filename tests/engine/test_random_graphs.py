"""Random networks over the whole catalogue: compiled as they are drawn, they obey the laws of each operation alone."""

import pytest

from tests.engine.contract import (
    Law,
    a_pass_depends_on_its_own_samples_alone,
    gradients_are_derivatives,
    named,
    values_are_as_defined,
)
from tests.engine.random_graphs import random_graph

GRAPHS = 40
LAWS = named((gradients_are_derivatives, values_are_as_defined, a_pass_depends_on_its_own_samples_alone))


def test_a_seed_gives_one_network_and_another_seed_another() -> None:
    assert random_graph(1) == random_graph(1) != random_graph(2)


@pytest.mark.parametrize("part", range(10))
@pytest.mark.parametrize("law", LAWS.values(), ids=LAWS)
def test_the_law_holds_for_random_graphs(law: Law, part: int, thoroughness: int) -> None:
    for seed in range(part, GRAPHS * thoroughness, 10):
        law(random_graph(seed))
