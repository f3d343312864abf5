"""Messages of readers: stored, listed, settled; not endlessly many."""

import pytest

from regiowerk.activity.models import LogEntry
from regiowerk.feedback import actions
from regiowerk.feedback.models import Message, Topic
from regiowerk.feedback.queries import messages

pytestmark = pytest.mark.django_db


def send(text: str) -> Message:
    return actions.send(topic=Topic.BARRIER, text=text, language="cs", page="/cs/", reply_to="reader@example.org")


def test_a_settled_message_forgets_its_sender_and_is_told_of() -> None:
    message = send("The map has no name.")
    actions.settle(message.pk, by="account:1")
    message.refresh_from_db()
    assert message.reply_to == ""
    assert message.settled_at is not None
    assert LogEntry.objects.filter(verb="settled", object_id=str(message.pk)).count() == 1


def test_settling_twice_is_told_of_once() -> None:
    message = send("The map has no name.")
    actions.settle(message.pk, by="account:1")
    actions.settle(message.pk, by="account:2")
    assert LogEntry.objects.filter(verb="settled").count() == 1


def test_open_messages_come_first_and_the_latest_of_them_first() -> None:
    first, second, third = send("one"), send("two"), send("three")
    actions.settle(third.pk, by="account:1")
    assert messages(10) == [second, first, third]
    assert messages(1) == [second]


def test_a_flood_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "MOST_IN_AN_HOUR", 2)
    send("one")
    send("two")
    with pytest.raises(actions.TooManyMessagesError):
        send("three")
    assert Message.objects.count() == 2
