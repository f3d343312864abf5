"""What must hold before a run may change anything."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from regiowerk.registers.models import Entry, Run, RunState
from regiowerk.registers.sources.base import SourceInfo

SHRINK = 0.98  # of the number of entries that were there
OVERLAP = 0.5  # of the entries that were there; with less it is another extract


class RunRefusedError(Exception):
    """A guard said no; the message says why and what to do."""


def present_entries(source: str, scopes: Iterable[str]) -> QuerySet[Entry]:
    """Entries of these parts that the register had in its last file."""
    return Entry.objects.filter(source=source, scope__in=list(scopes), missing_since=None, gone_since=None)


def expected_scopes(run: Run, scopes: set[str]) -> set[str]:
    """The parts in the file, and those of the last run that shares one with it: a part that is lost is noticed."""
    last = (
        Run.objects.filter(source=run.source, part=run.part, state=RunState.DONE, dry_run=False)
        .exclude(pk=run.pk)
        .order_by("-pk")[:20]
    )
    for earlier in last:
        if scopes.intersection(earlier.scopes):
            return scopes | set(earlier.scopes)
    return scopes


def check(run: Run, info: SourceInfo, *, taken: int, refused: int, still_there: int) -> None:
    """Raises RunRefusedError. `taken` entries can be stored, `still_there` of those expected are in the file."""
    total = taken + refused + sum(run.left_out.values())
    if total == 0:
        raise RunRefusedError("There is no entry in the file.")
    if refused > info.max_refused_share * total:
        raise RunRefusedError(
            f"{refused:,} of {total:,} rows cannot be read. This is not a file of {info.name}, or it is damaged."
        )
    if not info.min_entries <= taken + sum(run.left_out.values()) <= info.max_entries:
        raise RunRefusedError(
            f"{taken:,} entries are not between {info.min_entries:,} and {info.max_entries:,},"
            f" as {info.name} should have."
        )
    if not run.accept_shrink:
        _check_shrink(present_entries(run.source, run.scopes).count(), taken, still_there)


def _check_shrink(before: int, taken: int, still_there: int) -> None:
    hint = "If that is right, repeat with --accept-shrink; if it is another extract, give it a name with --part."
    if taken < SHRINK * before:
        raise RunRefusedError(
            f"The file has {taken:,} entries, less than {SHRINK:.0%} of the {before:,} known of the same parts of the"
            f" register. {hint}"
        )
    if still_there < OVERLAP * before:
        raise RunRefusedError(
            f"Only {still_there:,} of the {before:,} entries known of the same parts of the register are in the file."
            f" {hint}"
        )


def missing_entries(run: Run) -> QuerySet[Entry]:
    """Entries of the run's parts that may be missing from its file: all that are not gone."""
    return Entry.objects.filter(Q(source=run.source), Q(scope__in=run.scopes), gone_since=None)
