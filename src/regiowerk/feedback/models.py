from django.db import models


class Topic(models.TextChoices):
    BARRIER = "barrier"
    ENTRY = "entry"
    OBJECTION = "objection"


class Message(models.Model):
    """What a reader told the operator. `organisation` is a public id, '' when the message is about a page."""

    sent_at = models.DateTimeField(auto_now_add=True, db_index=True)
    topic = models.CharField(max_length=12, choices=Topic.choices)
    text = models.TextField(max_length=4000)
    page = models.CharField(max_length=300, blank=True)  # path within the site
    organisation = models.CharField(max_length=16, blank=True)
    language = models.CharField(max_length=8)
    reply_to = models.EmailField(blank=True)  # removed when the message is settled
    settled_at = models.DateTimeField(null=True)
    kept_out = models.JSONField(default=list)  # marks of the entries taken out for it (registers.suppression)

    def __str__(self) -> str:
        return f"{self.topic} {self.sent_at:%Y-%m-%d %H:%M}"
