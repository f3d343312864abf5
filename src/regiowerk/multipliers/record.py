"""The lines of lists in the activity record."""

from typing import Any

from django.utils import timezone

from regiowerk.activity import actions as activity
from regiowerk.multipliers.models import MemberList


def note(members: MemberList, verb: str, *, by: str, data: dict[str, Any] | None = None) -> None:
    """Names of lists and members are nobody's but the owner's: the record has numbers only."""
    MemberList.objects.filter(pk=members.pk).update(touched_at=timezone.now())
    activity.note(by=by, verb=verb, object_type="multipliers.memberlist", object_id=members.pk, data=data)
