"""Whatever a FollowTheMoney file holds: only our own refusal, and a store that is whole or untouched."""

from __future__ import annotations

import json

import pytest
from bent_files import read_unless_refused
from ftm_lines import LISTED, OPTIONS, OWNER, OWNS, SHIP, STRANGER, a_file, rows
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.exchange.imports.ftm.format import FORMAT
from tracker.exchange.imports.model import Edition, Entry, ImportRefused, LeftOut, Rejected
from tracker.exchange.imports.run import import_file
from tracker.store.connection import open_store
from tracker.store.verify import verify

VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(["ir", "NK-1", "e"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
NAMES = st.sampled_from(
    ["name", "imoNumber", "mmsi", "flag", "pastFlags", "fraudFlag", "entity", "owner", "asset", "subject", "object",
     "proof", "summary", "description", "startDate", "endDate", "date", "buildDate", "notes", "keywords", "recordId",
     "tonnage", "title"]
)  # fmt: skip
TEXTS = st.lists(
    st.text(max_size=12)
    | st.sampled_from(
        ["NK-1", "e", "d", "2011", "2011-05-26T13:00", "Stance: asserts\nDate: x\nPosition: 99N 1E\nFlags: flown X",
         "Identity (flown) of A", "Retells: x", "Listed May 2011", "\ud800", "a\0b", "IMO9187629"]
    ),
    max_size=3,
)  # fmt: skip
SCHEMAS = st.sampled_from(
    ["Vessel", "Person", "Company", "Ownership", "UnknownLink", "Sanction", "Note", "Event", "Article", "Address", "?"]
)
OWN_ID = "013efa5d-0400-7475-a8bb-6bf59c1e4a9b"
IDS = st.sampled_from(["NK-1", "e", "d", "x", OWN_ID, OWN_ID.replace("9b", "9c"), f"{OWN_ID}-incident"])
ENTITIES = st.fixed_dictionaries(
    {"id": IDS | VALUES, "schema": SCHEMAS | VALUES, "properties": st.dictionaries(NAMES, TEXTS | VALUES, max_size=6)},
    optional={"caption": VALUES, "datasets": VALUES, "last_seen": VALUES, "fraudAlias": VALUES},
).map(json.dumps)
WHOLE = "\n".join([SHIP, OWNER, OWNS, LISTED, STRANGER]).encode()


@given(
    content=st.binary(max_size=300)
    | st.lists(ENTITIES, min_size=1, max_size=8).map(lambda lines: "\n".join(lines).encode("utf-8", "surrogatepass"))
    | st.integers(0, len(WHOLE)).map(lambda cut: WHOLE[:cut])
    | st.tuples(st.integers(0, len(WHOLE)), st.binary(max_size=9)).map(lambda p: WHOLE[: p[0]] + p[1] + WHOLE[p[0] :])
)
@settings(max_examples=250, deadline=None)
def test_whatever_is_in_a_file_only_our_own_refusal_leaves_the_reader(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    path = tmp_path_factory.mktemp("fuzz") / "a.ftm"
    items = read_unless_refused(FORMAT, path, content, OPTIONS)
    if items is None:
        return
    assert isinstance(items[-1], Edition)
    counted = sum(item.rows if isinstance(item, Entry) else 1 for item in items[:-1])
    assert all(isinstance(item, Entry | LeftOut | Rejected) for item in items[:-1])
    if content.isascii() and b"\r" not in content:
        assert counted == sum(1 for line in content.decode().split("\n") if line.strip())


@given(lines=st.lists(ENTITIES, min_size=1, max_size=8))
@settings(max_examples=60, deadline=None)
def test_whatever_entities_there_are_the_store_takes_them_whole_or_stays_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, lines: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("fuzz")
    connection = open_store(folder / "store.db", create=True)
    path = a_file(folder, *lines)
    try:
        summary = import_file(connection, path, by="Ada", options=OPTIONS, named="ftm")
        assert summary.read == len(lines)
        assert import_file(connection, path, by="Ada", options=OPTIONS, named="ftm").changes_nothing
    except ImportRefused as refusal:
        assert "holds no entity" in str(refusal)
        assert rows(connection, "SELECT count(*) FROM change") == [(0,)]
    assert verify(connection) == []
    connection.close()
