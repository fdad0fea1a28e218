"""The rule on sanctions and watch lists: what lists the ship, since when, with what measure."""

from __future__ import annotations

from tracker.domain.indicators.evidence import Evidence
from tracker.domain.indicators.model import Finding, Rule, rule
from tracker.domain.indicators.wording import in_words
from tracker.domain.partial_dates import PartialDate, describe
from tracker.domain.records import Listing


@rule(
    id="listed",
    level="listing",
    title="On a sanctions or watch list",
    subject="list entries of the vessel",
    test="A list entry is tied to the vessel, by IMO number or by an analyst, and no end of the listing has "
    "surely passed. A name alone ties nothing.",
    source=(
        "https://www.opensanctions.org/datasets/un_1718_vessels/",
        "https://www.opensanctions.org/datasets/us_ofac_sdn/",
        "https://www.opensanctions.org/datasets/maritime/",
    ),
    false_positives="A listing of today says nothing of what the ship did before it; lists keep ships that "
    "have been sold or broken up; the measure may be a port ban only.",
)
def listed(self: Rule, evidence: Evidence) -> list[Finding]:
    """United Nations resolution 1718 designations, OFAC, EU, UK and others, as imported or entered."""
    if evidence.vessel is None:
        return self.not_computable(evidence, "a known vessel to look up in the lists")
    today = evidence.today.isoformat()
    current = [entry for entry in evidence.listings if not _has_ended(entry, today)]
    if current:
        return [
            self.fires(evidence, f"The rule fires: {_entry_words(evidence, entry)}.", [("listing", entry.id)])
            for entry in current
        ]
    rows = [("listing", entry.id) for entry in evidence.listings]
    if rows:
        ended = in_words(_entry_words(evidence, entry) for entry in evidence.listings)
        return self.clear(evidence, f"No listing in force; {ended}.", rows)
    return self.clear(evidence, "No list entry of the vessel is recorded here.")


def _has_ended(entry: Listing, today: str) -> bool:
    return entry.delisted_latest is not None and entry.delisted_latest[:10] <= today


def _entry_words(evidence: Evidence, entry: Listing) -> str:
    since = _words(entry.listed, entry.listed_earliest, entry.listed_latest)
    words = f"listed by {entry.list}{' since ' + since if since else ', no date given'}"
    if entry.measure:
        words += f", with the measure {entry.measure}"
    ended = _words(entry.delisted, entry.delisted_earliest, entry.delisted_latest)
    if ended:
        words += f", taken off {ended}"
    last_seen = max((s.date_latest or "" for s in evidence.said), default="")
    if evidence.incident_id is not None and entry.listed_earliest and last_seen:
        words += ", after the sightings of this incident" if entry.listed_earliest > last_seen else ""
    return words


def _words(edtf: str | None, earliest: str | None, latest: str | None) -> str:
    if not edtf:
        return ""
    return describe(PartialDate(edtf, earliest, latest)) if earliest and latest else edtf
