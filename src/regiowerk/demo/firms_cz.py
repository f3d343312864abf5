"""Invented Czech register entries: firms, public bodies, spolky and sole traders of four regions."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random
from typing import TypedDict

from regiowerk.demo.naming import CzechWords
from regiowerk.demo.words import NamesTaken, Template, Town, Trade, Weighted, industries, templates, towns

FIRST_ICO = 9_000_000  # without check digit; the numbers given out end far below
FIRST_ADDRESS_POINT = 990_000_000  # RÚIAN's numbers end far below
GROUPS = Weighted({"firm": 74, "farm": 3, "body": 23})
FIRM_FORMS = Weighted(
    {
        ("112", ", s.r.o."): 38,
        ("112", " s.r.o."): 48,
        ("112", ", spol. s r.o."): 5,
        ("121", ", a.s."): 4,
        ("121", " a.s."): 2,
        ("111", ", v.o.s."): 1,
        ("113", ", k.s."): 0.5,
        ("932", " SE"): 0.2,
    }
)
NATURAL_FORMS = Weighted({"101": 78, "107": 8, "105": 8, "424": 5, "425": 1})
SIZES = Weighted(
    {"000": 34, "110": 22, "120": 22, "130": 7, "210": 6, "220": 2, "230": 3, "240": 2, "310": 1.2}
    | {"320": 0.3, "330": 0.4, "340": 0.15, "410": 0.05}
)
SECTOR_OF_FORM = {"331": "13130", "601": "13110", "661": "13110", "771": "13130", "801": "13130", "112": "11002"}
DEPTHS = Weighted({5: 62, 4: 20, 3: 8, 2: 10})
PSEUDO_NACE = ("00", "04")
TRIES = 4  # to find a name nobody has
NATURAL_SHARE = 0.16  # of all entries; in the real file about two thirds


class Address(TypedDict):
    town: Town
    part: str
    postal_code: str
    street: str
    house: str
    orientation: str
    address_point: str


@dataclass(frozen=True, slots=True)
class CzechFirm:
    """`mark`: P new, Z changed, empty unchanged since the last export."""

    ico: str
    form: str
    name: str
    town: Town
    part: str
    postal_code: str
    street: str
    house: str
    orientation: str
    address_point: str
    size: str
    activities: tuple[tuple[str, str], ...]  # NACE Rev. 2 and 2.1, the main one first
    founded: str
    changed: str
    ceased: str = ""
    natural_person: bool = False
    mark: str = ""

    @property
    def erased(self) -> bool:
        """Of a ceased natural person the register gives the number and the day only."""
        return self.natural_person and bool(self.ceased)

    @property
    def sector(self) -> str:
        """Institutional sector (list 5161)."""
        if self.natural_person:
            return "14200"
        return SECTOR_OF_FORM.get(self.form, "11002" if self.form < "130" else "15000")


def ico(number: int) -> str:
    """Eight digits, the last one the check digit (weights 8 to 2, modulo 11)."""
    digits = f"{number:07}"
    remainder = sum(int(digit) * weight for digit, weight in zip(digits, range(8, 1, -1), strict=True)) % 11
    return f"{digits}{(11 - remainder) % 10}"


class CzechRegister:
    """A source of entries: the same seed gives the same entries, in constant memory."""

    def __init__(self, rng: Random, numbers: Iterator[int], as_of: date) -> None:
        self._rng = rng
        self._numbers = numbers
        self._as_of = as_of
        self._towns = Weighted(towns("CZ"))
        self._taken = NamesTaken()

    def municipalities(self) -> Iterator[CzechFirm]:
        """One for each town, as there is in truth."""
        for town, thousands in towns("CZ").items():
            name = f"{'Město' if thousands > 2 else 'Obec'} {town.name}"
            if thousands > 45:
                name = f"Statutární město {town.name}"
            yield self._firm(town, "801", name, (("84110", "84110"),))

    def firms(self, organisations: int) -> Iterator[CzechFirm]:
        """So many organisations; natural persons come on top, as the importers leave them out."""
        made = 0
        while made < organisations:
            if self._rng.random() < NATURAL_SHARE:
                yield self._person()
            else:
                yield self._organisation()
                made += 1

    def next_month(self, firms: Iterator[CzechFirm], arrivals: int) -> Iterator[CzechFirm]:
        """The register a month on: about 1 % gone, 3 % changed, and new ones."""
        for firm in firms:
            chance = self._rng.random()
            if chance < 0.010:
                continue
            if chance < 0.040:
                yield replace(self._changed(firm, chance), mark="Z", changed=self._as_of.isoformat())
            else:
                yield replace(firm, mark="") if firm.mark else firm
        for firm in self.firms(arrivals):
            yield replace(firm, mark="P")

    def _changed(self, firm: CzechFirm, chance: float) -> CzechFirm:
        if chance < 0.018 and firm.form == "112":
            words = CzechWords(self._rng, firm.town)
            return replace(firm, name=f"{words.invented()} {words.town()} s.r.o.")
        if chance < 0.032:
            return replace(firm, **self._address(self._towns.pick(self._rng)))
        return replace(firm, ceased=firm.ceased or self._as_of.isoformat())

    def _organisation(self) -> CzechFirm:
        rng = self._rng
        group = GROUPS.pick(rng)
        town = self._towns.pick(rng)
        for _ in range(TRIES):
            template = templates("cs")[group].pick(rng)
            words = CzechWords(rng, town, industries("CZ").pick(rng) if group == "body" else None)
            core = words.fill(template)
            if self._taken.take(core) or rng.random() < 0.02:
                break
        form, suffix = FIRM_FORMS.pick(rng) if group == "firm" else (template.code, "")
        name = f"{core}{suffix}"
        if group == "firm" and rng.random() < 0.025:
            name += rng.choice((" v likvidaci", " – v likvidaci", ' "v likvidaci"'))
        ceased = self._day() if rng.random() < 0.12 else ""
        return self._firm(town, form, name, self._activities(words.branch, template), ceased)

    def _person(self) -> CzechFirm:
        rng = self._rng
        town = self._towns.pick(rng)
        words = CzechWords(rng, town)
        name = words.person()
        if rng.random() < 0.2:
            name += f' "{words.trade()}"'
        ceased = self._day() if rng.random() < 0.15 else ""
        activities = self._activities(words.branch, Template("", ""))
        return replace(self._firm(town, NATURAL_FORMS.pick(rng), name, activities, ceased), natural_person=True)

    def _firm(
        self, town: Town, form: str, name: str, activities: tuple[tuple[str, str], ...], ceased: str = ""
    ) -> CzechFirm:
        founded = self._day(ceased)
        return CzechFirm(
            ico=ico(next(self._numbers)),
            form=form,
            name=name,
            size=SIZES.pick(self._rng),
            activities=activities,
            founded=founded,
            changed=ceased or self._as_of.replace(day=self._rng.randint(1, self._as_of.day)).isoformat(),
            ceased=ceased,
            **self._address(town),
        )

    def _activities(self, trade: Trade, template: Template) -> tuple[tuple[str, str], ...]:
        rng = self._rng
        if rng.random() < 0.015:
            pseudo = rng.choice(PSEUDO_NACE)
            return ((pseudo, pseudo),)
        main = (template.nace2, template.nace21) if template.nace2 else (f"{trade.nace2}0", f"{trade.nace21}0")
        depth = DEPTHS.pick(rng)
        found = [(main[0][:depth], main[1][:depth])]
        for _ in range(rng.choice((0, 0, 1, 1, 2, 4))):
            other = industries("CZ").pick(rng)
            depth = DEPTHS.pick(rng)
            code = (f"{other.nace2}0"[:depth], f"{other.nace21}0"[:depth])
            if code not in found:
                found.append(code)
        return tuple(found)

    def _day(self, before: str = "") -> str:
        """A day since 1991, up to `before` or the day of the export."""
        last = date.fromisoformat(before) if before else self._as_of
        first = date(1991, 1, 2)
        return (first + timedelta(days=self._rng.randrange(max((last - first).days, 1)))).isoformat()

    def _address(self, town: Town) -> Address:
        rng = self._rng
        words = CzechWords(rng, town)
        orientation = ""
        if town.street_names and rng.random() < 0.4:
            orientation = f"{rng.randint(1, 60)}{rng.choice(('', '', '', 'a'))}"
        return {
            "town": town,
            "part": rng.choice(town.parts),
            "postal_code": rng.choice(town.postal_codes),
            "street": words.street() if town.street_names else "",
            "house": words.number(),
            "orientation": orientation,
            "address_point": str(FIRST_ADDRESS_POINT + rng.randrange(9_000_000)) if rng.random() < 0.95 else "",
        }
