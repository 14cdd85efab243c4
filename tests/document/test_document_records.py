"""Records of files have no optional keys and no spare ones, so that there is one way to write a document."""

import inspect

import msgspec
import pytest

from playground.document import document_records
from playground.document.document_records import DocumentRecord, Header, Strict

RECORDS = [record for _, record in inspect.getmembers(document_records, inspect.isclass) if issubclass(record, Strict)]


@pytest.mark.parametrize("record", RECORDS)
def test_every_key_is_required_and_no_other_is_taken(record: type[Strict]) -> None:
    assert all(entry.required for entry in msgspec.structs.fields(record))
    assert record.__struct_config__.forbid_unknown_fields
    assert record.__struct_config__.frozen


def test_a_file_begins_with_format_and_version() -> None:
    assert DocumentRecord.__struct_fields__[:2] == Header.__struct_fields__
