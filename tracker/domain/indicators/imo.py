"""Rules on the digits of IMO numbers: the check digit of ships, and company numbers given as a ship's."""

from __future__ import annotations

from typing import Final

from tracker.domain.identifiers import company_check_digit_holds, expected_check_digit, imo_check_digit_holds
from tracker.domain.indicators.evidence import Evidence
from tracker.domain.indicators.model import Finding, Rule, rule
from tracker.domain.indicators.statements import RowRef
from tracker.domain.indicators.wording import in_words

NEEDS_NUMBER: Final = "an IMO number"


@rule(
    id="imo-check-digit",
    level="error",
    title="IMO number fails its check digit",
    subject="each IMO number given for the ship",
    test="The number has not seven digits, or is all zeros, or 7, 6, 5, 4, 3 and 2 times its first six "
    "digits do not add up to a number that ends in the seventh.",
    source=("http://www.liquisearch.com/imo_ship_identification_number/definition",),
    false_positives="Typing errors in print. A number that passes proves nothing: one in ten random numbers "
    "does, and so does one in nine changes of a single digit.",
)
def imo_check_digit(self: Rule, evidence: Evidence) -> list[Finding]:
    """IMO resolution A.1117(30): the weighted sum of six digits ends in the seventh."""
    if not evidence.imo_rows:
        return self.not_computable(evidence, NEEDS_NUMBER)
    fired = [
        self.fires(evidence, f"The rule fires: IMO {number} {problem}.", rows)
        for number, rows in evidence.imo_rows.items()
        if (problem := _form_problem(number))
    ]
    passed = in_words(evidence.imo_rows)
    return fired or self.clear(
        evidence,
        f"IMO {passed}: the check digit holds, which does not prove the number genuine.",
        all_rows(evidence),
    )


def _form_problem(number: str) -> str | None:
    if not (number.isascii() and number.isdigit()) or len(number) != 7:
        return f"has {len(number)} characters where an IMO number has seven digits"
    if number == "0000000":
        return "is all zeros"
    if not imo_check_digit_holds(number):
        right = expected_check_digit(number)
        return f"fails its check digit: the last digit should be {right}, not {number[-1]}"
    return None


@rule(
    id="imo-company-number",
    level="error",
    title="Company number given as the ship's",
    subject="each IMO number given for the ship",
    test="A seven-digit number fails the check digit of ships and passes that of companies: (11 - (8, 6, 4, "
    "2, 9 and 7 times its first six digits) mod 11) mod 10 is the seventh.",
    source=("https://pypi.org/project/rigour/",),
    false_positives="A number may pass both tests, as 1790183 does, and then the rule cannot tell. One in "
    "ten mistyped ship numbers passes the test of companies by chance.",
)
def imo_company_number(self: Rule, evidence: Evidence) -> list[Finding]:
    """The IMO numbers companies and owners too, in a scheme of the same length."""
    numbers = {n: rows for n, rows in evidence.imo_rows.items() if len(n) == 7 and n.isdigit()}
    if not numbers:
        return self.not_computable(evidence, "an IMO number of seven digits")
    fired = [
        self.fires(
            evidence,
            f"The rule fires: IMO {number} fails the check digit of ships and passes that of companies; "
            "it may be the owner's number.",
            rows,
        )
        for number, rows in numbers.items()
        if not imo_check_digit_holds(number) and company_check_digit_holds(number)
    ]
    if fired:
        return fired
    both = [n for n in numbers if imo_check_digit_holds(n) and company_check_digit_holds(n)]
    ambiguous = f" {in_words(both)} passes both tests, so digits alone cannot tell." if both else ""
    return self.clear(evidence, f"No IMO number here looks like a company's.{ambiguous}", all_rows(evidence))


def all_rows(evidence: Evidence) -> list[RowRef]:
    """Return the rows of every IMO number given for the ship."""
    return [row for rows in evidence.imo_rows.values() for row in rows]
