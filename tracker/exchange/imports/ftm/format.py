"""The format of FollowTheMoney entities: read twice, so that a file of millions needs no more memory than its ships."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from tracker.exchange.imports.ftm.entity import FtmEntity, is_entity, read_entity, told_before
from tracker.exchange.imports.ftm.items import items_of
from tracker.exchange.imports.ftm.kept import Kept, group_of
from tracker.exchange.imports.ftm.listings import listing_keys
from tracker.exchange.imports.ftm.schemas import NOTE, SANCTION
from tracker.exchange.imports.ftm.ties import Ties
from tracker.exchange.imports.ftm.values import date_value
from tracker.exchange.imports.model import (
    Edition,
    FileSource,
    ImportOptions,
    ImportRefused,
    Item,
    LeftOut,
    Rejected,
    Sample,
)
from tracker.exchange.imports.text_lines import text_lines
from tracker.exchange.redaction.sentence import REDACTION

_LINES_LOOKED_AT: Final = 10
_NO_SHIP: Final = "no vessel, nor tied to one"
_LAST_SEEN: Final = ("last_seen", "last_change")


class _Ftm:
    name = "ftm"
    title = "FollowTheMoney entities, JSON lines"
    is_list = True

    def recognises(self, sample: Sample) -> bool:
        """Whether one of the first whole lines is an entity, and none something else that JSON can be."""
        lines = sample.head.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace").splitlines(keepends=True)
        whole = [line for line in lines if line.strip()][:_LINES_LOOKED_AT]
        return bool(whole) and whole[0].lstrip().startswith("{") and any(map(is_entity, whole))

    def source(self, path: Path, options: ImportOptions) -> FileSource:
        """Return the file under its own name, and what was left out of it if its first line says so."""
        first = next(text_lines(path, ImportOptions(options.reference)), "")
        entity = read_entity(1, first)
        is_redacted = isinstance(entity, FtmEntity) and (entity.id, entity.schema) == (REDACTION, NOTE)
        note = "\n".join(entity.all("description")) if isinstance(entity, FtmEntity) and is_redacted else ""
        return FileSource({"title": f"FollowTheMoney entities ({path.name})", "kind": "other", "note": note or None})

    def read(self, path: Path, options: ImportOptions) -> Iterator[Item]:
        """Read the file twice: what is tied to ships, then what has to do with them, which is told at the end."""
        lists: set[str] = set()
        days: set[str] = set()
        is_empty = True
        with Ties() as ties, Kept() as kept:
            for entity, _ in _entities(path, _half(path, options, 0)):
                if isinstance(entity, FtmEntity):
                    ties.note(entity)
            ties.settle()
            for entity, text in _entities(path, _half(path, options, 1)):
                if isinstance(entity, Rejected):
                    yield entity
                    continue
                is_empty = False
                lists.update(entity.beside.get("datasets", ()))
                days = {max([*days, *_seen(entity)], default="")}
                if not _is_asked_for(entity, ties):
                    yield LeftOut(
                        entity.line, _NO_SHIP, listed=listing_keys(entity) if entity.schema == SANCTION else ()
                    )
                elif (first := kept.add(entity, text)) is not None:
                    yield told_before(entity, first)
            if is_empty:
                raise ImportRefused(f"{path}: holds no entity of FollowTheMoney, so there is nothing to import.")
            yield from items_of(kept, ties, options)
        yield Edition(frozenset(lists), next(iter(days), "") or None)


def _is_asked_for(entity: FtmEntity, ties: Ties) -> bool:
    """Whether an entity gives a record: it has to do with a ship, or one of our own stores wrote it."""
    group = group_of(entity)
    if group is None:
        return False
    if group == "link":
        return ties.is_of_a_ship(entity)
    if group == "sanction":
        return entity.uid is not None or any(map(ties.is_wanted, entity.all("entity")))
    if group == "note":
        return entity.uid is not None or any(map(ties.is_ship, entity.all("entity")))
    return entity.uid is not None or ties.is_wanted(entity.id)


def _entities(path: Path, options: ImportOptions) -> Iterator[tuple[FtmEntity | Rejected, str]]:
    """Yield the entity of each line that is not blank, with its text."""
    for line, text in enumerate(text_lines(path, options), 1):
        if text.strip():
            yield read_entity(line, text), text


def _half(path: Path, options: ImportOptions, which: int) -> ImportOptions:
    """Return options that tell of a reading as one half of the work."""
    progress = options.progress
    if progress is None:
        return options
    size = path.stat().st_size
    return replace(options, progress=lambda done: progress((which * size + done) // 2))


def _seen(entity: FtmEntity) -> Iterator[str]:
    """Yield the days on which the publisher saw an entity last."""
    for name in _LAST_SEEN:
        day = date_value(entity.said(name)[:10])
        if day is not None and len(day) == 10:
            yield day


FORMAT = _Ftm()
