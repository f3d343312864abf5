from django.db import models

from regiowerk.common.ids import new_public_id


class Organisation(models.Model):
    """The one record. Its columns are derived from register entries and can be derived again;
    only `public_id` is not: it is given once and is for ever.
    """

    public_id = models.CharField(max_length=16, unique=True, default=new_public_id)
    name = models.CharField(max_length=1500)
    country = models.CharField(max_length=2)
    kind = models.CharField(max_length=12)
    status = models.CharField(max_length=16)
    form = models.CharField(max_length=24, blank=True)  # group of legal forms
    legal_form = models.CharField(max_length=40, blank=True)  # list:code
    founded = models.CharField(max_length=10, blank=True)  # ISO date, as exact as the register has it
    town = models.CharField(max_length=200, blank=True)
    postal_code = models.CharField(max_length=12, blank=True)
    nuts3 = models.CharField(max_length=5, blank=True)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    sector = models.CharField(max_length=8, blank=True)  # main activity, NACE Rev. 2.1
    # Derived from the links between register entries: the organisation that this one is shown as.
    merged_into = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="merged")
    updated_on = models.DateField()

    def __str__(self) -> str:
        return self.name


class OrganisationEntry(models.Model):
    """Which register entries an organisation is made of.

    `home` is the organisation that the entry was given first and goes back to when its links are taken back.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="entries")
    home = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="home_entries")
    entry = models.OneToOneField("registers.Entry", primary_key=True, on_delete=models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return f"{self.organisation_id} ← {self.entry_id}"


class Profile(models.Model):
    """What an organisation says of itself, in its own words and language. No register import touches it."""

    organisation = models.OneToOneField(
        Organisation, primary_key=True, on_delete=models.CASCADE, related_name="profile"
    )
    sender = models.CharField(max_length=60, blank=True)  # whose file it came in
    external_id = models.CharField(max_length=120)  # the sender's own id
    language = models.CharField(max_length=2)  # of all texts
    description = models.TextField(blank=True)
    products = models.JSONField(default=list)  # [{"title", "text"}]
    certificates = models.JSONField(default=list)  # ["ISO 9001"]
    website = models.CharField(max_length=300, blank=True)
    employees = models.CharField(max_length=20, blank=True)  # "20-49"
    identifiers = models.JSONField(default=list)  # [[scheme, value]]
    sectors = models.JSONField(default=list)  # NACE Rev. 2.1, the main one first
    street = models.CharField(max_length=200, blank=True)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    updated_on = models.DateField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["sender", "external_id"], name="directory_profile_of_sender"),)

    def __str__(self) -> str:
        return f"{self.sender}:{self.external_id}"
