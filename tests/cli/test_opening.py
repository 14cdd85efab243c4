"""From a file to what can run: overrides one by one, and refusals that name the file."""

from argparse import Namespace
from pathlib import Path

import numpy as np
import pytest

from playground.cli.opening import opened_file, ready, with_parameters, with_seed
from playground.cli.verb import CommandError
from playground.document.document import Document
from playground.document.files import write
from tests.cli.networks import chain, moons_net, with_data


def test_a_document_that_learned_nothing_begins_at_its_seed() -> None:
    document = moons_net()
    subject = ready(document, "moons")
    assert subject.learned.same_as(ready(document, "moons").learned)
    assert subject.learned.updates == 0
    assert len(subject.data.training.train) == 32


def test_what_was_learned_is_kept() -> None:
    subject = ready(moons_net(), "moons")
    assert ready(Document(subject.diagram, subject.learned), "moons").learned is subject.learned


def test_the_first_problem_is_told_with_the_name() -> None:
    with pytest.raises(CommandError, match=r"^work/one\.playground: .*\.?$"):
        ready(chain("input"), "work/one.playground")
    with pytest.raises(CommandError, match="1 column"):
        ready(with_data(moons_net(), kind="curve"), "moons")
    with pytest.raises(CommandError, match="no-such-data"):
        ready(with_data(moons_net(), kind="no-such-data"), "moons")


def test_a_seed_forgets_what_was_learned() -> None:
    subject = ready(moons_net(), "moons")
    other = ready(with_seed(subject.document(subject.learned), 7), "moons")
    assert other.settings.seed == 7
    assert not np.array_equal(other.learned.values, subject.learned.values)
    np.testing.assert_array_equal(other.data.training.train.features, subject.data.training.train.features)


def test_parameters_change_those_and_nothing_else() -> None:
    subject = ready(moons_net(), "moons")
    changed = with_parameters(subject, {"Dense 1": {"b": [1.0, 2.0, 3.0, 4.0]}}, "p.json")
    different = np.nonzero(changed.learned.values != subject.learned.values)[0]
    assert different.tolist() == [8, 9, 10, 11]
    with pytest.raises(CommandError, match=r"^p\.json: b of Dense 1"):
        with_parameters(subject, {"Dense 1": {"b": [1.0]}}, "p.json")


def test_a_file_is_opened_at_its_own_parameters_or_at_those_given(tmp_path: Path) -> None:
    net, parameters = tmp_path / "moons.playground", tmp_path / "p.json"
    write(str(net), moons_net())
    parameters.write_text('{"Dense 1": {"b": [1, 2, 3, 4]}}')
    plain = opened_file(Namespace(file=str(net)))
    assert opened_file(Namespace(file=str(net), parameters=None)).learned.same_as(plain.learned)
    changed = opened_file(Namespace(file=str(net), parameters=str(parameters)))
    assert changed.learned.values[8:12].tolist() == [1.0, 2.0, 3.0, 4.0]
    assert changed.name == plain.name == str(net)
