"""Sorting as a reader's language does: 'č' after 'c' in Czech, 'ä' after 'z' in Finnish, like 'a' in German."""

from regiowerk.common.text import fold

# Letters with a place of their own: after the letter that stands before the tildes, which sort behind all letters.
_OWN_LETTERS = {
    "cs": {"č": "c~", "ř": "r~", "š": "s~", "ž": "z~", "ch": "h~"},
    "pl": {"ą": "a~", "ć": "c~", "ę": "e~", "ł": "l~", "ń": "n~", "ó": "o~", "ś": "s~", "ź": "z~", "ż": "z~~"},
    "fi": {"å": "z~", "ä": "z~~", "ö": "z~~~"},
}


def sort_key(text: str, language: str) -> tuple[str, str]:
    """Key for `sorted`; texts that differ in accents alone keep a steady order."""
    lower = text.lower()
    key = lower
    for letter, place in _OWN_LETTERS.get(language, {}).items():
        key = key.replace(letter, place)
    return fold(key), lower
