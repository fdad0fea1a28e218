"""docs/findings-on-starter-cases.md has a row, with a judgement, for everything that fires on the starter cases."""

from __future__ import annotations

import re
from pathlib import Path

from tracker.domain.indicators.registry import RULES
from tracker.store.connection import open_store
from tracker.store.findings import keep_findings
from tracker.store.starter import load_starter

PAGE = Path(__file__).parents[1] / "docs" / "findings-on-starter-cases.md"
ROW = re.compile(
    r"^\| (?P<case>[\w-]+) \| (?P<ship>[^|]+) \| `(?P<rule>[\w-]+)` \| [^|]+ \| (?P<verdict>[^|]+) \|$", re.M
)
NEVER = re.compile(r"^\| `(?P<rule>[\w-]+)` \| \d+ \| \d+ \|$", re.M)

FIRES = """
SELECT DISTINCT incident.slug, coalesce(vessel.name, 'a sighting that names no ship'), finding.rule
FROM finding
JOIN finding_about ON finding_id = finding.id
JOIN incident ON incident.id = record_id
LEFT JOIN vessel ON vessel.id = finding.vessel_id
"""


def test_every_finding_on_a_starter_case_was_read_and_judged(tmp_path: Path) -> None:
    store = open_store(tmp_path / "cases.db", create=True)
    load_starter(store, by="starter cases")
    keep_findings(store)
    fires = {tuple(row) for row in store.execute(FIRES)}
    store.close()
    page = PAGE.read_text(encoding="utf-8")
    rows = list(ROW.finditer(page))
    assert {(row["case"], row["ship"], row["rule"]) for row in rows} == fires
    assert all(row["verdict"].startswith(("Right", "Explained")) for row in rows)
    assert {row["rule"] for row in NEVER.finditer(page)} == set(RULES) - {rule for _, _, rule in fires}
