"""Records of files have no spare keys and but one optional one, so that there is one way to write a document."""

import inspect

import msgspec
import pytest

from playground.document import document_records
from playground.document.document_records import DocumentRecord, Header, NodeRecord, Strict

RECORDS = [record for _, record in inspect.getmembers(document_records, inspect.isclass) if issubclass(record, Strict)]


@pytest.mark.parametrize("record", RECORDS)
def test_every_key_is_required_and_no_other_is_taken(record: type[Strict]) -> None:
    optional = {entry.name for entry in msgspec.structs.fields(record) if not entry.required}
    assert optional == ({"learning"} if record is NodeRecord else set())  # left out where a block learns like the rest
    assert record.__struct_config__.forbid_unknown_fields
    assert record.__struct_config__.frozen


def test_a_file_begins_with_format_and_version() -> None:
    assert DocumentRecord.__struct_fields__[:2] == Header.__struct_fields__
