"""What the sources of a case agree on, and what they contest."""

from __future__ import annotations

from tracker.domain.agreement.agree import agree
from tracker.domain.agreement.model import PropertyAgreement, Support, ValueGroup, to_json
from tracker.domain.agreement.origins import origins

__all__ = ["PropertyAgreement", "Support", "ValueGroup", "agree", "origins", "to_json"]
