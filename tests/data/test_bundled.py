"""The bundled tables are what the literature says they are."""

import numpy as np
import pytest

from playground.data.bundled import BUNDLED
from playground.data.sources import Bundled, load
from playground.resources import resource


def test_iris_has_the_published_summary() -> None:
    iris = load(Bundled("iris"))
    assert (iris.name, iris.class_names) == ("Iris", ("setosa", "versicolor", "virginica"))
    assert np.bincount(iris.targets).tolist() == [50, 50, 50]
    assert iris.features.min(axis=0).tolist() == [4.3, 2.0, 1.0, 0.1]
    assert iris.features.max(axis=0).tolist() == [7.9, 4.4, 6.9, 2.5]
    assert np.allclose(iris.features.mean(axis=0), [5.84, 3.05, 3.76, 1.20], atol=0.01)
    assert iris.features[34].tolist() == [4.9, 3.1, 1.5, 0.2]  # Fisher's values, not the repository's misprints
    assert iris.features[37].tolist() == [4.9, 3.6, 1.4, 0.1]


def test_digits_have_the_published_class_counts() -> None:
    digits = load(Bundled("digits"))
    assert digits.class_names == tuple("0123456789")
    assert np.bincount(digits.targets).tolist() == [178, 182, 177, 183, 181, 182, 181, 179, 174, 180]
    assert digits.features.shape == (1797, 64)
    assert set(np.unique(digits.features)) == set(range(17))
    assert digits.feature_names[:2] + digits.feature_names[-1:] == ("r1c1", "r1c2", "r8c8")


def test_an_average_zero_is_hollow_and_an_average_one_is_not() -> None:
    digits = load(Bundled("digits"))
    zero, one = (digits.features[digits.targets == label].mean(axis=0).reshape(8, 8)[3:5, 3:5] for label in (0, 1))
    assert zero.mean() < 4 < 12 < one.mean()


@pytest.mark.parametrize("kind", [info.kind for info in BUNDLED])
def test_every_table_names_source_and_licence(kind: str) -> None:
    info = next(info for info in BUNDLED if info.kind == kind)
    assert info.source
    assert info.licence in resource("data", "SOURCES.md").read_text(encoding="utf-8")
    assert f"## {kind}.csv" in resource("data", "SOURCES.md").read_text(encoding="utf-8")
