"""What must hold before a run may change anything."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from regiowerk.registers.messages import CodedError
from regiowerk.registers.models import Entry, Run, RunState
from regiowerk.registers.sources.base import Mode, SourceInfo

SHRINK = 0.98  # as the message "shrunk" says; of the number of entries that were there
OVERLAP = 0.5  # of the entries that were there; with less it is another extract


class RunRefusedError(CodedError):
    """A guard said no; the message says why and what to do."""


def present_entries(source: str, scopes: Iterable[str]) -> QuerySet[Entry]:
    """Entries of these parts that the register had in its last file."""
    return Entry.objects.filter(source=source, scope__in=list(scopes), missing_since=None, gone_since=None)


def expected_scopes(run: Run, scopes: set[str]) -> set[str]:
    """The parts in the file, and those of the last run that shares one with it: a part that is lost is noticed."""
    last = (
        Run.objects.filter(source=run.source, part=run.part, state=RunState.DONE, dry_run=False)
        .exclude(pk=run.pk)
        .exclude(scopes=[])
        .order_by("-pk")[:20]
    )
    for earlier in last:
        if scopes.intersection(earlier.scopes):
            return scopes | set(earlier.scopes)
    return scopes


def check(run: Run, info: SourceInfo, mode: Mode, *, taken: int, refused: int, still_there: int) -> None:
    """Raises RunRefusedError. `taken` entries can be stored, `still_there` of those expected are in the file."""
    total = taken + refused + sum(run.left_out.values())
    if mode == "delta":
        if refused and refused == total:
            raise RunRefusedError("unreadable", refused=refused, total=total)
        return
    if total == 0:
        raise RunRefusedError("no_entry")
    if refused > info.max_refused_share * total:
        raise RunRefusedError("unreadable", refused=refused, total=total)
    if not info.min_entries <= taken + sum(run.left_out.values()) <= info.max_entries:
        raise RunRefusedError("implausible", taken=taken, least=info.min_entries, most=info.max_entries)
    if not run.accept_shrink:
        _check_shrink(present_entries(run.source, run.scopes).count(), taken, still_there)


def _check_shrink(before: int, taken: int, still_there: int) -> None:
    if taken < SHRINK * before:
        raise RunRefusedError("shrunk", taken=taken, before=before)
    if still_there < OVERLAP * before:
        raise RunRefusedError("other_extract", there=still_there, before=before)


def missing_entries(run: Run) -> QuerySet[Entry]:
    """Entries of the run's parts that may be missing from its file: all that are not gone."""
    return Entry.objects.filter(Q(source=run.source), Q(scope__in=run.scopes), gone_since=None)
