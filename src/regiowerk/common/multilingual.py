"""Texts in several languages: a mapping from language code to text, and the choice for a reader."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

Labels = Mapping[str, str]
FALLBACK = ("en", "de", "cs", "pl", "fi")


class LocalText(NamedTuple):
    """A text and the language it is in ('' when unknown), for the `lang` attribute."""

    text: str
    language: str


def pick(labels: Labels, language: str, fallback: Sequence[str] = FALLBACK) -> LocalText:
    """The text for a reader: in the language asked for, else the first there is."""
    for code in (language, *fallback, *labels):
        if text := labels.get(code):
            return LocalText(text, code)
    return LocalText("", "")
