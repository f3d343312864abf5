from django.conf import settings
from django.db import models
from django.utils import timezone


class MemberList(models.Model):
    """A list of members as a chamber, a cluster or an association sends it. It is its owner's, and nobody else's."""

    class State(models.TextChoices):
        UPLOADED = "uploaded"  # the columns wait to be confirmed
        MATCHING = "matching"
        MATCHED = "matched"

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=200)
    file_name = models.CharField(max_length=200)
    country = models.CharField(max_length=2, blank=True)  # of rows that name none
    header = models.JSONField(default=list)
    columns = models.JSONField(default=dict)  # field → number of its column
    state = models.CharField(max_length=10, choices=State, default=State.UPLOADED)
    job = models.CharField(max_length=40, blank=True)  # that matches it, or did last
    uploaded_at = models.DateTimeField(auto_now_add=True)
    matched_at = models.DateTimeField(null=True)
    touched_at = models.DateTimeField(default=timezone.now)  # the last change to the list or a decision

    def __str__(self) -> str:
        return self.name


class MemberRow(models.Model):
    """A row of the list as it came, and the organisation it means."""

    class Decision(models.TextChoices):
        OPEN = ""
        SURE = "sure"
        CHECK = "check"
        NONE = "none"

    member_list = models.ForeignKey(MemberList, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()  # from 1 after the header
    cells = models.JSONField(default=list)
    text = models.TextField(blank=True)  # all cells, folded, for the search in the list
    proposed = models.CharField(max_length=5, choices=Decision, blank=True)  # what the matching says
    decision = models.CharField(max_length=5, choices=Decision, blank=True)  # a person's, else the proposed one
    candidates = models.JSONField(default=list)  # [{"entry", "score", "reasons": [[code, detail]]}], the best first
    entry = models.ForeignKey("registers.Entry", null=True, on_delete=models.SET_NULL, related_name="+")
    settled_by = models.CharField(max_length=200, blank=True)  # a person who decided: account:12
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["member_list", "number"], name="multipliers_row_of_list"),)
        indexes = (models.Index(fields=["member_list", "decision", "number"], name="multipliers_row_by_decision"),)

    def __str__(self) -> str:
        return f"{self.member_list_id}:{self.number}"


class ColumnMemory(models.Model):
    """How an owner corrected the columns of a list with this header, for the next one like it."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    header = models.CharField(max_length=64)  # digest of the headings
    columns = models.JSONField()
    country = models.CharField(max_length=2, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["owner", "header"], name="multipliers_one_memory"),)

    def __str__(self) -> str:
        return f"{self.owner_id}: {self.header[:8]}"
