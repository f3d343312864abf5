"""Towns that have organisations: what they are called, where they lie, when something changed in them."""

import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Avg, Count, Max

from regiowerk.directory.models import Organisation
from regiowerk.places.queries import town_key, town_name

LOOK_AGAIN_S = 30.0  # so long a town that is not known is not asked for again


@dataclass(frozen=True)
class Town:
    """A town as most of its organisations write it; degrees of WGS 84, the mean of their places."""

    key: str
    name: str
    country: str
    nuts3: str
    latitude: float | None
    longitude: float | None


class _Book:
    """All towns, read again when one is asked for that is not among them: names and places hardly ever change."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._towns: dict[str, Town] = {}
        self._read_at = 0.0

    def named(self, keys: Iterable[str]) -> dict[str, Town]:
        wanted = list(keys)
        if any(key not in self._towns for key in wanted):
            self._read()
        return {key: self._towns[key] for key in wanted if key in self._towns}

    def forget(self) -> None:
        self._towns, self._read_at = {}, 0.0

    def _read(self) -> None:
        with self._lock:
            if self._read_at and time.monotonic() - self._read_at < LOOK_AGAIN_S:
                return
            self._towns = _towns()
            self._read_at = time.monotonic()


_book = _Book()
forget = _book.forget


def named(keys: Iterable[str]) -> dict[str, Town]:
    """The towns of these keys (`places.queries.town_key`); unknown ones are left out."""
    return _book.named(keys)


def last_changes() -> dict[str, date]:
    """The day on which an organisation of each town last changed, dissolved ones left out."""
    rows = (
        Organisation.objects.filter(merged_into=None)
        .exclude(status="dissolved")
        .values_list("country", "nuts3", "town")
    )
    found: dict[str, date] = {}
    for country, nuts3, town, day in rows.annotate(Max("updated_on")).order_by():
        key = town_key(country, nuts3, town)
        found[key] = max(day, found.get(key, day))
    return found


def _towns() -> dict[str, Town]:
    places = Organisation.objects.exclude(town="").values_list("country", "nuts3", "town")
    rows = places.annotate(Count("pk"), Avg("latitude"), Avg("longitude")).order_by()
    found: dict[str, Town] = {}
    for country, nuts3, text, _count, latitude, longitude in sorted(rows, key=lambda row: (-row[3], row[2])):
        key = town_key(country, nuts3, text)
        # A district may be the most frequent spelling; the shorter one is that of the town.
        name = town_name(country, text) if key not in found else found[key].name
        if key and key not in found:
            found[key] = Town(key, name, country, nuts3, latitude, longitude)
    return found
