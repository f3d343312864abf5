"""Reads of judgements, clusters and of what waits for a person."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from regiowerk.common.bulk import in_chunks
from regiowerk.linking.models import RULES, Candidate, ClusterMember, Judgement
from regiowerk.registers import record as records
from regiowerk.registers.models import Entry

Reasons = tuple[tuple[str, str], ...]  # code of linking.comparison and its detail
Judge = Literal["", "people", "rules"]
_CHUNK = 500


@dataclass(frozen=True)
class Side:
    """Enough of a register entry to name it in a list."""

    entry: int  # primary key
    source: str
    key: str
    name: str
    language: str
    town: str


@dataclass(frozen=True)
class WaitingPair:
    """Two entries that wait for a person."""

    candidate: int  # primary key
    left: Side
    right: Side
    run: int
    tie: str  # see models.Tie
    weight: float  # match weight in bits
    reasons: Reasons
    held_by: str  # the clerk who looks at it now; '' where it is free
    later_until: datetime | None  # put off until then; None where it is not


@dataclass(frozen=True)
class JudgedPair:
    """A judgement as a list shows it."""

    judgement: int  # primary key
    left: Side
    right: Side
    verdict: str  # see models.Verdict
    tie: str
    weight: float | None
    reasons: Reasons
    by: str
    at: datetime
    withdrawn_by: str
    withdrawn_at: datetime | None


@dataclass(frozen=True)
class Progress:
    """How far a queue has come. `settled` counts what people said, unsure ones too."""

    settled: int
    waiting: int
    put_off: int

    @property
    def total(self) -> int:
        return self.settled + self.waiting + self.put_off


def clusters_of(entry_ids: Collection[int]) -> dict[int, int]:
    """The cluster of each of these entries; one that stands alone is left out."""
    return {
        entry: cluster
        for chunk in in_chunks(entry_ids, _CHUNK)
        for entry, cluster in ClusterMember.objects.filter(entry__in=chunk).values_list("entry_id", "cluster")
    }


def next_pair(*, by: str, run: int | None = None) -> int | None:
    """The candidate (primary key) with the highest weight that no other clerk looks at; None when there is none."""
    now = timezone.now()
    free = Q(held_until=None) | Q(held_until__lt=now) | Q(held_by=by)
    found = _waiting(_of_run(run), put_off=False).filter(free)
    return found.values_list("pk", flat=True).first()


def queue(*, run: int | None = None, put_off: bool = False, start: int = 0, limit: int = 50) -> list[WaitingPair]:
    """Pairs that wait, or those that were put off; the highest weight first. In two queries."""
    found = _waiting(_of_run(run), put_off=put_off)
    return _waiting_pairs(found[start : start + limit])


def pair(candidate: int) -> WaitingPair | None:
    return next(iter(_waiting_pairs(Candidate.objects.filter(pk=candidate))), None)


def candidate_of(left: int, right: int) -> int | None:
    """The candidate (primary key) of two entries, in either order."""
    found = Candidate.objects.filter(left_id=min(left, right), right_id=max(left, right))
    return found.values_list("pk", flat=True).first()


def other_pairs(entry_ids: Collection[int], *, but: tuple[int, int]) -> list[WaitingPair]:
    """What else waits with one of these entries."""
    found = Candidate.objects.filter(Q(left__in=entry_ids) | Q(right__in=entry_ids))
    return _waiting_pairs(found.exclude(left_id=but[0], right_id=but[1]).order_by("-weight", "pk"))


def progress(run: int | None = None) -> Progress:
    """Of one register run, or of all."""
    queue_of = Q(run=run) if run else Q(run__isnull=False)
    settled = Judgement.objects.filter(queue_of, withdrawn_at=None)
    off = Q(later_until__gt=timezone.now())
    counted = _of_run(run).aggregate(
        waiting=Count("pk", filter=~off | Q(later_until=None)), off=Count("pk", filter=off)
    )
    return Progress(settled.count(), counted["waiting"], counted["off"])


def waiting_by_run() -> dict[int, int]:
    """How many pairs wait of each register run, put-off ones too; the latest run first."""
    rows = Candidate.objects.values_list("run").annotate(Count("pk"))
    return dict(rows.order_by("-run"))


def judgements(
    *, by: Judge = "", verdict: str = "", withdrawn: bool = False, start: int = 0, limit: int = 50
) -> list[JudgedPair]:
    """The latest first; those in force, or those that were withdrawn. In two queries."""
    return _judged_pairs(_judgements(by, verdict, withdrawn).order_by("-pk")[start : start + limit])


def count_judgements(*, by: Judge = "", verdict: str = "", withdrawn: bool = False) -> int:
    return _judgements(by, verdict, withdrawn).count()


def judgement(judgement_id: int) -> JudgedPair | None:
    return next(iter(_judged_pairs(Judgement.objects.filter(pk=judgement_id))), None)


def judgements_of(entry_ids: Collection[int]) -> list[JudgedPair]:
    """What is said in force of these entries, the latest first."""
    found = Judgement.objects.filter(Q(left__in=entry_ids) | Q(right__in=entry_ids), withdrawn_at=None)
    return _judged_pairs(found.order_by("-pk"))


def _of_run(run: int | None) -> "QuerySet[Candidate]":
    return Candidate.objects.filter(run=run) if run else Candidate.objects.all()


def _waiting(found: "QuerySet[Candidate]", *, put_off: bool) -> "QuerySet[Candidate]":
    now = timezone.now()
    when = Q(later_until__gt=now) if put_off else Q(later_until=None) | Q(later_until__lte=now)
    return found.filter(when).order_by("-weight", "pk")


def _judgements(by: Judge, verdict: str, withdrawn: bool) -> "QuerySet[Judgement]":
    found = Judgement.objects.filter(withdrawn_at__isnull=not withdrawn)
    if verdict:
        found = found.filter(verdict=verdict)
    if by:
        found = found.filter(by=RULES) if by == "rules" else found.exclude(by=RULES)
    return found


def _waiting_pairs(found: Iterable[Candidate]) -> list[WaitingPair]:
    rows, now = list(found), timezone.now()
    sides = _sides(rows)
    return [
        WaitingPair(
            candidate=row.pk,
            left=sides[row.left_id],
            right=sides[row.right_id],
            run=row.run_id,
            tie=row.tie,
            weight=row.weight,
            reasons=_reasons(row.reasons),
            held_by=row.held_by if row.held_until and row.held_until >= now else "",
            later_until=row.later_until if row.later_until and row.later_until > now else None,
        )
        for row in rows
    ]


def _judged_pairs(found: Iterable[Judgement]) -> list[JudgedPair]:
    rows = list(found)
    sides = _sides(rows)
    return [
        JudgedPair(
            judgement=row.pk,
            left=sides[row.left_id],
            right=sides[row.right_id],
            verdict=row.verdict,
            tie=row.tie,
            weight=row.weight,
            reasons=_reasons(row.reasons),
            by=row.by,
            at=row.at,
            withdrawn_by=row.withdrawn_by,
            withdrawn_at=row.withdrawn_at,
        )
        for row in rows
    ]


def _sides(rows: "Collection[Candidate | Judgement]") -> Mapping[int, Side]:
    ids = {pk for row in rows for pk in (row.left_id, row.right_id)}
    return {entry.pk: _side(entry) for chunk in in_chunks(ids, _CHUNK) for entry in Entry.objects.filter(pk__in=chunk)}


def _side(entry: Entry) -> Side:
    record = records.decode(entry.payload)
    town = record.addresses[0].locality if record.addresses else ""
    name = record.names[0]
    return Side(entry.pk, entry.source, entry.key, name.text, name.language, town)


def _reasons(stored: list[Any]) -> Reasons:
    return tuple((code, detail) for code, detail in stored)
