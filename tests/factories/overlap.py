"""Two registers that overlap, with the truth in the ids: 'a:17' and 'b:17' are one firm."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from random import Random

from regiowerk.linking.record import LinkRecord
from tests.factories.firms import WORDS, Firm, elsewhere, invented, population
from tests.factories.variation import varied

ONLY_ONE = 0.4  # share of each register that the other does not have
SISTERS = 12  # of so many firms one has a sister at its address
MOVED = 0.04
RENAMED = 0.03
WITHOUT_ADDRESS = 0.15


def registers(seed: int, size: int) -> tuple[Iterator[LinkRecord], Iterator[LinkRecord]]:
    """Two registers of about `size` entries; the same seed gives the same entries."""
    return _left(seed, size), _right(seed, size)


def partners(size: int) -> int:
    """How many entries of one register have a partner in the other."""
    return sum(1 for number in _numbers(size) if number < size) - sum(
        1 for number in _numbers(size) if number < round(size * ONLY_ONE)
    )


def _numbers(size: int) -> Iterator[int]:
    for number in range(round(size * (1 + ONLY_ONE))):
        yield number
        if number % SISTERS == 0:
            yield number


def _firms(seed: int, size: int) -> Iterator[Firm]:
    rng = Random(seed)
    total = round(size * (1 + ONLY_ONE))
    for found in population(rng, total):
        yield found
        if found.number % SISTERS == 0:
            yield _sister(rng, found, total)


def _sister(rng: Random, known: Firm, total: int) -> Firm:
    """A firm of the same group: with a word of its own, a number, or another word before its trade."""
    words = WORDS[known.country]
    core = rng.choice(
        (
            (*known.core, rng.choice(words.roles)),
            (f"{rng.randint(2, 9)}.", *known.core),
            (known.core[0], rng.choice(words.trades)),
        )
    )
    return replace(
        known,
        number=known.number + total,
        core=core,
        website="",
        founded=known.founded + timedelta(days=rng.randrange(3_000)),
    )


def _left(seed: int, size: int) -> Iterator[LinkRecord]:
    total = round(size * (1 + ONLY_ONE))
    for known in _firms(seed, size):
        if known.number % total < size:
            yield known.record("a")


def _right(seed: int, size: int) -> Iterator[LinkRecord]:
    total = round(size * (1 + ONLY_ONE))
    rng = Random(seed + 1)
    for known in _firms(seed, size):
        if known.number % total >= round(size * ONLY_ONE):
            yield _seen_elsewhere(rng, known)


def _seen_elsewhere(rng: Random, known: Firm) -> LinkRecord:
    """The firm as the other register has it."""
    chance = rng.random()
    if chance < MOVED:
        known = elsewhere(rng, known)
    elif chance < MOVED + RENAMED:
        known = replace(known, core=(invented(rng), *known.core[1:]), former=known.name if rng.random() < 0.7 else "")
    name = varied(rng, known)
    founded = rng.choice((known.founded.isoformat(), str(known.founded.year), ""))
    if rng.random() < WITHOUT_ADDRESS:
        return known.record("b", name=name, postal_code="", street="", house_number="", website="", founded=founded)
    website = known.website if rng.random() < 0.7 else ""
    return known.record("b", name=name, website=website, founded=founded)
