"""Register entries as the pages show them: one by one, whatever organisation they are shown as."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from regiowerk.directory import facts, history
from regiowerk.directory.models import OrganisationEntry
from regiowerk.directory.page import ActivityLine, Fact, HistoryEvent, Origin
from regiowerk.directory.summary import Summary, summarise
from regiowerk.places.queries import resolver
from regiowerk.registers import queries as registers
from regiowerk.registers.models import Entry, Run
from regiowerk.registers.record import RegisterRecord


class KnownEntry(NamedTuple):
    """A register entry with its origin."""

    id: int
    record: RegisterRecord
    origin: Origin


@dataclass(frozen=True)
class SeenEntry:
    """All that is known of one register entry."""

    id: int  # primary key
    public_id: str  # of the organisation that it is shown as
    record: RegisterRecord
    origin: Origin
    summary: Summary
    facts: tuple[Fact, ...]
    activities: tuple[ActivityLine, ...]
    history: tuple[HistoryEvent, ...]  # newest first


def known_entries(entries: Sequence[Entry]) -> list[KnownEntry]:
    """In the order given."""
    latest = registers.latest_runs() if entries else {}
    return [KnownEntry(entry.pk, registers.record_of(entry), _origin(entry, latest)) for entry in entries]


def _origin(entry: Entry, latest: dict[str, Run]) -> Origin:
    run = entry.changed_run
    newest = latest.get(entry.source)
    if newest and entry.missing_since_id is None and newest.part == run.part:
        run = newest  # the newest file has it as it is
    return Origin(entry.source, entry.key, entry.retrieved_on or run.retrieved_at.date(), run.as_of)


def seen_entries(entry_ids: Collection[int]) -> dict[int, SeenEntry]:
    """By primary key; entries that are not there are left out. In five queries."""
    links = OrganisationEntry.objects.filter(entry__in=entry_ids).select_related("entry__changed_run", "organisation")
    shown_as = {link.entry_id: link.organisation.public_id for link in links}
    known = known_entries([link.entry for link in links])
    histories = registers.entry_histories([entry.id for entry in known])
    place_resolver = resolver()
    return {
        entry.id: SeenEntry(
            id=entry.id,
            public_id=shown_as[entry.id],
            record=entry.record,
            origin=entry.origin,
            summary=summarise(entry.record, place_resolver),
            facts=tuple(facts.of(entry.record, entry.origin)),
            activities=facts.activities([(entry.record, entry.origin)]),
            history=history.in_order(history.events(entry.record, entry.origin, histories[entry.id])),
        )
        for entry in known
    }


def entry_ids_of(public_id: str) -> list[int]:
    """The entries (by primary key) that an organisation is shown from."""
    return list(OrganisationEntry.objects.filter(organisation__public_id=public_id).values_list("entry_id", flat=True))
