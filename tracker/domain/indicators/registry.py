"""Every indicator rule by its id, and running them over one ship's evidence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from tracker.domain.indicators import (
    call_sign,
    condition,
    identity,
    imo,
    imo_hulls,
    listing,
    mmsi,
    movement,
    nationality,
    registry_rules,
)
from tracker.domain.indicators.evidence import Evidence
from tracker.domain.indicators.model import Finding, Rule

FAMILIES: Final[Mapping[str, tuple[Rule, ...]]] = {
    "IMO numbers": (
        imo.imo_check_digit,
        imo.imo_company_number,
        imo_hulls.imo_near_miss,
        imo_hulls.imo_two_hulls,
        imo_hulls.imo_scrapped,
    ),
    "MMSIs and call signs": (
        mmsi.mmsi_form,
        mmsi.mid_unallocated,
        mmsi.mmsi_placeholder,
        mmsi.mid_flag_mismatch,
        call_sign.call_sign_flag_mismatch,
        call_sign.call_sign_mid_mismatch,
        mmsi.mmsi_shared,
    ),
    "Registries": (
        registry_rules.registry_notice,
        registry_rules.no_such_registry,
        registry_rules.landlocked_no_registry,
        registry_rules.flag_after_deletion,
        registry_rules.registry_denies,
    ),
    "Nationality": (
        nationality.two_nationalities,
        nationality.flag_change_on_voyage,
        nationality.flag_hopping,
    ),
    "Condition": (condition.performance_list, condition.age, condition.unclassed),
    "Movement": (movement.implausible_speed, movement.ais_gap),
    "Identity": (identity.identities_overlap, identity.rename_burst, identity.dimensions_jump),
    "Lists": (listing.listed,),
}
"""The rules by family, in the order in which they are shown."""

RULES: Final[Mapping[str, Rule]] = {rule.id: rule for family in FAMILIES.values() for rule in family}


def run_rules(evidence: Evidence, rules: Mapping[str, Rule] = RULES) -> list[Finding]:
    """Return what each rule says of the ship: a finding for each thing that fires, else one that says why."""
    return [finding for rule in rules.values() for finding in rule.findings(evidence)]
