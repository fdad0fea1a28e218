"""Ship identifiers: IMO numbers, MMSIs and call signs, as the bodies that issue them define them."""

from tracker.domain.identifiers.call_sign import read_call_sign
from tracker.domain.identifiers.imo import (
    company_check_digit_holds,
    expected_check_digit,
    imo_check_digit_holds,
    read_imo,
)
from tracker.domain.identifiers.mmsi import MmsiKind, is_placeholder_mmsi, mid_of, mmsi_kind, read_mmsi

__all__ = [
    "MmsiKind",
    "company_check_digit_holds",
    "expected_check_digit",
    "imo_check_digit_holds",
    "is_placeholder_mmsi",
    "mid_of",
    "mmsi_kind",
    "read_call_sign",
    "read_imo",
    "read_mmsi",
]
