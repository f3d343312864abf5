"""Organisations by their register entries, for lists that point to entries: whose they are now, and what to show."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from regiowerk.common.bulk import in_chunks
from regiowerk.directory.models import OrganisationEntry
from regiowerk.directory.queries import EntryOwner
from regiowerk.registers import queries as registers
from regiowerk.registers.models import Entry
from regiowerk.registers.record import RegisterRecord

_CHUNK = 500


@dataclass(frozen=True)
class Contact:
    """Where an organisation is found: its entries, its seat."""

    register_keys: tuple[str, ...]  # source:key, the entry first whose facts win
    address: str  # one line


def owners(entry_ids: Collection[int]) -> dict[int, EntryOwner]:
    """The organisations that register entries are shown as, by the entry's id; entries without one are left out."""
    columns = ("entry_id", "organisation__public_id", "organisation__name")
    links = OrganisationEntry.objects.values_list(*columns)
    return {
        row[0]: EntryOwner(*row)
        for chunk in in_chunks(sorted(entry_ids), _CHUNK)
        for row in links.filter(entry_id__in=chunk)
    }


def contacts(public_ids: Collection[str]) -> dict[str, Contact]:
    """Entries and seats of organisations by public id; those without a register entry are left out."""
    entries: dict[str, list[Entry]] = defaultdict(list)
    links = OrganisationEntry.objects.select_related("entry", "organisation")
    for chunk in in_chunks(sorted(public_ids), _CHUNK):
        for link in links.filter(organisation__public_id__in=chunk):
            entries[link.organisation.public_id].append(link.entry)
    return {public_id: _contact(registers.best_first(found)) for public_id, found in entries.items()}


def entry_of(public_id: str) -> int | None:
    """Id of the register entry whose facts win; None for an organisation without one."""
    links = OrganisationEntry.objects.filter(organisation__public_id=public_id).select_related("entry")
    return next((entry.pk for entry in registers.best_first(link.entry for link in links)), None)


def _contact(entries: list[Entry]) -> Contact:
    addresses = (_seat(registers.record_of(entry)) for entry in entries)
    return Contact(tuple(f"{entry.source}:{entry.key}" for entry in entries), next(filter(None, addresses), ""))


def _seat(record: RegisterRecord) -> str:
    return record.addresses[0].one_line if record.addresses else ""
