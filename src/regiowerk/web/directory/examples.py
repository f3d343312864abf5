"""Searches to begin with, in the reader's language: such as find something in this instance."""

from functools import lru_cache
from typing import NamedTuple

from django.conf import settings
from django.utils.translation import pgettext

from regiowerk.codelists.queries import label
from regiowerk.common.multilingual import pick
from regiowerk.search import queries as engine
from regiowerk.search.interface import Query
from regiowerk.web.directory.parameters import SearchParameters
from regiowerk.web.languages import current_language

SHOWN = 5
_DIVISION = 2  # letters of the code of a division


class Example(NamedTuple):
    text: str
    query_string: str


def example_searches() -> list[Example]:
    """Those with hits on both sides of the border go before those with hits on one."""
    status = engine.status()
    return list(_examples(current_language(), settings.INDEX_DIR, status.version, status.documents))


@lru_cache(maxsize=64)
def _examples(language: str, *_index: object) -> tuple[Example, ...]:
    """Kept for as long as the index has the same version and size."""
    found = {word: sides for word in (*_words(), *_sectors(language)) if (sides := _sides_found(word, language))}
    ranked = sorted(found, key=lambda word: -found[word])
    return tuple(Example(word, SearchParameters(q=word).query_string) for word in ranked[:SHOWN])


def _words() -> tuple[str, ...]:
    return (
        pgettext("example search", "machining"),
        pgettext("example search", "machine tools"),
        pgettext("example search", "metal coating"),
        pgettext("example search", "plastics"),
        pgettext("example search", "sensors"),
        pgettext("example search", "wood processing"),
        pgettext("example search", "textiles"),
        pgettext("example search", "software"),
    )


def _sectors(language: str) -> list[str]:
    """The short names of the strongest sectors: they are found wherever there are any."""
    counts = engine.search(Query(limit=0, facets=("sector",))).facets.get("sector", ())
    divisions = [value for value, _ in counts if len(value) == _DIVISION][:SHOWN]
    names = (pick(label("SECTOR", code), language).text for code in divisions)
    return [name for name in names if "," not in name]


def _sides_found(word: str, language: str) -> int:
    """On how many sides something has exactly this word."""
    found = engine.search(Query(text=word, language=language, limit=0, facets=("region",)))
    if found.relaxed or found.corrections:
        return 0
    countries = {value for value, _ in found.facets.get("region", ())}
    return len(countries.intersection(settings.SIDES)) or bool(found.total)
