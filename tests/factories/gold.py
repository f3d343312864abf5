"""The gold set: pairs of records in strata, with the truth. Two seeds give two halves that share no firm."""

from collections.abc import Callable
from dataclasses import replace
from random import Random
from typing import NamedTuple

from regiowerk.linking.record import LinkRecord
from tests.factories.firms import COUNTRIES, WORDS, Firm, elsewhere, firm, invented, surname
from tests.factories.variation import VARIATIONS, slip, varied

DEVELOPMENT_SEED = 11
EVALUATION_SEED = 4711
PER_STRATUM = 20  # pairs of a country


class GoldPair(NamedTuple):
    stratum: str
    left: LinkRecord
    right: LinkRecord
    same: bool


Maker = Callable[[Random, Firm, Firm], tuple[LinkRecord, LinkRecord]]


def _spelled(variation: str) -> Maker:
    return lambda rng, known, _: (
        known.record("a"),
        known.record("b", name=VARIATIONS[variation](rng, known), website=""),
    )


def _town_only(rng: Random, known: Firm, _: Firm) -> tuple[LinkRecord, LinkRecord]:
    row = known.record("b", name=varied(rng, known), postal_code="", street="", house_number="", website="", founded="")
    return known.record("a"), row


def _renamed(rng: Random, known: Firm, other: Firm) -> tuple[LinkRecord, LinkRecord]:
    present = replace(known, core=other.core, former=known.name)
    return present.record("a"), known.record("b", name=varied(rng, known), website="")


def _moved(rng: Random, known: Firm, _: Firm) -> tuple[LinkRecord, LinkRecord]:
    known = replace(known, website=known.website or f"{invented(rng).lower()}.example")
    return known.record("a"), elsewhere(rng, known).record("b")


def _moved_in_town(rng: Random, known: Firm, other: Firm) -> tuple[LinkRecord, LinkRecord]:
    return known.record("a"), known.record("b", street=other.street, house_number=other.house_number, website="")


def _grown_up(rng: Random, known: Firm, _: Firm) -> tuple[LinkRecord, LinkRecord]:
    """A limited company that was a small one of its kind before, as the register knows."""
    known = replace(known, form=0)
    before = replace(known, form=min(3, len(WORDS[known.country].forms) - 1))
    return replace(known, former=before.name).record("a"), before.record("b", website="")


def _form_wrong(rng: Random, known: Firm, _: Firm) -> tuple[LinkRecord, LinkRecord]:
    """A list with the form of a stock company for a limited one, or the other way round."""
    known = replace(known, form=0)
    return known.record("a"), replace(known, form=1).record("b", website="", founded="")


def _town_added(rng: Random, known: Firm, _: Firm) -> tuple[LinkRecord, LinkRecord]:
    known = replace(known, core=known.core[:2])
    added = replace(known, core=(*known.core, known.town))
    return known.record("a"), added.record("b", website="", founded="")


def _word_left_out(rng: Random, known: Firm, _: Firm) -> tuple[LinkRecord, LinkRecord]:
    known = replace(known, core=(invented(rng), *known.core[:2]))
    return known.record("a"), replace(known, core=known.core[:2]).record("b", website="", founded="")


def _slip_and_more(rng: Random, known: Firm, _: Firm) -> tuple[LinkRecord, LinkRecord]:
    name = slip(rng, VARIATIONS[rng.choice(tuple(VARIATIONS))](rng, known))
    return known.record("a"), known.record("b", name=name, street="", house_number="", website="", founded="")


def _other_trade(rng: Random, known: Firm, other: Firm) -> tuple[LinkRecord, LinkRecord]:
    """One invented word, two trades, one town."""
    first, second = rng.sample(WORDS[known.country].trades, 2)
    left = replace(known, core=(invented(rng), first))
    right = replace(other, core=(left.core[0], second), town=known.town, form=known.form)
    return left.record("a"), right.record("b")


def _co_kg(rng: Random, known: Firm, _: Firm) -> tuple[LinkRecord, LinkRecord]:
    known = replace(known, form=0)
    partner = {"DE": "GmbH & Co. KG", "PL": "sp. z o.o. sp.k."}.get(
        known.country, WORDS[known.country].forms[-1][0] if known.country != "CZ" else "k.s."
    )
    return known.record("a"), known.record(
        "b", name=f"{' '.join(known.core)} {partner}", founded=f"{known.founded.year + 2}"
    )


