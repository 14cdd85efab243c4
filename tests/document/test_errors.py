"""Errors of the document are sentences; those about content know their place."""

import pytest

from playground.document.errors import ContentError, EditError, FileError, LayersError


@pytest.mark.parametrize("error", [EditError, FileError, LayersError])
def test_an_error_is_its_sentence(error: type[Exception]) -> None:
    assert str(error("what is wrong")) == "what is wrong"


def test_an_error_about_content_names_its_place() -> None:
    error = ContentError("$.data", "found 1, expected 2")
    assert error.place == "$.data"
    assert str(error) == "$.data: found 1, expected 2"
