"""Where the page of a town is: /orte/usti-nad-labem-cz042/."""

from django.urls import reverse


def town_url(key: str) -> str:
    """Of a key such as 'CZ042-usti-nad-labem'."""
    region, _, name = key.partition("-")
    return reverse("places:town", kwargs={"name": name, "region": region.lower()})


def town_key(name: str, region: str) -> str:
    return f"{region.upper()}-{name}"
