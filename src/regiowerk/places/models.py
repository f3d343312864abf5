from django.db import models


class Region(models.Model):
    """A country (level 0) or a region of NUTS 2024 (levels 1 to 3)."""

    reference_set = models.CharField(max_length=60)
    code = models.CharField(max_length=5)
    level = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)  # in its own language
    labels = models.JSONField(default=dict)  # usual names in other languages

    class Meta:
        constraints = (models.UniqueConstraint(fields=["reference_set", "code"], name="places_region_code"),)

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class RegionOutline(models.Model):
    """The outline of a region: GeoJSON geometry, degrees of WGS 84, longitude first."""

    reference_set = models.CharField(max_length=60)
    code = models.CharField(max_length=5)
    geometry = models.JSONField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["reference_set", "code"], name="places_outline_code"),)

    def __str__(self) -> str:
        return self.code


class Place(models.Model):
    """A town or village.

    `weight` orders places of the same name: thousands of inhabitants, or the number of postal codes.
    """

    reference_set = models.CharField(max_length=60)
    country = models.CharField(max_length=2)
    name = models.CharField(max_length=200)
    key = models.CharField(max_length=200)  # of the name, as `locality.key` makes it
    names = models.JSONField(default=dict)  # in other languages; 'und': a part of the town
    nuts3 = models.CharField(max_length=5, blank=True)
    latitude = models.FloatField()
    longitude = models.FloatField()
    weight = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = (models.Index(fields=["reference_set"], name="places_place_set"),)

    def __str__(self) -> str:
        return f"{self.name} ({self.country})"


class PostalCode(models.Model):
    """A postal code, digits only, with the middle of its places."""

    reference_set = models.CharField(max_length=60)
    country = models.CharField(max_length=2)
    code = models.CharField(max_length=10)
    place = models.CharField(max_length=200)
    nuts3 = models.CharField(max_length=5, blank=True)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["reference_set", "country", "code"], name="places_postal_code"),)

    def __str__(self) -> str:
        return f"{self.country}-{self.code} {self.place}"


class LocalUnit(models.Model):
    """An official code of a municipality or district, and the NUTS 3 region it lies in."""

    reference_set = models.CharField(max_length=60)
    country = models.CharField(max_length=2)
    code = models.CharField(max_length=10)
    name = models.CharField(max_length=200, blank=True)
    nuts3 = models.CharField(max_length=5)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["reference_set", "country", "code"], name="places_local_unit_code"),
        )

    def __str__(self) -> str:
        return f"{self.country} {self.code} {self.name}"
