"""How firms are named in German and in Czech: fills the patterns of `data/names_*.csv`."""

from random import Random

from regiowerk.demo.words import (
    Noun,
    Template,
    Town,
    Trade,
    czech_surnames,
    first_names,
    lines,
    syllables,
    trades,
)

LETTERS = "ABDEFGHKLMNPRSTVW"
GERMAN_ENDINGS = {"m": "er", "f": "e", "n": "es", "p": "e"}
CZECH_ENDINGS = {"m": "ý", "f": "á", "n": "é", "mp": "é", "fp": "é", "np": "á"}


def german_adjective(stem: str, gender: str) -> str:
    """'erzgebirgisch', 'f' → 'Erzgebirgische'; forms like 'Lausitzer' stay as they are."""
    ending = GERMAN_ENDINGS[gender] if stem.endswith("isch") else ""
    return stem[0].upper() + stem[1:] + ending


def czech_adjective(stem: str, gender: str) -> str:
    """'děčínsk', 'f' → 'Děčínská'; 'teplick', 'ma' (people) → 'Tepličtí'."""
    stem = stem[0].upper() + stem[1:]
    if gender == "ma":
        return stem[:-2] + ("ští" if stem.endswith("sk") else "čtí")
    return stem + CZECH_ENDINGS[gender]


def lower_first(text: str) -> str:
    """'Strojírna' → 'strojírna', but 'CNC obrábění' stays."""
    return text if text[1].isupper() else text[0].lower() + text[1:]


class Words:
    """Words for one firm in one town. A pattern's `{field}` is the method of that name."""

    country: str
    language: str

    def __init__(self, rng: Random, town: Town, trade: Trade | None = None) -> None:
        self.rng = rng
        self.place = town
        self.branch = trade or trades(self.country).pick(rng)
        self._noun = rng.choice(self.branch.nouns)
        self._surname = ""

    def __getitem__(self, field: str) -> str:
        text: str = getattr(self, field)()
        return text

    def fill(self, template: Template) -> str:
        return template.text.format_map(self)

    def town(self) -> str:
        return self.place.name.partition("/")[0]

    def landscape(self) -> str:
        return self.place.landscape.name

    def where(self) -> str:
        return self.place.landscape.where

    def trade(self) -> str:
        return self._noun.text

    def invented(self) -> str:
        parts = syllables(self.country)
        return self.rng.choice(parts.start) + self.rng.choice(parts.middle) + self.rng.choice(parts.end)

    def initials(self) -> str:
        return "".join(self.rng.choices(LETTERS, k=self.rng.choice((2, 3, 3))))

    def surname(self) -> str:
        self._surname = self._surname or self.any_surname()
        return self._surname

    def surname2(self) -> str:
        return self.any_surname()

    def any_surname(self) -> str:
        raise NotImplementedError

    def first_name(self) -> str:
        return self.rng.choice(self.rng.choice(first_names(self.language)))

    def other_noun(self) -> Noun:
        """A noun of the same trade where there is another one."""
        others = [noun for noun in self.branch.nouns if noun != self._noun]
        return self.rng.choice(others or self.branch.nouns)

    def trade2(self) -> str:
        return self.other_noun().text

    def year(self) -> str:
        return str(self.rng.randint(1862, 2019))

    def number(self) -> str:
        return str(1 + int(self.rng.expovariate(1 / 400)))


class GermanWords(Words):
    country = "DE"
    language = "de"

    def any_surname(self) -> str:
        return self.rng.choice(lines("surnames_de.txt"))

    def adjective(self) -> str:
        return self.place.adjective

    def landscape_adjective(self) -> str:
        return german_adjective(self.place.landscape.adjective, self._noun.gender)

    def landscape_adjective_f(self) -> str:
        return german_adjective(self.place.landscape.adjective, "f")

    def street(self) -> str:
        return self.rng.choice(lines("streets_de.txt"))

    def garden(self) -> str:
        return self.rng.choice(lines("gardens_de.txt"))

    def trade3(self) -> str:
        return self.rng.choice(trades("DE").pick(self.rng).nouns).text

    trade4 = trade3


class CzechWords(Words):
    country = "CZ"
    language = "cs"

    def any_surname(self) -> str:
        return self.rng.choice(czech_surnames())[0]

    def trade_lower(self) -> str:
        return lower_first(self._noun.text)

    def trade2_lower(self) -> str:
        return lower_first(self.other_noun().text)

    def trade3_lower(self) -> str:
        return lower_first(self.rng.choice(trades("CZ").pick(self.rng).nouns).text)

    def town_adjective(self) -> str:
        return czech_adjective(self.place.adjective, self._noun.gender)

    def town_adjective_m(self) -> str:
        return czech_adjective(self.place.adjective, "m")

    def town_adjective_f(self) -> str:
        return czech_adjective(self.place.adjective, "f")

    def town_adjective_p(self) -> str:
        return czech_adjective(self.place.adjective, "fp")

    def landscape_adjective(self) -> str:
        return czech_adjective(self.place.landscape.adjective, self._noun.gender)

    def landscape_adjective_m(self) -> str:
        return czech_adjective(self.place.landscape.adjective, "m")

    def landscape_adjective_f(self) -> str:
        return czech_adjective(self.place.landscape.adjective, "f")

    def street(self) -> str:
        return self.rng.choice(lines("streets_cs.txt"))

    def surname_de(self) -> str:
        return self.rng.choice(lines("surnames_de.txt"))

    def trade_de(self) -> str:
        return self.rng.choice(trades("DE").pick(self.rng).nouns).text

    def person(self) -> str:
        """A natural person's full name, in the right gender."""
        side = self.rng.randint(0, 1)
        return f"{self.rng.choice(first_names('cs'))[side]} {self.rng.choice(czech_surnames())[side]}"
