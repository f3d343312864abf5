"""Taking entries out for good, and letting them in again. Erasing is not "dissolved": they have never been here."""

from collections.abc import Iterable

from django.db import transaction

from regiowerk.activity import actions as activity
from regiowerk.registers import record as records
from regiowerk.registers import storing
from regiowerk.registers.models import Entry, RunIssue, Suppression
from regiowerk.registers.suppression import OBJECT_TYPE, entry_mark, key_check, person_marks


@transaction.atomic
def suppress(*, names: Iterable[str], by: str) -> list[str]:
    """Erase entries (`source:key`) with all that was made of them, and keep them out. Returns the marks to lift it by.

    An entry that is not there is kept out from now on. In one transaction: all of it happens, or nothing.
    """
    done = []
    for name in names:
        source, _, key = name.partition(":")
        mark = entry_mark(source, key)
        entry = Entry.objects.filter(source=source, key=key).first()
        marks = {mark, *(person_marks(records.decode(entry.payload)) if entry else ())}
        rows = [Suppression(of=mark, mark=each, by=by, key_check=key_check()) for each in sorted(marks)]
        Suppression.objects.bulk_create(rows, ignore_conflicts=True)
        RunIssue.objects.filter(run__source=source, detail=key).update(detail="")
        if entry:
            storing.erase([entry.pk])
        activity.note(by=by, verb="entry_suppressed", object_type=OBJECT_TYPE, object_id=mark[:16])
        done.append(mark)
    return done


@transaction.atomic
def lift(*, marks: Iterable[str], by: str) -> int:
    """Let entries in again that were kept out; the next import brings them. Returns the number of those lifted."""
    lifted = 0
    for mark in marks:
        removed, _ = Suppression.objects.filter(of=mark).delete()
        if removed:
            lifted += 1
            activity.note(by=by, verb="suppression_lifted", object_type=OBJECT_TYPE, object_id=mark[:16])
    return lifted
