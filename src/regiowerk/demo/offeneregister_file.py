"""Writes entries as offeneregister.de publishes them: JSON Lines, keys in alphabetical order."""

import gzip
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec

from regiowerk.demo.firms_de import COURTS, GermanFirm, Officer

SECONDS_PER_ENTRY = 7  # the crawler's pace


def write(path: Path, firms: Iterable[GermanFirm], crawled_from: datetime) -> None:
    """A gzip file; the same entries give the same bytes."""
    encode = msgspec.json.Encoder().encode
    when = crawled_from.astimezone(UTC)
    step = timedelta(seconds=SECONDS_PER_ENTRY)
    with path.open("wb") as raw, gzip.GzipFile("", "wb", 4, raw, mtime=0) as file:
        block: list[bytes] = []
        for firm in firms:
            block.append(encode(line(firm, when)))
            when += step
            if len(block) == 1000:
                file.write(b"\n".join(block) + b"\n")
                block.clear()
        if block:
            file.write(b"\n".join(block) + b"\n")


def line(firm: GermanFirm, retrieved_at: datetime) -> dict[str, Any]:
    """One entry; keys without a value are left out, as in the publisher's file."""
    court, former = COURTS[firm.court], firm.former_court
    number = f"{firm.section}{firm.number}"
    attributes = {
        "_registerArt": firm.section,
        "_registerNummer": str(firm.number),
        "federal_state": "Saxony",
        "native_company_number": f"{firm.court}{f' früher {former}' if former else ''} {firm.section} {firm.number}",
        "registered_office": firm.town,
        "registrar": firm.court,
    }
    if former:
        attributes["former_registrar"] = former
    entry: dict[str, Any] = {
        "all_attributes": attributes,
        "company_number": f"{court}_{COURTS[former]}_{number}" if former else f"{court}_{number}",
        "current_status": "removed" if firm.removed else "currently registered",
        "jurisdiction_code": "de",
        "name": firm.name,
    }
    if firm.officers:
        entry["officers"] = [_officer(officer) for officer in firm.officers]
    if firm.former_names:
        entry["previous_names"] = [{"company_name": name} for name in firm.former_names]
    if firm.address:
        entry["registered_address"] = firm.address
    entry["retrieved_at"] = f"{retrieved_at:%Y-%m-%dT%H:%M:%SZ}"
    return entry


def _officer(officer: Officer) -> dict[str, Any]:
    if officer.company:
        return {
            "name": officer.company,
            "other_attributes": {"city": officer.city},
            "position": officer.position,
            "type": "company",
        }
    return {
        "name": f"{officer.first_name} {officer.last_name}",
        "other_attributes": {
            "city": officer.city,
            "firstname": officer.first_name,
            "lastname": officer.last_name,
        },
        "position": officer.position,
        "start_date": officer.since,
        "type": "person",
    }
