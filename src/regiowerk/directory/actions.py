"""Every write of organisations. Register entries come in here; people's own words come with the overlay."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from regiowerk.common.bulk import insert_rows, reserve_ids, update_rows
from regiowerk.common.ids import new_public_id
from regiowerk.directory.models import Organisation, OrganisationEntry
from regiowerk.directory.summary import COLUMNS, summarise
from regiowerk.places.queries import resolver
from regiowerk.registers import queries as registers
from regiowerk.registers.staging import Change
from regiowerk.registers.storing import StoredEntry
from regiowerk.search import actions as search

_BATCH = 2_000


def take_over_entries(*, entries: Sequence[StoredEntry]) -> None:
    """Make or renew the organisations of these entries, inside the caller's transaction.

    One entry is one organisation until entries are linked; the public id stays with it for ever.
    """
    older = [entry.id for entry in entries if entry.change is not Change.NEW]
    known = dict(OrganisationEntry.objects.filter(entry_id__in=older).values_list("entry_id", "organisation_id"))
    create([entry for entry in entries if entry.id not in known])
    renew({known[entry.id]: entry for entry in entries if entry.id in known})


def create(entries: Sequence[StoredEntry]) -> None:
    if not entries:
        return
    place_resolver, today = resolver(), timezone.localdate()
    ids = reserve_ids(Organisation, len(entries))
    public_ids = [new_public_id() for _ in entries]
    insert_rows(
        Organisation,
        ("id", "public_id", "updated_on", *COLUMNS),
        [
            (pk, public_id, today, *summarise(entry.record, place_resolver))
            for pk, public_id, entry in zip(ids, public_ids, entries, strict=True)
        ],
    )
    insert_rows(
        OrganisationEntry,
        ("organisation_id", "entry_id"),
        [(pk, entry.id) for pk, entry in zip(ids, entries, strict=True)],
    )
    search.note_change(document_ids=public_ids)


def renew(entries: dict[int, StoredEntry]) -> None:
    """Bring the columns of organisations (by primary key) up to date with their entries."""
    place_resolver, today = resolver(), timezone.localdate()
    update_rows(
        Organisation,
        ("updated_on", *COLUMNS),
        [(today, *summarise(entry.record, place_resolver), pk) for pk, entry in entries.items()],
    )
    public_ids = Organisation.objects.filter(pk__in=entries).values_list("public_id", flat=True)
    search.note_change(document_ids=list(public_ids))


def close_organisations(*, entry_ids: Sequence[int]) -> None:
    """The register has these entries no more: their organisations count as ceased, and stay."""
    organisations = Organisation.objects.filter(entries__entry_id__in=entry_ids)
    search.note_change(document_ids=list(organisations.values_list("public_id", flat=True)))
    organisations.update(status="dissolved", updated_on=timezone.localdate())


def erase_organisations(*, entry_ids: Sequence[int]) -> None:
    """Take out all that was made of these entries, as if it had never been."""
    organisations = Organisation.objects.filter(entries__entry_id__in=entry_ids)
    search.note_change(document_ids=list(organisations.values_list("public_id", flat=True)))
    organisations.delete()


def derive_again() -> int:
    """Make the columns of all organisations anew, after reference data or rules changed. Returns their number."""
    done = last = 0
    while True:
        with transaction.atomic():
            batch = registers.entries_after(last, _BATCH)
            take_over_entries(entries=batch)
        if not batch:
            return done
        last = batch[-1].id
        done += len(batch)
