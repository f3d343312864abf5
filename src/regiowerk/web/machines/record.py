"""An organisation as JSON of our own: every fact with its source, and under which licence it may be used."""

from datetime import date
from typing import Any

from django.http import HttpRequest

from regiowerk.common.multilingual import Labels, pick
from regiowerk.directory.page import ActivityLine, Fact, FormerName, OrganisationPage, Origin, OwnWords
from regiowerk.web.directory import words
from regiowerk.web.directory.sources import ShownSource
from regiowerk.web.languages import current_language, language_links
from regiowerk.web.machines.linked import organisation_address

Data = dict[str, Any]


def organisation(request: HttpRequest, page: OrganisationPage, sources: list[ShownSource]) -> Data:
    """Names of registers and facts are codes, titles and labels are in the language of the address."""
    return {
        "id": page.public_id,
        "url": organisation_address(request, page),
        "versions": {link.code: link.absolute_url for link in language_links(request)},
        "name": page.name,
        "name_language": page.language,
        "country": page.country,
        "nuts3": page.nuts3,
        "town": page.town,
        "location": _location(page),
        "kind": page.kind,
        "status": page.status,
        "sector": page.sector,
        "facts": [_fact(fact) for fact in page.facts],
        "former_names": [_name(name) for name in page.former_names],
        "other_names": [_name(name) for name in page.other_names],
        "activities": [_activity(line) for line in page.activities],
        "own_words": _own_words(page.own_words),
        "sources": [_source(source) for source in sources],
    }


def _fact(fact: Fact) -> Data:
    return {
        "name": fact.name,
        "title": str(words.title(fact.name, fact.code)),
        "value": fact.text or _text(fact.labels),
        "code": fact.code,
        "language": fact.language,
        **_origin(fact.origin),
        "agreeing": [_told(other) for other in fact.agreeing],
        "differing": [_told(other) for other in fact.differing],
    }


def _told(fact: Fact) -> Data:
    """What a further source says of the same fact."""
    return {
        "value": fact.text or _text(fact.labels),
        "code": fact.code,
        "language": fact.language,
        **_origin(fact.origin),
    }


def _origin(origin: Origin | None) -> Data:
    if origin is None:
        return {"source": "", "entry": "", "retrieved_on": None, "as_of": None}
    return {
        "source": origin.source,
        "entry": origin.entry_key,
        "retrieved_on": _day(origin.retrieved_on),
        "as_of": _day(origin.as_of),
    }


def _own_words(own: OwnWords | None) -> Data | None:
    """What the organisation says of itself, in one language; not from a register."""
    if own is None:
        return None
    return {
        "language": own.language,
        "description": own.description,
        "products": [{"title": product.title, "text": product.text} for product in own.products],
        "certificates": list(own.certificates),
        "website": own.website,
        "employees": own.employees,
        "updated_on": own.updated_on.isoformat(),
    }


def _source(source: ShownSource) -> Data:
    info = source.info
    return {
        "name": info.name,
        "title": _text(info.title),
        "publisher": info.publisher,
        "url": info.url,
        "licence": {"name": _text(info.licence_name), "url": info.licence_url, "attribution": info.attribution},
        "retrieved_on": _day(source.retrieved_on),
        "as_of": _day(source.as_of),
    }


def _name(name: FormerName) -> Data:
    return {
        "name": name.text,
        "language": name.language,
        "valid_to": name.valid_to,
        "sources": [_origin(origin) for origin in name.origins],
    }


def _activity(line: ActivityLine) -> Data:
    return {
        "scheme": line.scheme,
        "code": line.code,
        "label": _text(line.labels),
        "main": line.main,
        **_origin(line.origin),
    }


def _location(page: OrganisationPage) -> Data | None:
    if page.latitude is None or page.longitude is None:
        return None
    return {"latitude": page.latitude, "longitude": page.longitude}


def _text(labels: Labels | None) -> str:
    return pick(labels or {}, current_language()).text


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
