"""`tracker check`: run the indicators on ships."""

from __future__ import annotations

import json

import click

from tracker.commands.list_rows import joined_filter
from tracker.commands.opened import reading
from tracker.domain.errors import NotFoundError
from tracker.domain.indicators.registry import RULES
from tracker.domain.plain_text import visible
from tracker.exchange.record_json import finding_json
from tracker.store.evidence import findings_of_vessel
from tracker.store.filters.parse import parse_filter
from tracker.store.results import Query, ordered_ids, rows_by_id


@click.command("check")
@click.argument("filter_words", metavar="[FILTER]", nargs=-1)
@click.option(
    "--rule", type=click.Choice(tuple(RULES)), metavar="NAME", help="Only this rule; docs/indicators.md names them."
)
@click.option(
    "--format", "form", type=click.Choice(("table", "json")), default="table", show_default=True, help="How to print."
)
@click.pass_context
def command(ctx: click.Context, filter_words: tuple[str, ...], rule: str | None, form: str) -> None:
    """Run the indicators on the vessels that FILTER selects, and print what fires.

    A rule that fires gives a reason to look, not a verdict. JSON also holds what is clear and what cannot be computed.
    """
    query = Query("vessels", parse_filter(joined_filter(filter_words), "vessels"))
    with reading(ctx) as connection:
        vessel_ids = ordered_ids(connection, query)
        if not vessel_ids:
            raise NotFoundError("No vessel matches: there is nothing to check.")
        names = rows_by_id(connection, "vessels", vessel_ids, ("name",))
        if form == "json":
            found = [row for i in vessel_ids for row in map(finding_json, findings_of_vessel(connection, i, rule))]
            click.echo(json.dumps(found, ensure_ascii=False, indent=2))
            return
        firing = 0
        for vessel_id in vessel_ids:
            fires = [f for f in findings_of_vessel(connection, vessel_id, rule) if f.outcome == "fires"]
            if fires:
                firing += 1
                click.echo(visible(f"{names[vessel_id].cells[0]}  ({vessel_id})"))
            for finding in fires:
                click.echo(f"  {finding.level:<8} {finding.rule} v{finding.version}: {visible(finding.sentence)}")
                click.echo(f"           {RULES[finding.rule].source[0]}")
    click.echo(
        f"{firing} of {len(vessel_ids)} vessels have a rule that fires. A rule that fires is no verdict.", err=True
    )
