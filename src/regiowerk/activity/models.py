from django.db import models


class LogEntry(models.Model):
    """Who did what to what. Appended, never edited; without foreign keys, so that it outlives all it names."""

    at = models.DateTimeField(auto_now_add=True, db_index=True)
    actor = models.CharField(max_length=200)  # account:12, or command
    verb = models.CharField(max_length=60)
    object_type = models.CharField(max_length=60)
    object_id = models.CharField(max_length=60)
    data = models.JSONField(default=dict)

    class Meta:
        indexes = (models.Index(fields=["object_type", "object_id"], name="activity_by_object"),)

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor} {self.verb} {self.object_type} {self.object_id}"
