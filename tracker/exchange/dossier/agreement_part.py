"""What sources agree on and contest, as a table: property, verdict, best supported value, and who says what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from tracker.domain.agreement import PropertyAgreement, ValueGroup
from tracker.domain.records import Source
from tracker.exchange.documents.agreement_lines import (
    VERDICT_SIGNS,
    judged_in_words,
    value_in_words,
    who_in_words,
)
from tracker.exchange.documents.model import Emphasis, Line
from tracker.exchange.dossier.model import Cell, Part, Table, TableRow
from tracker.exchange.dossier.numbers import Numbers

_VERDICT_WORDS = {
    "contested": "contested",
    "agreed": "agreed",
    "refined": "refined",
    "single-origin": "one origin",
    "unreported": "no source says",
}


def agreement_part(
    verdicts: Sequence[PropertyAgreement], sources: Mapping[int, Source], numbers: Numbers, note: str
) -> Part:
    """Return the table of every property that a source reports or an analyst has judged."""
    rows = tuple(
        _row(verdict, sources, numbers)
        for verdict in verdicts
        if verdict.verdict != "unreported" or verdict.judgement is not None
    )
    headings = ("Property", "Verdict", "Best supported", "Who says what")
    return Part("What sources say", (Table("agreement", headings, rows),) if rows else (), note)


def _row(verdict: PropertyAgreement, sources: Mapping[int, Source], numbers: Numbers) -> TableRow:
    emphasis: Emphasis = "contested" if verdict.verdict == "contested" else "plain"
    return TableRow(
        cells=(
            Cell((Line(verdict.label, emphasis="strong"),)),
            Cell(
                (
                    Line(f"{VERDICT_SIGNS[verdict.verdict]} {_VERDICT_WORDS[verdict.verdict]}", emphasis=emphasis),
                    Line(f"{verdict.origins} origin{'s' if verdict.origins != 1 else ''}", emphasis="dim"),
                )
            ),
            Cell(tuple(_best_lines(verdict))),
            Cell(tuple(_who_lines(verdict, sources, numbers))),
        ),
        mark=verdict.verdict,
    )


def _best_lines(verdict: PropertyAgreement) -> Iterator[Line]:
    if verdict.best:
        yield Line(_shown(verdict.best, verdict.property), emphasis="strong")
    if verdict.why:
        yield Line(verdict.why, emphasis="dim")
    if verdict.judgement is not None:
        yield Line(judged_in_words(verdict.judgement), "analyst")


def _who_lines(verdict: PropertyAgreement, sources: Mapping[int, Source], numbers: Numbers) -> Iterator[Line]:
    for group in verdict.values:
        # A value that is only denied must never read as one that somebody gives.
        denied = "denied: " if group.denials and not group.supporters else ""
        yield Line(f"{denied}{_shown(group, verdict.property)}", emphasis="strong")
        for support in (*group.supporters, *group.denials):
            yield Line(
                who_in_words(support, sources),
                numbers.sighting(support.sighting_id),
                record_id=support.sighting_id,
                depth=1,
                emphasis="denied" if support in group.denials else "plain",
            )


def _shown(group: ValueGroup, name: str) -> str:
    given = (group.value,) if name == "date" else group.shown or (group.value,)
    return " / ".join(value_in_words(value, name) for value in given)
