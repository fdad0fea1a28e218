"""A dossier of a store whose every text tries to load or run something: the page is made of the same as any other."""

from __future__ import annotations

import json
from contextlib import closing
from dataclasses import fields
from pathlib import Path
from typing import Any, Final

import pytest
from dossier_page import POLICY, Page, what_loads

from tracker.exchange.formats import export
from tracker.store.connection import open_store
from tracker.store.filters.parse import parse_filter
from tracker.store.findings import keep_findings, mark_if_rules_changed
from tracker.store.results import Query
from tracker.store.tables import RECORD_CLASSES, REFERENCES
from tracker.store.write import recorded

OUTSIDE: Final = "http://x.example/x"
INJECTIONS: Final = {
    "img srcset": f'<img srcset="{OUTSIDE} 2x">',
    "img src": f"<img src={OUTSIDE} onerror=alert(1)>",
    "@import": f"<style>@import '{OUTSIDE}';</style>",
    "url() in a style element": f"<style>body{{background:url({OUTSIDE})}}</style>",
    "url() in a style attribute": f'<p style="background:url({OUTSIDE})">x</p>',
    "link": f'<link rel="stylesheet" href="{OUTSIDE}">',
    "script": f'<script src="{OUTSIDE}"></script>',
    "iframe": f'<iframe src="{OUTSIDE}" srcdoc="<p>x"></iframe>',
    "object": f'<object data="{OUTSIDE}"></object>',
    "embed": f'<embed src="{OUTSIDE}">',
    "svg image href": f'<svg><image href="{OUTSIDE}"/></svg>',
    "svg use xlink:href": f'<svg><use xlink:href="{OUTSIDE}#a"/></svg>',
    "svg fill": f'<svg><rect fill="url({OUTSIDE}#a)"/></svg>',
    "svg link": '<svg><a xlink:href="javascript:alert(1)"><text>x</text></a></svg>',
    "meta refresh": f'<meta http-equiv="refresh" content="0;url={OUTSIDE}">',
    "base": f'<base href="{OUTSIDE}">',
    "form": f'<form action="{OUTSIDE}"><input formaction="{OUTSIDE}"></form>',
    "video": f'<video poster="{OUTSIDE}"></video>',
    "link that pings": f'<a href="#x" ping="{OUTSIDE}">x</a>',
    "script link": '<a href="javascript:alert(1)">x</a>',
    "background": f'<body background="{OUTSIDE}">',
    "event handler": '<p onmouseover="alert(1)">x</p>',
    "comment": "<!-- x -->",
    "instruction": f'<?xml-stylesheet href="{OUTSIDE}"?>',
    "attribute": f'" onload="alert(1)" style="background:url({OUTSIDE})" x="',
    "attribute in single quotes": "' onload='alert(1)' x='",
    "attribute without quotes": " onload=alert(1) ",
    "entity": "&lt;script&gt; &#60;script&#62; &quot; onload=x",
}
TARGETS: Final = ("incidents", "vessels", "sightings", "sources")
WAYS_OUT: Final = ("", '">', "'>", "</style>", "</title>", "</text></svg>", "-->", "]]>", "</script>")
"""What ends a text where it may stand, so that what follows is markup again."""
ALREADY_HARMLESS: Final = frozenset({"attribute", "attribute in single quotes", "attribute without quotes", "entity"})
"""What does no harm between elements: it is meant for the inside of a tag."""
NOT_FREE: Final = frozenset(
    ("slug", "reliability", "aspect", "status", "stance", "settled", "record_table", "record_uid", "confidence",
     "considered", "kept", "offered", "before", "created_at", "retracted_at", "uid", "published", "date", "valid_from",
     "valid_to", "listed", "delisted", "kinds", "imo", "imo_shown", "accessed", "url")
)  # fmt: skip
"""Columns that take no text of any kind, or that decide what a page is made of."""
GIVEN: Final[dict[str, dict[str, Any]]] = {
    "source": {"published": "2020"},
    "vessel": {"imo": "9074729"},
    "party": {"kind": "company"},
    "incident": {"kinds": ["false-flag"]},
    "sighting": {"date": "2020-05-01", "lat": 10.0, "lon": 179.5, "radius_km": 30.0},
    "identity": {"aspect": "flown", "valid_from": "2020"},
    "listing": {"listed": "2020"},
    "judgement": {"confidence": "low", "property": "flag"},
}
"""Tables in the order in which records can refer to each other, with what the text cannot stand in."""


