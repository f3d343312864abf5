"""RES of the Czech Statistical Office: res_data.csv with res_pf_nace.csv (docs/registers.md)."""

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from regiowerk.common.identifiers import InvalidIdentifierError, normalise
from regiowerk.registers.record import (
    Activity,
    Address,
    Identifier,
    LegalForm,
    Name,
    OrganisationKind,
    RegisterRecord,
    SizeClass,
    Status,
)
from regiowerk.registers.sources import files
from regiowerk.registers.sources.base import (
    Parsed,
    PlainSource,
    RawEntry,
    Refused,
    RefusedRowError,
    SourceInfo,
    UnusableFileError,
    fingerprint,
)
from regiowerk.registers.sources.cz_res import activities
from regiowerk.registers.sources.cz_res.activities import ActivityIndex
from regiowerk.registers.sources.dates import iso_date

_MAX_NAME = 1500
_LISTS = {"80004": "CZNACE", "80143": "CZNACE2025"}


class _Row(NamedTuple):
    """The columns of res_data.csv, in their order."""

    ICO: str
    OKRESLAU: str
    DDATVZN: str
    DDATZAN: str
    ZPZAN: str
    DDATPAKT: str
    FORMA: str
    ROSFORMA: str
    KATPO: str
    NACE: str
    NACE2025: str
    ICZUJ: str
    FIRMA: str
    CISS2010: str
    KODADM: str
    TEXTADR: str
    PSC: str
    OBEC_TEXT: str
    COBCE_TEXT: str
    ULICE_TEXT: str
    TYPCDOM: str
    CDOM: str
    COR: str
    DATPLAT: str
    PRIZNAK: str


class _Raw(NamedTuple):
    line: bytes
    codes: str


class RegisterSource(PlainSource):
    def __init__(self, info: SourceInfo) -> None:
        super().__init__(info)
        settings = info.settings
        self._natural = frozenset(settings["natural_person_forms"])
        self._kind_of_form: dict[str, OrganisationKind] = settings["kinds_by_form"]
        self._kind_of_division: dict[str, OrganisationKind] = settings["kinds_by_division"]
        self._sizes: dict[str, list[int]] = settings["sizes"]

    def probe(self, paths: list[Path]) -> None:
        roles = [_role(path) for path in paths]
        if "data" not in roles:
            raise UnusableFileError("no_data_file", missing="res_data.csv", file="res_pf_nace.csv")

    def entries(self, paths: list[Path], work_dir: Path) -> Iterator[RawEntry | Refused]:
        index = ActivityIndex(work_dir / "activities.sqlite")
        try:
            for path in paths:
                if _role(path) == "activities":
                    yield from index.load(path)
            for path in paths:
                if _role(path) == "data":
                    yield from self._data_entries(path, index)
        finally:
            index.close()

    @staticmethod
    def _data_entries(path: Path, index: ActivityIndex) -> Iterator[RawEntry | Refused]:
        for line in files.lines(path):
            if line.number == 1:
                continue
            if line.overlong:
                yield Refused(path.name, line.number, "line_too_long")
                continue
            key = line.data.split(b",", 1)[0].decode("ascii", "replace")
            if not (key.isascii() and key.isdigit() and len(key) <= 8):
                yield Refused(path.name, line.number, "identifier", f"ICO {key[:40]!r}")
                continue
            key = key.zfill(8)
            codes = index.codes(key)
            # DATPLAT and PRIZNAK, the last two columns, change at each export.
            lasting = line.data.rsplit(b",", 2)[0]
            yield RawEntry(path.name, line.number, key, fingerprint(lasting, codes.encode()), _Raw(line.data, codes))

    def parse(self, entry: RawEntry) -> Parsed:
        row = _read_row(entry.raw.line)
        if not row.FORMA and not row.FIRMA:
            # What the office leaves of a natural person who has ceased: number and date.
            return Parsed(_anonymous(entry.key))
        try:
            ico = normalise("CZ-ICO", row.ICO)
        except InvalidIdentifierError as error:
            raise RefusedRowError("check_digit", f"ICO {row.ICO}: {error}") from error
        name = " ".join(row.FIRMA.split())
        if not name:
            raise RefusedRowError("name_unknown", row.ICO)
        if len(name) > _MAX_NAME:
            raise RefusedRowError("name_too_long", f"{len(name)} characters")
        doubts: list[tuple[str, str]] = []
        founded, dissolved, changed = (
            _date(column, getattr(row, column), doubts) for column in ("DDATVZN", "DDATZAN", "DDATPAKT")
        )
        record = RegisterRecord(
            key=entry.key,
            country="CZ",
            kind=self._kind(row),
            names=(Name(name, "legal", "cs"),),
            identifiers=(Identifier("CZ-ICO", ico.value, ico.display, True),),
            legal_form=LegalForm("CSU-56", row.FORMA) if row.FORMA else None,
            status=status_of(name, ceased=bool(row.DDATZAN)),
            founded=founded,
            dissolved=dissolved,
            changed_at_source=changed,
            addresses=(_address(row),),
            activities=_activities(row, entry.raw.codes),
            size=size_class(row.KATPO, self._sizes),
            natural_person=row.FORMA in self._natural,
        )
        return Parsed(record, doubts=tuple(doubts))

    def _kind(self, row: _Row) -> OrganisationKind:
        kind = self._kind_of_form.get(row.FORMA, "company")
        if kind in ("company", "public"):
            return self._kind_of_division.get((row.NACE2025 or row.NACE)[:2], kind)
        return kind

    def as_of(self, paths: list[Path]) -> str:
        for path in paths:
            if _role(path) == "data":
                return _first_date(path)
        return ""


