"""The OFAC SDN list as XML (`sdn.xml`), in its old namespace and its new one; ships are those of the CSV form.

Elements: https://ofac.treasury.gov/media/29981/download (sdn.xsd). What the CSV form packs into its remarks stands in
`idList` and `akaList`; both are read by the same rules, so that a ship has the same records by either file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Final

from tracker.exchange.imports.listed_ship import ListedShip, Party, entry_of_ship
from tracker.exchange.imports.model import (
    Entry,
    FileSource,
    ImportOptions,
    ImportRefused,
    Item,
    Rejected,
    Sample,
)
from tracker.exchange.imports.ofac_list import LIST, SOURCE, Others, party_of
from tracker.exchange.imports.ofac_remarks import Remarks, read_remarks
from tracker.exchange.imports.xml_elements import Element, elements

_NAMESPACES: Final = ("tempuri.org/sdnList.xsd", "sanctionslistservice.ofac.treas.gov")
_ROOT: Final = re.compile(rb"<(?:\w+:)?sdnList[\s>]")
_ALIAS_IS_FORMER: Final = "f.k.a."


class _OfacXml:
    name = "ofac-xml"
    title = "OFAC SDN list, XML"
    is_list = True

    def recognises(self, sample: Sample) -> bool:
        """Whether the file begins as the list does: its root element and one of its namespaces."""
        head = sample.head[:4096]
        return _ROOT.search(head) is not None and any(namespace.encode() in head for namespace in _NAMESPACES)

    def source(self, path: Path, options: ImportOptions) -> FileSource:
        """Return the list as a source, dated as it says of itself."""
        for element in elements(path, ImportOptions(options.reference), frozenset({"publshInformation", "sdnEntry"})):
            if element.name != "publshInformation":
                break
            day = _day(element.first("Publish_Date"))
            return FileSource({**SOURCE, "published": day}, dated=day)
        return FileSource(SOURCE)

    def read(self, path: Path, options: ImportOptions) -> Iterator[Item]:
        """Read the list twice: what the ships are linked to, then entry after entry."""
        others = _others(path, options)
        is_empty = True
        for entry in elements(path, options, frozenset({"sdnEntry"})):
            is_empty = False
            number, name = entry.first("uid"), _name(entry)
            if not number or not name:
                missing = "uid" if not number else "lastName"
                yield Rejected(entry.line, missing, "", "is missing; an entry has a number and a name.")
            elif _is_ship(entry):
                yield _ship(entry, others, options)
            else:
                yield others.item(entry.line, _party(entry), _programmes(entry), options.reference)
        if is_empty:
            raise ImportRefused(f"{path}: holds no entry (sdnEntry), so there is nothing to import.")


def _others(path: Path, options: ImportOptions) -> Others:
    found = Others()
    for entry in elements(path, ImportOptions(options.reference), frozenset({"sdnEntry"})):
        if _is_ship(entry):
            found.tied.update(_remarks(entry).linked_to, filter(None, [entry.first("vesselInfo", "vesselOwner")]))
        else:
            found.parties[_name(entry)] = _party(entry)
    return found


def _party(entry: Element) -> Party:
    country = entry.first("addressList", "address", "country") or None
    return party_of(_name(entry), entry.first("sdnType"), country, entry.first("uid"))


def _ship(entry: Element, others: Others, options: ImportOptions) -> Entry:
    remarks = _remarks(entry)
    owner = entry.first("vesselInfo", "vesselOwner")
    tied = [("owner", owner)] if owner else []
    tied += [("linked to", name) for name in remarks.linked_to]
    return entry_of_ship(
        entry.line,
        ListedShip(
            key=entry.first("uid"),
            name=_name(entry),
            list=LIST,
            measure=_programmes(entry),
            type=entry.first("vesselInfo", "vesselType"),
            flag=entry.first("vesselInfo", "vesselFlag"),
            call_sign=entry.first("vesselInfo", "callSign"),
            deadweight=entry.first("vesselInfo", "tonnage"),
            gross_tonnage=entry.first("vesselInfo", "grossRegisteredTonnage"),
            remarks=remarks,
            parties=tuple((role, others.party(name)) for role, name in tied),
        ),
        options.reference,
    )


def _remarks(entry: Element) -> Remarks:
    """Return what stands in `idList`, `akaList` and `remarks`, as the CSV form's remarks say it."""
    ids = (f"{one.first('idType')} {one.first('idNumber')}".strip() for one in entry.all("idList", "id"))
    parts = [part.replace(";", ",") for part in ids if part]
    remarks = read_remarks("; ".join([*parts, entry.first("remarks")]))
    for alias in entry.all("akaList", "aka"):
        names = remarks.former_names if alias.first("type") == _ALIAS_IS_FORMER else remarks.other_names
        names.append(_name(alias))
    return remarks


def _is_ship(entry: Element) -> bool:
    return entry.first("sdnType").casefold() == "vessel"


def _name(element: Element) -> str:
    """Return a name as the CSV form prints it: `LAST, First` of persons."""
    return ", ".join(filter(None, (element.first("lastName"), element.first("firstName"))))


def _programmes(entry: Element) -> str:
    programmes = [programme.text.strip() for programme in entry.all("programList", "program")]
    return "] [".join(filter(None, programmes))


def _day(printed: str) -> str | None:
    """Return `04/15/2021`, the month first, as EDTF."""
    try:
        return datetime.strptime(printed, "%m/%d/%Y").date().isoformat()  # noqa: DTZ007 - a day has no zone
    except ValueError:
        return None


FORMAT = _OfacXml()
