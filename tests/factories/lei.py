"""Small LEI files in the true form of GLEIF's API."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

CZECH_REGISTER = "RA000163"


def lei(number: int) -> str:
    """A code whose check digits are right (ISO 17442: mod 97-10)."""
    body = f"9999000TEST{number:07}"
    value = int("".join(str(int(char, 36)) for char in f"{body}00"))
    return f"{body}{98 - value % 97:02}"


def lei_row(number: int, name: str, *, registered_as: str = "", city: str = "Liberec", **entity: Any) -> dict[str, Any]:
    """One Czech record; `entity` replaces or adds keys of the entity."""
    address = {
        "language": "cs",
        "addressLines": ["Zkušební 1"],
        "addressNumber": None,
        "city": city,
        "region": "CZ-LI",
        "country": "CZ",
        "postalCode": "46001",
    }
    return {
        "type": "lei-records",
        "id": lei(number),
        "attributes": {
            "lei": lei(number),
            "entity": {
                "legalName": {"name": name, "language": "cs"},
                "otherNames": [],
                "legalAddress": address,
                "headquartersAddress": address,
                "registeredAt": {"id": CZECH_REGISTER, "other": None},
                "registeredAs": registered_as or None,
                "jurisdiction": "CZ",
                "category": "GENERAL",
                "legalForm": {"id": "6CQN", "other": None},
                "status": "ACTIVE",
                "creationDate": "2011-01-01T00:00:00Z",
                **entity,
            },
            "registration": {"lastUpdateDate": "2026-01-05T08:00:00Z", "status": "ISSUED"},
        },
    }


def write_lei(path: Path, rows: Iterable[dict[str, Any]]) -> Path:
    document = {"meta": {"goldenCopy": {"publishDate": "2026-09-20T08:00:00Z"}}, "data": list(rows)}
    path.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    return path
