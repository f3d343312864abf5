"""Sitemaps: an index, the fixed pages, sectors and towns, and the organisations in parts, one file for each part and
language.

A file has at most PART_SIZE addresses with all their language versions: about a fifth of what the protocol allows.
"""

from collections.abc import Callable, Iterator
from datetime import date
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import override

from regiowerk.codelists.nace import sector_path
from regiowerk.directory import queries as directory
from regiowerk.directory import towns
from regiowerk.web.directory import census
from regiowerk.web.directory.census import HANDFUL
from regiowerk.web.languages import absolute, default_language
from regiowerk.web.places.addresses import town_path
from regiowerk.web.sectors.addresses import sector_urls
from regiowerk.web.sectors.sector import CLASS, exists

PART_SIZE = 10_000
PAGES = (
    "home:home",
    "directory:search",
    "sectors:index",
    "places:index",
    "directory:data",
    "operator:imprint",
    "operator:privacy",
    "operator:accessibility",
)
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
LINKS = "http://www.w3.org/1999/xhtml"


class Listed(NamedTuple):
    """One page in all languages."""

    urls: dict[str, str]  # language → absolute address
    changed_on: date | None = None


def index(request: HttpRequest) -> Iterator[str]:
    parts = directory.list_parts(PART_SIZE)
    yield f'{HEAD}<sitemapindex xmlns="{NAMESPACE}">\n'
    yield _sitemap(absolute(request, reverse("sitemap-pages")), None)
    for kind, pages_of in LISTS.items():
        listed = pages_of(request)
        for number in range(-(-len(listed) // PART_SIZE)):
            changed_on = max((page.changed_on for page in listed if page.changed_on), default=None)
            for language in _languages():
                kwargs = {"kind": kind, "language": language, "number": number}
                yield _sitemap(absolute(request, reverse("sitemap-list", kwargs=kwargs)), changed_on)
    for number, changed_on in parts.items():
        for language in _languages():
            address = reverse("sitemap-organisations", kwargs={"language": language, "number": number})
            yield _sitemap(absolute(request, address), changed_on)
    yield "</sitemapindex>\n"


def pages(request: HttpRequest) -> Iterator[str]:
    """The fixed pages, each language version as an address of its own."""
    listed = [Listed(_in_all_languages(request, name)) for name in PAGES]
    yield from _urlset(page_entry for page in listed for page_entry in (_url(page, code) for code in page.urls))


def list_of(request: HttpRequest, kind: str, language: str, number: int) -> Iterator[str]:
    """One part of the pages of sectors or towns in one language. Raises KeyError for another kind."""
    listed = LISTS[kind](request)[number * PART_SIZE : (number + 1) * PART_SIZE]
    return _urlset(_url(page, language) for page in listed)


def _sectors(request: HttpRequest) -> list[Listed]:
    """Those with enough organisations to be worth being found."""
    changed = directory.sector_changes()
    days: dict[str, date] = {}
    for code, day in changed.items():
        for above in sector_path(code):
            days[above] = max(day, days.get(above, day))
    counts = census.take(facets=("sector",)).of("sector")
    codes = sorted(code for code, n in counts.items() if n >= HANDFUL and len(code) < CLASS and exists(code))
    return [
        Listed({language: absolute(request, url) for language, url in sector_urls(code).items()}, days.get(code))
        for code in codes
    ]


def _towns(request: HttpRequest) -> list[Listed]:
    """Those with enough organisations to be worth being found."""
    counts = census.take(facets=("town",)).of("town")
    keys = sorted(key for key, n in counts.items() if n >= HANDFUL)
    days = towns.last_changes() if keys else {}
    folders = _in_all_languages(request, "places:index")
    return [
        Listed({language: folder + town_path(key) for language, folder in folders.items()}, days.get(key))
        for key in keys
    ]


LISTS: dict[str, Callable[[HttpRequest], list[Listed]]] = {"sectors": _sectors, "places": _towns}


def organisations(request: HttpRequest, language: str, number: int) -> Iterator[str]:
    """The pages of one part in one language, with their versions in the others."""
    folders = _in_all_languages(request, "directory:search")
    found = directory.list_part(number, PART_SIZE)
    return _urlset(_url(_organisation(folders, organisation), language) for organisation in found)


def _organisation(folders: dict[str, str], organisation: directory.ListedOrganisation) -> Listed:
    # Put together by hand: `reverse` for each language would take most of the time of a million pages.
    path = f"{organisation.slug}-{organisation.public_id}/" if organisation.slug else f"{organisation.public_id}/"
    return Listed({code: folder + path for code, folder in folders.items()}, organisation.updated_on)


def _languages() -> list[str]:
    return [code for code, _ in settings.LANGUAGES]


def _in_all_languages(request: HttpRequest, name: str) -> dict[str, str]:
    urls = {}
    for code in _languages():
        with override(code):
            urls[code] = absolute(request, reverse(name))
    return urls


def _urlset(entries: Iterator[str]) -> Iterator[str]:
    yield f'{HEAD}<urlset xmlns="{NAMESPACE}" xmlns:xhtml="{LINKS}">\n'
    yield from entries
    yield "</urlset>\n"


def _url(page: Listed, language: str) -> str:
    links = "".join(
        f'<xhtml:link rel="alternate" hreflang="{code}" href={quoteattr(url)}/>' for code, url in page.urls.items()
    )
    usual = quoteattr(page.urls[default_language()])
    links += f'<xhtml:link rel="alternate" hreflang="x-default" href={usual}/>'
    return f"<url><loc>{escape(page.urls[language])}</loc>{_changed(page.changed_on)}{links}</url>\n"


def _sitemap(address: str, changed_on: date | None) -> str:
    return f"<sitemap><loc>{escape(address)}</loc>{_changed(changed_on)}</sitemap>\n"


def _changed(day: date | None) -> str:
    return f"<lastmod>{day.isoformat()}</lastmod>" if day else ""
