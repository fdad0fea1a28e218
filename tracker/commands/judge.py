"""`tracker judge`: an analyst's answer for one property of an incident."""

from __future__ import annotations

import click

from tracker.commands.opened import made_by, writing
from tracker.domain.errors import NotFoundError
from tracker.domain.vocabulary import CONFIDENCES, LIKELIHOODS
from tracker.store.judging import Answer, judge
from tracker.store.records import find


@click.command("judge")
@click.argument("incident")
@click.argument("property_name", metavar="PROPERTY")
@click.argument("value", required=False)
@click.option("--likelihood", type=click.Choice(tuple(LIKELIHOODS)), help="How likely the answer is (ICD 203).")
@click.option("--confidence", type=click.Choice(tuple(CONFIDENCES)), help="How sure you are of the evidence.")
@click.option("--why", required=True, help="The reasoning.")
@click.pass_context
def command(
    ctx: click.Context,
    incident: str,
    property_name: str,
    value: str | None,
    likelihood: str | None,
    confidence: str | None,
    why: str,
) -> None:
    """Keep your answer for PROPERTY of INCIDENT; without VALUE it is left undecided.

    It stands above what sources say, under your name, and never instead of it.
    """
    with writing(ctx) as connection:
        table, incident_id = find(connection, incident)
        if table != "incident":
            raise NotFoundError(f"{incident} is a {table}; only incidents are judged.")
        answer = Answer(property_name, value, likelihood, confidence, why)
        click.echo(judge(connection, incident_id, answer, by=made_by()))
