"""Small register files in their true form."""

import gzip
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from stdnum.cz import dic

CZ_COLUMNS = [
    "ICO",
    "OKRESLAU",
    "DDATVZN",
    "DDATZAN",
    "ZPZAN",
    "DDATPAKT",
    "FORMA",
    "ROSFORMA",
    "KATPO",
    "NACE",
    "NACE2025",
    "ICZUJ",
    "FIRMA",
    "CISS2010",
    "KODADM",
    "TEXTADR",
    "PSC",
    "OBEC_TEXT",
    "COBCE_TEXT",
    "ULICE_TEXT",
    "TYPCDOM",
    "CDOM",
    "COR",
    "DATPLAT",
    "PRIZNAK",
]


def de_row(number: int, name: str, *, court: str = "U1206", section: str = "HRB", **fields: Any) -> dict[str, Any]:
    """One line of OffeneRegister; `fields` replace or add top-level keys."""
    return {
        "all_attributes": {
            "_registerArt": section,
            "_registerNummer": str(number),
            "federal_state": "Saxony",
            "registered_office": "Chemnitz",
            "registrar": "Chemnitz",
        },
        "company_number": f"{court}_{section}{number}",
        "current_status": "currently registered",
        "jurisdiction_code": "de",
        "name": name,
        "retrieved_at": "2018-06-18T13:44:51Z",
        **fields,
    }


def de_rows(count: int, *, start: int = 900_000, court: str = "U1206") -> list[dict[str, Any]]:
    return [de_row(start + number, f"Beispielwerk {start + number} GmbH", court=court) for number in range(count)]


def write_de(path: Path, rows: Iterable[Mapping[str, Any] | bytes | str]) -> Path:
    """JSON Lines; bytes and text go in as they are. A name that ends in .gz is packed."""
    lines = []
    for row in rows:
        if isinstance(row, bytes):
            lines.append(row)
        else:
            text = row if isinstance(row, str) else json.dumps(row, ensure_ascii=False)
            lines.append(text.encode())
    data = b"".join(line + b"\n" for line in lines)
    path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else data)
    return path


def ico(number: int) -> str:
    """The IČO whose first seven digits are this number."""
    digits = f"{number:07d}"
    return digits + dic.calc_check_digit_legal(digits)


def cz_row(number: int, name: str, **columns: str) -> dict[str, str]:
    return {
        "ICO": ico(number),
        "OKRESLAU": "CZ0421",
        "DDATVZN": "1994-03-01",
        "FORMA": "112",
        "NACE2025": "25510",
        "FIRMA": name,
        "TEXTADR": "Pražská 1, 40502 Děčín",
        "PSC": "40502",
        "OBEC_TEXT": "Děčín",
        "DATPLAT": "2026-06-15",
        **columns,
    }


def write_cz(path: Path, rows: Iterable[Mapping[str, str]]) -> Path:
    lines = [",".join(CZ_COLUMNS)]
    for row in rows:
        cells = []
        for column in CZ_COLUMNS:
            text = row.get(column, "")
            quoted = '"' + text.replace('"', '""') + '"'
            cells.append(quoted if column in ("FIRMA", "TEXTADR") and text else text)
        lines.append(",".join(cells))
    path.write_bytes(("\r\n".join(lines) + "\r\n").encode())
    return path
