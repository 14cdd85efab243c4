"""A document as the bytes of a file, and back: section by section, all or nothing. Knows no folders and no disks."""

from __future__ import annotations

from playground.document.data_records import read_preparation, read_source, read_training
from playground.document.diagram import Diagram
from playground.document.document import Document
from playground.document.document_records import FORMAT, VERSION, DocumentRecord, Header
from playground.document.errors import ContentError, FileError
from playground.document.json_layout import laid_out
from playground.document.learned_records import learned_record, read_learned
from playground.document.network_records import network_record, read_network
from playground.document.records import to_record
from playground.document.strict_json import check, decode

UNNAMED = "the document"
_INFINITE = "the network has learned NaN or infinity; go back to an earlier update, or start over"


def to_bytes(document: Document, name: str = UNNAMED) -> bytes:
    """The document as UTF-8 JSON; equal documents give equal bytes, and what is given can be read again.

    `FileError` for a document that no reader would take: too large, or with numbers that are not finite.
    """
    if not document.is_finite:
        raise FileError(f"{name} cannot be written: {_INFINITE}")
    data = laid_out(_record(document))
    from_bytes(data, name)
    return data


def from_bytes(data: bytes, name: str = UNNAMED) -> Document:
    """The document that the bytes hold; `FileError` names the file, the place in it, found and expected."""
    try:
        check(data)
        check_header(decode(data, Header), FORMAT)
        return _document(decode(data, DocumentRecord))
    except ContentError as error:
        raise FileError(f"{name}, {error}") from None


def check_header(header: Header, expected: str) -> None:
    """`ContentError` unless the bytes hold what is expected, written by this version or an older one."""
    if header.format != expected:
        raise ContentError("$.format", f"found {header.format[:60]!r}, expected {expected!r}")
    if header.version > VERSION:
        message = f"found version {header.version}, made by a newer version of the program, expected {VERSION}"
        raise ContentError("$.version", f"{message}: update the program to open it")
    if header.version != VERSION:
        raise ContentError("$.version", f"found {header.version}, expected {VERSION}")


def _record(document: Document) -> DocumentRecord:
    diagram, learned = document.diagram, document.learned
    return DocumentRecord(
        format=FORMAT,
        version=VERSION,
        network=network_record(diagram),
        data=to_record(diagram.data),
        preparation=to_record(diagram.preparation),
        training=to_record(diagram.training),
        learned=None if learned is None else learned_record(learned),
    )


def _document(record: DocumentRecord) -> Document:
    network, placements = read_network(record.network)
    diagram = Diagram(
        network=network,
        placements=placements,
        data=read_source(record.data),
        preparation=read_preparation(record.preparation),
        training=read_training(record.training),
        made=record.network.made,
    )
    return Document(diagram, None if record.learned is None else read_learned(record.learned, network))
