from django.db.models import F

from regiowerk.feedback.models import Message


def messages(limit: int) -> list[Message]:
    """Open ones first, then the latest."""
    return list(Message.objects.order_by(F("settled_at").asc(nulls_first=True), "-sent_at")[:limit])
