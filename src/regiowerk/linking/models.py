from django.db import models
from django.db.models import F, Q

RULES = "rules"  # who judged, where no person did


class Verdict(models.TextChoices):
    POSITIVE = "positive"  # one organisation
    NEGATIVE = "negative"
    UNSURE = "unsure"  # a person looked and could not say


class Tie(models.TextChoices):
    """What two entries are to each other that are not one organisation."""

    NONE = ""
    LEFT_IS_BRANCH = "left_is_branch"
    RIGHT_IS_BRANCH = "right_is_branch"
    LEFT_CAME_FIRST = "left_came_first"  # re-registered or moved: predecessor and successor
    RIGHT_CAME_FIRST = "right_came_first"


class Judgement(models.Model):
    """Whether two register entries are one organisation, by whom and why. The only truth; clusters follow from it.

    Never deleted: who takes it back withdraws it. Only with an erased entry it goes.
    """

    left = models.ForeignKey("registers.Entry", on_delete=models.CASCADE, related_name="+")  # the smaller id
    right = models.ForeignKey("registers.Entry", on_delete=models.CASCADE, related_name="+")
    verdict = models.CharField(max_length=8, choices=Verdict)
    tie = models.CharField(max_length=16, choices=Tie, blank=True)
    weight = models.FloatField(null=True)  # match weight in bits; null where nobody reckoned
    reasons = models.JSONField(default=list)  # [[code, detail]], codes of linking.comparison
    # whose pair a person settled; null where nobody had to
    run = models.ForeignKey("registers.Run", null=True, on_delete=models.SET_NULL, related_name="+")
    by = models.CharField(max_length=200)  # RULES, account:12, command
    at = models.DateTimeField(auto_now_add=True)
    withdrawn_by = models.CharField(max_length=200, blank=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["left", "right"], condition=Q(withdrawn_at=None), name="linking_one_live_judgement"
            ),
            models.CheckConstraint(condition=Q(left__lt=F("right")), name="linking_judgement_in_order"),
        )
        indexes = (models.Index(fields=["verdict", "-id"], name="linking_judgement_by_verdict"),)

    def __str__(self) -> str:
        return f"{self.left_id} {self.verdict} {self.right_id} by {self.by}"


class Candidate(models.Model):
    """A pair that waits for a person."""

    left = models.ForeignKey("registers.Entry", on_delete=models.CASCADE, related_name="+")  # the smaller id
    right = models.ForeignKey("registers.Entry", on_delete=models.CASCADE, related_name="+")
    run = models.ForeignKey("registers.Run", on_delete=models.CASCADE, related_name="+")  # whose entries raised it
    tie = models.CharField(max_length=16, choices=Tie, blank=True)  # what the rules take it for
    weight = models.FloatField()
    reasons = models.JSONField(default=list)
    held_by = models.CharField(max_length=200, blank=True)  # the clerk who looks at it now
    held_until = models.DateTimeField(null=True)
    later_until = models.DateTimeField(null=True)  # put off until then

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["left", "right"], name="linking_one_candidate"),
            models.CheckConstraint(condition=Q(left__lt=F("right")), name="linking_candidate_in_order"),
        )
        indexes = (models.Index(fields=["-weight"], name="linking_candidate_by_weight"),)

    def __str__(self) -> str:
        return f"{self.left_id} ? {self.right_id}"


class ClusterMember(models.Model):
    """Which entries are one organisation; derived from the judgements. An entry that stands alone has no row."""

    entry = models.OneToOneField("registers.Entry", primary_key=True, on_delete=models.CASCADE, related_name="+")
    cluster = models.PositiveBigIntegerField(db_index=True)  # the smallest entry id in it
    too_big = models.BooleanField(default=False)  # a person should look at it

    def __str__(self) -> str:
        return f"{self.entry_id} in {self.cluster}"
