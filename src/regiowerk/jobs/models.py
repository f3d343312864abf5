from django.db import models


class Beat(models.Model):
    """A sign of life of a worker; a worker that gives none any more has lost its job."""

    worker = models.CharField(max_length=64, primary_key=True)
    seen_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.worker} at {self.seen_at:%H:%M:%S}"


class Progress(models.Model):
    """How far a job is, for the page that waits for it. The job itself is a row of django-tasks."""

    job = models.UUIDField(primary_key=True)
    done = models.PositiveBigIntegerField(default=0)
    total = models.PositiveBigIntegerField(default=0)  # 0: not known
    updated_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"{self.job}: {self.done} of {self.total}"


class Schedule(models.Model):
    """A job that comes again. `next_at` is moved on together with the queueing, so that two workers queue it once."""

    class Period(models.TextChoices):
        HOURLY = "hourly"
        DAILY = "daily"
        WEEKLY = "weekly"  # Mondays
        MONTHLY = "monthly"  # on the first

    name = models.CharField(max_length=80, unique=True)
    job_path = models.CharField(max_length=200)  # of the function, e.g. regiowerk.registers.tasks.fetch
    arguments = models.JSONField(default=dict)
    period = models.CharField(max_length=8, choices=Period)
    at = models.TimeField()  # local time; of an hourly one only the minutes count
    next_at = models.DateTimeField(db_index=True)
    last_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.name} {self.period} at {self.at:%H:%M}"
