"""Judgements and what follows from them. The only writes that say which entries are one organisation."""

from collections.abc import Collection, Iterable, Sequence
from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from regiowerk.activity import actions as activity
from regiowerk.common.bulk import in_chunks
from regiowerk.linking import clusters, signals
from regiowerk.linking.models import RULES, Candidate, ClusterMember, Judgement, Tie, Verdict
from regiowerk.registers import record as records
from regiowerk.registers.models import Entry

HELD = timedelta(minutes=10)  # how long a pair is kept for the clerk who looks at it
LATER = timedelta(days=7)  # how long a pair that was put off stays away
_CHUNK = 500  # ids in one query
_VERDICTS: dict[Verdict, clusters.Verdict] = {
    Verdict.POSITIVE: "positive",
    Verdict.NEGATIVE: "negative",
    Verdict.UNSURE: "unsure",
}
Reasons = Sequence[tuple[str, str]]  # code of linking.comparison and its detail


class UnknownEntryError(Exception):
    """One of the two entries is not there (any more)."""


@transaction.atomic
def judge(
    *,
    left: int,
    right: int,
    verdict: Verdict,
    by: str,
    tie: Tie = Tie.NONE,
    weight: float | None = None,
    reasons: Reasons = (),
) -> Judgement:
    """What a person says of two entries (by primary key); takes the place of what was said before.

    Raises UnknownEntryError, and ValueError when both are one entry.
    """
    if left == right:
        raise ValueError("an entry is not judged against itself")
    if right < left:
        left, right, tie = right, left, _turned(tie)
    if Entry.objects.select_for_update().filter(pk__in=(left, right)).count() < 2:
        raise UnknownEntryError
    waiting = Candidate.objects.filter(left_id=left, right_id=right)
    former = Judgement.objects.filter(left_id=left, right_id=right, withdrawn_at=None)
    run_id = None
    if known := waiting.first() or former.first():
        weight, reasons, run_id = known.weight, known.reasons, known.run_id
    _withdraw(former, by)
    made = Judgement.objects.create(
        left_id=left,
        right_id=right,
        verdict=verdict,
        tie=tie,
        weight=weight,
        reasons=list(reasons),
        run_id=run_id,
        by=by,
    )
    waiting.delete()
    activity.note(
        by=by, verb=f"judged_{verdict}", object_type="judgement", object_id=made.pk, data={"left": left, "right": right}
    )
    recluster({left, right})
    return made


@transaction.atomic
def withdraw(*, judgement: int, by: str) -> bool:
    """Take a judgement back, a rule's as well as a person's. False when it is withdrawn already or not there.

    The pair waits for a person again. A rule's judgement is not made again for the same two entries.
    """
    found = Judgement.objects.select_for_update().filter(pk=judgement, withdrawn_at=None).first()
    if found is None:
        return False
    _withdraw([found], by)
    _put_back(found)
    activity.note(
        by=by,
        verb="judgement_withdrawn",
        object_type="judgement",
        object_id=judgement,
        data={"left": found.left_id, "right": found.right_id},
    )
    recluster({found.left_id, found.right_id})
    return True


def _withdraw(judgements: "Iterable[Judgement]", by: str) -> None:
    for judgement in judgements:
        judgement.withdrawn_by, judgement.withdrawn_at = by, timezone.now()
        judgement.save(update_fields=["withdrawn_by", "withdrawn_at"])


def _put_back(judgement: Judgement) -> None:
    """The pair of a judgement waits again, in the queue of its run or else of the run that brought the newer entry."""
    runs = (judgement.left.changed_run_id, judgement.right.changed_run_id)
    Candidate.objects.get_or_create(
        left_id=judgement.left_id,
        right_id=judgement.right_id,
        defaults={
            "run_id": judgement.run_id or max(runs),
            "tie": judgement.tie,
            "weight": judgement.weight or 0.0,
            "reasons": judgement.reasons,
        },
    )


def _turned(tie: Tie) -> Tie:
    """The same tie seen from the other side."""
    other = {
        Tie.LEFT_IS_BRANCH: Tie.RIGHT_IS_BRANCH,
        Tie.RIGHT_IS_BRANCH: Tie.LEFT_IS_BRANCH,
        Tie.LEFT_CAME_FIRST: Tie.RIGHT_CAME_FIRST,
        Tie.RIGHT_CAME_FIRST: Tie.LEFT_CAME_FIRST,
    }
    return other.get(tie, tie)


