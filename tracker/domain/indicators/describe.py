"""The rules as a page of Markdown, for `docs/indicators.md`."""

from __future__ import annotations

from collections.abc import Iterator

from tracker.domain.indicators.model import LEVELS, Rule
from tracker.domain.indicators.registry import FAMILIES, RULES

_INTRODUCTION = """\
# Indicators

What the program looks for in a ship's record, rule by rule. This page is written from the rules
themselves.

A rule gives one of three outcomes: *fires*, *clear*, or *not computable*, which says what is missing. It
names the values and the rows it rests on. There is no total score, and a rule that fires says nothing
more than its own sentence: whether a ship is falsely flagged is for a named analyst to judge.

What holds for all rules:

- Reference tables are dated. A notice of 2025 says nothing of 2011.
- Identities are compared at the same time only: in one row, in sightings surely of one day, or strictly
  inside the span over which an identity surely held. An identity without dates is compared with nothing.
  One without an end is its source's word up to the day the source was published, or to the start of the
  next identity of its aspect; where another identity of its aspect has no start, it is sure for its first
  day alone.
- A date marked as approximate or uncertain is taken to be out by a month, or a year where it is a year.
- Distances and speeds use the closest ends of uncertain dates and places: imprecision alone never fires.
- Country digits and call-sign prefixes are sets of states, and a territory may use its parent state's. A
  difference inside such a family is no mismatch, and is said.
- Sightings that deny a value, or decline to give it, do not give it. Retracted rows are left out.
"""


def describe_rules() -> str:
    """Return the whole page."""
    lines = [_INTRODUCTION, "Levels:", ""]
    lines += [f"- **{level}**: {meaning}" for level, meaning in LEVELS.items()]
    lines += ["", f"{len(RULES)} rules:", "", "| rule | level | what it looks for |", "|---|---|---|"]
    lines += [f"| [{rule.id}](#{rule.id}) | {rule.level} | {rule.title} |" for rule in RULES.values()]
    for family, rules in FAMILIES.items():
        lines += ["", f"## {family}"]
        for rule in rules:
            lines += _section(rule)
    return "\n".join(lines) + "\n"


def _section(rule: Rule) -> Iterator[str]:
    yield from ("", f"### {rule.id}", "", f"{rule.title}. Level: {rule.level}. Version {rule.version}.", "")
    yield f"- **Looks at:** {rule.subject}."
    yield f"- **Fires when:** {rule.test}"
    for parameter in rule.parameters:
        value = f"{parameter.default:g} {parameter.unit}"
        yield f"- **Parameter** `{parameter.name}`: {value}. Origin: {parameter.origin}."
    yield f"- **Innocent readings:** {rule.false_positives}"
    for address in rule.source:
        yield f"- **Source:** <{address}>"
