"""The sectors of both sides, compared by their shares: one side may have more organisations, or a fuller register."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse

from regiowerk.codelists.nace import SECTIONS
from regiowerk.codelists.queries import label
from regiowerk.common.multilingual import Labels
from regiowerk.web.directory import census
from regiowerk.web.directory.census import Census
from regiowerk.web.sectors.addresses import sector_url
from regiowerk.web.sides import side_labels, side_of

WELL_KNOWN = 0.5  # a register that tells the sector of fewer than this share is noted
_DIVISION = 2  # letters of the code of a division


@dataclass(frozen=True)
class Cell:
    """A sector on one side."""

    side: str
    country: Labels
    count: int
    share: float  # of those of the side whose sector is known
    width: float  # of the bar, in parts of a hundred
    url: str


@dataclass(frozen=True)
class ComparedSector:
    code: str
    labels: Labels
    url: str
    cells: list[Cell]


@dataclass(frozen=True)
class Known:
    """How many of a side's organisations have a sector in their register."""

    country: Labels
    code: str
    side: str
    known: int
    total: int

    @property
    def few(self) -> bool:
        return self.known < WELL_KNOWN * self.total


@dataclass(frozen=True)
class Comparison:
    known: list[Known]
    rows: list[ComparedSector]

    @property
    def partly_known(self) -> bool:
        return any(side.few for side in self.known)


def compare(by_side: Mapping[str, Census], limit: int) -> Comparison:
    """The strongest divisions: those with the largest shares of both sides together. The censuses count sectors."""
    labels = side_labels(by_side)
    known = {code: _known(code, part) for code, part in by_side.items()}
    divisions = {code for part in by_side.values() for code in part.of("sector") if len(code) == _DIVISION}
    shares = {
        division: {code: _share(part.of("sector").get(division, 0), known[code]) for code, part in by_side.items()}
        for division in divisions
    }
    strongest = sorted(divisions, key=lambda division: (-sum(shares[division].values()), division))[:limit]
    widest = max((share for division in strongest for share in shares[division].values()), default=1.0) or 1.0
    search = reverse("directory:search")
    rows = []
    for division in strongest:
        cells = [
            Cell(
                side=side_of(code),
                country=labels[code],
                count=part.of("sector").get(division, 0),
                share=100 * shares[division][code],
                width=round(100 * shares[division][code] / widest, 1),
                url=search + part.search(sector=division),
            )
            for code, part in by_side.items()
        ]
        rows.append(ComparedSector(division, label("SECTOR", division), sector_url(division), cells))
    sides = [Known(labels[code], code, side_of(code), known[code], part.total) for code, part in by_side.items()]
    return Comparison(sides, rows)


def _known(code: str, part: Census) -> int:
    return census.take({"region": (code,), "sector": SECTIONS}).total if part.of("sector") else 0


def _share(count: int, known: int) -> float:
    return count / known if known else 0.0
