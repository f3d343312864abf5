from django.db import models

from regiowerk.registers import messages


class RunState(models.TextChoices):
    READING = "reading"  # the file is being read; nothing is changed yet
    APPLYING = "applying"  # records are being written
    INDEXING = "indexing"  # records are in, the index follows
    DONE = "done"
    REFUSED = "refused"  # a guard said no; nothing was changed
    FAILED = "failed"


class Run(models.Model):
    """One import of one snapshot, with the numbers of its report."""

    source = models.CharField(max_length=40)
    part = models.CharField(max_length=40, blank=True)  # a name for one of several extracts of the register
    state = models.CharField(max_length=12, choices=RunState.choices, default=RunState.READING)
    message_code = models.CharField(max_length=40, blank=True)  # of registers.messages: why it was refused or failed
    message_data = models.JSONField(default=dict)
    dry_run = models.BooleanField(default=False)
    accept_shrink = models.BooleanField(default=False)
    actor = models.CharField(max_length=200)
    started_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)
    fingerprint = models.CharField(max_length=64)  # of all files together
    files = models.JSONField(default=list)  # [{"name", "size", "sha256"}]
    scopes = models.JSONField(default=list)  # parts of the register the file has whole, see Source.scope; none: a delta
    applied = models.PositiveBigIntegerField(default=0)  # number of the last staged row that is in
    as_of = models.DateField(null=True)  # the day the register's data are of
    retrieved_at = models.DateTimeField()
    read = models.PositiveIntegerField(default=0)  # entries in the file, good and bad
    new = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    missing = models.PositiveIntegerField(default=0)  # absent for the first time
    gone = models.PositiveIntegerField(default=0)  # absent again, or erased
    left_out = models.JSONField(default=dict)  # reason → number, e.g. natural_person
    refused = models.JSONField(default=dict)  # reason → number

    class Meta:
        indexes = (models.Index(fields=["source", "-id"], name="registers_run_by_source"),)

    def __str__(self) -> str:
        return f"run {self.pk} of {self.source}"

    @property
    def message(self) -> str:
        return messages.text(self.message_code, self.message_data)


class RunIssue(models.Model):
    """A row that was not taken, or was taken with a doubt."""

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="issues")
    file = models.CharField(max_length=200)
    line = models.PositiveIntegerField()
    reason = models.CharField(max_length=40)
    detail = models.CharField(max_length=300, blank=True)
    refused = models.BooleanField(default=True)  # False: taken, but look at it

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.reason}"


class Entry(models.Model):
    """A register entry as it stands: the present record, and since when it is there or missing."""

    source = models.CharField(max_length=40)
    key = models.CharField(max_length=120)
    scope = models.CharField(max_length=80, blank=True)  # part/office, see Source.scope
    payload = models.BinaryField()  # registers.record, JSON
    fingerprint = models.BinaryField(max_length=16)  # of the raw row without what changes at each export
    retrieved_on = models.DateField(null=True)  # where the register dates each entry by itself
    first_run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="+", db_index=False)
    changed_run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="+", db_index=False)
    missing_since = models.ForeignKey(Run, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    gone_since = models.ForeignKey(Run, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["source", "key"], name="registers_entry_key"),)

    def __str__(self) -> str:
        return f"{self.source}:{self.key}"


class Suppression(models.Model):
    """Somebody objected: a keyed hash of what must not come in again (`registers.suppression`)."""

    of = models.CharField(max_length=64)  # mark of the entry that was objected to
    mark = models.CharField(max_length=64, db_index=True)  # the same, or one of the person
    key_check = models.CharField(max_length=64)  # tells whether the key is still the one
    by = models.CharField(max_length=200)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["of", "mark"], name="registers_one_suppression"),)

    def __str__(self) -> str:
        return self.mark[:16]


class EntryVersion(models.Model):
    """What an entry said until a run replaced it. It goes with its entry."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="versions", db_index=False)
    payload = models.BinaryField()  # registers.record, JSON
    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="+", db_index=False)  # that had brought it
    replaced_run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="+", db_index=False)
    retrieved_on = models.DateField(null=True)  # as in Entry

    class Meta:
        constraints = (models.UniqueConstraint(fields=["entry", "replaced_run"], name="registers_version_of_entry"),)

    def __str__(self) -> str:
        return f"{self.entry_id} until run {self.replaced_run_id}"


class FetchMark(models.Model):
    """How far a register was fetched. Moved only after what was fetched is imported."""

    source = models.CharField(max_length=40, primary_key=True)
    mark = models.JSONField(default=dict)  # in the words of the source's fetcher
    moved_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"{self.source} at {self.moved_at:%Y-%m-%d %H:%M}"
