"""The flat record that is compared: what a register entry and a row of a member list have in common."""

import re

import msgspec

from regiowerk.codelists import legal_forms
from regiowerk.common.identifiers import InvalidIdentifierError, normalise
from regiowerk.registers.record import Address, NameKind, RegisterRecord, Status

_DOMAIN = re.compile(r"^(?:[a-z]+://)?(?:www\d?\.)?(?P<domain>[^\s/:?#@]+\.[^\s/:?#@.]{2,})", re.IGNORECASE)


class OtherName(msgspec.Struct, frozen=True, gc=False):
    text: str
    kind: NameKind


class LinkRecord(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """One register entry or list row, flat. Empty where nothing is known."""

    id: str  # unique among all that is linked: 'cz_res:27082440'
    source: str
    name: str
    country: str = ""  # ISO 3166-1 alpha-2
    other_names: tuple[OtherName, ...] = ()
    identifiers: tuple[tuple[str, str], ...] = ()  # scheme and normalised value, only valid ones
    postal_code: str = ""
    town: str = ""
    street: str = ""
    house_number: str = ""
    website: str = ""  # domain without www
    legal_form: str = ""  # code of the country's list in codelists.legal_forms
    founded: str = ""  # ISO date, or the year alone
    status: Status = "unknown"
    latitude: float | None = None  # degrees, WGS 84
    longitude: float | None = None


def domain(url: str) -> str:
    """'https://www.Example.org/path' → 'example.org'; '' when there is none."""
    match = _DOMAIN.match(url.strip())
    return match["domain"].lower() if match else ""


def from_register(source: str, record: RegisterRecord) -> LinkRecord:
    """A register entry as it is compared; identifiers with a wrong check digit are left out."""
    address = next(iter(sorted(record.addresses, key=lambda found: found.kind != "registered")), Address())
    form = record.legal_form
    known_form = form and form.code_list == legal_forms.LIST_OF_COUNTRY.get(record.country)
    return LinkRecord(
        id=f"{source}:{record.key}",
        source=source,
        name=record.name,
        country=record.country,
        other_names=tuple(OtherName(name.text, name.kind) for name in record.names[1:]),
        identifiers=tuple((known.scheme, known.value) for known in record.identifiers if known.checked is not False),
        postal_code=address.postal_code,
        town=address.locality,
        street=address.street,
        house_number=address.house_number,
        legal_form=form.code if form and known_form else "",
        founded=record.founded,
        status=record.status,
    )


def from_member_row(
    *,
    list_name: str,
    row: int,
    name: str,
    country: str,
    town: str = "",
    postal_code: str = "",
    street: str = "",
    website: str = "",
    identifiers: tuple[tuple[str, str], ...] = (),
) -> LinkRecord:
    """A row of a member list; `row` counts from 1. Identifiers (scheme, as written) that are not valid are left out."""
    return LinkRecord(
        id=f"{list_name}:{row}",
        source=list_name,
        name=name.strip(),
        country=country,
        identifiers=tuple(found for scheme, text in identifiers if (found := _valid(scheme, text))),
        postal_code=postal_code.strip(),
        town=town.strip(),
        street=street.strip(),
        website=domain(website),
    )


def _valid(scheme: str, text: str) -> tuple[str, str] | None:
    try:
        return scheme, normalise(scheme, text).value
    except (InvalidIdentifierError, KeyError):
        return None
