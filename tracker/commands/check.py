"""`tracker check`: run the indicators, keep what they say, and print what fires."""

from __future__ import annotations

import json
import sqlite3
import sys
from collections.abc import Iterator, Sequence
from itertools import groupby

import click

from tracker.commands.list_rows import joined_filter
from tracker.commands.opened import writing
from tracker.domain.errors import NotFoundError
from tracker.domain.indicators.registry import RULES
from tracker.domain.plain_text import visible
from tracker.store.filters.parse import parse_filter
from tracker.store.results import Query, ordered_ids


@click.command("check")
@click.argument("filter_words", metavar="[FILTER]", nargs=-1)
@click.option(
    "--rule", type=click.Choice(tuple(RULES)), metavar="NAME", help="Only this rule; docs/indicators.md names them."
)
@click.option("--all", "everything", is_flag=True, help="Look at every ship again, not only at what changed.")
@click.option(
    "--format", "form", type=click.Choice(("table", "json")), default="table", show_default=True, help="How to print."
)
@click.pass_context
def command(ctx: click.Context, filter_words: tuple[str, ...], rule: str | None, everything: bool, form: str) -> None:
    """Run the indicators on what changed, keep what they say, and print what fires on the vessels FILTER selects.

    Without FILTER, sightings that name no vessel are looked at too. A rule that fires gives a reason to look, not a
    verdict. JSON also holds what is clear and what cannot be computed.
    """
    query = Query("vessels", parse_filter(joined_filter(filter_words), "vessels"))
    with writing(ctx) as connection:
        _bring_up_to_date(connection, everything)
        vessel_ids = list(ordered_ids(connection, query))
        if not vessel_ids:
            raise NotFoundError("No vessel matches: there is nothing to check.")
        if form == "json":
            click.echo(json.dumps(list(_outcomes(connection, vessel_ids, rule)), ensure_ascii=False, indent=2))
            return
        firing = _print(connection, vessel_ids, rule)
        if not query.filter:
            _print_sightings(connection, rule)
    click.echo(
        f"{firing} of {len(vessel_ids)} vessels have a rule that fires. A rule that fires is no verdict.", err=True
    )


def _bring_up_to_date(connection: sqlite3.Connection, everything: bool) -> None:
    from tracker.store.connection import is_read_only
    from tracker.store.finding_marks import mark_everything
    from tracker.store.findings import keep_findings, mark_if_rules_changed
    from tracker.store.write import write_transaction

    if is_read_only(connection):
        click.echo("The store can only be read: this is what it keeps, and nothing was run again.", err=True)
        return
    if not mark_if_rules_changed(connection) and everything:
        with write_transaction(connection):
            mark_everything(connection)
    keep_findings(connection, progress=_show_progress)
    if sys.stderr.isatty():
        click.echo("\r\x1b[K", nl=False, err=True)


def _show_progress(done: int, total: int) -> None:
    if sys.stderr.isatty():
        click.echo(f"\rChecking: {done} of {total} ships", nl=False, err=True)


def _outcomes(
    connection: sqlite3.Connection, vessel_ids: Sequence[int], rule: str | None
) -> Iterator[dict[str, object]]:
    from tracker.exchange.finding_json import findings_of_ships

    for outcome in findings_of_ships(connection, vessel_ids):
        if rule is None or outcome["rule"] == rule:
            yield outcome


_KEPT = """
SELECT finding.*, vessel.name AS ship FROM finding JOIN vessel ON vessel.id = finding.vessel_id
WHERE finding.vessel_id IN (SELECT value FROM json_each(?)) AND (?2 IS NULL OR rule = ?2)
ORDER BY vessel.name COLLATE NOCASE, finding.vessel_id, dismissed_at IS NOT NULL,
         CASE level WHEN 'error' THEN 1 WHEN 'conflict' THEN 2 WHEN 'listing' THEN 3 ELSE 4 END, finding.id
"""
_KEPT_OF_SIGHTINGS = """
SELECT finding.*, coalesce(sighting.name_shown, 'unnamed vessel') AS ship FROM finding
JOIN sighting ON sighting.id = finding.sighting_id
WHERE finding.vessel_id IS NULL AND (?1 IS NULL OR rule = ?1)
ORDER BY finding.sighting_id, dismissed_at IS NOT NULL, finding.id
"""


def _print(connection: sqlite3.Connection, vessel_ids: Sequence[int], rule: str | None) -> int:
    """Print what fires, ship by ship; return on how many ships something stands."""
    firing = 0
    rows = connection.execute(_KEPT, (str(list(vessel_ids)), rule)).fetchall()
    for vessel_id, of_ship in groupby(rows, lambda row: row["vessel_id"]):
        firing += _print_ship(list(of_ship), vessel_id)
    return firing


def _print_sightings(connection: sqlite3.Connection, rule: str | None) -> None:
    rows = connection.execute(_KEPT_OF_SIGHTINGS, (rule,)).fetchall()
    for sighting_id, of_sighting in groupby(rows, lambda row: row["sighting_id"]):
        _print_ship(list(of_sighting), sighting_id, "sighting ")


def _print_ship(findings: list[sqlite3.Row], number: int, what: str = "") -> bool:
    click.echo(visible(f"{findings[0]['ship']}  ({what}{number})"))
    for row in findings:
        rule = RULES[row["rule"]]
        level = "dismissed" if row["dismissed_at"] else row["level"]
        click.echo(f"  {level:<9} {row['rule']} v{row['version']}: {visible(row['sentence'])}  [{row['id']}]")
        if row["dismissed_at"]:
            click.echo(visible(f"            by {row['dismissed_by']}: {row['dismissed_why']}"))
        click.echo(f"            {rule.source[0]}")
    return any(not row["dismissed_at"] for row in findings)
