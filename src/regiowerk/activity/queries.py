"""Reads of the record."""

from django.db.models import Max

from regiowerk.activity.models import LogEntry


def latest(object_type: str) -> int:
    """Number of the last entry on things of this type, 0 when there is none: it tells whether one has come since."""
    return LogEntry.objects.filter(object_type=object_type).aggregate(last=Max("pk"))["last"] or 0
