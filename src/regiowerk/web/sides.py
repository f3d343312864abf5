"""The two sides of the border and their colours."""

from collections.abc import Iterable

from django.conf import settings

from regiowerk.common.multilingual import Labels
from regiowerk.places.queries import region_labels


def side_of(country: str) -> str:
    """'a' or 'b' for the two sides of the border, '' for any other country."""
    return dict(zip(settings.SIDES, "ab", strict=False)).get(country, "")


def side_labels(codes: Iterable[str]) -> dict[str, Labels]:
    """Names of regions; a country that is a side has the name the operator gave the side, where there is one."""
    labels = dict(region_labels(tuple(codes)))
    for number, country in enumerate(settings.SIDES):
        if country in labels:
            own = {language: names[number] for language, names in settings.SIDE_NAMES.items()}
            labels[country] = {**labels[country], **own}
    return labels
