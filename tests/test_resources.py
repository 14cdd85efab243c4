"""Resources are found from a checkout, an installed wheel and a frozen executable; a missing one is named."""

import sys
from pathlib import Path

import pytest

from playground import resources
from playground.resources import ResourceError, resource


def test_a_checkout_finds_its_own_resources() -> None:
    assert resource("data", "iris.csv") == Path(__file__).resolve().parents[1] / "resources" / "data" / "iris.csv"


def test_a_folder_is_a_resource_too() -> None:
    assert resource("data").is_dir()


def test_a_missing_resource_is_named() -> None:
    with pytest.raises(ResourceError, match=r"^data/nothing\.csv: not found in .*resources; expected it there"):
        resource("data", "nothing.csv")


def test_a_frozen_program_looks_where_it_was_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "resources").mkdir()
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert resource() == tmp_path / "resources"


def test_an_installed_wheel_carries_them_in_the_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "playground" / "_resources" / "data").mkdir(parents=True)
    (tmp_path / "resources").mkdir()  # another package's folder beside ours
    monkeypatch.setattr(resources, "__file__", str(tmp_path / "playground" / "resources.py"))
    assert resource("data") == tmp_path / "playground" / "_resources" / "data"
