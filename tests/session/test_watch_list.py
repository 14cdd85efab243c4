"""The list that window and run share."""

from __future__ import annotations

from playground.session.watch_list import WatchList


def test_it_begins_empty_and_is_its_owners_own() -> None:
    one, other = WatchList(), WatchList()
    one.texts = ("L",)
    assert other.texts == ()
