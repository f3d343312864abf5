"""Taking messages in and settling them."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from regiowerk.activity import actions as activity
from regiowerk.feedback.models import Message, Topic

MOST_IN_AN_HOUR = 100


class TooManyMessagesError(Exception):
    """Somebody floods the operator; the sender should try later or by another way."""


@transaction.atomic
def send(
    *, topic: Topic, text: str, language: str, page: str = "", organisation: str = "", reply_to: str = ""
) -> Message:
    """Store a message. Raises TooManyMessagesError beyond MOST_IN_AN_HOUR."""
    since = timezone.now() - timedelta(hours=1)
    if Message.objects.filter(sent_at__gte=since).count() >= MOST_IN_AN_HOUR:
        raise TooManyMessagesError
    message = Message.objects.create(
        topic=topic, text=text, language=language, page=page, organisation=organisation, reply_to=reply_to
    )
    activity.note(by="visitor", verb="sent", object_type="feedback.message", object_id=message.pk)
    return message


@transaction.atomic
def settle(message_id: int, *, by: str) -> None:
    """Close a message and forget the address of its sender; a settled one stays as it is."""
    changed = Message.objects.filter(pk=message_id, settled_at=None).update(settled_at=timezone.now(), reply_to="")
    if changed:
        activity.note(by=by, verb="settled", object_type="feedback.message", object_id=message_id)
