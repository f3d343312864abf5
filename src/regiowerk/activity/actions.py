"""The only way to write the record."""

from typing import Any

from regiowerk.activity.models import LogEntry


def note(*, by: str, verb: str, object_type: str, object_id: object, data: dict[str, Any] | None = None) -> LogEntry:
    """Append one entry; call it inside the transaction of the action that it tells of."""
    return LogEntry.objects.create(
        actor=by, verb=verb, object_type=object_type, object_id=str(object_id), data=data or {}
    )
