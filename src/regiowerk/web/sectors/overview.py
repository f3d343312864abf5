"""All sections and divisions with the counts of both sides."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse

from regiowerk.codelists.queries import sector_choices
from regiowerk.common.multilingual import Labels
from regiowerk.web.directory import census
from regiowerk.web.directory.census import Census
from regiowerk.web.directory.regions import Counted
from regiowerk.web.sectors.addresses import sector_url
from regiowerk.web.sides import side_labels, side_of


@dataclass(frozen=True)
class SectorLine:
    code: str
    labels: Labels
    url: str
    sides: list[Counted]  # in the order of the heads of the columns


@dataclass(frozen=True)
class SectionLine:
    line: SectorLine
    divisions: list[SectorLine]


@dataclass(frozen=True)
class Overview:
    sides: list[Counted]  # heads of the columns
    sections: list[SectionLine]


def overview() -> Overview:
    """Sections and divisions in their own order; those without any organisation are left out."""
    by_side = {code: census.take({"region": (code,)}, ("sector",)) for code in settings.SIDES}
    by_side = {code: part for code, part in by_side.items() if part.total}
    labels = side_labels(by_side)
    heads = [Counted(labels[code], code, part.total, "", side_of(code)) for code, part in by_side.items()]
    sections = []
    for section in sector_choices():
        divisions = [
            _line(choice.code, choice.labels, by_side, heads)
            for choice in section.divisions
            if _found(choice.code, by_side)
        ]
        if _found(section.code, by_side):
            sections.append(SectionLine(_line(section.code, section.labels, by_side, heads), divisions))
    return Overview(heads, sections)


def _found(code: str, by_side: Mapping[str, Census]) -> bool:
    return any(part.of("sector").get(code) for part in by_side.values())


def _line(code: str, labels: Labels, by_side: Mapping[str, Census], heads: list[Counted]) -> SectorLine:
    search = reverse("directory:search")
    cells = [
        Counted(
            head.labels,
            head.code,
            by_side[head.code].of("sector").get(code, 0),
            search + by_side[head.code].search(sector=code),
            head.side,
        )
        for head in heads
    ]
    return SectorLine(code, labels, sector_url(code), cells)
