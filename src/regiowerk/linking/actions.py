"""Linking what a register run has brought: the rules judge what is sure, the rest waits for a person."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from regiowerk.common.bulk import in_chunks
from regiowerk.linking import store
from regiowerk.linking.comparison import ScoredPair
from regiowerk.linking.judging import recluster
from regiowerk.linking.matching import link_delta
from regiowerk.linking.models import RULES, Candidate, Judgement, Verdict
from regiowerk.registers import queries as registers
from regiowerk.registers.models import Entry, Run

Progress = Callable[[int], None]
_CHUNK = 2_000


@dataclass
class Linked:
    """What came of it."""

    looked_at: int = 0
    sure: int = 0
    to_check: int = 0
    withdrawn: int = 0

    @property
    def changed(self) -> bool:
        return bool(self.sure or self.withdrawn)


def link_run(*, run: Run, progress: Progress | None = None) -> Linked:
    """Link the entries that this run brought or changed. Twice over changes nothing."""
    result = Linked()
    if not has_partners(run.source):
        return result
    entries = Entry.objects.filter(changed_run=run, gone_since=None).order_by("pk")
    with store.opened() as index:
        for chunk in in_chunks(entries.iterator(chunk_size=_CHUNK), _CHUNK):
            pairs = link_delta([store.record_of(entry) for entry in chunk], index)
            _settle(run, chunk, pairs, result)
            result.looked_at += len(chunk)
            if progress:
                progress(len(chunk))
    return result


def has_partners(source: str) -> bool:
    """Whether another register has entries that may mean the same organisations."""
    own = set(registers.source(source).countries)
    return any(name != source and own & set(registers.source(name).countries) for name in registers.latest_runs())


@transaction.atomic
def _settle(run: Run, entries: Sequence[Entry], pairs: Iterable[ScoredPair], result: Linked) -> None:
    """Judgements and candidates of these entries, as the rules see them now."""
    found = list(_known(pairs, entries))
    settled = _looked_at_by_people({pair for pair, _ in found})
    linked = _linked_by_number([pair for pair, scored in found if scored.comparison.identifier == "same"])
    sure = {pair: scored for pair, scored in found if pair not in settled and (scored.band == "sure" or pair in linked)}
    check = {pair: scored for pair, scored in found if pair not in sure and settled.get(pair) != "judged"}
    changed = _judge_by_rules({entry.pk for entry in entries}, sure, result)
    _renew_candidates(run, {entry.pk for entry in entries}, check)
    result.to_check += len(check)
    if changed:
        recluster(changed)


def _known(pairs: Iterable[ScoredPair], entries: Sequence[Entry]) -> Iterator[tuple[tuple[int, int], ScoredPair]]:
    """The pairs by the keys of their entries; one that was erased meanwhile falls out."""
    pairs = list(pairs)
    ids = {store.name_of(entry): entry.pk for entry in entries}
    ids |= _ids_of({name for pair in pairs for name in (pair.left, pair.right)} - ids.keys())
    for pair in pairs:
        if pair.left in ids and pair.right in ids:
            left, right = sorted((ids[pair.left], ids[pair.right]))
            yield (left, right), pair


def _ids_of(names: Iterable[str]) -> dict[str, int]:
    keys: dict[str, list[str]] = defaultdict(list)
    for name in names:
        source, _, key = name.partition(":")
        keys[source].append(key)
    return {
        f"{source}:{key}": pk
        for source, wanted in keys.items()
        for chunk in in_chunks(wanted, 500)
        for key, pk in Entry.objects.filter(source=source, key__in=chunk).values_list("key", "pk")
    }


def _looked_at_by_people(pairs: set[tuple[int, int]]) -> dict[tuple[int, int], str]:
    """Pairs a person has judged ("judged"), or whose judgement a person took back ("withdrawn")."""
    ids = {pk for pair in pairs for pk in pair}
    found: dict[tuple[int, int], str] = {}
    for chunk in in_chunks(ids, 500):
        for judgement in Judgement.objects.filter(left__in=chunk).exclude(by=RULES, withdrawn_by__in=("", RULES)):
            pair = judgement.left_id, judgement.right_id
            if judgement.withdrawn_at is None:
                found[pair] = "judged"
            else:
                found.setdefault(pair, "withdrawn")
    return found


def _linked_by_number(pairs: Sequence[tuple[int, int]]) -> set[tuple[int, int]]:
    """Those that are linked already: one register hears of a new name before the other, and the number stays."""
    live = Judgement.objects.filter(left__in=[left for left, _ in pairs], by=RULES, withdrawn_at=None)
    return set(pairs) & set(live.values_list("left_id", "right_id"))


def _judge_by_rules(entry_ids: set[int], sure: dict[tuple[int, int], ScoredPair], result: Linked) -> set[int]:
    """Make the rules' judgements of these entries equal to `sure`; the entries whose links changed."""
    live = Judgement.objects.filter(Q(left__in=entry_ids) | Q(right__in=entry_ids), by=RULES, withdrawn_at=None)
    standing = {(judgement.left_id, judgement.right_id): judgement for judgement in live}
    over = [judgement for pair, judgement in standing.items() if pair not in sure]
    result.withdrawn += _withdrawn(over)
    new = [pair for pair in sure if pair not in standing]
    Judgement.objects.bulk_create(
        Judgement(
            left_id=left,
            right_id=right,
            verdict=Verdict.POSITIVE,
            weight=sure[left, right].weight,
            reasons=_reasons(sure[left, right]),
            by=RULES,
        )
        for left, right in new
    )
    result.sure += len(new)
    return {pk for judgement in over for pk in (judgement.left_id, judgement.right_id)} | {pk for p in new for pk in p}


def _withdrawn(judgements: Sequence[Judgement]) -> int:
    return Judgement.objects.filter(pk__in=[judgement.pk for judgement in judgements]).update(
        withdrawn_by=RULES, withdrawn_at=timezone.now()
    )


def _renew_candidates(run: Run, entry_ids: set[int], check: dict[tuple[int, int], ScoredPair]) -> None:
    """Candidates of these entries as they are now; one that a clerk put off or holds stays so."""
    old = Candidate.objects.filter(Q(left__in=entry_ids) | Q(right__in=entry_ids))
    standing = {(item.left_id, item.right_id): item for item in old}
    Candidate.objects.filter(pk__in=[item.pk for pair, item in standing.items() if pair not in check]).delete()
    Candidate.objects.bulk_create(
        Candidate(
            left_id=left,
            right_id=right,
            run=run,
            weight=scored.weight,
            reasons=_reasons(scored),
        )
        for (left, right), scored in check.items()
        if (left, right) not in standing
    )


def _reasons(pair: ScoredPair) -> list[list[str]]:
    return [[reason.code, reason.detail] for reason in pair.reasons]
