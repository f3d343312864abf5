"""The two sides of the border and their colours."""

from django.conf import settings


def side_of(country: str) -> str:
    """'a' or 'b' for the two sides of the border, '' for any other country."""
    return dict(zip(settings.SIDES, "ab", strict=False)).get(country, "")
