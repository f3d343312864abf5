"""Invented German register entries: firms, associations and cooperatives of Saxony."""

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, replace
from random import Random

from regiowerk.demo.naming import GermanWords
from regiowerk.demo.words import NamesTaken, Town, Weighted, industries, templates, towns

FIRST_NUMBER = 900_000  # real register numbers of these courts are far below
COURTS = {"Dresden": "U1104", "Chemnitz": "U1206", "Leipzig": "U1308"}
GROUPS = Weighted(
    {"firm": 46, "mbh": 6, "charity": 2.5, "kg": 8, "partnership": 3, "sole": 3, "partners": 3}
    | {"cooperative": 3, "association": 25}
)
FORMS: dict[str, Weighted[str]] = {
    "firm": Weighted(
        {
            "GmbH": 76,
            "UG (haftungsbeschränkt)": 17,
            "AG": 3,
            "Gesellschaft mit beschränkter Haftung": 2,
            "SE": 0.3,
        }
    ),
    "mbh": Weighted({"mbH": 90, "mit beschränkter Haftung": 10}),
    "charity": Weighted({"gGmbH": 90, "gemeinnützige GmbH": 10}),
    "kg": Weighted({"GmbH & Co. KG": 95, "UG (haftungsbeschränkt) & Co. KG": 5}),
    "partnership": Weighted({"KG": 55, "OHG": 45}),
    "sole": Weighted({"e.K.": 80, "e.Kfr.": 20}),
    "partners": Weighted({"PartG mbB": 60, "Partnerschaftsgesellschaft": 40}),
    "cooperative": Weighted({"eG": 1}),
    "association": Weighted({"e.V.": 1}),
}
SECTIONS = {"kg": "HRA", "partnership": "HRA"}
GENERAL_PARTNERS = ("Verwaltungs-GmbH", "Verwaltungs GmbH", "Beteiligungs-GmbH")
POSITIONS = {"HRA": "Prokurist", "GnR": "Vorstand", "PR": "Partner"}
LOCAL_FIELDS = re.compile("{(town|adjective|landscape)")
TRIES = 4  # to find a name nobody has
NAMESAKES = 200  # how many names are remembered to be taken again elsewhere


@dataclass(frozen=True, slots=True)
class Officer:
    """A person in an office, or the company that is general partner."""

    position: str
    city: str
    since: str
    first_name: str = ""
    last_name: str = ""
    company: str = ""


@dataclass(frozen=True, slots=True)
class GermanFirm:
    number: int
    section: str
    court: str  # town of the court
    town: str
    name: str
    address: str = ""  # one line, as the register writes it
    former_names: tuple[str, ...] = ()
    former_court: str = ""
    officers: tuple[Officer, ...] = ()
    removed: bool = False

    @property
    def sole_trader(self) -> bool:
        return self.name.endswith((" e.K.", " e.Kfr."))


