"""How one firm is written down twice: slips, abbreviations, word order and the like."""

import unicodedata
from collections.abc import Callable, Mapping
from random import Random

from tests.factories.firms import WORDS, Firm

LETTERS = "abcdefghijklmnoprstuvz"
UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss"})
SHORTENED = {
    "Maschinenbau": "Masch.bau",
    "Gesellschaft": "Ges.",
    "Elektrotechnik": "Elektrot.",
    "Solartechnik": "Solart.",
}


def slip(rng: Random, text: str) -> str:
    """One letter left out, doubled, changed, or swapped with the next, in a word of five letters or more."""
    words = text.split(" ")
    long = [index for index, word in enumerate(words) if len(word) >= 5]
    if not long:
        return text
    index = rng.choice(long)
    word = words[index]
    at = rng.randrange(1, len(word) - 1)
    words[index] = rng.choice(
        (
            word[:at] + word[at + 1 :],
            word[:at] + word[at] + word[at:],
            word[:at] + rng.choice(LETTERS) + word[at + 1 :],
            word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :],
        )
    )
    return " ".join(words)


def without_diacritics(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.replace("ł", "l").replace("Ł", "L").replace("ß", "ss"))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def typed_umlauts(text: str) -> str:
    return text.translate(UMLAUTS)


def shortened(rng: Random, known: Firm) -> str:
    """The longest word cut with a full stop: 'Maschinenbau' → 'Masch.'."""
    longest = max(known.core, key=len)
    return " ".join(
        f"{word[: rng.randint(4, 6)]}." if word == longest and len(word) > 8 else word for word in known.core
    )


def joined(known: Firm) -> str:
    """The first two words written as one."""
    first, second, *rest = known.core
    return " ".join([first + second.lower(), *rest])


VARIATIONS: Mapping[str, Callable[[Random, Firm], str]] = {
    "equal": lambda rng, known: known.name,
    "slip": lambda rng, known: f"{slip(rng, ' '.join(known.core))} {known.form_text}",
    "diacritics": lambda rng, known: without_diacritics(known.name),
    "umlauts": lambda rng, known: typed_umlauts(known.name).upper(),
    "form spelled out": lambda rng, known: (
        f"{' '.join(known.core)} {rng.choice(WORDS[known.country].forms[known.form])}"
    ),
    "form left out": lambda rng, known: " ".join(known.core),
    "shortened": lambda rng, known: f"{shortened(rng, known)} {known.form_text}",
    "word order": lambda rng, known: f"{' '.join((*known.core[1:], known.core[0]))} {known.form_text}",
    "joined": lambda rng, known: f"{joined(known)} {known.form_text}",
}


def varied(rng: Random, known: Firm) -> str:
    """The name in one of the variations, half of the time as it is."""
    if rng.random() < 0.5:
        return known.name
    return rng.choice(tuple(VARIATIONS.values()))(rng, known)
