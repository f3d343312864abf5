"""Searches to begin with, in the reader's language."""

from typing import NamedTuple

from django.utils.translation import pgettext

from regiowerk.web.directory.parameters import SearchParameters


class Example(NamedTuple):
    text: str
    query_string: str


def example_searches() -> list[Example]:
    words = (
        pgettext("example search", "machine tools"),
        pgettext("example search", "plastics"),
        pgettext("example search", "metal coating"),
        pgettext("example search", "software"),
    )
    return [Example(word, SearchParameters(q=word).query_string) for word in words]
