"""PySide6 6.12 and Python 3.11 are kept apart; every other pair runs."""

import sys

import pytest

from playground import qt_pair
from playground.qt_pair import QtPairError, check_pair


@pytest.mark.parametrize(
    ("python", "pyside"), [((3, 11), "6.11.3"), ((3, 12), "6.12.0"), ((3, 13), "6.13"), ((3, 11), "6.9.10.1")]
)
def test_good_pairs_run(python: tuple[int, int], pyside: str) -> None:
    check_pair(python, pyside)


@pytest.mark.parametrize("pyside", ["6.12.0", "6.12", "6.20.1", "7.0.0"])
def test_the_pair_that_crashes_is_refused_with_advice(pyside: str) -> None:
    with pytest.raises(
        QtPairError, match=r'^PySide6 .* crashes Python 3\.11: install "PySide6-Essentials>=6\.11\.3,<6'
    ):
        check_pair((3, 11), pyside)


def test_the_pair_of_this_machine_runs() -> None:
    qt_pair.refuse_bad_pair()


def test_what_is_installed_is_what_is_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 11, 7))
    monkeypatch.setattr("importlib.metadata.version", lambda name: "6.12.0")
    with pytest.raises(QtPairError):
        qt_pair.refuse_bad_pair()
