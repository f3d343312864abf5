"""Writes to lists; each leaves its line in the activity record. Who may do them, callers ask of `queries`."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from regiowerk.common.bulk import in_chunks, insert_rows
from regiowerk.common.text import fold
from regiowerk.jobs import actions as jobs
from regiowerk.multipliers import columns as headings
from regiowerk.multipliers.columns import Field
from regiowerk.multipliers.models import ColumnMemory, MemberList, MemberRow
from regiowerk.multipliers.record import note
from regiowerk.multipliers.tasks import match_members
from regiowerk.registers.models import Entry

_CHUNK = 2_000  # rows written at once
_COLUMNS = ("member_list_id", "number", "cells", "text", "proposed", "decision", "candidates", "settled_by")


class NoNameColumnError(Exception):
    """No column is said to hold the names."""


@transaction.atomic
def take_in(
    *, owner: int, name: str, file_name: str, country: str, header: Sequence[str], rows: Sequence[Sequence[str]]
) -> MemberList:
    """Store the rows of a file with the columns its owner used for such a header before, else the guessed ones."""
    known = ColumnMemory.objects.filter(owner=owner, header=_digest(header)).first()
    members = MemberList.objects.create(
        owner_id=owner,
        name=name[:200],
        file_name=file_name[-200:],
        country=country or (known.country if known else ""),
        header=list(header),
        columns=known.columns if known else headings.guess(header, rows),
    )
    for chunk in in_chunks(_values(members, rows), _CHUNK):
        insert_rows(MemberRow, _COLUMNS, chunk)
    note(members, "uploaded", by=_by_owner(members), data={"rows": len(rows)})
    return members


def _values(members: MemberList, rows: Sequence[Sequence[str]]) -> Iterator[tuple[Any, ...]]:
    for number, cells in enumerate(rows, 1):
        written = json.dumps(list(cells), ensure_ascii=False)
        yield members.pk, number, written, fold(" ".join(cells)), "", "", "[]", ""


@transaction.atomic
def match_list(*, members: MemberList, columns: Mapping[Field, int], country: str) -> None:
    """Remember the columns for the next list with this header, and have a worker match the rows.

    What people settled stays. Raises NoNameColumnError.
    """
    if "name" not in columns:
        raise NoNameColumnError
    remembered = {"columns": dict(columns), "country": country}
    ColumnMemory.objects.update_or_create(
        owner_id=members.owner_id, header=_digest(members.header), defaults=remembered
    )
    members.columns, members.country, members.state = dict(columns), country, MemberList.State.MATCHING
    members.job = jobs.start(match_members, list_id=members.pk)
    members.save(update_fields=["columns", "country", "state", "job"])
    note(members, "started matching", by=_by_owner(members))


@transaction.atomic
def settle(*, row: MemberRow, entry: int | None, by: str) -> None:
    """A person says which organisation a row means, by one of its register entries; None: none of them."""
    row.entry_id, row.decision = entry, MemberRow.Decision.NONE if entry is None else MemberRow.Decision.SURE
    row.settled_by, row.settled_at = by, timezone.now()
    row.save(update_fields=["entry", "decision", "settled_by", "settled_at"])
    note(row.member_list, "settled", by=by, data={"row": row.number, "entry": entry})


@transaction.atomic
def take_back(*, row: MemberRow, by: str) -> None:
    """What the matching proposed counts again."""
    row.decision, row.settled_by, row.settled_at = row.proposed, "", None
    first = row.candidates[0]["entry"] if row.candidates and row.proposed != MemberRow.Decision.NONE else None
    row.entry_id = first if first and Entry.objects.filter(pk=first).exists() else None
    row.save(update_fields=["entry", "decision", "settled_by", "settled_at"])
    note(row.member_list, "took back", by=by, data={"row": row.number})


@transaction.atomic
def rename(*, members: MemberList, name: str) -> None:
    before, members.name = members.name, name[:200]
    if members.name != before:
        members.save(update_fields=["name"])
        note(members, "renamed", by=_by_owner(members))


@transaction.atomic
def delete(*, members: MemberList) -> None:
    """The list and all its rows; how its columns were meant is remembered."""
    note(members, "deleted", by=_by_owner(members), data={"rows": members.rows.count()})
    members.delete()


def _by_owner(members: MemberList) -> str:
    return f"account:{members.owner_id}"


def _digest(header: Sequence[str]) -> str:
    return hashlib.sha256("\n".join(fold(title) for title in header).encode()).hexdigest()
