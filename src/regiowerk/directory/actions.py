"""Every write of organisations. Register entries come in here; people's own words come with the overlay."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from regiowerk.activity import actions as activity
from regiowerk.common.bulk import in_chunks, insert_rows, reserve_ids, update_rows
from regiowerk.common.ids import new_public_id
from regiowerk.directory.merging import combined
from regiowerk.directory.models import Organisation, OrganisationEntry
from regiowerk.directory.summary import COLUMNS, summarise
from regiowerk.linking import queries as linking
from regiowerk.places.queries import resolver
from regiowerk.registers import queries as registers
from regiowerk.registers.models import Entry
from regiowerk.registers.record import RegisterRecord
from regiowerk.registers.staging import Change
from regiowerk.registers.storing import StoredEntry
from regiowerk.search import actions as search

_BATCH = 2_000


def take_over_entries(*, entries: Sequence[StoredEntry]) -> None:
    """Make or renew the organisations of these entries, inside the caller's transaction.

    A new entry is an organisation of its own, whose public id is for ever; linking may show it as another one later.
    """
    older = [entry.id for entry in entries if entry.change is not Change.NEW]
    known = dict(OrganisationEntry.objects.filter(entry_id__in=older).values_list("entry_id", "organisation_id"))
    _create([entry for entry in entries if entry.id not in known])
    _renew({known[entry.id]: entry for entry in entries if entry.id in known})


def _create(entries: Sequence[StoredEntry]) -> None:
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
        ("organisation_id", "home_id", "entry_id"),
        [(pk, pk, entry.id) for pk, entry in zip(ids, entries, strict=True)],
    )
    search.note_change(document_ids=public_ids)


def _renew(entries: dict[int, StoredEntry]) -> None:
    """Bring the columns of organisations (by primary key) up to date with their entries."""
    of_several = set(Organisation.objects.filter(merged__isnull=False, pk__in=entries).values_list("pk", flat=True))
    records = {pk: entry.record for pk, entry in entries.items() if pk not in of_several}
    _write_columns(records | _combined_records(of_several))


def _write_columns(records: Mapping[int, RegisterRecord]) -> None:
    place_resolver, today = resolver(), timezone.localdate()
    update_rows(
        Organisation,
        ("updated_on", *COLUMNS),
        [(today, *summarise(record, place_resolver), pk) for pk, record in records.items()],
    )
    for chunk in in_chunks(records, _BATCH):
        public_ids = Organisation.objects.filter(pk__in=chunk).values_list("public_id", flat=True)
        search.note_change(document_ids=list(public_ids))


def _combined_records(organisations: Collection[int]) -> dict[int, RegisterRecord]:
    """The record of each organisation (by primary key) from all its entries as they stand."""
    links = OrganisationEntry.objects.filter(organisation__in=organisations).select_related("entry")
    entries: dict[int, list[Entry]] = defaultdict(list)
    for link in links:
        entries[link.organisation_id].append(link.entry)
    return {
        pk: combined([registers.record_of(entry) for entry in registers.best_first(found)])
        for pk, found in entries.items()
    }


def follow_links(*, entry_ids: Collection[int]) -> None:
    """Show entries that are linked as one organisation, and those that are no more as their own again.

    Inside the caller's transaction. Public ids stay; the organisation with a profile is kept, else the oldest.
    """
    links = list(OrganisationEntry.objects.filter(entry__in=entry_ids).select_related("home__profile"))
    clusters = linking.clusters_of([link.entry_id for link in links])
    groups: dict[int, list[OrganisationEntry]] = defaultdict(list)
    for link in links:
        groups[clusters.get(link.entry_id, link.entry_id)].append(link)
    touched: set[int] = set()
    for group in groups.values():
        touched |= _show_as_one(group)
    homes = Organisation.objects.filter(pk__in=touched)
    _write_columns(_combined_records(touched))
    search.note_change(document_ids=list(homes.values_list("public_id", flat=True)))


def _show_as_one(links: Sequence[OrganisationEntry]) -> set[int]:
    """The organisations (by primary key) that are shown in another way now."""
    kept = min((link.home for link in links), key=lambda home: (not hasattr(home, "profile"), home.pk))
    touched = set()
    for link in links:
        merged_into = None if link.home == kept else kept
        if link.organisation_id == kept.pk and link.home.merged_into_id == (merged_into and merged_into.pk):
            continue
        touched |= {link.organisation_id, link.home_id, kept.pk}
        OrganisationEntry.objects.filter(pk=link.pk).update(organisation=kept)
        Organisation.objects.filter(pk=link.home_id).update(merged_into=merged_into, updated_on=timezone.localdate())
        activity.note(
            by="linking",
            verb="organisation_merged" if merged_into else "organisation_separated",
            object_type="organisation",
            object_id=link.home.public_id,
            data={"entry": link.entry_id, "shown_as": kept.public_id},
        )
    return touched


def close_organisations(*, entry_ids: Sequence[int]) -> None:
    """The register has these entries no more: organisations that no other register knows count as ceased, and stay."""
    organisations = set(OrganisationEntry.objects.filter(entry__in=entry_ids).values_list("organisation_id", flat=True))
    _write_columns(_combined_records(organisations))


def erase_organisations(*, entry_ids: Sequence[int]) -> None:
    """Take out all that was made of these entries, as if it had never been."""
    homes = Organisation.objects.filter(home_entries__entry__in=entry_ids)
    search.note_change(document_ids=list(homes.values_list("public_id", flat=True)))
    others = OrganisationEntry.objects.filter(organisation__in=homes).exclude(entry__in=entry_ids)
    freed = {link.home_id for link in others}
    others.update(organisation=F("home"))
    Organisation.objects.filter(pk__in=freed).update(merged_into=None)
    homes.delete()
    _write_columns(_combined_records(freed))


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
