"""From register entries to the columns of an organisation. Pure: the same entries give the same summary."""

from typing import NamedTuple

from regiowerk.codelists import legal_forms, nace
from regiowerk.places.queries import PlaceResolver
from regiowerk.registers.record import Address, RegisterRecord


class Summary(NamedTuple):
    """Values of an organisation's columns, in the order of `COLUMNS`."""

    name: str
    country: str
    kind: str
    status: str
    form: str
    legal_form: str
    founded: str
    town: str
    postal_code: str
    nuts3: str
    latitude: float | None
    longitude: float | None
    sector: str


COLUMNS = Summary._fields
_NO_ADDRESS = Address()


def summarise(record: RegisterRecord, resolver: PlaceResolver) -> Summary:
    address = record.addresses[0] if record.addresses else _NO_ADDRESS
    place = resolver.resolve(record.country, address.postal_code, address.locality, address.codes, record.region)
    form = record.legal_form
    return Summary(
        name=record.name,
        country=record.country,
        kind=record.kind,
        status=record.status,
        form=legal_forms.group(form.code_list, form.code) if form else "",
        legal_form=f"{form.code_list}:{form.code}" if form else "",
        founded=record.founded,
        town=address.locality or place.town,
        postal_code=address.postal_code,
        nuts3=place.nuts3,
        latitude=place.latitude,
        longitude=place.longitude,
        sector=main_sector(record),
    )


def main_sector(record: RegisterRecord) -> str:
    """The main activity in NACE Rev. 2.1, as deep as is sure; '' where the register tells none."""
    for activity in record.activities:
        if activity.main and (code := nace.to_nace21(activity.scheme, activity.code)):
            return code
    return ""
