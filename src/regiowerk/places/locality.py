"""How a locality is written: its key, and the simpler spellings under which it may be known. Pure functions."""

import re
from collections.abc import Iterator

from regiowerk.common.text import fold

_WORD = re.compile(r"[^\W_]+")
# Abbreviated words, and the forms of address of a district that say nothing about the town.
_LONG_FORMS = {"st": "sankt", "b": "bei", "a": "am", "i": "im", "v": "vor", "o": "ob", "erzgeb": "erzgebirge",
               "vogtl": "vogtland", "sa": "sachsen", "sachs": "sachsen", "thur": "thuringen", "westf": "westfalen",
               "rhld": "rheinland", "ol": "oberlausitz"}  # fmt: skip
_SMALL_WORDS = frozenset(
    ("am", "an", "der", "im", "in", "bei", "ob", "vor", "auf", "a", "d", "i", "b", "o", "v", "nad", "pod", "na", "u",
     "pri", "w", "we", "k", "sur", "s", "les")
)  # fmt: skip
_CLOSE = re.compile(r"[,;(/]|\s[-–]\s|\bOT\b|\bOrtsteil\b|\bStadtteil\b", re.IGNORECASE)
_BEFORE_NAME = re.compile(
    r"^(?:D|DE|CZ|PL|CH|A|AT|FI|FIN|SK)?[\s-]*[\d -]{4,7}\s+"  # a postal code before the name
    r"|^(?:große kreisstadt|kreisfreie stadt|hansestadt|landeshauptstadt|kurort|seebad|stadt|gemeinde|markt)\s+"
    r"|^(?:obec|město|statutární město|m\.|gmina|miasto)\s+",
    re.IGNORECASE,
)
# What stands before the town near which, or in which, a small place lies.
_NEAR = re.compile(r"\s(?:bei|b\.|üb\.|über|Gem\.|Gemeinde|Stadt|u)\s+", re.IGNORECASE)
_NUMBERED = re.compile(r"\s+(?:\d+|[IVX]+)(?:-.*)?$")
_LEAST_PART = 4  # letters
_POSTAL_CODE = re.compile(r"^(?:[A-Z]{1,3}[ -])?\d[\d -]{3,5}\s+")
_TRAILING_NUMBER = re.compile(r"\s+(?:\d+|[IVX]+)$")


def key(text: str) -> str:
    """What is compared: folded words with one blank between, 'Halle (Saale)' → 'halle saale'."""
    return " ".join(_LONG_FORMS.get(word, word) for word in _WORD.findall(fold(text)))


def spellings(text: str) -> Iterator[str]:
    """Keys to try one after the other, from the full name to the least that may still name the town.

    'Aachen-Forst' → 'aachen forst', 'aachen'; 'Oelsnitz/Vogtl.' → 'oelsnitz vogtland', 'oelsnitz'.
    """
    plain = _TRAILING_NUMBER.sub("", _BEFORE_NAME.sub("", text.strip()))
    close = _CLOSE.split(plain, maxsplit=1)[0]
    seen: set[str] = set()
    for candidate in (
        text,
        _spaced_out(text),
        plain,
        _umlauts(plain),
        close,
        _umlauts(close),
        close.split("-", 1)[0],
        _before_small_word(close),
        *_NEAR.split(plain, maxsplit=1)[1:],
        f"Bad {close}",
        *close.split()[:1],
    ):
        found = key(candidate)
        if found and found not in seen:
            seen.add(found)
            yield found


def short_keys(name: str) -> set[str]:
    """Keys by which people call a town whose full name is longer.

    'Frankfurt am Main' → {'frankfurt'}, 'Annaberg-Buchholz' → {'annaberg', 'buchholz'}.
    """
    plain = _CLOSE.split(name, maxsplit=1)[0].strip()
    shorter = {plain, _before_small_word(plain)}
    if " " not in plain:
        shorter.update(part for part in plain.split("-") if len(part) >= _LEAST_PART)
    return {key(text) for text in shorter} - {key(name), ""}


def town_of(country: str, name: str) -> str:
    """Czech and Slovak post names districts by number: 'Praha 9-Hrdlořezy' → 'Praha', 'Děčín IV-Podmokly' → 'Děčín'."""
    return _NUMBERED.sub("", name) if country in {"CZ", "SK"} else name


def town(country: str, text: str) -> str:
    """The name of the town alone, without postal code, district and number.

    Words such as 'Stadt' and 'Město' stay: Stadt Wehlen and Město Albrechtice are called so.
    """
    plain = _POSTAL_CODE.sub("", town_of(country, text.strip()))
    return _CLOSE.split(_TRAILING_NUMBER.sub("", plain), maxsplit=1)[0].strip()


def qualifier(text: str) -> tuple[str, ...]:
    """The words behind the first one, without small ones: what tells two towns of a name apart.

    A district behind a hyphen is none: 'Oelsnitz/Vogtl.' → ('vogtland',), 'Oelsnitz-Zaulsdorf' → ().
    """
    return tuple(word for word in key(text.replace("-", "")).split()[1:] if word not in _SMALL_WORDS)


def _before_small_word(name: str) -> str:
    """'Frankfurt am Main' → 'Frankfurt'."""
    words = name.split()
    for position, word in enumerate(words[1:], start=1):
        if fold(word).rstrip(".") in _SMALL_WORDS:
            return " ".join(words[:position])
    return name


def _spaced_out(text: str) -> str:
    """'H a g e n' → 'Hagen'; '' when the text is not written so."""
    letters = text.rstrip(" .,").split()
    return "".join(letters) if len(letters) > 2 and all(len(letter) == 1 for letter in letters) else ""


def _umlauts(text: str) -> str:
    """The other way of writing umlauts: 'Goerlitz' → 'görlitz'."""
    lowered = text.lower()
    if not any(pair in lowered for pair in ("ae", "oe", "ue")):
        return ""
    return re.sub("ae", "ä", re.sub("oe", "ö", re.sub("(?<![aeq])ue", "ü", lowered)))
