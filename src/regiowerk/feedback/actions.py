"""Taking messages in and settling them."""

from collections.abc import Collection
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from regiowerk.activity import actions as activity
from regiowerk.feedback.models import Message, Topic
from regiowerk.registers import objections

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


@transaction.atomic
def grant(message_id: int, *, names: Collection[str], by: str) -> bool:
    """Settle an objection: register entries (`source:key`) are erased and kept out, and with them what was written.

    False where it is no open objection, or no entry is there; nothing happens then.
    """
    message = Message.objects.select_for_update().filter(pk=message_id, topic=Topic.OBJECTION, settled_at=None).first()
    if message is None or not names:
        return False
    message.kept_out = objections.suppress(names=names, by=by)
    message.text = ""
    message.save(update_fields=["kept_out", "text"])
    settle(message_id, by=by)
    return True


@transaction.atomic
def take_back(message_id: int, *, by: str) -> None:
    """Let the entries in again that were taken out for an objection; the next import brings them."""
    message = Message.objects.select_for_update().filter(pk=message_id).exclude(kept_out=[]).first()
    if message:
        objections.lift(marks=message.kept_out, by=by)
        message.kept_out = []
        message.save(update_fields=["kept_out"])
