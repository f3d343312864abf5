"""What a worker does with lists: find the organisations their rows mean; delete what nobody needs any more."""

import json
from collections.abc import Mapping, Sequence
from datetime import timedelta

import msgspec
from django.db import transaction
from django.utils import timezone

from regiowerk.common.bulk import update_rows
from regiowerk.jobs import actions as jobs
from regiowerk.jobs.policy import job
from regiowerk.multipliers.columns import Field, by_field
from regiowerk.multipliers.matching import RowMatch, match
from regiowerk.multipliers.models import MemberList, MemberRow
from regiowerk.multipliers.record import note

KEPT_DAYS = 365  # after the last change
_COLUMNS = ("proposed", "decision", "candidates", "entry_id")


@job()
def match_members(*, job_id: str, list_id: int) -> int:
    """Match all rows that no person has settled; run twice, it finds the same twice. Returns the number of rows.

    A list that is gone, or that a later job matches, is left alone.
    """
    members = MemberList.objects.filter(pk=list_id, job=job_id).first()
    if members is None:
        return 0
    asked = _open_rows(members)
    jobs.report(job_id=job_id, done=0, total=len(asked))
    done = 0
    for batch in match(asked, members.country):
        _store(members, batch)
        done += len(batch)
        jobs.report(job_id=job_id, done=done, total=len(asked))
    _finish(members)
    return done


@job()
def delete_untouched(*, job_id: str, days: int = KEPT_DAYS) -> int:
    """Delete lists that nobody has changed for so many days, with all their rows. Returns their number."""
    old = MemberList.objects.filter(touched_at__lt=timezone.now() - timedelta(days=days))
    for members in old:
        with transaction.atomic():
            note(members, "deleted", by="jobs", data={"rows": members.rows.count()})
            members.delete()
    return len(old)


def _open_rows(members: MemberList) -> Sequence[tuple[int, Mapping[Field, str]]]:
    rows = members.rows.filter(settled_by="").order_by("number").values_list("number", "cells")
    return [(number, by_field(cells, members.columns)) for number, cells in rows.iterator(chunk_size=2_000)]


@transaction.atomic
def _store(members: MemberList, batch: Sequence[RowMatch]) -> None:
    """Rows that a person settled meanwhile are left alone."""
    found = {match.number: match for match in batch}
    rows = members.rows.filter(number__in=list(found), settled_by="").values_list("number", "pk")
    update_rows(MemberRow, _COLUMNS, [(*_values(found[number]), key) for number, key in rows])


def _values(found: RowMatch) -> tuple[str, str, str, int | None]:
    candidates = [
        {"entry": candidate.entry, "score": candidate.score, "reasons": msgspec.to_builtins(candidate.reasons)}
        for candidate in found.candidates
    ]
    entry = found.candidates[0].entry if found.decision != "none" else None
    return found.decision, found.decision, json.dumps(candidates, ensure_ascii=False), entry


@transaction.atomic
def _finish(members: MemberList) -> None:
    """A list that was deleted meanwhile stays so."""
    matched = MemberList.objects.filter(pk=members.pk, job=members.job)
    if matched.update(state=MemberList.State.MATCHED, matched_at=timezone.now()):
        note(members, "matched", by="jobs")