class GermanRegister:
    """A source of entries: the same seed gives the same entries, in constant memory."""

    def __init__(self, rng: Random, numbers: Iterator[int]) -> None:
        self._rng = rng
        self._numbers = numbers
        self._towns = Weighted(towns("DE"))
        self._taken = NamesTaken()
        self._recent: deque[tuple[str, str]] = deque(maxlen=NAMESAKES)  # group and name without form

    def firms(self, organisations: int) -> Iterator[GermanFirm]:
        """So many organisations; sole traders come on top, as the importers leave them out."""
        made = 0
        while made < organisations:
            for firm in self._entries():
                yield firm
                made += not firm.sole_trader
                if made == organisations:
                    return

    def next_month(self, firms: Iterator[GermanFirm], arrivals: int) -> Iterator[GermanFirm]:
        """The register a month on: about 1 % gone, 3 % changed, and new ones."""
        for firm in firms:
            chance = self._rng.random()
            if chance < 0.010:
                continue
            yield self._changed(firm, chance) if chance < 0.040 else firm
        yield from self.firms(arrivals)

    def _changed(self, firm: GermanFirm, chance: float) -> GermanFirm:
        if chance < 0.022 and not firm.sole_trader:
            words = GermanWords(self._rng, self._towns.pick(self._rng))
            first, _, rest = firm.name.partition(" ")
            return replace(
                firm, name=f"{words.invented()} {rest or first}", former_names=(firm.name, *firm.former_names)
            )
        if chance < 0.034:
            return replace(firm, address=self._address(self._town_named(firm.town)))
        return replace(firm, removed=True)

    def _town_named(self, name: str) -> Town:
        return next(town for town in towns("DE") if town.name == name)

    def _entries(self) -> Iterator[GermanFirm]:
        rng = self._rng
        group = GROUPS.pick(rng)
        town = self._towns.pick(rng)
        core, section = self._core(group, town)
        firm = self._firm(section, town, core, FORMS[group].pick(rng))
        if group == "kg":
            yield from self._with_general_partner(firm, core)
        elif group in ("firm", "mbh") and rng.random() < 0.02:
            yield from self._moved(firm)
        else:
            yield firm

    def _core(self, group: str, town: Town) -> tuple[str, str]:
        """The name without its legal form, and the register's section."""
        rng = self._rng
        if group == "firm" and self._recent and rng.random() < 0.02:
            return rng.choice(self._recent)
        choices = templates("de")["firm" if group in SECTIONS else group]
        for _ in range(TRIES):
            template = choices.pick(rng)
            words = GermanWords(rng, town, industries("DE").pick(rng) if group in ("association", "charity") else None)
            core = words.fill(template)
            if self._taken.take(core):
                break
        else:
            core = f"{core} „{words.invented()}“"
        section = SECTIONS.get(group, template.code)
        if group == "firm" and not LOCAL_FIELDS.search(template.text):
            self._recent.append((core, section))
        return core, section

    def _firm(self, section: str, town: Town, core: str, form: str) -> GermanFirm:
        rng = self._rng
        name = f"{core} {form}"
        removed = rng.random() < 0.18
        if section in ("HRB", "GnR") and rng.random() < (0.12 if removed else 0.02):
            name += " i.L." if rng.random() < 0.8 else " in Liquidation"
        return GermanFirm(
            number=next(self._numbers),
            section=section,
            court=town.district,
            town=town.name,
            name=name,
            address=self._address(town) if rng.random() < 0.85 else "",
            former_names=self._former_names(town, core, form) if rng.random() < 0.17 else (),
            former_court="Leipzig" if town.district == "Chemnitz" and rng.random() < 0.006 else "",
            officers=self._officers(section, town) if section != "VR" and rng.random() < 0.5 else (),
            removed=removed,
        )

    def _former_names(self, town: Town, core: str, form: str) -> tuple[str, ...]:
        rng = self._rng
        words = GermanWords(rng, town)
        if form == "GmbH" and rng.random() < 0.3:
            return (f"{core} UG (haftungsbeschränkt)",)
        if form in ("e.V.", "eG", "mbH", "gGmbH") or rng.random() < 0.25:
            return (
                f"{core} {words.town()} {form}" if words.town() not in core else f"{words.invented()} {core} {form}",
            )
        names = [f"{words.fill(templates('de')['firm'].pick(rng))} {form}"]
        if rng.random() < 0.2:
            names.append(f"{words.invented()} {form}")
        return tuple(names)

    def _address(self, town: Town) -> str:
        rng = self._rng
        words = GermanWords(rng, town)
        street = words.street()
        if rng.random() < 0.01:
            return street  # the real file breaks off here and there
        first = rng.randint(1, 140)
        house = str(first) + rng.choice(("", "", "", "", "", "a", "b", f"-{first + 2}"))
        care_of = f"c/o {words.surname()} Steuerberatung, " if rng.random() < 0.01 else ""
        return f"{care_of}{street} {house}, {rng.choice(town.postal_codes)} {words.town()}."

    def _officers(self, section: str, town: Town) -> tuple[Officer, ...]:
        rng = self._rng
        words = GermanWords(rng, town)
        position = POSITIONS.get(section, "Geschäftsführer")
        return tuple(
            Officer(position, town.name, self._date(), words.first_name(), words.any_surname())
            for _ in range(rng.choice((1, 1, 1, 2, 3)))
        )

    def _date(self) -> str:
        return f"{self._rng.randint(1995, 2025)}-{self._rng.randint(1, 12):02}-{self._rng.randint(1, 28):02}"

    def _with_general_partner(self, firm: GermanFirm, core: str) -> Iterator[GermanFirm]:
        suffix = self._rng.choice(GENERAL_PARTNERS)
        if "GmbH" not in firm.name:
            suffix = "Verwaltungs-UG (haftungsbeschränkt)"
        partner = replace(
            firm,
            number=next(self._numbers),
            section="HRB",
            name=f"{core} {suffix}",
            former_names=(),
            former_court="",
        )
        office = Officer("Persönlich haftender Gesellschafter", firm.town, "", company=partner.name)
        yield replace(firm, officers=(office, *firm.officers))
        yield partner

    def _moved(self, firm: GermanFirm) -> Iterator[GermanFirm]:
        """The seat went to another court: removed here, entered anew there under the same name."""
        town = self._towns.pick(self._rng)
        while town.district == firm.court:
            town = self._towns.pick(self._rng)
        yield replace(firm, removed=True)
        yield replace(
            firm,
            number=next(self._numbers),
            court=town.district,
            town=town.name,
            address=self._address(town),
            former_court="",
            removed=False,
        )