def free_columns(table: str, text: str) -> dict[str, str]:
    found = {
        field.name: text
        for field in fields(RECORD_CLASSES[table])
        if str(field.type).startswith("str")
        and field.name not in NOT_FREE
        and not field.name.endswith(("_earliest", "_latest"))
    }
    found |= {name: json.dumps({text: text, "note": text}) for name in ("details", "as_printed") if name in found}
    return found


def store_saying(folder: Path, text: str) -> Path:
    """Make a store with a record of each kind, of which every column that takes any text says this."""
    path = folder / "store.db"
    path.unlink(missing_ok=True)
    with closing(open_store(path, create=True)) as connection:
        ids: dict[str, int] = {}
        with recorded(connection, by=text, action="add", summary=text, why=text) as change:
            for table, given in GIVEN.items():
                refers = {name: ids[other] for name, other in REFERENCES.get(table, {}).items() if other in ids}
                addresses = {"url": text} if table == "source" else {}
                values = {**free_columns(table, text), **addresses, **refers, **given}
                ids[table] = change.insert(table, values)
        with recorded(connection, by=text, action="edit", summary=text, why=text) as change:
            change.update("sighting", ids["sighting"], {"note": f"{text}."})
        mark_if_rules_changed(connection)
        keep_findings(connection)
    return path


def page_of(store: Path, folder: Path, target: str) -> Page:
    export(store, folder / "out.html", Query(target, parse_filter("", target)))
    return Page.of(folder / "out.html")


@pytest.mark.parametrize("name", sorted(INJECTIONS.keys() - ALREADY_HARMLESS))
def test_the_reader_of_these_tests_sees_each_of_them_where_it_is_not_escaped(name: str) -> None:
    assert what_loads(Page(f"<html><body><p>{INJECTIONS[name]}</p></body></html>")) != []


@pytest.mark.parametrize("name", ["attribute", "attribute in single quotes", "attribute without quotes"])
def test_the_reader_of_these_tests_sees_attributes_that_break_out_of_theirs(name: str) -> None:
    quote = {"attribute": '"', "attribute in single quotes": "'"}.get(name, "")
    assert what_loads(Page(f"<p class={quote}x{INJECTIONS[name]}{quote}>x</p>")) != []


def said_behind_every_way_out(*injections: str) -> str:
    return " ".join(f"{way_out}{injection}" for way_out in WAYS_OUT for injection in injections)


@pytest.fixture(scope="module")
def harmless(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Page]:
    """Return pages of a store that says nothing in particular, by what they are about."""
    folder = tmp_path_factory.mktemp("harmless")
    store = store_saying(folder, "x" * 100)
    return {target: page_of(store, folder, target) for target in TARGETS}


@pytest.mark.parametrize("name", INJECTIONS)
def test_no_text_of_a_case_loads_or_runs_anything(tmp_path: Path, harmless: dict[str, Page], name: str) -> None:
    store = store_saying(tmp_path, said_behind_every_way_out(INJECTIONS[name]))
    assert_only_says(page_of(store, tmp_path, "incidents"), harmless["incidents"], name)


@pytest.mark.parametrize("target", TARGETS)
def test_nothing_loads_or_runs_in_a_dossier_of_any_table(
    tmp_path: Path, harmless: dict[str, Page], target: str
) -> None:
    store = store_saying(tmp_path, said_behind_every_way_out(*INJECTIONS.values()))
    assert_only_says(page_of(store, tmp_path, target), harmless[target], *INJECTIONS)


def assert_only_says(page: Page, harmless: Page, *names: str) -> None:
    """Every text is there to read, and the page is made of nothing that another one has not."""
    assert what_loads(page) == []
    assert [name for name in names if INJECTIONS[name].strip() not in page.text] == []
    assert ("meta", "content", POLICY) in page.attributes
    assert set(page.structure) <= set(harmless.structure)
    assert [link for link in page.links if "x.example" in link] == []
