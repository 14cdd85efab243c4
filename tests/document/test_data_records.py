"""What a file says about data is checked against the closed lists and ranges before anything is generated."""

from dataclasses import replace

import numpy as np
import pytest

from playground.data.imported import Imported, pack
from playground.data.sources import Bundled, DataSource, Generated
from playground.data.split import Preparation
from playground.document.data_records import read_preparation, read_source, read_training
from playground.document.errors import ContentError
from playground.document.records import to_record
from playground.engine.optimizers import SGD
from playground.engine.settings import TrainingSettings

TABLE = Imported("t", "y", ("a", "b"), ("u", "v"), pack(np.zeros((3, 2))), pack(np.array([0.0, 1.0, 0.0])))


@pytest.mark.parametrize("source", [TABLE, Bundled("digits"), Generated("spirals", 1_000_000, 1_000.0, 2**63 - 1)])
def test_known_data_are_taken_without_generating_them(source: DataSource) -> None:
    assert read_source(to_record(source)) == source


@pytest.mark.parametrize(
    ("source", "place"),
    [
        (Bundled("../../secret"), "$.data: "),
        (Generated("moon"), "$.data: "),
        (Generated("moons", 3), "$.data.samples: "),
        (Generated("moons", noise=1e4), "$.data.noise: "),
        (Generated("moons", seed=-1), "$.data.seed: "),
        (replace(TABLE, features=TABLE.features[:-1]), "$.data: "),
        (replace(TABLE, targets=pack(np.array([0.0, 2.0, 0.0]))), "$.data: "),
        (replace(TABLE, features=pack(np.full((3, 2), np.nan))), "$.data: "),
        (replace(TABLE, feature_names=("a", "a")), "$.data.feature_names: "),
        (replace(TABLE, class_names=("a", "a")), "$.data.class_names: "),
        (replace(TABLE, class_names=tuple(map(str, range(1_001)))), "$.data: "),
    ],
)
def test_odd_data_are_refused_at_their_place(source: DataSource, place: str) -> None:
    with pytest.raises(ContentError) as error:
        read_source(to_record(source))
    assert str(error.value).startswith(place)


@pytest.mark.parametrize("preparation", [Preparation(1.0), Preparation(-0.1), Preparation(seed=-1)])
def test_odd_preparations_are_refused(preparation: Preparation) -> None:
    with pytest.raises(ContentError, match=r"\$.preparation"):
        read_preparation(to_record(preparation))


@pytest.mark.parametrize(
    "settings", [TrainingSettings(SGD(0.0)), TrainingSettings(batch_size=0), TrainingSettings(batch_size=10**7)]
)
def test_odd_settings_are_refused(settings: TrainingSettings) -> None:
    with pytest.raises(ContentError, match=r"\$.training"):
        read_training(to_record(settings))
