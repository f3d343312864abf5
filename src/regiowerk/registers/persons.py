"""What is kept of a natural person, where sole traders are stored at all: trade, town and number, no more. Pure."""

import msgspec

from regiowerk.registers.record import Address, RegisterRecord

REDUCED = "reduced"  # names these rules, so that rows read by others are read again
# Of a municipality or larger; codes of streets and buildings are not among them.
_CODES_OF_TOWNS = frozenset({"lau", "icz_uj", "municipality", "ruian_okres", "bfs_commune", "terc", "iso3166_2"})
# Made of a birth number, or a person's own.
_PRIVATE_NUMBERS = frozenset({"CZ-DIC", "VAT"})


def reduced(record: RegisterRecord) -> RegisterRecord:
    """The record without former names, tax numbers, street, house number, postal code, size, capital and relations."""
    return msgspec.structs.replace(
        record,
        names=record.names[:1],
        identifiers=tuple(item for item in record.identifiers if item.scheme not in _PRIVATE_NUMBERS),
        addresses=tuple(_town(address) for address in record.addresses[:1]),
        size=None,
        capital=None,
        relations=(),
    )


def _town(address: Address) -> Address:
    codes = {scheme: code for scheme, code in address.codes.items() if scheme in _CODES_OF_TOWNS}
    return Address(kind=address.kind, locality=address.locality, country=address.country, codes=codes)
