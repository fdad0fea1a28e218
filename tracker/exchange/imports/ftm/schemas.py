"""What the tracker takes of the model's schemas: https://followthemoney.tech/explorer/schemata/"""

from __future__ import annotations

from typing import Final

VESSEL: Final = "Vessel"
EVENT: Final = "Event"
NOTE: Final = "Note"
SANCTION: Final = "Sanction"

PARTY_KINDS: Final = {
    "Person": "person",
    "PublicBody": "state-body",
    "Company": "company",
    "Organization": "company",
    "LegalEntity": "company",
}
"""Schema to the kind of party; those that leave open what somebody is are taken as on other lists, for companies."""

DOCUMENTS: Final = frozenset(
    {"Article", "Document", "PlainText", "HyperText", "Pages", "Image", "Video", "Table", "Workbook", "Email"}
)
"""What can be the proof of something, and so a source."""

LINKS: Final = {
    "Ownership": ("owner", "asset", "owner"),
    "Directorship": ("director", "organization", "director"),
    "Representation": ("agent", "client", "agent"),
    "UnknownLink": ("subject", "object", "linked to"),
}
"""Schema to the properties of its two ends, and the role of the first where the link itself says none."""

VESSEL_PARTIES: Final = {"owner": "owner", "operator": "operator"}
"""Properties of a vessel that name a party, and the party's role."""