def _role(path: Path) -> str:
    """Which of the two files it is, by its header. Raises UnusableFileError."""
    try:
        header = files.first_line(path).decode()
    except UnicodeDecodeError as error:
        raise UnusableFileError("not_utf8", file=path.name) from error
    columns = tuple(column.strip('" ') for column in header.split(","))
    if columns == _Row._fields:
        return "data"
    if columns == activities.COLUMNS:
        return "activities"
    if ";" in header or "\t" in header:
        raise UnusableFileError("wrong_delimiter", file=path.name)
    raise UnusableFileError("wrong_header", file=path.name)


def _read_row(line: bytes) -> _Row:
    try:
        text = line.decode()
    except UnicodeDecodeError as error:
        raise RefusedRowError("encoding", str(error)) from error
    if "\0" in text:
        raise RefusedRowError("syntax", "a NUL character")
    try:
        return _Row(*next(csv.reader([text], strict=True)))
    except (csv.Error, TypeError) as error:
        raise RefusedRowError("columns", f"not {len(_Row._fields)} columns: {error}"[:200]) from error


def _first_date(path: Path) -> str:
    for line in files.lines(path):
        if line.number > 1:
            try:
                return iso_date(_read_row(line.data).DATPLAT)
            except (RefusedRowError, ValueError):
                continue
    return ""


def _date(column: str, text: str, doubts: list[tuple[str, str]]) -> str:
    try:
        return iso_date(text)
    except ValueError:
        doubts.append(("date", f"{column} {text[:40]!r}"))
        return ""


def status_of(name: str, *, ceased: bool) -> Status:
    """What a Czech name must say by law of a firm that is being wound up."""
    if ceased:
        return "dissolved"
    lowered = name.lower()
    if "v likvidaci" in lowered:
        return "in_liquidation"
    if "v konkursu" in lowered or "v úpadku" in lowered:
        return "insolvent"
    return "active"


def size_class(code: str, sizes: Mapping[str, list[int]]) -> SizeClass | None:
    """A class of list 579; `sizes` are its bounds, 0 above for none."""
    if code not in sizes:
        return None
    minimum, maximum = sizes[code]
    return SizeClass("CZ-KATPO", code, minimum, maximum if maximum >= minimum else None)


def _anonymous(key: str) -> RegisterRecord:
    return RegisterRecord(key=key, country="CZ", kind="company", names=(Name(""),), natural_person=True)


def _address(row: _Row) -> Address:
    codes = {"lau": row.OKRESLAU, "icz_uj": row.ICZUJ, "ruian_adm": row.KODADM}
    return Address(
        text=row.TEXTADR,
        street=row.ULICE_TEXT,
        house_number="/".join(part for part in (row.CDOM, row.COR) if part),
        postal_code=row.PSC,
        locality=row.OBEC_TEXT,
        locality_part=row.COBCE_TEXT,
        country="CZ",
        codes={scheme: code for scheme, code in codes.items() if code},
    )


def _activities(row: _Row, codes: str) -> tuple[Activity, ...]:
    """Main activities first; both editions of the classification as delivered."""
    main = {("CZNACE", row.NACE), ("CZNACE2025", row.NACE2025)}
    found = [
        Activity(scheme, code, True) for scheme, code in (("CZNACE2025", row.NACE2025), ("CZNACE", row.NACE)) if code
    ]
    for pair in codes.split():
        number, _, code = pair.partition(":")
        scheme = _LISTS.get(number, "")
        if scheme and (scheme, code) not in main:
            found.append(Activity(scheme, code))
    return tuple(found)