def _numbered(rng: Random, known: Firm, _: Firm) -> tuple[LinkRecord, LinkRecord]:
    first, second = rng.sample(range(1, 40), 2)
    style = rng.choice(("{number}. {core} {form}", "{core} {number} {form}", "{core} Nr. {number} {form}"))
    return tuple(  # type: ignore[return-value]
        known.record(
            source,
            name=style.format(number=number, core=" ".join(known.core), form=known.form_text),
            founded=f"{known.founded.year}" if source == "a" or rng.random() < 0.5 else "",
        )
        for source, number in (("a", first), ("b", second))
    )


def _sister(rng: Random, known: Firm, _: Firm) -> tuple[LinkRecord, LinkRecord]:
    """Two firms of a group at one address."""
    first, second = rng.sample(("", *WORDS[known.country].roles), 2)
    return tuple(  # type: ignore[return-value]
        known.record(source, name=" ".join(filter(None, (*known.core, role, known.form_text))), website="")
        for source, role in (("a", first), ("b", second))
    )


def _namesake(rng: Random, known: Firm, other: Firm) -> tuple[LinkRecord, LinkRecord]:
    """Two families of one name in one town, with trades of their own or another legal form."""
    words = WORDS[known.country]
    family = surname(rng, known.country)
    first, second = rng.sample(words.trades, 2)
    if rng.random() < 0.3:
        second = first
    left = replace(known, core=(first, family), form=0)
    right = replace(other, core=(second, family), form=0 if second != first else 1, town=known.town)
    return left.record("a"), right.record("b")


def _namesake_elsewhere(rng: Random, known: Firm, other: Firm) -> tuple[LinkRecord, LinkRecord]:
    """The same name in another town."""
    words = WORDS[known.country]
    core = rng.choice(words.trades), surname(rng, known.country)
    left = replace(known, core=core, website="")
    return left.record("a"), replace(elsewhere(rng, left), founded=other.founded).record("b")


def _branch(rng: Random, known: Firm, _: Firm) -> tuple[LinkRecord, LinkRecord]:
    away = elsewhere(rng, known)
    mark = WORDS[known.country].branch
    return known.record("a"), away.record("b", name=f"{known.name}, {mark} {away.town}")


def _branch_in_town(rng: Random, known: Firm, _: Firm) -> tuple[LinkRecord, LinkRecord]:
    return known.record("a"), known.record("b", name=f"{known.name} {WORDS[known.country].branch} {known.town}")


def _same_house(rng: Random, known: Firm, other: Firm) -> tuple[LinkRecord, LinkRecord]:
    """Two firms in one house, of one trade."""
    core = invented(rng), rng.choice(WORDS[known.country].trades)
    left = replace(known, core=core)
    return left.record("a"), replace(left, core=(invented(rng), core[1]), website=other.website).record("b")


def _near_word(rng: Random, known: Firm, other: Firm) -> tuple[LinkRecord, LinkRecord]:
    """An invented word that differs by one letter from another firm's, in another town."""
    left = replace(known, core=(invented(rng), rng.choice(WORDS[known.country].trades)))
    right = elsewhere(rng, replace(left, core=(slip(rng, left.core[0]), left.core[1]), website=other.website))
    return left.record("a"), replace(right, founded=other.founded).record("b")


SAME: dict[str, Maker] = {
    **{variation: _spelled(variation) for variation in VARIATIONS},
    "town only": _town_only,
    "renamed": _renamed,
    "moved": _moved,
    "moved in town": _moved_in_town,
    "form changed": _grown_up,
    "form wrong": _form_wrong,
    "town added": _town_added,
    "word left out": _word_left_out,
    "slip and more": _slip_and_more,
}
DIFFERENT: dict[str, Maker] = {
    "& Co. KG": _co_kg,
    "numbered": _numbered,
    "sister": _sister,
    "namesake in town": _namesake,
    "namesake elsewhere": _namesake_elsewhere,
    "branch": _branch,
    "branch in town": _branch_in_town,
    "same house": _same_house,
    "near word": _near_word,
    "other trade": _other_trade,
}


def pairs(seed: int, per_stratum: int = PER_STRATUM) -> list[GoldPair]:
    """`per_stratum` pairs for each stratum and country: 20 make 2,300 pairs."""
    rng = Random(seed)
    found: list[GoldPair] = []
    number = seed * 1_000_000
    for country in COUNTRIES:
        for same, makers in ((True, SAME), (False, DIFFERENT)):
            for stratum, make in makers.items():
                for _ in range(per_stratum):
                    number += 2
                    known, other = firm(rng, country, number), firm(rng, country, number + 1)
                    found.append(GoldPair(stratum, *make(rng, known, other), same))
    return found
