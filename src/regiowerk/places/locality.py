"""How a locality is written: its key, and the simpler spellings under which it may be known. Pure functions."""

import re
from collections.abc import Iterator

from regiowerk.common.text import fold

_WORD = re.compile(r"[^\W_]+")
# Abbreviated words, and the forms of address of a district that say nothing about the town.
_LONG_FORMS = {"st": "sankt", "b": "bei", "a": "am", "i": "im", "v": "vor", "o": "ob", "erzgeb": "erzgebirge",
               "vogtl": "vogtland", "sa": "sachsen", "sachs": "sachsen", "thur": "thuringen", "westf": "westfalen",
               "rhld": "rheinland", "ol": "oberlausitz", "ob": "ob", "h": "hora"}  # fmt: skip
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
_TRAILING_NUMBER = re.compile(r"\s+(?:\d+|[IVX]+)$")


def key(text: str) -> str:
    """What is compared: folded words with one blank between, 'Halle (Saale)' → 'halle saale'."""
    return " ".join(_LONG_FORMS.get(word, word) for word in _WORD.findall(fold(text)))


def spellings(text: str) -> Iterator[str]:
    """Keys to try one after the other, from the full name to its first word's part before a hyphen.

    'Aachen-Forst' → 'aachen forst', 'aachen'; 'Oelsnitz/Vogtl.' → 'oelsnitz vogtland', 'oelsnitz'.
    """
    full = key(text)
    if full:
        yield full
    if full.count(" ") > 1 and len(full) == 2 * full.count(" ") + 1:
        yield full.replace(" ", "")  # 'H a g e n'
    plain = _TRAILING_NUMBER.sub("", _BEFORE_NAME.sub("", text.strip()))
    candidates = [plain, *_german_letters(plain)]
    close = _CLOSE.split(plain, maxsplit=1)[0]
    candidates += [close, *_german_letters(close), close.split("-", 1)[0]]
    seen = {full}
    for candidate in candidates:
        for simpler in (key(candidate), _before_small_word(key(candidate))):
            if simpler and simpler not in seen:
                seen.add(simpler)
                yield simpler


def short_keys(name: str) -> set[str]:
    """Keys by which people call a town whose full name is longer: 'Frankfurt am Main' → {'frankfurt'}."""
    plain = key(_CLOSE.split(name, maxsplit=1)[0])
    return {plain, _before_small_word(plain)} - {key(name), ""}


def qualifier(text: str) -> tuple[str, ...]:
    """The words behind the first one, without small ones: what tells two towns of a name apart.

    A district behind a hyphen is none: 'Oelsnitz/Vogtl.' → ('vogtland',), 'Oelsnitz-Zaulsdorf' → ().
    """
    return tuple(word for word in key(text.replace("-", "")).split()[1:] if word not in _SMALL_WORDS)


def _before_small_word(name: str) -> str:
    """'frankfurt am main' → 'frankfurt'."""
    words = name.split()
    for position, word in enumerate(words[1:], start=1):
        if word in _SMALL_WORDS:
            return " ".join(words[:position])
    return name


def _german_letters(text: str) -> Iterator[str]:
    """The other way of writing umlauts: 'Goerlitz' → 'Görlitz'."""
    lowered = text.lower()
    if any(pair in lowered for pair in ("ae", "oe", "ue")):
        yield re.sub("ae", "ä", re.sub("oe", "ö", re.sub("(?<![aeq])ue", "ü", lowered)))