def recluster(entry_ids: Collection[int]) -> None:
    """Work out anew the clusters of these entries and of all that hang together with them.

    Inside the caller's transaction; who works on the same entries meanwhile is waited for.
    """
    together = _connected(entry_ids)
    while True:
        locked = list(Entry.objects.select_for_update().filter(pk__in=together).order_by("pk"))
        again = _connected(together)
        if again == together:
            break
        together = again
    before = dict(ClusterMember.objects.filter(entry__in=together).values_list("entry_id", "cluster"))
    members = _members(locked)
    after = {member.entry_id: member.cluster for member in members}
    ClusterMember.objects.filter(entry__in=together).delete()
    ClusterMember.objects.bulk_create(members)
    if before != after:
        signals.clusters_changed.send(Judgement, entry_ids=together)


def leave_clusters(*, entry_ids: Collection[int]) -> None:
    """Take entries out that are about to be erased; those that were with them find themselves anew."""
    clusters_left = ClusterMember.objects.filter(entry__in=entry_ids).values_list("cluster", flat=True)
    others = set(ClusterMember.objects.filter(cluster__in=list(clusters_left)).values_list("entry_id", flat=True))
    Judgement.objects.filter(Q(left__in=entry_ids) | Q(right__in=entry_ids)).delete()
    if others:
        recluster(others)


def _connected(entry_ids: Collection[int]) -> set[int]:
    """The entries, those in their clusters, and those that positive judgements join to them, however far."""
    found: set[int] = set()
    new = set(entry_ids)
    while new:
        found |= new
        near: set[int] = set()
        for chunk in in_chunks(new, _CHUNK):
            judged = Judgement.objects.filter(
                Q(left__in=chunk) | Q(right__in=chunk), verdict=Verdict.POSITIVE, withdrawn_at=None
            )
            near.update(pk for pair in judged.values_list("left_id", "right_id") for pk in pair)
            known = ClusterMember.objects.filter(entry__in=chunk).values("cluster")
            near.update(ClusterMember.objects.filter(cluster__in=known).values_list("entry_id", flat=True))
        new = near - found
    return found


def _members(entries: Sequence[Entry]) -> list[ClusterMember]:
    """The members of all clusters of two and more among these entries."""
    names = {entry.pk: f"{entry.pk:020}" for entry in entries}  # so that names sort like numbers
    judged = Judgement.objects.filter(left__in=names, right__in=names, withdrawn_at=None)
    links, verdicts = [], []
    for item in judged:
        pair = names[item.left_id], names[item.right_id]
        if item.by == RULES and item.verdict == Verdict.POSITIVE:
            links.append(clusters.Link(*pair, weight=item.weight or 0.0))
        else:
            verdicts.append(clusters.Judgement(*pair, verdict=_VERDICTS[Verdict(item.verdict)]))
    live_in = {names[entry.pk]: _live_register(entry) for entry in entries}
    return [
        ClusterMember(entry_id=int(member), cluster=int(cluster.members[0]), too_big="big" in cluster.flags)
        for cluster in clusters.clusters(live_in, links, verdicts)
        if len(cluster.members) > 1
        for member in cluster.members
    ]


def _live_register(entry: Entry) -> str:
    """The register in which the entry is alive; '' for one that is not."""
    if entry.gone_since_id is not None or records.decode(entry.payload).status == "dissolved":
        return ""
    return entry.source


def hold(*, candidate: int, by: str) -> bool:
    """Keep a pair for this clerk for a while. False when another one looks at it or it is settled."""
    now = timezone.now()
    free = Q(held_until=None) | Q(held_until__lt=now) | Q(held_by=by)
    return bool(Candidate.objects.filter(free, pk=candidate).update(held_by=by, held_until=now + HELD))


@transaction.atomic
def put_off(*, candidate: int, by: str) -> None:
    """Show a pair again after a week."""
    Candidate.objects.filter(pk=candidate).update(later_until=timezone.now() + LATER, held_by="", held_until=None)
    activity.note(by=by, verb="candidate_put_off", object_type="candidate", object_id=candidate)


@transaction.atomic
def take_up(*, candidate: int, by: str) -> bool:
    """Show a pair now that was put off. False when it was not."""
    found = Candidate.objects.filter(pk=candidate).exclude(later_until=None).update(later_until=None)
    if found:
        activity.note(by=by, verb="candidate_taken_up", object_type="candidate", object_id=candidate)
    return bool(found)
