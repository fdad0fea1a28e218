"""What sources say of each property of a case: verdict first, then every value with who gives it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tracker.domain.agreement import PropertyAgreement, Support, ValueGroup
from tracker.domain.records import Source
from tracker.exchange.documents.model import Emphasis, Line
from tracker.exchange.documents.phrases import date_in_words, source_in_words

VERDICT_SIGNS = {"contested": "≠", "agreed": "=", "refined": "⊃", "single-origin": "1", "unreported": "-"}


def agreement_lines(verdicts: list[PropertyAgreement], sources: Mapping[int, Source]) -> Iterator[Line]:
    """Yield for each reported property its verdict, and below it the values and their supporters."""
    for verdict in verdicts:
        if verdict.verdict == "unreported":
            continue
        yield Line(
            _heading(verdict),
            verdict.label,
            emphasis="contested" if verdict.verdict == "contested" else "strong",
        )
        if verdict.judgement:
            settled = verdict.judgement.value or "undecided"
            words = " ".join(
                filter(
                    None,
                    (
                        verdict.judgement.likelihood,
                        verdict.judgement.confidence and f"{verdict.judgement.confidence} confidence",
                    ),
                )
            )
            reason = verdict.judgement.reasoning
            yield Line(
                f"judged {settled} by {verdict.judgement.analyst}: {words}. {reason}",
                depth=1,
                emphasis="strong",
            )
        if verdict.verdict == "contested" or len(verdict.values) > 1:
            for group in verdict.values:
                yield from _group_lines(group, sources, is_date=verdict.property == "date")
        elif verdict.values:
            yield from _supporters(verdict.values[0], sources, depth=1)


def _heading(verdict: PropertyAgreement) -> str:
    origins = f"{verdict.origins} origin{'s' if verdict.origins != 1 else ''}"
    words = {
        "contested": f"contested among {origins}",
        "agreed": f"agreed by {origins}",
        "refined": f"refined by {origins}",
        "single-origin": "one origin",
    }[verdict.verdict]
    best = ""
    if verdict.best:
        shown = verdict.best.shown[0] if verdict.best.shown else verdict.best.value
        best = date_in_words(verdict.best.value) if verdict.property == "date" else shown
    return (
        f"{VERDICT_SIGNS[verdict.verdict]} {words}: {best}"
        if verdict.verdict != "contested"
        else f"≠ {words}; best supported: {best}"
    )


def _group_lines(group: ValueGroup, sources: Mapping[int, Source], *, is_date: bool) -> Iterator[Line]:
    shown = date_in_words(group.value) if is_date else " / ".join(group.shown) or group.value
    emphasis: Emphasis = "denied" if group.denials and not group.supporters else "plain"
    origins = f"  ({group.origins} origin{'s' if group.origins != 1 else ''})" if group.supporters else ""
    yield Line(f"• {shown}{origins}", depth=1, emphasis=emphasis)
    yield from _supporters(group, sources, depth=2)


def _supporters(group: ValueGroup, sources: Mapping[int, Source], *, depth: int) -> Iterator[Line]:
    for support in (*group.supporters, *group.denials):
        yield Line(_who(support, sources), record_id=support.sighting_id, depth=depth, emphasis="dim", detail=True)


def _who(support: Support, sources: Mapping[int, Source]) -> str:
    source = sources.get(support.source_id)
    text = f"{support.reliability}{support.credibility} {source_in_words(source)}"
    if support.origin_id != support.source_id and support.origin_id in sources:
        origin = sources[support.origin_id]
        text += f", retelling {origin.publisher or origin.title}"
    if support.said_by:
        text += f"; {support.said_by} {support.stance}"
    elif support.stance != "asserts":
        text += f"; {support.stance}"
    return text
