"""Errors are one family, and those of a network know the block and the port to blame."""

import inspect

import pytest

from playground.engine import errors
from playground.engine.errors import EngineError, NetworkError

KINDS = [kind for _name, kind in inspect.getmembers(errors, inspect.isclass) if kind.__module__ == errors.__name__]


@pytest.mark.parametrize("kind", KINDS)
def test_every_error_is_an_engine_error_with_a_line_of_its_own(kind: type[Exception]) -> None:
    assert issubclass(kind, EngineError)
    assert inspect.getdoc(kind)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if issubclass(kind, NetworkError)])
def test_an_error_of_a_network_carries_its_place(kind: type[NetworkError]) -> None:
    error = kind("Dense 1 is wrong", "n1", 2)
    assert (str(error), error.node, error.port) == ("Dense 1 is wrong", "n1", 2)
    assert (kind("all is wrong").node, kind("all is wrong").port) == (None, None)
