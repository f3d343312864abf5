"""Invented firms of five countries as flat records, in any number: `firm(rng, country, number)`."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from random import Random

import msgspec

from regiowerk.linking.record import LinkRecord, OtherName

COUNTRIES = ("DE", "CZ", "PL", "FI", "CH")


class Words(msgspec.Struct, frozen=True):
    """Of a country. `towns`: name and first digits of its postal codes; `forms`: spellings of one legal form each."""

    postal_digits: int
    branch: str
    roles: tuple[str, ...]
    trades: tuple[str, ...]
    streets: tuple[str, ...]
    towns: tuple[str, ...]
    town_ends: tuple[str, ...]
    surname_starts: tuple[str, ...]
    surname_ends: tuple[str, ...]
    forms: tuple[tuple[str, ...], ...]


class Invented(msgspec.Struct, frozen=True):
    starts: tuple[str, ...]
    middles: tuple[str, ...]
    ends: tuple[str, ...]


class _Tables(msgspec.Struct, frozen=True):
    invented: Invented
    countries: dict[str, Words]


_TABLES = msgspec.toml.decode((Path(__file__).parent / "firms.toml").read_bytes(), type=_Tables)
WORDS = _TABLES.countries
SYLLABLES = _TABLES.invented


def surname(rng: Random, country: str) -> str:
    words = WORDS[country]
    return rng.choice(words.surname_starts) + rng.choice(words.surname_ends)


def invented(rng: Random) -> str:
    middle = "".join(rng.choices(SYLLABLES.middles, k=rng.choice((0, 1, 1, 1, 2))))
    return rng.choice(SYLLABLES.starts) + middle + rng.choice(SYLLABLES.ends)


@dataclass(frozen=True)
class Firm:
    """A firm before it is written down: its name in parts."""

    country: str
    number: int
    core: tuple[str, ...]
    form: int  # which of the country's legal forms
    town: str
    postal_code: str
    street: str
    house_number: str
    founded: date
    website: str = ""
    former: str = ""

    @property
    def form_text(self) -> str:
        return WORDS[self.country].forms[self.form][0]

    @property
    def name(self) -> str:
        return f"{' '.join(self.core)} {self.form_text}"

    def record(self, source: str, *, name: str = "", **changes: object) -> LinkRecord:
        record = LinkRecord(
            id=f"{source}:{self.number}",
            source=source,
            name=name or self.name,
            country=self.country,
            other_names=(OtherName(self.former, "former"),) if self.former else (),
            postal_code=self.postal_code,
            town=self.town,
            street=self.street,
            house_number=self.house_number,
            website=self.website,
            founded=self.founded.isoformat(),
        )
        return msgspec.structs.replace(record, **changes)


def firm(rng: Random, country: str, number: int) -> Firm:
    words = WORDS[country]
    town, postal = _town(rng, words)
    return Firm(
        country,
        number,
        _core(rng, country, town),
        rng.choices(range(len(words.forms)), weights=[12, 3, 2, 1, 1][: len(words.forms)])[0],
        town,
        postal + "".join(rng.choices("0123456789", k=words.postal_digits - len(postal))),
        rng.choice(words.streets),
        str(rng.randint(1, 120)),
        date(1950, 1, 2) + timedelta(days=rng.randrange(27_000)),
        f"{invented(rng).lower()}{number}.example" if rng.random() < 0.4 else "",
    )


def _town(rng: Random, words: Words) -> tuple[str, str]:
    """A town of the list or an invented small one, with the first digits of its postal codes."""
    if rng.random() < 0.5:
        town, _, postal = rng.choice(words.towns).rpartition(" ")
        return town, postal
    start, end = rng.randrange(len(words.surname_starts)), rng.randrange(len(words.town_ends))
    return words.surname_starts[start] + words.town_ends[end], f"{10 + start + end}"


def _core(rng: Random, country: str, town: str) -> tuple[str, ...]:
    words = WORDS[country]
    kind = rng.random()
    if kind < 0.35:
        return invented(rng), rng.choice(words.trades)
    if kind < 0.6:
        return rng.choice(words.trades), surname(rng, country)
    if kind < 0.75:
        return invented(rng), invented(rng)
    if kind < 0.85:
        return invented(rng), rng.choice(words.trades), town
    if kind < 0.95:
        return surname(rng, country), surname(rng, country), rng.choice(words.trades)
    return ("".join(rng.choices("ABDEFGHKLMNPRSTVW", k=3)), rng.choice(words.trades))


def population(rng: Random, number: int, first: int = 0) -> Iterator[Firm]:
    """So many firms of the five countries; no two in one town have the same name, as registers see to."""
    taken: set[int] = set()
    for index in range(number):
        found = firm(rng, COUNTRIES[index % len(COUNTRIES)], first + index)
        while (name := hash((found.core, found.town))) in taken:
            found = firm(rng, found.country, found.number)
        taken.add(name)
        yield found


def elsewhere(rng: Random, known: Firm) -> Firm:
    """The same firm at another address in another town."""
    moved = firm(rng, known.country, known.number)
    while moved.town == known.town:
        moved = firm(rng, known.country, known.number)
    return replace(
        known, town=moved.town, postal_code=moved.postal_code, street=moved.street, house_number=moved.house_number
    )
