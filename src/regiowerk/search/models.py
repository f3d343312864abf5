from django.db import models


class PendingChange(models.Model):
    """Outbox: a document to be written again or taken out. Written in the transaction of the change."""

    document_id = models.CharField(max_length=16)

    def __str__(self) -> str:
        return self.document_id
