"""What a town is called for a reader: by its own name, and by the one usual in the reader's language."""

from dataclasses import dataclass

from regiowerk.directory.towns import Town
from regiowerk.places.queries import town_names
from regiowerk.web.languages import current_language

# Of the names of places in a country, where that is one.
LANGUAGES = {"AT": "de", "CZ": "cs", "DE": "de", "FI": "fi", "FR": "fr", "IT": "it", "PL": "pl", "SK": "sk"}


@dataclass(frozen=True)
class TownName:
    own: str
    other: str  # in the reader's language; '' where that uses the own name
    language: str  # of the own name

    @property
    def full(self) -> str:
        return f"{self.own} / {self.other}" if self.other else self.own

    @property
    def known(self) -> str:
        """The one that readers look for."""
        return self.other or self.own


def name_of(town: Town) -> TownName:
    names = town_names(town.country, town.nuts3, town.name, current_language())
    return TownName(names.own, names.other, LANGUAGES.get(town.country, ""))
