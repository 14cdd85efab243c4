"""Every optimizer, schedule, penalty and clipping goes where plain Python goes: trained, and walked step by step."""

import pytest

from playground.engine.descent import Descent
from playground.engine.network import Network
from playground.engine.operations.dense import Dense
from playground.engine.operations.dropout import Dropout
from playground.engine.operations.losses import MeanSquaredError
from playground.engine.operations.normalization import BatchNormalization
from playground.engine.schedules import SCHEDULES
from tests.engine.descent_contract import (
    EVERY_DESCENT,
    SHARES,
    a_walk_goes_where_plain_python_goes,
    learning_network,
    training_goes_where_plain_python_goes,
)
from tests.engine.sample_networks import chain

NETWORKS = {
    "shared, frozen, penalized apart": learning_network(),
    "dropout, batch normalization": chain(Dense(3), Dropout(0.4), BatchNormalization(), Dense(1), MeanSquaredError()),
}
ON_EVERY_DESCENT = pytest.mark.parametrize("descent", EVERY_DESCENT.values(), ids=EVERY_DESCENT)
EVERY_NETWORK = pytest.mark.parametrize("network", NETWORKS.values(), ids=NETWORKS)


def test_every_schedule_has_its_plain_share() -> None:
    assert {*SHARES, "plateau"} == set(SCHEDULES)


@EVERY_NETWORK
@ON_EVERY_DESCENT
def test_training_goes_where_plain_python_goes(network: Network, descent: Descent) -> None:
    training_goes_where_plain_python_goes(network, descent)


@EVERY_NETWORK
@ON_EVERY_DESCENT
def test_a_walk_goes_where_plain_python_goes(network: Network, descent: Descent) -> None:
    a_walk_goes_where_plain_python_goes(network, descent)
