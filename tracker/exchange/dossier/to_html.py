"""A dossier as one HTML file that loads nothing from outside: its style and pictures stand in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib.resources import files
from typing import Final

from tracker import __version__
from tracker.exchange.dossier.escape import html_text
from tracker.exchange.dossier.html_blocks import Anchors, blocks_html
from tracker.exchange.dossier.model import Cover, Entry, Item, Part, Table

_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
"""What a browser is told so that it loads nothing, whatever the text of a record says."""


def html_pages(cover: Cover, entries: Iterable[Entry]) -> Iterator[str]:
    """Yield the file piece by piece: head and cover, each entry, and the end."""
    yield _head(cover)
    if len(cover.headings) == 1:
        for entry in entries:
            yield _cover(cover, entry)
            yield _article(entry, "alone", "")
    else:
        yield _cover(cover, None)
        for entry in entries:
            yield _article(entry, "one-of-several", _title(entry.kind, entry.title, entry.subtitle))
    yield "</main>\n</body>\n</html>\n"


def _head(cover: Cover) -> str:
    style = files(__package__).joinpath("dossier.css").read_text(encoding="utf-8")
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f'<meta name="generator" content="tracker {__version__}">\n'
        f"<title>{html_text(cover.title)}</title>\n<style>\n{style}</style>\n</head>\n<body>\n<main>\n"
    )


def _cover(cover: Cover, only_entry: Entry | None) -> str:
    kind = f"Dossier: {only_entry.kind.lower()}" if only_entry else "Dossier"
    title = _title(kind, cover.title, only_entry.subtitle if only_entry else "")
    facts = "\n".join(f"<dt>{html_text(label)}</dt><dd>{html_text(text)}</dd>" for label, text in cover.facts)
    notices = "\n".join(f"<p>{html_text(notice)}</p>" for notice in cover.notices)
    return (
        f'<header class="cover">\n{title}<dl class="facts">\n{facts}\n</dl>\n'
        f'<section class="notices" aria-label="How to read it">\n<h2>How to read it</h2>\n{notices}\n</section>\n'
        f"{_contents(cover)}</header>\n"
    )


def _title(kind: str, title: str, subtitle: str) -> str:
    below = f'<p class="subtitle">{html_text(subtitle)}</p>\n' if subtitle else ""
    return f'<p class="kind">{html_text(kind)}</p>\n<h1>{html_text(title)}</h1>\n{below}'


def _contents(cover: Cover) -> str:
    if len(cover.headings) < 2:
        return ""
    items = "\n".join(
        f'<li><a href="#e{heading.record_id}">{html_text(heading.title)}</a></li>' for heading in cover.headings
    )
    return f'<nav aria-label="Contents">\n<h2>Contents</h2>\n<ol class="contents">\n{items}\n</ol>\n</nav>\n'


def _article(entry: Entry, place_in_file: str, title: str) -> str:
    anchors = Anchors(entry.record_id, frozenset(_anchored(entry.parts)))
    places = [f"e{entry.record_id}-p{number}" for number in range(1, len(entry.parts) + 1)]
    placed = list(zip(places, entry.parts, strict=True))
    contents = " ".join(f'<li><a href="#{place}">{html_text(part.title)}</a></li>' for place, part in placed)
    parts = "\n".join(_part(part, place, anchors) for place, part in placed)
    return (
        f'<article class="entry {place_in_file}" id="e{entry.record_id}">\n'
        f'<header>\n{title}<nav class="parts" aria-label="Parts"><ul>{contents}</ul></nav>\n</header>\n'
        f"{parts}\n</article>\n"
    )


def _part(part: Part, place: str, anchors: Anchors) -> str:
    note = f' <span class="note">{html_text(part.note)}</span>' if part.note else ""
    return (
        f'<section class="part" id="{place}">\n<h2>{html_text(part.title)}{note}</h2>\n'
        f"{blocks_html(part.blocks, anchors)}\n</section>"
    )


def _anchored(parts: Iterable[Part]) -> Iterator[int]:
    """Yield the records that have a place of their own in an entry."""
    for part in parts:
        for block in part.blocks:
            if isinstance(block, Item) and block.record_id is not None:
                yield block.record_id
            elif isinstance(block, Table):
                yield from (row.record_id for row in block.rows if row.record_id is not None)
