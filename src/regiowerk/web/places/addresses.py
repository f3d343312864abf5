"""Where the page of a town is: /orte/usti-nad-labem-cz042/."""

from django.urls import reverse


def town_url(key: str) -> str:
    """Of a key such as 'CZ042-usti-nad-labem'."""
    return reverse("places:index") + town_path(key)


def town_path(key: str) -> str:
    """Below the page of all places."""
    region, _, name = key.partition("-")
    return f"{name}-{region.lower()}/"


def town_key(name: str, region: str) -> str:
    return f"{region.upper()}-{name}"
