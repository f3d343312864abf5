"""A record made ready for comparing, once: names taken apart, places and streets as keys."""

import re
from collections.abc import Iterator
from functools import lru_cache

import msgspec

from regiowerk.common.text import fold, words
from regiowerk.linking.names import NameParts, parse
from regiowerk.linking.record import LinkRecord
from regiowerk.search.analysis.words import collapse

_STREET_ENDINGS = re.compile(r"(?:strasse|straße|str|gasse|weg|platz|katu|tie)$")
_STREET_WORDS = frozenset(
    {"strasse", "str", "ul", "ulice", "ulica", "al", "aleja", "os", "namesti", "nam", "tr", "trida"}
)
_TOWN_TAIL = re.compile(r"\s*(?:\(|/|,|\bot\b|\bOT\b| - ).*$")
_DISTRICT = re.compile(r"\s+\d{1,2}$")  # Praha 5
_PREFIX = 8  # letters of the name that stay when its words are joined or its end is cut


class Prepared(msgspec.Struct, frozen=True, omit_defaults=True, gc=False, array_like=True):
    """What is compared of a record. The present name is the first of `names`."""

    id: str
    source: str
    country: str
    names: tuple[NameParts, ...]
    identifiers: tuple[tuple[str, str], ...] = ()
    postal_code: str = ""  # letters and digits only
    town: str = ""
    street: str = ""
    house_number: str = ""
    website: str = ""
    founded: str = ""
    gone: bool = False  # dissolved

    @property
    def name(self) -> NameParts:
        return self.names[0]


def prepare(record: LinkRecord) -> Prepared:
    names = [parse(record.name, record.country, form=record.legal_form)]
    for other in record.other_names:
        parts = parse(other.text, record.country, kind=other.kind)
        if all((parts.tokens, parts.form) != (known.tokens, known.form) for known in names):
            names.append(parts)
    return Prepared(
        record.id,
        record.source,
        record.country,
        tuple(names),
        record.identifiers,
        "".join(words(record.postal_code)),
        town_key(record.town),
        street_key(record.street),
        "".join(words(record.house_number)),
        record.website,
        record.founded,
        record.status == "dissolved",
    )


@lru_cache(maxsize=50_000)
def town_key(town: str) -> str:
    """'Praha 5' → 'praha', 'Frankfurt (Oder)' → 'frankfurt', 'Annaberg-Buchholz' → 'annaberg buchholz'."""
    bare = _DISTRICT.sub("", _TOWN_TAIL.sub("", town))
    return " ".join(collapse(word) for word in words(bare or town))


@lru_cache(maxsize=50_000)
def street_key(street: str) -> str:
    """'Hauptstraße' = 'Hauptstr.' → 'haupt'; 'ul. Długa' → 'dluga'; numbers are left out."""
    kept = [collapse(word) for word in words(fold(street)) if word not in _STREET_WORDS and not word[0].isdigit()]
    if not kept:
        return ""
    kept[-1] = _STREET_ENDINGS.sub("", kept[-1]) or kept[-1]
    return "".join(kept)


def blocking_keys(prepared: Prepared) -> Iterator[str]:
    """What two records must share, one of them at least, to be compared at all."""
    for name in prepared.names:
        yield from name.tokens
        if prepared.town:
            for token in name.tokens:
                yield f"t:{prepared.town}:{token}"
        compact = name.compact
        yield f"c:{compact}"
        yield f"p:{compact[:_PREFIX]}"
        if len(name.tokens) > 1:
            yield f"a:{''.join(token[0] for token in name.tokens)}"
        if prepared.postal_code:
            yield f"z:{prepared.postal_code}:{compact[:3]}"
    if prepared.street and prepared.house_number:
        yield f"h:{prepared.postal_code or prepared.town}:{prepared.street}:{prepared.house_number}"
    if prepared.website:
        yield f"w:{prepared.website}"
    for scheme, value in prepared.identifiers:
        yield f"i:{scheme}:{value}"


ENCODER = msgspec.msgpack.Encoder()
DECODER = msgspec.msgpack.Decoder(Prepared)
