"""What sources say of each property of a case: verdict first, then every value with who gives it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tracker.domain.agreement import PropertyAgreement, Support, ValueGroup
from tracker.domain.flags import describe_flag
from tracker.domain.records import Judgement, Source
from tracker.exchange.documents.model import Emphasis, Line
from tracker.exchange.documents.phrases import date_in_words, source_in_words
from tracker.store.reference import load_reference

VERDICT_SIGNS = {"contested": "≠", "agreed": "=", "refined": "⊃", "single-origin": "·", "unreported": "-"}


def agreement_lines(verdicts: list[PropertyAgreement], sources: Mapping[int, Source]) -> Iterator[Line]:
    """Yield for each reported property its verdict, and below it the values and their supporters."""
    for verdict in verdicts:
        if verdict.verdict == "unreported" and verdict.judgement is None:
            continue
        emphasis: Emphasis = "contested" if verdict.verdict == "contested" else "strong"
        if verdict.judgement:
            yield Line(judged_in_words(verdict.judgement), verdict.label, property=verdict.property, emphasis="strong")
            yield Line(_heading(verdict), "sources say", property=verdict.property, emphasis=emphasis, depth=1)
        else:
            yield Line(_heading(verdict), verdict.label, property=verdict.property, emphasis=emphasis)
        if verdict.verdict == "contested" or len(verdict.values) > 1:
            for group in verdict.values:
                yield from _group_lines(group, sources, verdict.property)
        elif verdict.values:
            yield from _supporters(verdict.values[0], sources, verdict.property, depth=1)


def judged_in_words(judgement: Judgement) -> str:
    """Return the analyst's answer, with likelihood and confidence kept apart."""
    answer = judgement.value or "left undecided"
    likelihood = f", {judgement.likelihood}" if judgement.likelihood else ""
    confidence = f" Confidence {judgement.confidence}." if judgement.confidence else ""
    return f"judged {answer}{likelihood} by {judgement.analyst}.{confidence} {judgement.reasoning}"


def value_in_words(value: str, property_name: str) -> str:
    """Return a value of a property as a person reads it: dates in words, flags by the state's name."""
    if property_name == "date":
        return date_in_words(value)
    if property_name.startswith("flag_") or property_name == "nationality_claimed":
        return describe_flag(value, load_reference())
    return value


def _heading(verdict: PropertyAgreement) -> str:
    origins = f"{verdict.origins} origin{'s' if verdict.origins != 1 else ''}"
    words = {
        "contested": f"contested among {origins}",
        "agreed": f"agreed by {origins}",
        "refined": f"refined by {origins}",
        "single-origin": "one origin",
        "unreported": "no source says",
    }[verdict.verdict]
    sign = VERDICT_SIGNS[verdict.verdict]
    if verdict.best is None:
        return f"{sign} {words}"
    shown = verdict.best.shown[0] if verdict.best.shown else verdict.best.value
    best = value_in_words(verdict.best.value if verdict.property == "date" else shown, verdict.property)
    return f"{sign} {words}; best supported: {best}" if verdict.verdict == "contested" else f"{sign} {words}: {best}"


def _group_lines(group: ValueGroup, sources: Mapping[int, Source], name: str) -> Iterator[Line]:
    given = (group.value,) if name == "date" else group.shown or (group.value,)
    shown = " / ".join(value_in_words(value, name) for value in given)
    emphasis: Emphasis = "denied" if group.denials and not group.supporters else "plain"
    origins = f"  ({group.origins} origin{'s' if group.origins != 1 else ''})" if group.supporters else ""
    yield Line(f"• {shown}{origins}", depth=1, property=name, emphasis=emphasis)
    yield from _supporters(group, sources, name, depth=2)


def _supporters(group: ValueGroup, sources: Mapping[int, Source], name: str, *, depth: int) -> Iterator[Line]:
    for support in (*group.supporters, *group.denials):
        yield Line(
            who_in_words(support, sources),
            record_id=support.sighting_id,
            property=name,
            depth=depth,
            emphasis="dim",
            detail=True,
        )


def who_in_words(support: Support, sources: Mapping[int, Source]) -> str:
    """Return who stands behind a value: grade, source, whom it retells, and whose word it gives."""
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
