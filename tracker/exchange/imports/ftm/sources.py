"""Articles and documents as sources, and what an entity names as its proof."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from tracker.domain.vocabulary import RELIABILITIES, SOURCE_KINDS
from tracker.exchange.imports.ftm.dates import dated
from tracker.exchange.imports.ftm.entity import FtmEntity
from tracker.exchange.imports.ftm.kept import Kept, group_of
from tracker.exchange.imports.ftm.told import Told
from tracker.exchange.imports.model import Entry, FoundRecord

_RELIABILITY: Final = re.compile(rf"Reliability (?P<letter>[{''.join(RELIABILITIES)}]): .*")
_RETELLS: Final = "Retells: "
_LANGUAGE: Final = "Language: "
_LONGEST_CHAIN: Final = 50


def source_items(entity: FtmEntity, kept: Kept) -> Iterator[Entry]:
    """Yield a document as a source, after those that it retells and that were not told yet."""
    chain = [entity]
    while (original := _original(chain[-1], kept)) is not None and original not in chain:
        if len(chain) == _LONGEST_CHAIN:
            break
        chain.append(original)
    ids = {one.id for one in chain}
    # A document that retells itself by way of others has no first one: the last tie of the ring is left out.
    for one in reversed(chain):
        if kept.tell(one):
            yield Entry(one.line, (_source(one, kept, ids if one is not chain[-1] else set()),))


def proof_of(entity: FtmEntity, kept: Kept) -> FtmEntity | None:
    """Return the first document that proves what an entity says, if the file holds it."""
    for proof in entity.all("proof"):
        found = kept.get(proof)
        if found is not None and group_of(found) == "document":
            return found
    return None


def cited(told: Told, kept: Kept) -> Mapping[str, str]:
    """Return the reference to the source that proves an entity; what repeats the source is noted as told."""
    proof = proof_of(told.entity, kept)
    if proof is None:
        return {}
    told.note("proof", proof.id)
    for name in ("publisher", "sourceUrl"):
        for value in proof.all(name):
            told.note(name, value)
    return {"source_id": proof.id}


def _source(entity: FtmEntity, kept: Kept, chain: set[str]) -> FoundRecord:
    told = Told(entity)
    title = told.first("title", "name", "fileName") or entity.said("caption") or entity.first("sourceUrl") or entity.id
    kinds = [word for word in entity.all("keywords") if word in SOURCE_KINDS]
    values: dict[str, Any] = {
        "title": title,
        "publisher": told.joined("publisher"),
        "author": told.joined("author"),
        "kind": kinds[0] if kinds else "other",
        "published": dated(told, "publishedAt", "Published "),
        "accessed": dated(told, "retrievedAt", "Accessed "),
        "url": next(iter(entity.all("sourceUrl")), None),
        "archive_url": next(iter(entity.all("sourceUrl")[1:]), None),
    }
    for word in kinds[:1]:
        told.note("keywords", word)
    for address in entity.all("sourceUrl")[:2]:
        told.note("sourceUrl", address)
    original = _original(entity, kept)
    references = {}
    if original is not None and original.id in chain:
        told.note("proof", original.id)
        references["derived_from"] = original.id
    for sentence in entity.all("summary"):
        graded = _RELIABILITY.fullmatch(sentence)
        if graded:
            values["reliability"] = graded["letter"]
        elif sentence.startswith(_LANGUAGE):
            values["language"] = sentence.removeprefix(_LANGUAGE)
        elif not (references and sentence.startswith(_RETELLS)):
            continue
        told.note("summary", sentence)
    # A source has no column for what else was printed.
    values["note"] = told.note_text("notes")
    return FoundRecord("source", entity.id, values, references, entity.uid)


def _original(entity: FtmEntity, kept: Kept) -> FtmEntity | None:
    if not any(sentence.startswith(_RETELLS) for sentence in entity.all("summary")):
        return None
    return proof_of(entity, kept)
