"""Indicators: small rules that say of one ship what is odd, on which rows, and by which public source."""

from __future__ import annotations

from tracker.domain.indicators.evidence import Evidence, KnownNumbers, NumberHolder, evidence_by_ship
from tracker.domain.indicators.model import Finding, Parameter, Rule
from tracker.domain.indicators.registry import FAMILIES, RULES, run_rules
from tracker.domain.indicators.tables import IndicatorTables, LandlockedRegister, PerformanceEntry

__all__ = [
    "FAMILIES",
    "RULES",
    "Evidence",
    "Finding",
    "IndicatorTables",
    "KnownNumbers",
    "LandlockedRegister",
    "NumberHolder",
    "Parameter",
    "PerformanceEntry",
    "Rule",
    "evidence_by_ship",
    "run_rules",
]
