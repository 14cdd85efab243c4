"""Copied blocks as text, and back through the same strict reader as files. Knows no system clipboard."""

from __future__ import annotations

from playground.document.content import check_header
from playground.document.document_records import FRAGMENT_FORMAT, VERSION, FragmentRecord, Header
from playground.document.errors import ContentError, FileError
from playground.document.fragment import Fragment
from playground.document.json_layout import laid_out
from playground.document.network_records import edge_records, node_records, read_blocks
from playground.document.strict_json import check, decode


def fragment_to_text(fragment: Fragment) -> str:
    """The fragment as JSON."""
    positions = {place.node: (place.x, place.y) for place in fragment.placements}
    nodes, edges = node_records(fragment.nodes, positions), edge_records(fragment.edges)
    return laid_out(FragmentRecord(FRAGMENT_FORMAT, VERSION, nodes, edges)).decode("utf-8")


def fragment_from_text(text: str) -> Fragment:
    """The blocks that the text holds; `FileError` says what else was found."""
    try:
        data = text.encode("utf-8", "replace")
        check(data)
        check_header(decode(data, Header), FRAGMENT_FORMAT)
        record = decode(data, FragmentRecord)
        network, placements = read_blocks(record.nodes, record.edges, "$")
    except ContentError as error:
        raise FileError(f"the clipboard, {error}") from None
    return Fragment(network.nodes, network.edges, placements)
