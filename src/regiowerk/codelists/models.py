from django.db import models


class Code(models.Model):
    """A code of a published list, with its labels by language."""

    code_list = models.CharField(max_length=20)
    code = models.CharField(max_length=60)
    parent = models.CharField(max_length=60, blank=True)
    level = models.PositiveSmallIntegerField(default=0)
    labels = models.JSONField(default=dict)
    position = models.PositiveIntegerField(default=0)  # order within the list

    class Meta:
        constraints = (models.UniqueConstraint(fields=["code_list", "code"], name="codelists_code_once"),)

    def __str__(self) -> str:
        return f"{self.code_list} {self.code}"


class ReferenceSet(models.Model):
    """A set of reference data in this database: where it comes from, and what exactly it is."""

    name = models.CharField(max_length=60, unique=True)
    version = models.CharField(max_length=60, blank=True)
    publisher = models.CharField(max_length=200)
    licence = models.CharField(max_length=100)
    attribution = models.CharField(max_length=300)
    url = models.CharField(max_length=300, blank=True)
    loaded_at = models.DateTimeField()
    fingerprint = models.CharField(max_length=64)  # SHA-256 of what was loaded
    rows = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.name} {self.version}".strip()
